"""The public clock: when a term is kept, broken, missing or moved; counted by year, consultation and institution."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.consultation.actions import close_comments, move_dates
from consultations.deadlines.consultations import (
    DeadlineKind,
    deadlines_by_year,
    deadlines_of,
    deadlines_of_each,
    with_deadlines,
    with_moves,
)
from consultations.deadlines.institutions import in_all, institution_deadlines
from consultations.models import Assignment, Consultation, ConsultationReport, Invitation, Opinion, Passage, Response
from seko.rules.deadlines import days_before
from tests import factories as make
from tests.browsing import address, text_of
from tests.counting import MOST_QUERIES

DAY, TICK = timedelta(days=1), timedelta(microseconds=1)
OPENS = datetime(2027, 3, 1, 8, tzinfo=UTC)
CLOSES, OPINION_DUE, ANSWER_DUE = OPENS + 12 * DAY, OPENS + 15 * DAY, OPENS + 30 * DAY


def round_of(cast, status="in_review", **dates):
    """A consultation of March 2027."""
    dates = {
        "opens_at": OPENS,
        "comments_close_at": CLOSES,
        "opinion_due_at": OPINION_DUE,
        "answer_due_at": ANSWER_DUE,
        **dates,
    }
    return make.make_consultation(status, [cast.seko], **dates)


def submit(consultation, cast, at, items=1):
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=items)
    submitted = {"status": "submitted", "number": f"{consultation.number}/E", "content_hash": "0" * 64}
    Opinion.objects.filter(pk=opinion.pk).update(submitted_at=at, **submitted)
    return opinion


def publish(consultation, cast, at):
    mandate = cast.mandate("coordinator")
    ConsultationReport.objects.create(
        consultation=consultation, number=f"{consultation.number}/R", content={}, content_hash="0" * 64,
        organization=cast.office, mandate=mandate, published_at=at,
    )  # fmt: skip


def clocks_in(consultations, at):
    return deadlines_of_each(list(with_deadlines(consultations)), at)


def states(consultation, at):
    """{kind: state} of a consultation at a moment; `missing` where the document is not there."""
    return {
        str(term.kind): "missing" if term.is_missing else str(term.state)
        for term in deadlines_of(consultation, at).terms
    }


# --- kept and broken -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "document", "comments", "opinion", "report"),
    [
        (OPENS - TICK, "kept", "running", "running", "running"),
        (CLOSES - TICK, "kept", "running", "running", "running"),
        (CLOSES, "kept", "kept", "running", "running"),
        (OPINION_DUE - TICK, "kept", "kept", "running", "running"),
        (OPINION_DUE, "kept", "kept", "missing", "running"),
        (ANSWER_DUE - TICK, "kept", "kept", "missing", "running"),
        (ANSWER_DUE, "kept", "kept", "missing", "missing"),
    ],
)
def test_a_term_runs_up_to_its_moment_and_what_is_not_there_then_is_missing(
    cast, at, document, comments, opinion, report
):
    expected = {"document": document, "comments": comments, "opinion": opinion, "report": report}

    assert states(round_of(cast), at) == expected


@pytest.mark.parametrize(
    ("after", "state", "late"), [(-TICK, "kept", 0), (timedelta(0), "broken", 1), (DAY, "broken", 2)]
)
def test_a_document_is_in_time_before_its_moment_and_late_from_it_on(cast, after, state, late):
    consultation = round_of(cast)
    submit(consultation, cast, OPINION_DUE + after, items=0)
    publish(consultation, cast, ANSWER_DUE + after)

    clock = deadlines_of(consultation, ANSWER_DUE + 90 * DAY)

    assert [(str(term.state), term.days_late, term.is_missing) for term in (*clock.opinions, clock.report)] == [
        (state, late, False)
    ] * 2


def test_an_opinion_that_was_not_there_when_the_report_came_does_not_come_any_more(cast):
    consultation = round_of(cast, opinion_due_at=ANSWER_DUE)
    publish(consultation, cast, ANSWER_DUE - 5 * DAY)

    [opinion] = deadlines_of(consultation, ANSWER_DUE - 4 * DAY).opinions

    assert (opinion.is_missing, opinion.is_awaited) == (True, False)


@pytest.mark.parametrize(
    ("length", "state", "given"),
    [(7 * DAY, "kept", 7), (7 * DAY - TICK, "broken", 6), (DAY, "broken", 1), (30 * DAY, "kept", 30)],
)
def test_a_window_shorter_than_seven_days_is_a_broken_term_whatever_the_reason(cast, length, state, given):
    closes = OPENS + length
    short = round_of(
        cast, urgency_reason="Хитно.", comments_close_at=closes, opinion_due_at=closes, answer_due_at=closes
    )

    window = deadlines_of(short, closes).window

    assert (str(window.state), window.days_given, window.is_missing) == (state, given, False)


@pytest.mark.parametrize(("opens", "hours"), [((2027, 3, 22, 16), -1), ((2027, 10, 26, 15), 0)])
def test_a_week_on_the_wall_is_seven_days_though_summer_time_takes_an_hour_from_it(cast, opens, hours):
    opens = datetime(*opens, tzinfo=UTC)
    closes = opens + 7 * DAY + timedelta(hours=hours)
    week = round_of(cast, opens_at=opens, comments_close_at=closes, opinion_due_at=closes, answer_due_at=closes)
    week.refresh_from_db()

    assert str(deadlines_of(week, closes).window.state) == "kept"


def test_the_days_given_are_counted_on_the_wall_across_summer_time_and_in_working_days(cast):
    opens = datetime(2027, 3, 22, 16, tzinfo=UTC)  # 17:00; summer time begins on the 28th
    window = deadlines_of(
        round_of(
            cast,
            opens_at=opens,
            comments_close_at=datetime(2027, 4, 1, 15, tzinfo=UTC),
            opinion_due_at=opens + 20 * DAY,
            answer_due_at=opens + 30 * DAY,
        ),
        opens,
    ).window

    assert (window.days_given, window.working_days_given) == (10, 8)


def test_without_a_text_the_starting_document_is_missing(cast):
    consultation = round_of(cast, status="draft", version=make.make_document_version(text=""))
    Passage.objects.filter(version=consultation.version).delete()
    Consultation.objects.filter(pk=consultation.pk).update(status="open", number="K-1")
    consultation.refresh_from_db()

    assert states(consultation, OPENS - TICK)["document"] == "running"
    assert [term.kind for term in deadlines_of(consultation, OPENS).missing] == [DeadlineKind.DOCUMENT]


@pytest.mark.parametrize("status", ["draft", "cancelled"])
def test_what_is_a_draft_or_was_cancelled_promises_nothing(client, cast, status):
    assert deadlines_of(round_of(cast, status), ANSWER_DUE) is None


def in_whole_seconds(consultation):
    """Facts of events hold milliseconds."""
    for name in ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at"):
        setattr(consultation, name, getattr(consultation, name).replace(microsecond=0))
    consultation.save()
    return consultation


# --- moved -----------------------------------------------------------------------------------


def test_a_term_that_was_moved_says_how_often_and_what_was_promised_first(cast):
    consultation = in_whole_seconds(make.make_consultation("open", [cast.seko]))
    first, closes = consultation.answer_due_at, consultation.comments_close_at
    for days in (5, 9):
        move_dates(consultation, by=cast.coordinator, reason="Празници.", answer_due_at=first + days * DAY)
    close_comments(consultation, by=cast.coordinator, reason="Хитно.")
    consultation.refresh_from_db()

    clock = deadlines_of(consultation, timezone.now())

    moved = {str(term.kind): (term.moves, term.first_due) for term in clock.terms}
    assert moved == {"document": (0, None), "comments": (1, closes), "opinion": (0, None), "report": (2, first)}
    assert clock.report.due == first + 9 * DAY


def test_each_of_several_consultations_keeps_its_own_moves(cast):
    moved, _still = (in_whole_seconds(make.make_consultation("open", [cast.seko])) for __ in range(2))
    due = moved.opinion_due_at
    move_dates(moved, by=cast.coordinator, reason="Празници.", opinion_due_at=due + DAY)

    clocks = with_moves(clocks_in(Consultation.objects.order_by("pk"), timezone.now()))

    assert [[(term.moves, term.first_due) for term in clock.opinions] for clock in clocks] == [[(1, due)], [(0, None)]]


# --- institutions ----------------------------------------------------------------------------


@pytest.fixture
def sent(cast):
    """Items at the ministry, due on 10 March 2027 (two of them on 31 March, with the consultation), and the answers."""
    consultation = round_of(cast)
    items = list(submit(consultation, cast, OPINION_DUE - DAY, items=9).items.all())
    ministry, office = cast.mandate("contact"), cast.mandate("coordinator")
    day = datetime(2027, 3, 10, tzinfo=UTC).date()
    answers = [
        ("10T22:59", ministry, "approved"),  # 23:59 in Belgrade: in time
        ("10T23:00", ministry, "in_review"),  # after midnight: late
        ("10T10:00", ministry, "draft"),  # not yet given
        ("10T10:00", ministry, "returned"),
        ("10T10:00", office, "approved"),  # by others
        None,
        None,
        ("30T10:00", ministry, "approved"),  # with the consultation's day
        None,
    ]
    for number, (item, answer) in enumerate(zip(items, answers, strict=True)):
        due = None if number in (7, 8) else day
        Assignment.objects.create(item=item, institution=cast.ministry, due_on=due, mandate=office)
        if answer:
            at, mandate, status = answer
            note = "Допунити." if status == "returned" else ""
            response = make.make_response(item, mandate, status=status, review_note=note)
            Response.objects.filter(pk=response.pk).update(answered_at=datetime.fromisoformat(f"2027-03-{at}:00+00:00"))
    return consultation


@pytest.mark.parametrize(("day", "open_", "overdue"), [(10, 5, 0), (11, 1, 4), (31, 1, 4), (32, 0, 5)])
def test_an_institution_answers_on_the_day_or_before_or_is_late(cast, sent, day, open_, overdue):
    on = (datetime(2027, 3, 1, tzinfo=UTC) + (day - 1) * DAY).date()

    [row] = institution_deadlines(on=on)

    assert row[1:] == (2027, 9, 2, 1, 1, open_, overdue)
    assert row.institution == cast.ministry


def test_items_of_a_cancelled_consultation_and_of_a_draft_opinion_count_nowhere(cast, sent):
    draft = round_of(cast)
    item = make.make_opinion(draft, cast.seko, cast.mandate("lead"), items=1).items.get()
    Consultation.objects.filter(pk=sent.pk).update(status="cancelled", cancel_reason="Повучено.")
    with connection.cursor() as cursor:  # a draft's item is not sent by any action
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    Assignment.objects.create(item=item, institution=cast.ministry, mandate=cast.mandate("coordinator"))

    assert institution_deadlines() == []


def test_the_years_of_an_institution_are_summed(cast, sent):
    Assignment.objects.filter(due_on__isnull=True).update(due_on="2028-01-10")

    rows = institution_deadlines(on=datetime(2030, 1, 1, tzinfo=UTC).date())

    assert [(row.year, row.sent) for row in rows] == [(2028, 2), (2027, 7)]
    assert [(row.sent, row.in_time, row.overdue) for row in in_all(rows)] == [(9, 2, 5)]


# --- by year ---------------------------------------------------------------------------------


def test_terms_count_in_the_year_in_which_they_end_in_belgrade(cast):
    midnight = datetime(2027, 12, 31, 23, tzinfo=UTC)  # the end of the year in Belgrade
    new_year = round_of(
        cast, opens_at=midnight - 20 * DAY, comments_close_at=midnight - DAY, opinion_due_at=midnight,
        answer_due_at=midnight + TICK,
    )  # fmt: skip
    submit(new_year, cast, midnight - DAY, items=0)

    by_year = deadlines_by_year(clocks_in(Consultation.objects.all(), midnight + 90 * DAY), [])

    counted = {
        year: {str(row.kind): (row.kept, row.broken, row.running) for row in rows if any(row[1:])}
        for year, rows in by_year.items()
    }
    assert counted == {
        2028: {"report": (0, 1, 0)},
        2027: {"document": (1, 0, 0), "comments": (1, 0, 0), "opinion": (1, 0, 0)},
    }
    assert list(by_year) == [2028, 2027]


# --- pages -----------------------------------------------------------------------------------


def test_the_clock_tells_everybody_what_was_promised_and_kept(client, cast, sent):
    round_of(cast, "draft", title_en="A secret draft")

    page = text_of(client.get(address("deadlines")))

    assert sent.title_en in page and "A secret draft" not in page
    assert "<h2" in page and 'data-label="Days for comments">12' in page
    assert '<td class="number" data-label="Met">1</td><td class="number" data-label="Missed">0</td>' in page
    assert cast.ministry.get_absolute_url() in page.replace("/en/", "/sr/") or cast.ministry.slug in page


def test_the_clock_is_narrowed_to_a_year(client, cast):
    round_of(cast, title_en="Of 2027")
    later = 366 * DAY
    dates = {"opens_at": OPENS, "comments_close_at": CLOSES, "opinion_due_at": OPINION_DUE, "answer_due_at": ANSWER_DUE}
    round_of(cast, title_en="Of 2028", **{name: moment + later for name, moment in dates.items()})

    page = text_of(client.get(address("deadlines") + "?year=2028"))

    assert ("Of 2028" in page, "Of 2027" in page) == (True, False)
    assert client.get(address("deadlines") + "?year=3000").status_code == 200


def test_the_page_of_a_consultation_names_what_should_be_there_and_is_not(client, cast):
    days = {"opens_at": 40, "comments_close_at": 20, "opinion_due_at": 10, "answer_due_at": 2}
    dates = {name: days_before(timezone.now(), number) for name, number in days.items()}
    late = make.make_consultation("in_review", [cast.seko], **dates)

    page = text_of(client.get(late.get_absolute_url().replace("/sr/", "/en/")))

    assert "Missing:</strong> Opinion of Energy SEKO, report<" in page
    assert "3 days late" in page and "11 days late" in page
    assert "20 days for comments" in page


def test_the_page_of_an_institution_tells_how_it_kept_its_terms(client, cast, sent):
    page = text_of(client.get(cast.ministry.get_absolute_url().replace("/sr/", "/en/")))

    assert "<dt>Items sent</dt><dd>9</dd>" in page
    assert "<dt>Answered in time</dt><dd>2</dd>" in page


def test_the_clock_asks_as_much_of_the_database_for_a_thousand_consultations_as_for_ten(client, cast, sent):
    counts = []
    for rows in (10, 990):
        made = Consultation.objects.bulk_create(
            Consultation(
                version=sent.version, status="answered", title=f"К {number}", slug=f"k-{rows}-{number}",
                number=f"K-{rows}-{number}", opens_at=OPENS, comments_close_at=CLOSES, opinion_due_at=OPINION_DUE,
                answer_due_at=ANSWER_DUE,
            )
            for number in range(rows)
        )  # fmt: skip
        Invitation.objects.bulk_create(Invitation(consultation=each, seko=cast.seko) for each in made)
        client.get(address("deadlines"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("deadlines")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1] <= MOST_QUERIES
