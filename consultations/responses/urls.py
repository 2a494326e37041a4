"""Addresses of responses to items, from the language on."""

from django.urls import path

from consultations.responses.views import bulk, implementation, responses, spreadsheet

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "answers/", responses.answer_list, name="answers"),
    path(ROUND + "answers.xlsx", spreadsheet.answer_sheet, name="answer_sheet"),
    path(ROUND + "answers/import/", spreadsheet.answer_import, name="answer_import"),
    path(ROUND + "answers/<int:pk>/", responses.answer_edit, name="answer"),
    path(ROUND + "answers/<slug:act>/several/", bulk.answers_several, name="answers_several"),
    path(ROUND + "landings/", implementation.landing_list, name="landings"),
    path(ROUND + "landings/<int:pk>/", implementation.landing_note, name="landing"),
]
