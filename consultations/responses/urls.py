"""Addresses of responses to items, from the language on."""

from django.urls import path

from consultations.responses.views import bulk, corrections, implementation, responses, spreadsheet
from seko.web.redirects import moved

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "responses/", responses.response_list, name="responses"),
    path(ROUND + "responses.xlsx", spreadsheet.spreadsheet_export, name="response_spreadsheet"),
    path(ROUND + "responses/import/", spreadsheet.spreadsheet_import, name="response_import"),
    path(ROUND + "responses/<int:pk>/", responses.response_edit, name="response"),
    path(ROUND + "responses/<int:pk>/correct/", corrections.response_correct, name="response_correct"),
    path(ROUND + "responses/bulk/<slug:action>/", bulk.bulk_action, name="responses_bulk"),
    path(ROUND + "implementation/", implementation.implementation_list, name="implementation_list"),
    path(ROUND + "implementation/<int:pk>/", implementation.implementation_edit, name="implementation"),
    # Former addresses.
    path(ROUND + "answers/", moved("consultations:responses")),
    path(ROUND + "answers.xlsx", moved("consultations:response_spreadsheet")),
    path(ROUND + "answers/import/", moved("consultations:response_import")),
    path(ROUND + "answers/<int:pk>/", moved("consultations:response")),
    path(ROUND + "answers/answer/several/", moved("consultations:responses_bulk", action="respond")),
    path(ROUND + "answers/<slug:action>/several/", moved("consultations:responses_bulk")),
    path(ROUND + "landings/", moved("consultations:implementation_list")),
    path(ROUND + "landings/<int:pk>/", moved("consultations:implementation")),
]
