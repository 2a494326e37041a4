"""Addresses of two versions side by side, from the language on."""

from django.urls import path

from consultations.comparison import views

urlpatterns = [
    path("documents/<slug:slug>/compare/<int:old>/<int:new>/", views.compare, name="compare"),
]
