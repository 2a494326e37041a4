"""A published answer that was wrong: the report stays, a correction stands beside it wherever the answer is shown."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from consultations.models import ConsultationReport, ResponseCorrection
from consultations.reports.actions import publish_report
from consultations.responses.actions.corrections import correct_response
from tests.browsing import press, text_of
from tests.cast import Cast
from tests.full_round import full_round
from tests.happened import last_event, told
from tests.refusals import refused

RIGHT = {"outcome": "accepted", "why": "Pogrešno je prepisan ishod.", "reason": "Rok je uveden."}


@pytest.fixture
def report(cast):
    return publish_report(full_round(cast), by=cast.coordinator)


@pytest.fixture
def item(report):
    return report.consultation.opinions.get().items.get()


def test_the_right_answer_stands_beside_the_frozen_one(cast, report, item):
    correction = correct_response(item, by=cast.coordinator, **RIGHT)

    assert (correction.number, correction.outcome, correction.mandate) == (1, "accepted", cast.mandate("coordinator"))
    item.response.refresh_from_db()
    assert item.response.outcome == "partly"
    again = ConsultationReport.objects.get()
    assert (again.content, again.content_hash) == (report.content, report.content_hash)


def test_whoever_commented_and_the_consortium_are_told(cast, report, item):
    correct_response(item, by=cast.coordinator, **RIGHT)

    event = last_event()
    assert (event.verb, event.public) == ("item.corrected", True)
    assert (event.facts["before"], event.facts["after"]) == ("partly", "accepted")
    assert told(cast, event) >= {"network", "other_network", "lead", "member"}


@pytest.mark.parametrize("name", ["report", "opinion", "mine"])
def test_it_is_shown_wherever_the_answer_is(cast, report, item, client, name):
    correct_response(item, by=cast.coordinator, **RIGHT)
    slug = report.consultation.slug
    with translation.override("sr-latn"):
        places = {
            "report": reverse("consultations:report", args=[slug]),
            "opinion": reverse("consultations:opinion", args=[slug, cast.seko.code]),
            "mine": reverse("consultations:my_comments"),
        }
    client.force_login(cast.network)

    assert RIGHT["why"] in text_of(client.get(places[name]))


def test_the_api_tells_it_with_the_answer_and_with_the_report(cast, report, item, client):
    correct_response(item, by=cast.coordinator, **RIGHT)
    base = f"/api/v1/consultations/{report.consultation.slug}"

    answer = client.get(f"{base}/responses/").json()["results"][0]
    whole = client.get(f"{base}/report/").json()

    assert (answer["outcome"], answer["corrections"][0]["outcome"]) == ("partly", "accepted")
    assert (whole["corrections"][0]["position"], whole["corrections"][0]["number"]) == (item.position, 1)


def test_a_further_correction_stands_beside_the_first(cast, report, item):
    correct_response(item, by=cast.coordinator, **RIGHT)
    correct_response(item, by=cast.coordinator, **RIGHT | {"reason": "Rok je uveden u članu 3."})

    assert [row.number for row in ResponseCorrection.objects.all()] == [1, 2]
    item.response.refresh_from_db()
    assert item.response.latest_correction.number == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"why": " "}, "blank"),
        ({"outcome": "not_accepted", "reason": ""}, "reason_missing"),
        ({"outcome": "forwarded"}, "forwarded_to_missing"),
        ({"forwarded_to": "Скупштина"}, "forwarded_to_missing"),
        ({"outcome": "partly", "reason": "Рок се уводи."}, "nothing_changed"),
        ({"outcome": "circus"}, "invalid_choice"),
    ],
)
def test_a_correction_keeps_the_rules_of_an_answer_and_says_why(cast, report, item, given, code):
    with refused(code):
        correct_response(item, by=cast.coordinator, **RIGHT | given)


@pytest.mark.parametrize("role", [role for role in Cast.roles() if role != "coordinator"])
def test_only_the_coordinator_corrects(cast, report, item, role):
    with pytest.raises(PermissionDenied):
        correct_response(item, by=cast.user(role), **RIGHT)


def test_before_the_report_the_answer_itself_is_changed(cast):
    consultation = full_round(cast)

    with refused("not_published"):
        correct_response(consultation.opinions.get().items.get(), by=cast.coordinator, **RIGHT)


def test_the_coordinator_corrects_on_a_page(cast, report, item, client):
    client.force_login(cast.coordinator)
    with translation.override("sr"):
        address = reverse("consultations:response_correct", args=[report.consultation.slug, item.pk])
        page = reverse("consultations:report", args=[report.consultation.slug])
    assert address in text_of(client.get(page))

    answer = press(client, address, {**RIGHT, "forwarded_to": ""})

    assert answer.status_code == 302
    assert ResponseCorrection.objects.get().why == RIGHT["why"]
