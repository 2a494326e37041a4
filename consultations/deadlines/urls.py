"""Addresses of deadlines kept and broken, from the language on."""

from django.urls import path

from consultations.deadlines import views
from seko.web.redirects import moved

urlpatterns = [
    path("deadlines/", views.deadlines, name="deadlines"),
    # Former addresses.
    path("clock/", moved("consultations:deadlines")),
]
