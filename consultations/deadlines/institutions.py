"""The terms of institutions: items sent to them with a day by which the answer is asked, see `terms`."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear, TruncDate

from consultations.consultation.models import Consultation
from consultations.responses.models import Assignment, Response
from organizations.models import Organization
from seko.rules.validity import today

NAMED = ("id", "slug", "name", "name_en", "status")  # of an institution, to name it and to lead to its page


class InstitutionDeadlines(NamedTuple):
    """Items sent to an institution whose term ends in one year."""

    institution: Organization
    year: int
    sent: int
    in_time: int
    late: int
    by_others: int
    open: int
    overdue: int

    @property
    def waiting(self) -> int:
        return self.open + self.overdue


def with_due(assignments) -> QuerySet[Assignment]:
    """Assignments with their `due` day and the day `answered_on` of the answer that was given."""
    return assignments.annotate(
        due=Coalesce("due_on", TruncDate("item__opinion__consultation__answer_due_at")),
        answered_on=TruncDate("item__response__answered_at"),
    )


def institution_deadlines(*, institution=None, year=None, on=None) -> list[InstitutionDeadlines]:
    """Items sent to each institution, by the year in which their term ends. One query.

    `in_time` and `late` are its own answers; `by_others`: the Office or another institution answered instead; `open`:
    not answered, the day is not over; `overdue`: not answered, and it is. Numbers are public before the report is."""
    sent = Assignment.objects.in_submitted().exclude(item__opinion__consultation__status=Consultation.Status.CANCELLED)
    if institution is not None:
        sent = sent.filter(institution=institution)
    rows = with_due(sent).annotate(year=ExtractYear("due")).order_by()
    if year is not None:
        rows = rows.filter(year=year)
    given = Q(item__response__status__in=Response.GIVEN)
    own, waits = given & Q(item__response__organization=F("institution")), Q(item__response__isnull=True) | ~given
    passed = Q(due__lt=on or today())
    rows = rows.values("year", *(f"institution__{name}" for name in NAMED)).annotate(
        sent=Count("pk"),
        in_time=Count("pk", filter=own & Q(answered_on__lte=F("due"))),
        late=Count("pk", filter=own & Q(answered_on__gt=F("due"))),
        by_others=Count("pk", filter=given & ~Q(item__response__organization=F("institution"))),
        open=Count("pk", filter=waits & ~passed),
        overdue=Count("pk", filter=waits & passed),
    )
    return [
        InstitutionDeadlines(
            Organization(**{name: row[f"institution__{name}"] for name in NAMED}),
            *(row[name] for name in InstitutionDeadlines._fields[1:]),
        )
        for row in rows.order_by("-year", "institution__name", "institution__pk")
    ]


def in_all(rows) -> list[InstitutionDeadlines]:
    """Institutions with all their years together, those with most open terms first."""
    numbers, named = defaultdict(Counter), {}
    for row in rows:
        named[row.institution.pk] = row.institution
        numbers[row.institution.pk].update(row._asdict() | {"institution": 0, "year": 0})
    fields = InstitutionDeadlines._fields[2:]
    summed = [InstitutionDeadlines(named[pk], 0, *(number[name] for name in fields)) for pk, number in numbers.items()]
    return sorted(summed, key=lambda row: (-row.overdue, -row.late, -row.sent, row.institution.pk))
