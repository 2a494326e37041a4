"""Terms: what was promised until when, and whether the promise was kept. The one place that judges it.

A term is a moment that the Office has made public and that only an action with a public reason moves. Judged is the
moment in force now; a term that was moved says how often, and what had been promised first.

- Starting document: its text is there when the consultation opens.
- Time for comments: at least seven days from opening to close. Source: Rulebook 51/2019, the term for proposals is not
  shorter than 7 days. Kept when the window was that long, broken when it was shorter, whatever the reason of urgency.
- Opinion: one of each SEKO invited, before `opinion_due_at`. Assumption: the day is the Office's, 15 days from the
  opening in the usual plan. Broken as soon as that moment passes without the opinion.
- Report: published before `answer_due_at`. Source: the law's term for the report on a public hearing is 15 days after
  its end; SEKO consultations are no public hearings, the portal takes it as its own standard.
- Answer of an institution: each item sent to it, on the day by which it was asked or before; without one, on the
  consultation's day for answers; see `institution_deadlines`.

A draft has promised nothing yet, and a cancelled consultation nothing any more: both count nowhere. A term belongs to
the year in which it ends.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, Func, OuterRef, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import MIN_WINDOW, Consultation, Invitation
from consultations.documents.models import Passage
from consultations.opinions.models import Opinion
from sectors.models import Seko
from seko.events.models import Event
from seko.rules.deadlines import day_of, days_between, days_late, wall
from seko.rules.working_days import working_days_between

Status = Consultation.Status


class DeadlineKind(TextChoices):
    DOCUMENT = "document", _("starting document")
    COMMENTS = "comments", _("time for comments")
    OPINION = "opinion", _("opinion")
    REPORT = "report", _("report")
    ANSWER = "answer", _("answer of an institution")


# Events by which a date of a consultation was moved, oldest first.
MOVED = Event.objects.filter(
    verb__in=["consultation.dates_moved", "consultation.comments_closed"], facts__has_key="before"
).order_by("at", "pk")
# The date of a consultation that ends a term, where an action can move it.
DATES = {
    DeadlineKind.COMMENTS: "comments_close_at",
    DeadlineKind.OPINION: "opinion_due_at",
    DeadlineKind.REPORT: "answer_due_at",
}


class DeadlineState(TextChoices):
    RUNNING = "running", _("still runs")
    KEPT = "kept", _("met")
    BROKEN = "broken", _("missed")


@dataclass(frozen=True)
class Deadline:
    """One promise, judged at the moment `at`: kept if it was done before `due`, broken from `due` on. `moves` says how
    often its moment was moved, and `first_due` what had been promised first."""

    kind: str
    due: datetime
    at: datetime
    done_at: datetime | None = None
    seko: Seko | None = None
    is_given_up: bool = False  # it will not be done any more
    moves: int = 0
    first_due: datetime | None = None

    @property
    def state(self) -> DeadlineState:
        if self.done_at:
            return DeadlineState.KEPT if self.done_at < self.due else DeadlineState.BROKEN
        return DeadlineState.BROKEN if self.is_given_up or self.at >= self.due else DeadlineState.RUNNING

    @property
    def tone(self) -> str:
        """How its state is coloured."""
        return {DeadlineState.KEPT: "success", DeadlineState.BROKEN: "danger"}.get(self.state, "info")

    @property
    def is_missing(self) -> bool:
        """It should be there and is not."""
        return self.done_at is None and self.state == DeadlineState.BROKEN

    @property
    def is_awaited(self) -> bool:
        """It is still to come, in time or late."""
        return self.done_at is None and not self.is_given_up

    @property
    def days_late(self) -> int:
        """Days that began after the term, until it was done or until now."""
        return days_late(self.due, self.done_at or self.at)


@dataclass(frozen=True)
class Start(Deadline):
    """The starting document: there from the opening on."""

    is_there: bool = True

    @property
    def state(self) -> DeadlineState:
        if self.is_there:
            return DeadlineState.KEPT
        return DeadlineState.BROKEN if self.at >= self.due else DeadlineState.RUNNING


@dataclass(frozen=True, kw_only=True)
class Window(Deadline):
    """The time for comments: a promise of its length."""

    opens_at: datetime

    @property
    def state(self) -> DeadlineState:
        if self.at < self.due:
            return DeadlineState.RUNNING
        return DeadlineState.BROKEN if self.is_short else DeadlineState.KEPT

    @property
    def is_awaited(self) -> bool:
        return self.state == DeadlineState.RUNNING

    @property
    def is_missing(self) -> bool:
        return False

    @property
    def is_short(self) -> bool:
        return max(self.due - self.opens_at, wall(self.due) - wall(self.opens_at)) < MIN_WINDOW

    @property
    def days_given(self) -> int:
        return days_between(self.opens_at, self.due)

    @property
    def working_days_given(self) -> int:
        return working_days_between(day_of(self.opens_at), day_of(self.due))


@dataclass(frozen=True)
class ConsultationDeadlines:
    """The terms of one consultation, in the order of its road."""

    consultation: Consultation
    terms: list[Deadline]

    @property
    def window(self) -> Window:
        return next(term for term in self.terms if isinstance(term, Window))

    @property
    def report(self) -> Deadline:
        return self.terms[-1]

    @property
    def opinions(self) -> list[Deadline]:
        return [term for term in self.terms if term.kind == DeadlineKind.OPINION]

    @property
    def missing(self) -> list[Deadline | Start]:
        """Documents that should be there and are not."""
        return [term for term in self.terms if term.is_missing]

    @property
    def opinions_in_time(self) -> int:
        return sum(term.state == DeadlineState.KEPT for term in self.opinions)

    @property
    def opinions_late(self) -> int:
        return sum(term.state == DeadlineState.BROKEN and not term.is_missing for term in self.opinions)

    @property
    def opinions_missing(self) -> int:
        return sum(term.is_missing for term in self.opinions)

    @property
    def opinions_running(self) -> int:
        return sum(term.state == DeadlineState.RUNNING for term in self.opinions)


def with_deadlines(consultations, *, moves=False) -> QuerySet[Consultation]:
    """Consultations with what their clock is read from; with `moves` also how their dates were moved."""
    here = {"consultation": OuterRef("consultation"), "seko": OuterRef("seko")}
    received = Opinion.objects.submitted().filter(**here).order_by().values("submitted_at")[:1]
    asked = Invitation.objects.filter(consultation=OuterRef("pk")).order_by("seko__order", "pk")
    topic = Concat(Value("consultation:"), Cast(OuterRef("pk"), CharField()))
    own = MOVED.filter(topics__contains=Func(topic, template="ARRAY[%(expressions)s]::varchar(60)[]"))
    return consultations.annotate(
        deadline_text=Exists(Passage.objects.filter(version=OuterRef("version")).order_by()),
        deadline_report=F("report__published_at"),
        deadline_opinions=ArraySubquery(asked.values(fact=JSONObject(seko="seko_id", at=Subquery(received)))),
        **({"deadline_moves": ArraySubquery(own.values("facts"))} if moves else {}),
    )


def deadlines_of(consultation, at) -> ConsultationDeadlines | None:
    """The clock of one consultation, with what was moved, or None where nothing was promised. One query, or none where
    the consultation came `with_deadlines` and its invitations."""
    if consultation.status not in Consultation.PROMISED:
        return None
    if not hasattr(consultation, "deadline_moves"):
        consultation = with_deadlines(Consultation.objects.filter(pk=consultation.pk), moves=True).get()
    sekos = {row.seko_id: row.seko for row in consultation.invitations.all()}
    [clock] = deadlines_of_each([consultation], at, sekos)
    return _with_moves(clock, _counted(consultation.deadline_moves))


def deadlines_of_each(consultations, at, sekos=None) -> list[ConsultationDeadlines]:
    """The clocks of consultations that came `with_deadlines`, in their order; one query for the SEKOs, unless given."""
    sekos = Seko.objects.in_bulk() if sekos is None else sekos
    return [_deadlines_of(consultation, at, sekos) for consultation in consultations]


def _deadlines_of(consultation, at, sekos) -> ConsultationDeadlines:
    opens, closes, report = consultation.opens_at, consultation.comments_close_at, consultation.deadline_report
    is_there = consultation.deadline_text
    opinions = [
        Deadline(
            DeadlineKind.OPINION,
            consultation.opinion_due_at,
            at,
            row["at"] and parse_datetime(row["at"]),
            sekos[row["seko"]],
            is_given_up=report is not None,  # an opinion that is not there by now does not come any more
        )
        for row in consultation.deadline_opinions
    ]
    start = Start(DeadlineKind.DOCUMENT, opens, at, opens if is_there else None, is_there=is_there)
    window = Window(DeadlineKind.COMMENTS, closes, at, opens_at=opens)
    return ConsultationDeadlines(
        consultation, [start, window, *opinions, Deadline(DeadlineKind.REPORT, consultation.answer_due_at, at, report)]
    )


# --- moved -----------------------------------------------------------------------------------


def with_moves(clocks) -> list[ConsultationDeadlines]:
    """The same clocks, with how often each term was moved and what had been promised first. One query."""
    facts = defaultdict(list)
    topics = [f"consultation:{clock.consultation.pk}" for clock in clocks]
    for pk, moved in MOVED.filter(topics__overlap=topics).values_list("object_id", "facts"):
        facts[pk].append(moved)
    return [_with_moves(clock, _counted(facts[clock.consultation.pk])) for clock in clocks]


def _with_moves(clock, moves) -> ConsultationDeadlines:
    def known(term):
        number, first = moves.get(DATES.get(term.kind), (0, None))
        return replace(term, moves=number, first_due=first)

    return replace(clock, terms=[known(term) for term in clock.terms])


def _counted(facts) -> dict[str, tuple[int, datetime]]:
    """{date: (how often it was moved, what had been promised first)}, from the facts of events in their order."""
    moves = {}
    for moved in facts:
        for field in moved["after"]:
            number, first = moves.get(field, (0, parse_datetime(moved["before"][field])))
            moves[field] = number + 1, first
    return moves


# --- counted by year -------------------------------------------------------------------------


class DeadlineCounts(NamedTuple):
    """How many terms of one kind end in a year, and how."""

    kind: str
    kept: int
    broken: int
    running: int

    @property
    def label(self) -> str | Promise:
        return DeadlineKind(self.kind).label

    @property
    def ended(self) -> int:
        return self.kept + self.broken

    @property
    def share(self) -> float:
        """Kept, of a hundred that ended."""
        return 100 * self.kept / self.ended


def deadlines_by_year(clocks, institutions) -> dict[int, list[DeadlineCounts]]:
    """{year: [Kept of each kind]} of the clocks of consultations and of institutions, the latest year first."""
    counts = Counter((day_of(term.due).year, term.kind, term.state) for clock in clocks for term in clock.terms)
    for row in institutions:
        for state, number in (("kept", row.in_time), ("broken", row.late + row.overdue), ("running", row.open)):
            counts[row.year, DeadlineKind.ANSWER, state] += number
    years = sorted({year for year, *__ in counts}, reverse=True)
    return {
        year: [
            DeadlineCounts(kind, *(counts[year, kind, state] for state in ("kept", "broken", "running")))
            for kind in DeadlineKind
        ]
        for year in years
    }
