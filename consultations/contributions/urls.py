"""Addresses of what one organization submits in one act, from the language on."""

from django.urls import path

from consultations.contributions.views import contributions

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "ours/", contributions.contribution, name="contribution"),
    path(ROUND + "ours/autosave/", contributions.answers_autosave, name="answers_autosave"),
    path(ROUND + "ours/withdraw/", contributions.contribution_withdraw, name="contribution_withdraw"),
]
