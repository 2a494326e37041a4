"""A consultation with everything that a report tells, read in the other script and by whoever reads English."""

import pytest
from django.urls import reverse
from django.utils import translation

from consultations.models import Consultation
from consultations.reports.actions import publish_report
from tests.browsing import sign_in
from tests.full_round import full_round
from tests.scripts.test_languages_of_pages import NO_ROOM, SWITCH
from tests.scripts.walk import CyrillicOnPage, pages

QUERY = "мере"  # a visitor's own words, which the title of the page repeats


@pytest.fixture
def published(cast):
    consultation = full_round(cast)
    publish_report(consultation, by=cast.user("coordinator"), summary="Укратко.")
    return Consultation.objects.get(pk=consultation.pk)


def addresses(consultation, language):
    with translation.override(language):
        named = {
            name: reverse(f"consultations:{name}", args=[consultation.slug])
            for name in ("detail", "comments", "questions", "report", "report_comments")
        }
        return named | {
            "deadlines": reverse("consultations:deadlines"),
            "statistics": reverse("statistics"),
            "dashboard": reverse("dashboard"),
            "home": reverse("home"),
            "search": reverse("search") + f"?q={QUERY}",
            "list": reverse("consultations:list"),
        }


@pytest.mark.parametrize("role", ["anonymous", "coordinator", "lead"])
def test_everything_is_read_in_one_script(client, cast, published, role):
    sign_in(client, cast, role)

    found = [
        (name, *place)
        for name, html in pages(client, addresses(published, "sr-latn"))
        for place in CyrillicOnPage(html).found
        if place[2] not in {SWITCH, QUERY} and place[1] != "sr-Cyrl"
    ]

    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("role", ["anonymous", "coordinator", "lead"])
def test_english_pages_say_what_is_serbian(client, cast, published, monkeypatch, role):
    monkeypatch.setattr("seko.scripts.visitor.to_latin", str)
    sign_in(client, cast, role)

    found = [
        (name, *place)
        for name, html in pages(client, addresses(published, "en"))
        for place in CyrillicOnPage(html).found
        if not place[1].startswith("sr") and place[0] not in NO_ROOM
    ]

    assert found == [], "\n".join(map(str, found))
