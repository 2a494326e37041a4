"""The frozen content of opinions and reports: plain data, hashed, from which pages are drawn."""

import hashlib
import json
from datetime import UTC, datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch, prefetch_related_objects

from consultations.models import ItemComment, MinorityPosition, Opinion, OpinionItem, SetAside


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


def opinion_hash(opinion):
    """The hash of an opinion as it stands in memory, whose parts are read in a few queries."""
    prefetch_related_objects([opinion], *_parts())
    return content_hash(opinion_content(opinion))


def _parts():
    """What belongs to an opinion and is told in its content."""
    merged = ItemComment.objects.select_related("comment__organization")
    aside = SetAside.objects.select_related("comment__organization")
    minority = Prefetch("minority_positions", MinorityPosition.objects.select_related("organization"))
    items = OpinionItem.objects.select_related("passage", "response__organization", "response__landed_in")
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
    """What is frozen when a report is published: each opinion, each item with its answer."""
    opinions = list(opinions_with_content(Opinion.objects.submitted().filter(consultation=consultation)))
    comments = list(consultation.comments.standing().select_related("organization"))
    outcomes = [item.response.outcome for opinion in opinions for item in opinion.items.all()]
    return {
        "consultation": {
            "number": consultation.number,
            "title": consultation.title,
            "title_en": consultation.title_en,
            "opens_at": consultation.opens_at,
            "comments_close_at": consultation.comments_close_at,
            "urgency_reason": consultation.urgency_reason,
        },
        "numbers": {
            "comments": len(comments),
            "late_comments": sum(comment.is_late for comment in comments),
            "organizations": len({comment.organization_id for comment in comments}),
            "opinions": len(opinions),
            "items": len(outcomes),
            "outcomes": {outcome: outcomes.count(outcome) for outcome in sorted(set(outcomes))},
        },
        "opinions": [
            opinion_content(opinion) | {"answers": [_answer(item.response) for item in opinion.items.all()]}
            for opinion in opinions
        ],
    }


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
    return {"organization": _named(position.organization), "text": position.text}


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


def _answer(response):
    return {
        "item": response.item_id,
        "outcome": response.outcome,
        "reason": response.reason,
        "landed_in": _passage(response.landed_in),
        "answered_by": _named(response.organization),
        "answered_at": response.answered_at,
    }
