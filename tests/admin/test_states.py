"""The admin tells the state of a row in words."""

from django.apps import apps

from seko.admin.base import TONES

OURS = {"seko", "organizations", "sectors", "memoranda", "consultations"}


def test_every_status_has_a_colour_and_so_its_words():
    statuses = {
        value
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.fields
        if field.name == "status"
        for value in dict(field.choices)
    }

    assert statuses - set(TONES) == set()
