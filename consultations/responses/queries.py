"""The items that a person answers in a consultation: which, in what order, and how far they have come."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, DateField, F, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from consultations.documents.models import Passage
from consultations.opinions.models import ItemComment, OpinionItem
from consultations.responses.models import Response, ResponseCorrection, kept_from
from organizations.models import Organization
from organizations.permissions import is_case_worker, represented_organization_ids
from seko.rules.counting import number_of
from seko.rules.deadlines import day_of
from seko.rules.validity import today
from seko.scripts import localized

State = Response.Status
NO_ANSWER, WAITING = "none", "waiting"
STATES = [(WAITING, _("not approved yet")), (NO_ANSWER, _("no answer yet")), *State.choices]
# The last of each order is that of reading, so that rows never change places by themselves.
READING = ("opinion__seko__order", "position", "pk")
SORTS = {
    "item": (),
    "due": (F("due").asc(nulls_last=True),),
    "-due": (F("due").desc(nulls_last=True),),
    "institution": (F("assignment__institution__abeceda").asc(nulls_last=True),),
    "state": (F("response__status").asc(nulls_first=True),),
    "outcome": (F("told_outcome").asc(nulls_last=True),),
    "comments": ("-comment_count",),
}


def items_of(user, consultation) -> QuerySet[OpinionItem]:
    """Items of submitted opinions that this person answers: all for the Office, those assigned for a contact.

    An answer that an institution keeps to itself has no words for others; `told_outcome` is null then."""
    items = OpinionItem.objects.in_submitted().filter(opinion__consultation=consultation)
    if not is_case_worker(user):
        items = items.filter(assignment__institution__in=represented_organization_ids(user))
    last = Value(day_of(consultation.answer_due_at), DateField())
    items = items.annotate(
        due=Coalesce("assignment__due_on", last),
        told_outcome=Case(When(~kept_from(user, "response__"), then=F("response__outcome"))),
    )
    answers = Response.objects.as_read_by(user).select_related("organization", "landed_in__version")
    items = items.select_related("opinion__seko", "passage", "assignment__institution")
    return items.prefetch_related(Prefetch("response", answers)).order_by(*READING)


def corrections_of(consultation) -> dict[int, list[ResponseCorrection]]:
    """{id of the item: what was corrected in its published answer, oldest first}; one query."""
    found = {}
    for row in consultation.response_corrections.select_related("response").order_by("number"):
        found.setdefault(row.response.item_id, []).append(row)
    return found


def with_weight(items) -> QuerySet[OpinionItem]:
    """With the number of comments that each item merges."""
    return items.annotate(comment_count=number_of(ItemComment.objects.filter(item=OuterRef("pk"))))


def stuck_items(path="") -> Q:
    """Not handed on by whoever has to answer: a condition on items, or on rows from which `path` leads to one."""
    stuck = Q(**{f"{path}response__status__in": Response.WITH_INSTITUTION})
    return Q(**{f"{path}response__isnull": True}) | stuck


def overdue(on=None) -> Q:
    """Not handed on, and the day is over. For rows of `items_of`."""
    return stuck_items() & Q(due__lt=on or today())


def waits_for(user) -> Q:
    """What this person has to do: the Office reviews, and answers what was sent to nobody; a contact answers."""
    if is_case_worker(user):
        return Q(response__status=State.IN_REVIEW) | (stuck_items() & Q(assignment__isnull=True))
    return stuck_items()


@dataclass
class Progress:
    """How far the items of one institution have come; without an institution, those that the Office answers."""

    institution: Organization | None
    counts: dict = field(default_factory=dict)
    overdue: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def approved(self) -> int:
        return self.counts.get(State.APPROVED, 0)


def progress_of(items) -> tuple[Progress, list[Progress]]:
    """(all items together, [one institution after another]) in two queries."""
    counted = items.order_by().values_list("assignment__institution", "response__status")
    counted = list(counted.annotate(n=Count("pk"), late=Count("pk", filter=overdue())))
    institutions = Organization.objects.in_bulk({pk for pk, *__ in counted if pk})
    everything, rows = Progress(None), {}
    for pk, status, n, late in counted:
        row = rows.setdefault(pk, Progress(institutions.get(pk)))
        for each in (row, everything):
            each.counts[status or NO_ANSWER] = each.counts.get(status or NO_ANSWER, 0) + n
            each.overdue += late
    return everything, sorted(rows.values(), key=lambda row: (row.institution is None, _name(row.institution)))


def _name(institution) -> str:
    return localized(institution, "name") if institution else ""


def neighbours(items, pk) -> tuple[int | None, int | None]:
    """(the item before, the item after) among ids in the order of a table; None at the ends."""
    ids = list(items.values_list("pk", flat=True))
    place = ids.index(pk)
    return ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None


def later_passages(version) -> QuerySet[Passage]:
    """Passages in which words said about a version can have landed."""
    later = Passage.objects.filter(version__document=version.document_id, version__number__gt=version.number)
    later = later.filter(version__withdrawn_at=None)
    return later.select_related("version").order_by("-version__number", "position")
