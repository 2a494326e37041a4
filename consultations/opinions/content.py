"""The frozen content of opinions: plain data, hashed, from which pages are drawn."""

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from consultations.comments.models import Comment
from consultations.opinions.models import (
    ItemComment,
    MinorityComment,
    MinorityPosition,
    OpinionItem,
    SetAside,
)
from seko.events.declarations import name_facts

if TYPE_CHECKING:
    from consultations.opinions.models import Opinion


class _Canonical(DjangoJSONEncoder):
    """Moments in UTC, as the database gives them back, in whatever zone an action was told them."""

    def default(self, o) -> str:
        return super().default(o.astimezone(UTC) if isinstance(o, datetime) else o)


def canonical(content) -> str:
    """The JSON text of which the hash is taken: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, cls=_Canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(content) -> str:
    """SHA-256 in hex of the canonical JSON form."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def opinions_with_content(opinions) -> "QuerySet[Opinion]":
    """Opinions with everything that their content tells, in a number of queries that does not grow."""
    return opinions.select_related("seko", "organization").prefetch_related(*_parts())


def freeze(opinion) -> None:
    """Keep in the opinion what it tells as it stands in memory, and the hash of that. The caller saves it."""
    prefetch_related_objects([opinion], *_parts())
    opinion.content = json.loads(canonical(opinion_content(opinion)))
    opinion.content_hash = content_hash(opinion.content)


def content_of(opinion):
    """What an opinion tells: what was frozen with its submission, else what it says as it stands."""
    return opinion.content or json.loads(canonical(opinion_content(opinion)))


def public_content_of(opinion):
    """What an opinion tells to a reader: without the comments that were hidden since."""
    told = json.loads(canonical(content_of(opinion)))
    hidden = set(Comment.objects.hidden().filter(consultation=opinion.consultation_id).values_list("number", flat=True))
    for holder in (*told["items"], *positions_in(told)):
        holder["comments"] = [row for row in holder.get("comments", ()) if row["number"] not in hidden]
    told["set_aside"] = [row for row in told["set_aside"] if row["comment"]["number"] not in hidden]
    return told


def _parts() -> tuple[Prefetch, Prefetch, Prefetch]:
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
        "seko": named_content(opinion.seko),
        "lead": named_content(opinion.organization),
        "number": opinion.number,
        "submitted_at": opinion.submitted_at,
        "introduction": opinion.introduction,
        "items": [_item(item) for item in opinion.items.all()],
        "minority_positions": [_minority(m) for m in opinion.minority_positions.all() if m.item_id is None],
        "set_aside": [
            {"comment": comment_content(row.comment), "reason": row.reason} for row in opinion.set_aside.all()
        ],
    }


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


def named_content(thing) -> dict[str, int | str]:
    """Who or what it is, as it was called then."""
    return {"id": thing.pk, **name_facts("name", thing)}


def passage_content(passage) -> dict[str, UUID | str]:
    """A passage as it read then; of a table it is told that it is one."""
    told = {"number": passage.number, "text": passage.text, "key": passage.key}
    return told | {"kind": passage.kind} if passage.kind == passage.Kind.TABLE else told


def comment_content(comment) -> dict[str, Any]:
    """A comment as its organization made it."""
    return {
        "number": comment.number,
        "organization": named_content(comment.organization),
        "kind": comment.kind,
        "proposed_text": comment.proposed_text,
        "reason": comment.reason,
        "is_late": comment.is_late,
    }


def _minority(position):
    return {
        "organization": named_content(position.organization),
        "text": position.text,
        "comments": [comment_content(row.comment) for row in position.minority_comments.all()],
    }


def _item(item):
    return {
        "id": item.pk,
        "position": item.position,
        "title": item.title,
        "text": item.text,
        "proposed_text": item.proposed_text,
        "passage": item.passage and passage_content(item.passage),
        "comments": [comment_content(row.comment) for row in item.item_comments.all()],
        "minority_positions": [_minority(m) for m in item.minority()],
    }
