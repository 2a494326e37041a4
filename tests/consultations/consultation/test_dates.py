"""Dates move by actions only; deadlines are shown with what is left; free days give a warning; the state's portal."""

import itertools
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.consultation.actions import cancel_consultation, close_comments, link_entry, move_dates
from consultations.models import Assignment, Consultation
from seko.events.models import Event
from seko.rules.working_days import is_working_day
from tests import factories as make
from tests.browsing import address, moment, press, text_of
from tests.happened import last_event, signature, told
from tests.refusals import refused

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
DATES = ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at")
ENTRY = "https://ekonsultacije.gov.rs/topicOfDiscussionPage/12/1"


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


def page_of(client, consultation):
    return " ".join(text_of(client.get(address("detail", consultation.slug))).split())


# --- moving ----------------------------------------------------------------------------------


def test_without_a_change_nobody_is_told_that_dates_moved(cast, running):
    with refused("nothing_moved"):
        move_dates(running, by=cast.coordinator, reason="Празници.", answer_due_at=running.answer_due_at)
    assert not Event.objects.exists()


def test_a_date_does_not_move_to_this_very_moment(cast, running):
    at = running.opens_at + DAY

    with refused("date_in_past"):
        move_dates(running, by=cast.coordinator, reason="Празници.", at=at, comments_close_at=at)


