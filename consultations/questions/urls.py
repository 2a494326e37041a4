"""Addresses of the Office's questions, from the language on."""

from django.urls import path

from consultations.questions import views

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "questions/", views.question_list, name="questions"),
    path(ROUND + "questions/new/", views.question_create, name="question_create"),
    path(ROUND + "questions/<int:pk>/edit/", views.question_edit, name="question_edit"),
    path(ROUND + "questions/<int:pk>/delete/", views.question_delete, name="question_delete"),
    path(ROUND + "questions/<int:pk>/move/", views.question_move, name="question_move"),
]
