"""The report is published: who is told, and what each of them is told alone."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import consultations.responses.events  # noqa: F401  declares the correction of which people are told here too
from consultations.comments.disposition import TAKEN_UP, Disposition
from consultations.comments.models import Comment
from consultations.consultation.events import TitleFacts
from consultations.opinions.models import Opinion
from consultations.reports.frozen import items_in, reported_comments
from consultations.reports.models import ConsultationReport
from consultations.responses.models import Response
from organizations.audiences import representatives_of
from organizations.permissions import civil_mandates
from sectors.models import ConsortiumMembership
from seko.events.declarations import also_told, declare

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from organizations.models import User


class ReportFacts(TitleFacts):
    """The number of the report, and the numbers in it."""

    consultation: int
    number: str
    numbers: dict[str, int | dict[str, int]]


def commenting_organizations(event) -> "QuerySet[User]":
    """Everybody whose organization commented, and the consortia that gave opinions."""
    return spoke_in(event.facts["consultation"])


def commented_in_item(event) -> "QuerySet[User]":
    """The same people, told that an answer of the report was corrected."""
    return spoke_in(event.object.opinion.consultation_id)


def spoke_in(consultation) -> "QuerySet[User]":
    """Whose organization commented in a consultation, and the consortia that gave opinions."""
    spoken = set(Comment.objects.active().filter(consultation=consultation).values_list("organization", flat=True))
    sekos = Opinion.objects.submitted().filter(consultation=consultation).values("seko")
    members = (
        ConsortiumMembership.objects.in_force()
        .filter(consortium__seko__in=sekos)
        .values_list("organization", flat=True)
    )
    return representatives_of(spoken | set(members))


def disposition_of_own_comments(event, person):
    """What became of the comments of the organizations for which a person speaks, in numbers."""
    organizations = {mandate.organization_id for mandate in civil_mandates(person)}
    consultation = event.facts["consultation"]
    said = Comment.objects.active().filter(consultation=consultation, organization__in=organizations)
    content = ConsultationReport.objects.values_list("content", flat=True).get(consultation=consultation)
    return {"own": {"comments": said.count(), **disposition_in(content, organizations)}}


def disposition_in(content, organizations) -> dict[str, int | list[tuple[str, int]]]:
    """Numbers from a report's content: own comments merged, kept as minority positions, set aside, and the outcomes of
    items that hold some."""
    found = defaultdict(set)
    for said in reported_comments(content):
        if _is_own(said.comment, organizations):
            found[said.comment["number"]].add(said.disposition)
    holding = (item for item in items_in(content) if any(_is_own(each, organizations) for each in item["comments"]))
    outcomes = [item["answer"]["outcome"] for item in holding]
    counts = Counter(map(Disposition.first, found.values()))
    return {
        **{disposition.value: counts[disposition] for disposition in TAKEN_UP},
        "outcomes": [(label, outcomes.count(value)) for value, label in Response.Outcome.choices if value in outcomes],
    }


def _is_own(comment, organizations) -> bool:
    return comment["organization"]["id"] in organizations


declare(
    "report.published",
    facts=ReportFacts,
    public=True,
    audience=commenting_organizations,
    personal=disposition_of_own_comments,
)
also_told("item.corrected", commented_in_item)