def test_an_institution_with_items_is_told_too_when_dates_move_and_when_it_is_over(cast):
    review = make.make_consultation("in_review", [cast.seko])
    item = make.make_opinion(review, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    Assignment.objects.create(item=item, institution=cast.ministry, mandate=cast.mandate("coordinator"))

    move_dates(review, by=cast.coordinator, reason="Празници.", answer_due_at=review.answer_due_at + DAY)
    moved = told(cast, last_event())
    cancel_consultation(review, by=cast.coordinator, reason="Повучено.")

    assert moved == told(cast, last_event()) == {"lead", "member", "network", "other_network", "contact"}


def test_only_what_moved_is_told(cast, running):
    dates = {"opinion_due_at": running.opinion_due_at, "answer_due_at": running.answer_due_at + DAY}

    move_dates(running, by=cast.coordinator, reason="Празници.", **dates)

    facts = last_event().facts
    assert set(facts["before"]) == set(facts["after"]) == {"answer_due_at"}


def test_the_form_that_moves_dates_takes_the_reason_of_urgency_of_a_short_window(client, cast, running):
    client.force_login(cast.coordinator)
    data = {name: moment(getattr(running, name)) for name in DATES[1:]} | {"reason": "Документ је хитан."}
    data["comments_close_at"] = moment(timezone.now() + DAY)

    refusal = text_of(client.post(address("move", running.slug), data))
    press(client, address("move", running.slug), data | {"urgency_reason": "Рок Европске комисије."})

    assert "Give a reason for urgency" in refusal
    running.refresh_from_db()
    assert (running.urgency_reason, last_event().verb) == ("Рок Европске комисије.", "consultation.dates_moved")
    assert "Рок Европске комисије." in text_of(client.get(address("detail", running.slug, language="sr")))


def test_the_page_shows_each_move_with_both_days_and_the_reason(client, cast, running):
    before = running.comments_close_at
    moved = move_dates(running, by=cast.coordinator, reason="Празници.", comments_close_at=before + 20 * DAY)
    close_comments(moved, by=cast.coordinator, reason="Сви су се јавили.")

    page = text_of(client.get(address("detail", running.slug, language="sr")))

    assert "Празници." in page
    assert "Сви су се јавили." in page
    for day in before, before + 20 * DAY:
        assert f"{timezone.localtime(day):%-d. %-m. %Y}" in page


@pytest.mark.parametrize("state", ["open", "consolidation", "in_review", "answered", "cancelled"])
def test_neither_the_admin_nor_the_api_moves_a_date_past_the_action(client, cast, state):
    consultation = make.make_consultation(state, [cast.seko])
    before = Consultation.objects.filter(pk=consultation.pk).values(*DATES).get()
    client.force_login(cast.coordinator)
    later = timezone.now() + 300 * DAY
    data = {f"{name}_{part}": f"{later:%Y-%m-%d}" if part == "0" else "10:00" for name in DATES for part in "01"}

    admin = client.post(reverse("admin:consultations_consultation_change", args=[consultation.pk]), data)
    form = client.post(address("edit", consultation.slug), {name: moment(later) for name in DATES})
    api = reverse("consultation-detail", args=[consultation.slug])
    answers = [client.patch(api, {"answer_due_at": later}), client.put(api, {}), client.delete(api)]

    assert admin.status_code == 403
    assert form.status_code in {200, 302}
    assert {answer.status_code for answer in answers} <= {403, 405, 415}
    assert Consultation.objects.filter(pk=consultation.pk).values(*DATES).get() == before
    assert not Event.objects.exists()


# --- shown -----------------------------------------------------------------------------------


def test_each_date_of_a_consultation_is_shown_with_its_time_and_what_is_left(client, cast, running):
    page = page_of(client, running)

    shown = re.findall(r'<span class="deadline[^"]*"><time datetime="([^"]+)">[^<]+\d\d:\d\d</time>', page)
    assert {datetime.fromisoformat(at) for at in shown} == {
        getattr(running, name).replace(microsecond=0) for name in DATES
    }
    assert "9 days left (" in page and "working days)" in page


def test_what_is_left_is_never_stale_on_a_page_that_a_browser_kept(client, cast, running, monkeypatch):
    now, place = timezone.now(), address("detail", running.slug)
    first = client.get(place)
    same = client.get(place, headers={"if-none-match": first["ETag"]})
    monkeypatch.setattr(timezone, "now", lambda: now + 2 * DAY)

    later = client.get(place, headers={"if-none-match": first["ETag"]})

    assert (first["Cache-Control"], same.status_code, later.status_code) == ("public, no-cache", 304, 200)
    assert "9 days left" in first.content.decode() and "7 days left" in later.content.decode()


@pytest.mark.parametrize("who", ["coordinator", "lead", "network", "contact"])
def test_the_dashboards_show_deadlines_with_what_is_left(client, cast, running, who):
    review = make.make_consultation("in_review", [cast.seko])
    item = make.make_opinion(review, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    day = timezone.localdate() + 4 * DAY
    Assignment.objects.create(item=item, institution=cast.ministry, due_on=day, mandate=cast.mandate("coordinator"))
    client.force_login(cast.user(who))

    page = text_of(client.get(address("dashboard")))

    assert re.search(r"\d+ days left \(", page)
    assert ("24:00</time>" in page) == (who == "contact")


# --- working days ----------------------------------------------------------------------------


@pytest.mark.parametrize("day", [(2027, 2, 3), (2027, 4, 17), (2026, 12, 20), (2027, 3, 24)])
def test_the_first_dates_of_a_consultation_end_on_working_days_at_five(client, cast, monkeypatch, day):
    monkeypatch.setattr(timezone, "now", lambda: datetime(*day, 9, 30, tzinfo=UTC))
    client.force_login(cast.coordinator)

    form = client.get(address("create")).context["form"]

    dates = [timezone.localtime(form.initial[name]) for name in DATES]
    assert all(is_working_day(date.date()) and date.hour == 17 for date in dates[1:])
    assert [(later.date() - earlier.date()).days >= days for (earlier, later), days in zip(
        itertools.pairwise(dates), (12, 3, 15), strict=True
    )] == [True] * 3  # fmt: skip
    assert form.warnings() == []


def test_a_term_on_a_free_day_gives_the_office_a_warning_and_no_refusal(client, cast, running):
    easter = datetime(2027, 5, 3, 10, tzinfo=UTC)
    Consultation.objects.filter(pk=running.pk).update(opinion_due_at=easter - 2 * DAY, answer_due_at=easter)
    warnings = [
        "Opinion due: 1 May 2027 is not a working day (Holy Saturday; Labor Day).",
        "Answer due: 3 May 2027 is not a working day (Easter Monday).",
    ]

    public = page_of(client, running)
    client.force_login(cast.coordinator)
    office, form = page_of(client, running), text_of(client.get(address("move", running.slug)))

    for warning in warnings:
        assert (warning in public, warning in office, warning in form) == (False, True, True)


# --- the state's portal ----------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "open", "answered"])
def test_the_office_points_at_the_entry_on_the_states_portal(client, cast, status):
    consultation = make.make_consultation(status, [cast.seko])
    client.force_login(cast.desk_officer)

    client.post(address("entry", consultation.slug), {"ekonsultacije_url": ENTRY})

    assert signature(last_event()) == ("consultation.linked", cast.desk_officer, cast.office, status != "draft")
    assert f'<a href="{ENTRY}" rel="noopener">' in page_of(client, consultation)
    assert client.get(reverse("consultation-detail", args=[consultation.slug])).json()["ekonsultacije_url"] == ENTRY


@pytest.mark.parametrize(
    "url",
    [
        "http://ekonsultacije.gov.rs/1",
        "https://ekonsultacije.gov.rs.example.org/1",
        "https://example.org/?ekonsultacije.gov.rs/",
        "https://euprava.gov.rs/",
    ],
)
def test_any_other_address_is_refused_beside_its_field(client, cast, running, url):
    client.force_login(cast.coordinator)

    page = text_of(client.post(address("entry", running.slug), {"ekonsultacije_url": url}))

    assert "Its address begins with https://ekonsultacije.gov.rs/." in page and f'value="{url}"' in page
    assert not Event.objects.exists()


def test_the_link_is_taken_away_by_an_empty_address(cast, running):
    link_entry(running, by=cast.coordinator, ekonsultacije_url=ENTRY)
    link_entry(running, by=cast.coordinator, ekonsultacije_url=" ")

    running.refresh_from_db()
    assert running.ekonsultacije_url == ""


@pytest.mark.parametrize("who", ["administrator", "lead", "network", "contact", "anonymous"])
def test_only_case_workers_link_to_the_states_portal(client, cast, running, who):
    if who != "anonymous":
        client.force_login(cast.user(who))

    answer = client.post(address("entry", running.slug), {"ekonsultacije_url": ENTRY})

    assert answer.status_code == (302 if who == "anonymous" else 403)
    assert not Event.objects.exists()
