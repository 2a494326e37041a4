"""The opinions of several SEKOs on one document, passage by passage."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from consultations.documents.models import Passage
from consultations.opinions.models import MinorityPosition, OpinionItem


@dataclass(frozen=True)
class PassageItems:
    """A passage, or the whole document where there is none, with the items of each opinion about it."""

    passage: Passage | None
    columns: list  # (opinion, its items), in the order of the opinions


def _items(opinions) -> QuerySet[OpinionItem]:
    return OpinionItem.objects.filter(opinion__in=opinions)


def passages_with_items(consultation) -> list[Passage | None]:
    """The passages about which a submitted opinion says something, the whole document (None) first."""
    items = _items(consultation.opinions.submitted())
    passages = Passage.objects.filter(pk__in=items.order_by().values("passage")).order_by("position")
    return [*([None] if items.filter(passage__isnull=True).exists() else []), *passages]


def all_passages(consultation) -> list[Passage | None]:
    """The whole document (None) and every passage, in the order of the text."""
    return [None, *Passage.objects.filter(version=consultation.version_id).order_by("position")]


def with_items(passages, opinions, answers) -> list[PassageItems]:
    """Each of these passages as a `PassageItems`, in a number of queries that does not grow. `answers` are the
    responses as the reader sees them."""
    passages = list(passages)
    items = _items(opinions).select_related("assignment__institution").prefetch_related(Prefetch("response", answers))
    items = items.annotate(comments_number=Count("item_comments")).order_by("position")
    keys = [passage.pk for passage in passages if passage]
    found = list(items.filter(passage__in=keys)) if keys else []
    if None in passages:
        found += items.filter(passage__isnull=True)
    held = {}
    for position in MinorityPosition.objects.filter(item__in=found).select_related("organization"):
        held.setdefault(position.item_id, []).append(position)
    by_place = {}
    for item in found:
        item.held_against = held.get(item.pk, [])
        by_place.setdefault((item.passage_id, item.opinion_id), []).append(item)
    return [
        PassageItems(
            passage, [(opinion, by_place.get((passage and passage.pk, opinion.pk), [])) for opinion in opinions]
        )
        for passage in passages
    ]
