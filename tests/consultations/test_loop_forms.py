"""The forms of the loop: what is wrong stands beside its field, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from consultations.models import Assignment, Consultation
from seko.events.models import Event
from tests import factories as make
from tests.browsing import address, moment, press, text_of

DAY = timedelta(days=1)


def told_beside(response, field):
    """The words beside a field, which is marked as wrong for the eye and for the ear."""
    page = text_of(response)
    error = re.search(rf'id="id_{field}_error">(.*?)</div></div>', page, re.DOTALL)
    assert error, f"nothing is said beside {field}: {response.context['form'].errors}"
    widget = re.search(rf'<(?:input|textarea|select)[^>]*id="id_{field}"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in widget and f'aria-errormessage="id_{field}_error"' in widget
    return re.sub(r"<[^>]+>", "", error[1])


@pytest.fixture
def running(cast):
    return make.make_consultation(
        "open",
        [cast.seko],
        title="Енергија у јавним зградама",
        title_en="Energy in public buildings",
        summary="Шта мењамо.",
    )


@pytest.fixture
def closed(cast):
    return make.make_consultation("consolidation", [cast.seko])


@pytest.fixture
def draft_opinion(cast, closed):
    return make.make_opinion(closed, cast.seko, cast.mandate("lead"))


def test_a_change_without_words_is_told_beside_the_field(client, cast, running):
    client.force_login(cast.network)

    answer = client.post(address("whole", running.slug), {"kind": "change", "reason": "Образложење остаје"})

    assert told_beside(answer, "proposed_text") == "Write the text that you propose."
    assert "Образложење остаје" in text_of(answer)


def plan(version, cast, **changes):
    now = timezone.now()
    dates = {"opens_at": 1, "comments_close_at": 13, "opinion_due_at": 16, "answer_due_at": 31}
    return {
        "version": version.pk,
        "title": "Наслов који остаје",
        "summary": "Сажетак који остаје",
        "purpose": "Питање које остаје",
        "contact": "Контакт који остаје",
        "phase": "programming",
        "sekos": [cast.seko.pk],
        **{name: moment(now + days * DAY) for name, days in dates.items()},
        **changes,
    }


def test_a_short_window_without_a_reason_is_told_beside_the_reason(client, cast):
    client.force_login(cast.coordinator)
    version = make.make_document_version()

    answer = client.post(address("create"), plan(version, cast, comments_close_at=moment(timezone.now() + 3 * DAY)))

    assert (
        told_beside(answer, "urgency_reason")
        == "Give a reason for urgency when comments are open for fewer than seven days."
    )
    text = text_of(answer)
    for word in ("Наслов", "Сажетак", "Питање", "Контакт"):
        assert f"{word} кој" in text
    assert f'value="{version.pk}" selected' in text
    assert re.search(rf'value="{cast.seko.pk}"[^>]* checked', text)
    assert not Consultation.objects.exists()


def test_dates_that_run_backwards_are_told_at_the_head_of_the_form(client, cast):
    client.force_login(cast.coordinator)
    data = plan(make.make_document_version(), cast, opinion_due_at=moment(timezone.now() + DAY))

    text = text_of(client.post(address("create"), data))

    assert '<div class="error-summary" role="alert"' in text and "<li>The dates are in the wrong order." in text
    assert all(escape(data[name]) in text for name in ("opens_at", "comments_close_at", "opinion_due_at", "title"))


@pytest.mark.parametrize(
    ("name", "data", "field", "words"),
    [
        ("close", {"reason": ""}, "reason", "This field is required."),
        ("move", {"reason": ""}, "reason", "This field is required."),
        (
            "move",
            {"reason": "Остаје", "answer_due_at": "9999-12-31T23:59"},
            "answer_due_at",
            "Choose a year from 1900 to 2200.",
        ),
        ("move", {"reason": "Остаје", "comments_close_at": "јуче"}, "comments_close_at", "Enter a valid date/time."),
        (
            "move",
            {"reason": "Остаје", "comments_close_at": "2020-01-01T10:00"},
            "comments_close_at",
            "Choose a date and time in the future.",
        ),
        ("cancel", {"reason": "  "}, "reason", "This field is required."),
    ],
)
def test_the_offices_forms_say_what_is_missing(client, cast, running, name, data, field, words):
    client.force_login(cast.coordinator)
    dates = {date: moment(getattr(running, date)) for date in ("comments_close_at", "opinion_due_at", "answer_due_at")}

    answer = client.post(address(name, running.slug), {**dates, **data})

    assert words in told_beside(answer, field)
    assert data["reason"].strip() in text_of(answer)
    assert not Event.objects.exists()


def test_dates_that_are_not_touched_do_not_move_by_the_seconds_the_form_does_not_show(client, cast, running):
    client.force_login(cast.coordinator)
    names = ("comments_close_at", "opinion_due_at", "answer_due_at")
    data = {name: moment(getattr(running, name)) for name in names} | {"reason": "Празници."}
    data["answer_due_at"] = moment(running.answer_due_at + DAY)

    press(client, address("move", running.slug), data)

    moved = Event.objects.get(verb="consultation.dates_moved").facts["after"]
    assert set(moved) == {"answer_due_at"}


def test_refusals_of_buttons_are_told_on_the_page(client, cast, closed, draft_opinion):
    client.force_login(cast.lead)
    make.make_comment(closed, cast.mandate("network"))

    answer = client.post(address("opinion_submit", closed.slug, cast.seko.code), follow=True)

    left = "1 comment is still open. Merge it into an item, keep it as a minority position, or set it aside"
    assert left in text_of(answer)


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("item_create", {"title": "", "text": "Текст који остаје"}, "title"),
        ("item_create", {"title": "Наслов који остаје", "text": ""}, "text"),
        ("minority_create", {"organization": "", "text": "Текст који остаје"}, "organization"),
        ("opinion_introduction", {"introduction": "Увод који остаје" + "x" * 20_000}, "introduction"),
    ],
)
def test_the_leads_forms_keep_what_was_typed(client, cast, closed, draft_opinion, name, data, field):
    client.force_login(cast.lead)

    answer = client.post(address(name, closed.slug, cast.seko.code), data)

    assert told_beside(answer, field)
    assert "остаје" in text_of(answer)


def test_an_answer_without_a_reason_keeps_its_outcome(client, cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    item = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    client.force_login(cast.desk_officer)

    sent = {"outcome": "partly", "reason": "", "send": "1"}
    answer = client.post(address("response", consultation.slug, item.pk), sent)

    assert told_beside(answer, "reason") == "Give a reason for anything but “accepted”."
    assert re.search(r'value="partly"[^>]* checked', text_of(answer))


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_day_of_an_assignment_is_shown_again_in_the_form_that_a_browser_reads(client, cast, language):
    consultation = make.make_consultation("in_review", [cast.seko])
    item = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    day = timezone.localdate() + DAY
    Assignment.objects.create(item=item, institution=cast.ministry, due_on=day, mandate=cast.mandate("coordinator"))
    client.force_login(cast.coordinator)

    page = address("responses_bulk", consultation.slug, "assign", language=language)
    text = text_of(client.get(page, {"item": item.pk}))

    assert f'value="{day:%Y-%m-%d}"' in text
