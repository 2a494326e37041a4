"""The frozen content of opinions and reports: plain data, hashed, from which pages are drawn."""

import hashlib
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch, prefetch_related_objects

from consultations.models import Comment, ItemComment, MinorityComment, MinorityPosition, Opinion, OpinionItem, SetAside
from consultations.questions import question_results
from seko.events.models import Event


class _Canonical(DjangoJSONEncoder):
    """Moments in UTC, as the database gives them back, in whatever zone an action was told them."""

    def default(self, o):
        return super().default(o.astimezone(UTC) if isinstance(o, datetime) else o)


def canonical(content):
    """The JSON text of which the hash is taken: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, cls=_Canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(content):
    """SHA-256 in hex of the canonical JSON form."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def opinions_with_content(opinions):
    """Opinions with everything that their content tells, in a number of queries that does not grow."""
    return opinions.select_related("seko", "organization").prefetch_related(*_parts())


def freeze(opinion):
    """Keep in the opinion what it tells as it stands in memory, and the hash of that. The caller saves it."""
    prefetch_related_objects([opinion], *_parts())
    opinion.content = json.loads(canonical(opinion_content(opinion)))
    opinion.content_hash = content_hash(opinion.content)


def told_by(opinion):
    """What an opinion tells: what was frozen with its submission, else what it says as it stands."""
    return opinion.content or json.loads(canonical(opinion_content(opinion)))


def shown_of(opinion):
    """What an opinion tells to a reader: without the comments that were hidden since."""
    told = json.loads(canonical(told_by(opinion)))
    hidden = set(Comment.objects.hidden().filter(consultation=opinion.consultation_id).values_list("number", flat=True))
    for holder in (*told["items"], *positions_in(told)):
        holder["comments"] = [row for row in holder.get("comments", ()) if row["number"] not in hidden]
    told["set_aside"] = [row for row in told["set_aside"] if row["comment"]["number"] not in hidden]
    return told


def _parts():
    """What belongs to an opinion and is told in its content."""
    merged = ItemComment.objects.select_related("comment__organization")
    aside = SetAside.objects.select_related("comment__organization")
    kept = MinorityComment.objects.select_related("comment__organization")
    held = MinorityPosition.objects.select_related("organization").prefetch_related(Prefetch("minority_comments", kept))
    minority = Prefetch("minority_positions", held)
    items = OpinionItem.objects.select_related("passage", "response__organization", "response__landed_in__version")
    items = items.prefetch_related(Prefetch("item_comments", merged))
    return Prefetch("items", items), Prefetch("set_aside", aside), minority


def opinion_content(opinion):
    """What is frozen when an opinion is submitted."""
    return {
        "seko": _named(opinion.seko),
        "lead": _named(opinion.organization),
        "number": opinion.number,
        "submitted_at": opinion.submitted_at,
        "introduction": opinion.introduction,
        "items": [_item(item) for item in opinion.items.all()],
        "minority_positions": [_minority(m) for m in opinion.minority_positions.all() if m.item_id is None],
        "set_aside": [{"comment": _comment(row.comment), "reason": row.reason} for row in opinion.set_aside.all()],
    }


def report_content(consultation):
    """What is frozen when a report is published: all that was said, each item with its answer, and the numbers."""
    opinions = list(opinions_with_content(Opinion.objects.submitted().filter(consultation=consultation)))
    said = _said(consultation)
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
        "in_no_opinion": [_weighed(_comment(said[number]), said) for number in said if number not in taken_up],
        "questions": question_results(consultation),
    }
    return json.loads(canonical(content))


def comments_in(opinion):
    """Every comment that an opinion of a report's content deals with: merged, kept by a minority, or set aside."""
    for item in opinion["items"]:
        yield from item["comments"]
    for position in positions_in(opinion):
        yield from position.get("comments", ())
    for row in opinion["set_aside"]:
        yield row["comment"]


def positions_in(opinion):
    """Every minority position: those on an item, then those on the whole opinion."""
    for item in opinion["items"]:
        yield from item["minority_positions"]
    yield from opinion["minority_positions"]


def _said(consultation):
    """{number: comment} of all that stand, with who supports them and where they were made."""
    rows = consultation.comments.standing().with_support_count().select_related("organization__district", "passage")
    rows = rows.order_by("number").only(
        *("consultation", "number", "kind", "proposed_text", "reason", "is_late", "passage__number"),
        *(f"organization__{name}" for name in ("name", "name_en", "district__name", "district__name_en")),
    )
    return {comment.number: comment for comment in rows}


