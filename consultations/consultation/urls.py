"""Addresses of consultations themselves, from the language on."""

from django.urls import path

from consultations.consultation.views import consultations as views
from consultations.consultation.views import corrections

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path("consultations/", views.consultation_list, name="list"),
    path("consultations/new/", views.consultation_create, name="create"),
    path(ROUND, views.consultation_detail, name="detail"),
    path(ROUND + "edit/", views.consultation_edit, name="edit"),
    path(ROUND + "open/", views.consultation_open, name="open"),
    path(ROUND + "close/", views.consultation_close, name="close"),
    path(ROUND + "dates/", views.consultation_move, name="move"),
    path(ROUND + "entry/", views.consultation_entry, name="entry"),
    path(ROUND + "correct/", corrections.consultation_correct, name="correct"),
    path(ROUND + "sekos/", corrections.consultation_sekos, name="exchange_sekos"),
    path(ROUND + "version/", corrections.consultation_version, name="exchange_version"),
    path(ROUND + "copy/", corrections.consultation_copy, name="copy"),
    path(ROUND + "cancel/", views.consultation_cancel, name="cancel"),
]
