"""Addresses of working groups, meetings and trainings, from the language on."""

from django.urls import path

from consultations.views import training, working_group

urlpatterns = [
    path("working-groups/", working_group.working_group_list, name="working_group_list"),
    path("working-groups/<slug:slug>/", working_group.working_group_detail, name="working_group_detail"),
    path("meetings/", working_group.meeting_list, name="meeting_list"),
    path("meetings/<int:pk>/", working_group.meeting_detail, name="meeting_detail"),
    path("trainings/", training.training_list, name="training_list"),
    path("trainings/<slug:slug>/", training.training_detail, name="training_detail"),
    path("trainings/<slug:slug>/register/", training.training_register, name="training_register"),
    path(
        "trainings/<slug:slug>/cancel-registration/",
        training.training_cancel_registration,
        name="training_cancel_registration",
    ),
]