def _in_report(opinion, said):
    """An opinion as it was submitted, with its answers; each comment with its weight, hidden ones left out."""
    told = json.loads(canonical(told_by(opinion)))
    for holder in (*told["items"], *positions_in(told)):
        holder["comments"] = [_weighed(row, said) for row in holder.get("comments", ()) if row["number"] in said]
    told["set_aside"] = [
        row | {"comment": _weighed(row["comment"], said)}
        for row in told["set_aside"]
        if row["comment"]["number"] in said
    ]
    return told | {"answers": [answer_of(item.response) for item in opinion.items.all()]}


def _weighed(comment, said):
    """How many organizations stand behind a comment, and the number of the passage on which it was made."""
    row = said[comment["number"]]
    return comment | {"supports": row.support_count, "passage": row.passage.number if row.passage else None}


def _consultation(consultation):
    """What was consulted on and when; each extension with its reason."""
    dates = ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at")
    document = consultation.version.document
    moved = Event.objects.about(f"consultation:{consultation.pk}").filter(verb="consultation.dates_moved")
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


def _sekos(consultation, told):
    """What became of the items of each SEKO that was asked; `opinion` is empty where it gave none."""
    given = {opinion["seko"]["id"]: opinion for opinion in told}
    rows = []
    for invitation in consultation.invitations.select_related("seko"):
        opinion = given.get(invitation.seko_id)
        outcomes = [answer["outcome"] for answer in opinion["answers"]] if opinion else []
        merged = {comment["number"] for item in opinion["items"] for comment in item["comments"]} if opinion else ()
        rows.append(
            {
                "seko": _named(invitation.seko),
                "opinion": opinion["number"] if opinion else "",
                "comments": len(merged),
                "items": len(outcomes),
                "accepted": sum(outcome in ("accepted", "partly") for outcome in outcomes),
            }
        )
    return rows


def _districts(comments):
    """Comments and organizations by the district of the organization, the unknown one last."""
    found = {}
    for comment in comments:
        found.setdefault(comment.organization.district, []).append(comment.organization_id)
    known = sorted(filter(None, found), key=lambda district: district.code)
    return [
        {
            "district": {"code": place.code, "name": place.name, "name_en": place.name_en} if place else None,
            "comments": len(found[place]),
            "organizations": len(set(found[place])),
        }
        for place in (*known, *(place for place in found if place is None))
    ]


def accepted_share(numbers):
    """Percent of answered items that were accepted, whole or in part; None where there was no item.

    `numbers` are those of a report's content."""
    outcomes = numbers["outcomes"]
    if not numbers["items"]:
        return None
    return 100 * (outcomes.get("accepted", 0) + outcomes.get("partly", 0)) / numbers["items"]


def _named(thing):
    return {"id": thing.pk, "name": thing.name, "name_en": thing.name_en}


def _passage(passage):
    return {"number": passage.number, "text": passage.text, "key": passage.key} if passage else None


def landing(passage):
    """A passage of a later version, with the number of that version."""
    return _passage(passage) | {"version": passage.version.number} if passage else None


def _comment(comment):
    return {
        "number": comment.number,
        "organization": _named(comment.organization),
        "kind": comment.kind,
        "proposed_text": comment.proposed_text,
        "reason": comment.reason,
        "is_late": comment.is_late,
    }


def _minority(position):
    return {
        "organization": _named(position.organization),
        "text": position.text,
        "comments": [_comment(row.comment) for row in position.minority_comments.all()],
    }


def _item(item):
    return {
        "id": item.pk,
        "position": item.position,
        "title": item.title,
        "text": item.text,
        "proposed_text": item.proposed_text,
        "passage": _passage(item.passage),
        "comments": [_comment(row.comment) for row in item.item_comments.all()],
        "minority_positions": [_minority(m) for m in item.minority()],
    }


def answer_of(response):
    """What is told of an answer."""
    return {
        "item": response.item_id,
        "outcome": response.outcome,
        "reason": response.reason,
        "forwarded_to": response.forwarded_to,
        "landed_in": landing(response.landed_in),
        "answered_by": _named(response.organization),
        "answered_at": response.answered_at,
    }
