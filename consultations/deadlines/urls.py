"""Addresses of deadlines kept and broken, from the language on."""

from django.urls import path

from consultations.deadlines import views

urlpatterns = [
    path("clock/", views.clock, name="clock"),
]
