"""Addresses of members who have not commented, from the language on."""

from django.urls import path

from consultations.statistics import views

urlpatterns = [
    path("dashboard/silent/<slug:code>/", views.silent_members, name="silent_members"),
]
