"""The formulas of the portal: who takes part, what became of comments, how fast institutions answer.

All of them tell what everybody may know: an opinion counts once it is submitted, an answer once the report is
published, a withdrawn comment never. Quarters and years are those of Belgrade, by the moment a comment was made.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from django.db.models import (
    Aggregate,
    BooleanField,
    Case,
    Count,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext_lazy as _

from consultations.comments.disposition import Disposition, in_submitted, taken_up
from consultations.comments.models import Comment
from consultations.consultation.models import Consultation
from consultations.deadlines.institutions import NAMED, with_due
from consultations.responses.models import Assignment, Response
from consultations.responses.outcomes import ACCEPTED, BY_WEIGHT, Outcome, number_accepted
from consultations.trainings.models import Registration, Training
from organizations.models import District, Organization, active
from sectors.models import NetworkMembership
from seko.rules.validity import today

YEAR = timedelta(days=365)


CANCELLED = Consultation.Status.CANCELLED.value  # what is left of a comment whose consultation was cancelled
# How far a comment has come. With a published answer it is the outcome; with several of all these a comment counts
# once: cancelled, else by the lightest of its outcomes, else by its disposition.
STAGES = {
    CANCELLED: _("consultation cancelled"),
    **{outcome: outcome.label for outcome in BY_WEIGHT},
    **Disposition.labels_with(merged=_("answer awaited"), waiting=_("in no opinion")),
}


PUBLISHED = Q(consultation__status=Consultation.Status.ANSWERED)


def number_answered(dispositions) -> int:
    """How many of {disposition: how many} have a published answer."""
    return sum(dispositions.get(outcome, 0) for outcome in Outcome)


def share_accepted(accepted, answered) -> float | None:
    """Accepted or partly accepted, of the comments that have a published answer; None where there is no answer."""
    return accepted / answered if answered else None


# --- comments --------------------------------------------------------------------------------


def public_comments(*, seko=None, consultation=None, organization=None, year=None) -> QuerySet[Comment]:
    """Comments that stand and are public. Those of a SEKO: of its network, in consultations to which it was invited.

    A cancelled consultation was public too: what was said in it was said."""
    comments = Comment.objects.active().visible_to(None)
    narrow = {"consultation": consultation, "organization": organization, "submitted_at__year": year}
    comments = comments.filter(**{field: value for field, value in narrow.items() if value is not None})
    return comments if seko is None else from_networks_of(comments).filter(heard_by=seko.pk)


def from_networks_of(comments) -> QuerySet[Comment]:
    """Comments once for each SEKO that heard them: `heard_by` was invited, and the organization was in its network or
    consortium on the day it spoke."""
    return comments.annotate(heard_by=F("consultation__invitations__seko")).of_network(OuterRef("heard_by"))


def with_stage(comments) -> QuerySet[Comment]:
    """Comments with their `stage`, and whether it found its place in a later version: `in_the_text`, as the report says
    it or as was noted since.

    With comments of a SEKO (`heard_by`) its own opinion alone counts; else the best answer to any SEKO that took the
    comment up."""
    among = _opinions_for(comments)
    merged = taken_up(Disposition.MERGED, among)
    landed = Q(item__response__landed_in__isnull=False) | Q(item__response__landing__isnull=False)
    return comments.with_disposition(among).annotate(
        stage=Case(
            When(consultation__status=Consultation.Status.CANCELLED, then=Value(CANCELLED)),
            *(
                When(PUBLISHED & Exists(merged.filter(item__response__outcome=outcome)), then=Value(outcome.value))
                for outcome in BY_WEIGHT
            ),
            default=F("disposition"),
        ),
        in_the_text=_published(merged.filter(landed, item__response__outcome__in=ACCEPTED)),
    )


def with_responses(comments) -> QuerySet[Comment]:
    """The same in short: `is_answered` and `is_accepted`, where the road between does not matter."""
    merged = taken_up(Disposition.MERGED, _opinions_for(comments))
    return comments.annotate(
        is_answered=_published(merged.filter(item__response__isnull=False)),
        is_accepted=_published(merged.filter(item__response__outcome__in=ACCEPTED)),
    )


def _opinions_for(comments) -> Callable:
    """Which submitted opinions count: any of them, or that of the SEKO that heard the comment."""
    if "heard_by" not in comments.query.annotations:
        return in_submitted
    return lambda rows: in_submitted(rows).of_opinion(seko=OuterRef("heard_by"))


def _published(answers) -> Case:
    """There is such an answer, and the report is out."""
    return Case(When(PUBLISHED & Exists(answers), then=True), default=False)


class CommentFlow(NamedTuple):
    """Comments by their stage, and those of the accepted ones that can be read in a later version of the text."""

    dispositions: Counter
    landed: Counter

    @property
    def submitted(self) -> int:
        return self.dispositions.total()

    @property
    def merged(self) -> int:
        """Taken up in an opinion, answered or not."""
        return self.answered + self.dispositions[Disposition.MERGED]

    @property
    def answered(self) -> int:
        return number_answered(self.dispositions)

    @property
    def accepted(self) -> int:
        return number_accepted(self.dispositions)

    @property
    def in_the_text(self) -> int:
        return self.landed.total()


def comment_flow(*, seko=None, **scope) -> CommentFlow:
    """How many comments came how far: of all, of a SEKO, a consultation, an organization or a year. One query."""
    comments = with_stage(public_comments(seko=seko, **scope)).order_by()
    dispositions, landed = Counter(), Counter()
    for stage, in_the_text, n in comments.values_list("stage", "in_the_text").annotate(n=Count("pk")):
        dispositions[stage] += n
        if in_the_text and stage in ACCEPTED:
            landed[stage] += n
    return CommentFlow(dispositions, landed)


class SekoQuarter(NamedTuple):
    seko: int
    quarter: object  # the first day of the quarter
    comments: int
    answered: int
    accepted: int


def comments_and_acceptance_by_seko_over_time(*, seko=None, year=None) -> list[SekoQuarter]:
    """Comments of each SEKO by quarter, with what its own opinion brought them. Quarters without comments are left out.

    A comment counts for every SEKO in whose network its organization was on that day, if the SEKO was invited:
    the sum over the SEKOs may be more than the number of comments. One query."""
    comments = public_comments(seko=seko, year=year) if seko else from_networks_of(public_comments(year=year))
    rows = with_responses(comments).annotate(quarter=TruncQuarter("submitted_at", output_field=DateField()))
    rows = rows.order_by("heard_by", "quarter").values_list("heard_by", "quarter")
    rows = rows.annotate(
        comments=Count("pk"),
        answered=Count("pk", filter=Q(is_answered=True)),
        accepted=Count("pk", filter=Q(is_accepted=True)),
    )
    return [SekoQuarter(*row) for row in rows]


class OrganizationQuarter(NamedTuple):
    quarter: object  # the first day of the quarter
    dispositions: Counter
    trainings: int


def history_of_organization(organization) -> list[OrganizationQuarter]:
    """By quarter: its comments by their stage, and the trainings held at which it had a place, each counted once.

    Quarters in which it did neither are left out. Two queries."""
    comments = with_stage(public_comments(organization=organization)).annotate(
        quarter=TruncQuarter("submitted_at", output_field=DateField())
    )
    rows = comments.order_by().values_list("quarter", "stage").annotate(n=Count("pk"))
    quarters = {}
    for quarter, stage, n in rows:
        quarters.setdefault(quarter, Counter())[stage] = n
    places = Registration.objects.filter(
        organization=organization, status=Registration.Status.CONFIRMED, training__status=Training.Status.HELD
    )
    held = (
        places.annotate(quarter=TruncQuarter("training__starts_at", output_field=DateField()))
        .order_by()
        .values_list("quarter")
    )
    trainings = dict(held.annotate(n=Count("training", distinct=True)))
    return [
        OrganizationQuarter(quarter, quarters.get(quarter, Counter()), trainings.get(quarter, 0))
        for quarter in sorted({*quarters, *trainings})
    ]


# --- who takes part --------------------------------------------------------------------------


class DistrictNumbers(NamedTuple):
    district: District | None  # None: the organization's district is not known
    organizations: int
    comments: int


def participation_by_district(
    *, seko=None, year=None, on=None, of=("organizations", "comments")
) -> list[DistrictNumbers]:
    """Organizations in networks on a day (default: today), and comments, by the district of the organization.

    Every district is there, those without any too; one row more for organizations without a district, if they
    have something to show. An organization in two networks counts once. `of` leaves one of them uncounted, at zero.
    Up to three queries."""
    members = _members(on).filter(**({"seko": seko} if seko else {})).order_by().values("organization")
    in_networks = Organization.objects.filter(pk__in=members).order_by().values_list("district")
    said = public_comments(seko=seko, year=year).order_by().values_list("organization__district")
    organizations = dict(in_networks.annotate(n=Count("pk"))) if "organizations" in of else {}
    comments = dict(said.annotate(n=Count("pk"))) if "comments" in of else {}
    outlined = ExpressionWrapper(Q(outline__isnull=False), BooleanField())
    places: list[District | None] = [*District.objects.defer("outline").annotate(has_outline=outlined)]
    if None in {*organizations, *comments}:
        places.append(None)
    keys = [place and place.pk for place in places]
    return [
        DistrictNumbers(place, organizations.get(key, 0), comments.get(key, 0))
        for place, key in zip(places, keys, strict=True)
    ]


def silent_members(seko, on=None) -> QuerySet[Organization]:
    """Organizations of a SEKO's network on a day that have never commented in a consultation of this SEKO."""
    members = Organization.objects.filter(pk__in=_members(on).filter(seko=seko).values("organization"))
    return members.exclude(Exists(public_comments(seko=seko).filter(organization=OuterRef("pk"))))


