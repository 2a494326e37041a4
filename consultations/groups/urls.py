"""Addresses of working groups and meetings, from the language on."""

from django.urls import path

from consultations.groups import views

urlpatterns = [
    path("working-groups/", views.working_group_list, name="working_group_list"),
    path("working-groups/<slug:slug>/", views.working_group_detail, name="working_group_detail"),
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings/<int:pk>/", views.meeting_detail, name="meeting_detail"),
]
