"""Where the words of an item landed: passages of later versions, followed along their origins."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from consultations.consultation.models import Consultation
from consultations.documents.models import PassageOrigin
from consultations.opinions.models import OpinionItem
from consultations.responses.outcomes import ACCEPTED

if TYPE_CHECKING:
    from consultations.documents.models import Passage


def successors_of(passages) -> "dict[int, list[Passage]]":
    """{passage id: [what became of it in the latest version that has it]}; one query for each later version.

    The main successor, which carries the same key, comes first; a passage that was removed has none."""
    passages = [passage for passage in passages if passage is not None]
    ends = {passage.pk: [] for passage in passages}
    roads = {passage.pk: {passage.pk} for passage in passages}  # where each has come to
    keys = {passage.pk: passage.key for passage in passages}
    while frontier := set().union(*roads.values()):
        following = {}
        found = PassageOrigin.objects.filter(forerunner__in=frontier).select_related("passage__version")
        for origin in found.order_by("passage__position"):
            following.setdefault(origin.forerunner_id, []).append(origin.passage)
        for start, here in roads.items():
            reached = {p.pk: p for pk in here for p in following.get(pk, ())}
            if reached:
                ends[start] = sorted(reached.values(), key=lambda p: (p.key != keys[start], p.position))
            roads[start] = set(reached)
    return ends


def items_not_in_text(consultation) -> QuerySet[OpinionItem]:
    """Accepted items of a published report of which nobody has said yet where they landed, in reading order."""
    unseen = Q(response__landed_in__isnull=True, response__landing__isnull=True)
    items = OpinionItem.objects.in_submitted().filter(unseen, opinion__consultation=consultation)
    items = items.filter(response__outcome__in=ACCEPTED, opinion__consultation__status=Consultation.Status.ANSWERED)
    return items.select_related("opinion__seko", "passage", "response").order_by(
        "opinion__seko__order", "position", "pk"
    )
