"""The frozen content of reports: all that was said, and each item with its answer."""

import json
from typing import TYPE_CHECKING, Any

from consultations.consultation.queries import MOVING
from consultations.opinions.content import (
    canonical,
    comment_content,
    comments_in,
    content_of,
    named_content,
    opinions_with_content,
    positions_in,
)
from consultations.opinions.models import (
    Opinion,
)
from consultations.questions.answers import question_results
from consultations.responses.content import response_content
from consultations.responses.outcomes import ACCEPTED, number_accepted
from seko.events.declarations import name_facts
from seko.events.models import Event

if TYPE_CHECKING:
    from consultations.comments.models import Comment


def report_content(consultation):
    """What is frozen when a report is published: all that was said, each item with its answer, and the numbers."""
    opinions = list(opinions_with_content(Opinion.objects.submitted().filter(consultation=consultation)))
    said = _public_comments(consultation)
    told = [_in_report(opinion, said) for opinion in opinions]
    outcomes = [answer["outcome"] for opinion in told for answer in opinion["answers"]]
    taken_up = {comment["number"] for opinion in told for comment in comments_in(opinion)}
    content = {
        "consultation": _consultation(consultation),
        "numbers": {
            "comments": len(said),
            "late_comments": sum(comment.is_late for comment in said.values()),
            "hidden_comments": consultation.comments.hidden().count(),
            "organizations": len({comment.organization_id for comment in said.values()}),
            "supports": sum(comment.support_count for comment in said.values()),
            "opinions": len(told),
            "items": len(outcomes),
            "outcomes": {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))},
        },
        "sekos": _sekos(consultation, told),
        "districts": _districts(said.values()),
        "opinions": told,
        "in_no_opinion": [
            _with_support(comment_content(said[number]), said) for number in said if number not in taken_up
        ],
        "questions": question_results(consultation),
    }
    return json.loads(canonical(content))


def _public_comments(consultation) -> "dict[int, Comment]":
    """{number: comment} of all that stand, with who supports them and where they were made."""
    rows = consultation.comments.active().with_support_count().select_related("organization__district", "passage")
    rows = rows.order_by("number").only(
        *("consultation", "number", "kind", "proposed_text", "reason", "is_late", "passage__number"),
        *(f"organization__{name}" for name in ("name", "name_en", "district__name", "district__name_en")),
    )
    return {comment.number: comment for comment in rows}


def _in_report(opinion, said):
    """An opinion as it was submitted, with its answers; each comment with its weight, hidden ones left out."""
    told = json.loads(canonical(content_of(opinion)))
    for holder in (*told["items"], *positions_in(told)):
        holder["comments"] = [_with_support(row, said) for row in holder.get("comments", ()) if row["number"] in said]
    told["set_aside"] = [
        row | {"comment": _with_support(row["comment"], said)}
        for row in told["set_aside"]
        if row["comment"]["number"] in said
    ]
    return told | {"answers": [response_content(item.response) for item in opinion.items.all()]}


def _with_support(comment, said) -> dict[str, Any]:
    """How many organizations stand behind a comment, and the number of the passage on which it was made."""
    row = said[comment["number"]]
    return comment | {"supports": row.support_count, "passage": row.passage.number if row.passage else None}


def _consultation(consultation):
    """What was consulted on and when; each move of a date with its reason, comments ended early among them."""
    dates = ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at")
    document = consultation.version.document
    moved = Event.objects.about(f"consultation:{consultation.pk}").filter(verb__in=MOVING, facts__has_key="before")
    return {
        **{name: getattr(consultation, name) for name in ("number", "title", "title_en", "urgency_reason", *dates)},
        "document": {
            "title": document.title, "title_en": document.title_en, "version": consultation.version.number,
        },
        "extensions": [
            {"at": event.at, **{name: event.facts[name] for name in ("reason", "before", "after")}}
            for event in reversed(moved)
        ],
    }  # fmt: skip


def _sekos(consultation, told) -> list[dict[str, dict[str, int | str] | int | str]]:
    """What became of the items of each SEKO that was asked; `opinion` is empty where it gave none."""
    given = {opinion["seko"]["id"]: opinion for opinion in told}
    rows = []
    for invitation in consultation.invitations.select_related("seko"):
        opinion = given.get(invitation.seko_id)
        outcomes = [answer["outcome"] for answer in opinion["answers"]] if opinion else []
        merged = {comment["number"] for item in opinion["items"] for comment in item["comments"]} if opinion else ()
        rows.append(
            {
                "seko": named_content(invitation.seko),
                "opinion": opinion["number"] if opinion else "",
                "comments": len(merged),
                "items": len(outcomes),
                "accepted": sum(outcome in ACCEPTED for outcome in outcomes),
            }
        )
    return rows


def _districts(comments) -> list[dict[str, dict[str, str] | int | None]]:
    """Comments and organizations by the district of the organization, the unknown one last."""
    found = {}
    for comment in comments:
        found.setdefault(comment.organization.district, []).append(comment.organization_id)
    known = sorted(filter(None, found), key=lambda district: district.code)
    return [
        {
            "district": {"code": place.code, **name_facts("name", place)} if place else None,
            "comments": len(found[place]),
            "organizations": len(set(found[place])),
        }
        for place in (*known, *(place for place in found if place is None))
    ]


def accepted_share(numbers) -> float | None:
    """Percent of answered items that were accepted, whole or in part; None where there was no item.

    `numbers` are those of a report's content."""
    if not numbers["items"]:
        return None
    return 100 * number_accepted(numbers["outcomes"]) / numbers["items"]
