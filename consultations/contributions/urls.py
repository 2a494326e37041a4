"""Addresses of what one organization submits in one act, from the language on."""

from django.urls import path

from consultations.contributions.views import contributions
from seko.web.redirects import moved

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "contribution/", contributions.contribution, name="contribution"),
    path(ROUND + "contribution/autosave/", contributions.answers_autosave, name="answers_autosave"),
    path(ROUND + "contribution/withdraw/", contributions.contribution_withdraw, name="contribution_withdraw"),
    # Former addresses.
    path(ROUND + "ours/", moved("consultations:contribution")),
    path(ROUND + "ours/autosave/", moved("consultations:answers_autosave")),
    path(ROUND + "ours/withdraw/", moved("consultations:contribution_withdraw")),
]