def _members(on=None) -> QuerySet[NetworkMembership]:
    """Places in networks on a day, of organizations that take part."""
    return NetworkMembership.objects.current(on).filter(active("organization__"))


# --- institutions ----------------------------------------------------------------------------


class Percentile(Aggregate):
    """The value below which the given part of the rows lies, drawn between neighbours where it falls between two."""

    function = "percentile_cont"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"


class ResponseTimes(NamedTuple):
    institution: Organization
    sent: int
    answered: int
    by_others: int
    late: int
    overdue: int
    median_days: float | None
    slow_days: float | None

    @property
    def waiting(self) -> int:
        return self.sent - self.answered - self.by_others


def response_times(*, seko=None, year=None, with_unpublished=False, on=None) -> list[ResponseTimes]:
    """How long institutions took from receiving an item to answering it, slowest last. One query.

    Days run from the moment the item was first sent, to the last form of the answer. `median_days` and `slow_days`
    (nine of ten answers came sooner) are of the institution's own answers; items that the Office or, before the
    item was moved, another institution answered are `by_others`. `late`: own answers after the day on which they
    were due, else after the consultation's day for answers. `overdue`: that day is over and there is no answer.
    An answer is one that was handed on: drafts, and what the Office returned, still wait. The year is that of sending.

    Only consultations with a published report count, unless `with_unpublished` – for the Office alone – asks for
    those that still run as well. Cancelled ones never count."""
    counted = [Consultation.Status.ANSWERED, *(Consultation.RESPONDING if with_unpublished else ())]
    sent = Assignment.objects.in_submitted().filter(item__opinion__consultation__status__in=counted)
    if seko is not None:
        sent = sent.filter(item__opinion__seko=seko)
    if year is not None:
        sent = sent.filter(assigned_at__year=year)
    given = Q(item__response__status__in=Response.GIVEN)
    own = given & Q(item__response__organization=F("institution"))
    waits = Q(item__response__isnull=True) | ~given
    took = ExpressionWrapper(F("item__response__answered_at") - F("assigned_at"), DurationField())
    rows = with_due(sent).order_by().values(*(f"institution__{name}" for name in NAMED))
    rows = rows.annotate(
        sent=Count("pk"),
        answered=Count("pk", filter=own),
        by_others=Count("pk", filter=given & ~Q(item__response__organization=F("institution"))),
        late=Count("pk", filter=own & Q(answered_on__gt=F("due"))),
        overdue=Count("pk", filter=waits & Q(due__lt=on or today())),
        median=Percentile(took, part="0.5", filter=own, output_field=DurationField()),
        slow=Percentile(took, part="0.9", filter=own, output_field=DurationField()),
    )
    times = [
        ResponseTimes(
            Organization(**{name: row[f"institution__{name}"] for name in NAMED}),
            *(row[name] for name in ("sent", "answered", "by_others", "late", "overdue")),
            *(_days(row[name]) for name in ("median", "slow")),
        )
        for row in rows
    ]
    return sorted(times, key=lambda row: (row.median_days is None, row.median_days, row.institution.pk))


def _days(duration) -> float | None:
    return None if duration is None else duration / timedelta(days=1)
