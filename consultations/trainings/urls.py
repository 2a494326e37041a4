"""Addresses of trainings, from the language on."""

from django.urls import path

from consultations.trainings import views

urlpatterns = [
    path("trainings/", views.training_list, name="training_list"),
    path("trainings/<slug:slug>/", views.training_detail, name="training_detail"),
    path("trainings/<slug:slug>/register/", views.training_register, name="training_register"),
    path(
        "trainings/<slug:slug>/cancel-registration/",
        views.training_cancel_registration,
        name="training_cancel_registration",
    ),
]
