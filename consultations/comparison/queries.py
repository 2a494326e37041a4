"""Two versions of a document side by side: what became of each passage, and the comments and items that led there."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment
from consultations.consultation.models import Consultation
from consultations.consultation.permissions import can_see_responses
from consultations.documents.models import DocumentVersion, Passage, PassageOrigin
from consultations.documents.redline import DELETED, INSERTED, redline
from consultations.opinions.models import Opinion, OpinionItem
from consultations.responses.models import Response

if TYPE_CHECKING:
    from django.utils.functional import Promise

SAME, CHANGED, MOVED, SPLIT, MERGED, NEW, REMOVED = (
    "same", "changed", "moved", "split", "merged", "new", "removed",
)  # fmt: skip
LABELS = {**dict(PassageOrigin.Way.choices), NEW: _("new"), REMOVED: _("removed")}
TONES = dict.fromkeys(LABELS, "info") | {SAME: "light", NEW: "success", REMOVED: "danger"}
COMMENTS_SHOWN = 3  # beside a passage; the rest stand on its page


class PassageHistory:
    """From passage to passage through the versions of documents, back and forth; one query."""

    def __init__(self, documents, after=0, to=None) -> None:
        rows = PassageOrigin.objects.filter(
            passage__version__document__in=documents, passage__version__number__gt=after
        )
        if to is not None:
            rows = rows.filter(passage__version__number__lte=to)
        self.back, self.forth = defaultdict(list), defaultdict(list)
        for passage, forerunner, way in rows.order_by("pk").values_list("passage_id", "forerunner_id", "way"):
            self.back[passage].append((forerunner, way))
            self.forth[forerunner].append((passage, way))

    @staticmethod
    def walk(roads, passage, steps) -> tuple[list[int], bool, list[int]]:
        """Where the road leads after so many versions, in order; whether it moved on the way; every passage on it."""
        front, moved, seen = [passage], False, []
        for _step in range(steps):
            found = [road for each in front for road in roads.get(each, ())]
            moved = moved or any(way == MOVED for _pk, way in found)
            front = list(dict.fromkeys(pk for pk, _way in found))
            seen += front
        return front, moved, seen


@dataclass
class Pair:
    """What stood in the old version and what stands in the new one in its place."""

    way: str
    old: list = field(default_factory=list)
    new: list = field(default_factory=list)
    ancestors: list = field(default_factory=list)  # ids of earlier passages on which people may have spoken
    place: int = 0
    comments: list = field(default_factory=list)
    items: list = field(default_factory=list)

    @property
    def label(self) -> "str | Promise":
        return LABELS[self.way]

    @property
    def tone(self) -> str:
        return TONES[self.way]

    def mark_words(self) -> None:
        """Compare the words: the old text with what was deleted, the new one with what was inserted."""
        if self.way in (SAME, NEW, REMOVED):
            return
        texts = ("\n".join(passage.text for passage in side) for side in (self.old, self.new))
        changes = redline(*(text.replace("\t", " | ") for text in texts))
        self.old_words = [change for change in changes if change.op != INSERTED]
        self.new_words = [change for change in changes if change.op != DELETED]
        self.has_changes = any(change.op in (INSERTED, DELETED) for change in changes)


class Comparison:
    """All passages of two versions in pairs, in the order of the new one; the number of queries does not grow."""

    def __init__(self, old, new, user) -> None:
        self.old, self.new, self.user = old, new, user
        self.consultations = {
            consultation.pk: consultation
            for consultation in Consultation.objects.visible_to(user)
            .filter(version__document=new.document_id, version__number__lt=new.number)
            .exclude(status=Consultation.Status.DRAFT)
            .select_related("version")
        }
        self.pairs = self._pairs()
        for place, pair in enumerate(self.pairs, start=1):
            pair.place = place
        self.changed = [pair for pair in self.pairs if pair.way != SAME]

    def _lowest(self) -> int:
        """From which version on comments are looked for: the old one, or the one before it that was consulted on."""
        numbers = {consultation.version.number for consultation in self.consultations.values()}
        if any(number >= self.old.number for number in numbers):
            return self.old.number
        return max(numbers, default=self.old.number)

    def _pairs(self) -> list[Pair]:
        passages = {
            version.pk: list(Passage.objects.filter(version=version).only(*SHOWN)) for version in (self.old, self.new)
        }
        before = {passage.pk: passage for passage in passages[self.old.pk]}
        lowest, steps = self._lowest(), self.new.number - self.old.number
        back = PassageHistory([self.new.document_id], lowest, self.new.number).back
        pairs, by_old = [], {}
        for passage in passages[self.new.pk]:
            reached, moved, _seen = PassageHistory.walk(back, passage.pk, steps)
            _end, _moved, ancestors = PassageHistory.walk(back, passage.pk, self.new.number - lowest)
            old = sorted((before[pk] for pk in reached if pk in before), key=lambda each: each.position)
            key = tuple(each.pk for each in old)
            if len(key) == 1 and key in by_old:
                by_old[key].new.append(passage)
                by_old[key].way = SPLIT
                continue
            pair = Pair(_way(old, passage, moved), old, [passage], ancestors)
            pairs.append(by_old.setdefault(key, pair) if len(key) == 1 else pair)
        return self._with_removed(pairs, before, back, lowest)

    def _with_removed(self, pairs, before, back, lowest) -> list[Pair]:
        """Removed passages stand where they stood: after what came before them."""
        kept = {passage.pk for pair in pairs for passage in pair.old}
        after, last = defaultdict(list), None
        for passage in before.values():
            if passage.pk in kept:
                last = passage.pk
            else:
                _end, _moved, ancestors = PassageHistory.walk(back, passage.pk, self.old.number - lowest)
                after[last].append(Pair(REMOVED, [passage], [], [passage.pk, *ancestors]))
        rows = after.pop(None, [])
        for pair in pairs:
            rows.append(pair)
            for passage in pair.old:
                rows += after.pop(passage.pk, [])
        return rows

    def pair_of(self, position) -> Pair | None:
        """The pair in which the old passage with this position stands, or None."""
        if not position.isdecimal():
            return None
        return next((pair for pair in self.pairs for old in pair.old if str(old.position) == position), None)

    def filled(self, pairs) -> list[Pair]:
        """These pairs with marked words, comments and items: what one page shows."""
        for pair in pairs:
            pair.mark_words()
        changed = [pair for pair in pairs if pair.way != SAME]
        self._add_comments(changed)
        self._add_items(changed)
        return pairs

    def _add_comments(self, pairs) -> None:
        places = _places(pairs, lambda pair: pair.ancestors)
        rows = (
            Comment.objects.active()
            .filter(passage__in=places, consultation__in=self.consultations)
            .annotate(
                rank=Window(RowNumber(), order_by="number", partition_by=F("passage")),
                heard_here=Window(Count("pk"), partition_by=F("passage")),
            )
            .filter(rank__lte=COMMENTS_SHOWN)
        )
        for comment in rows.select_related("organization").order_by("consultation", "number"):
            comment.consultation = self.consultations[comment.consultation_id]
            for pair in places[comment.passage_id]:
                pair.comments.append(comment)

    def _add_items(self, pairs) -> None:
        """Items of submitted opinions about these passages, and those that landed in them; answers once published."""
        about = _places(pairs, lambda pair: pair.ancestors)
        landed = _places(pairs, lambda pair: [passage.pk for passage in pair.new])
        told = [pk for pk, consultation in self.consultations.items() if can_see_responses(self.user, consultation)]
        here = Q(passage__in=about) | Q(comments__passage__in=about)
        answered = Q(opinion__consultation__in=told, response__status=Response.Status.APPROVED)
        here |= answered & (Q(response__landed_in__in=landed) | Q(response__landing__passage__in=landed))
        rows = (
            OpinionItem.objects.filter(
                here, opinion__in=Opinion.objects.visible_to(self.user).submitted(),
                opinion__consultation__in=self.consultations,
            )
            .select_related("opinion__seko", "response__landing")
            .prefetch_related("response__corrections")
            .prefetch_related("comments")
            .distinct()
            .order_by("opinion__seko__order", "position")
        )  # fmt: skip
        for item in rows:
            item.opinion.consultation = self.consultations[item.opinion.consultation_id]
            response = getattr(item, "response", None)
            shown = response and item.opinion.consultation_id in told and response.status == Response.Status.APPROVED
            item.told = response if shown else None
            places = [item.passage_id, *(comment.passage_id for comment in item.comments.all())]
            found = [pair for pk in places for pair in about.get(pk, ())]
            if shown:
                landing = getattr(response, "landing", None)
                for pk in (response.landed_in_id, landing and landing.passage_id):
                    found += landed.get(pk, ())
            for pair in {id(pair): pair for pair in found}.values():
                pair.items.append(item)


SHOWN = ("pk", "version", "key", "position", "number", "kind", "level", "text")


def _way(old, passage, moved) -> str:
    if not old:
        return NEW
    if len(old) > 1:
        return MERGED
    if moved:
        return MOVED
    return SAME if old[0].text == passage.text else CHANGED


def _places(pairs, ids) -> defaultdict:
    places = defaultdict(list)
    for pair in pairs:
        for pk in ids(pair):
            places[pk].append(pair)
    return places


# --- what became of a passage ----------------------------------------------------------------


@dataclass
class PassageOutcome:
    """What became of a passage in the latest version that a person may see."""

    way: str
    passages: list
    version: DocumentVersion
    since: DocumentVersion
    place: int = 0  # of the passage that it was

    @property
    def url(self) -> str:
        """The page on which both versions stand side by side, at the passage."""
        address = reverse(
            "consultations:compare", args=[self.version.document.slug, self.since.number, self.version.number]
        )
        return f"{address}?at={self.place}#at"


def latest_versions(documents, user, **more) -> dict[int, DocumentVersion]:
    """{document id: the latest version that the person may see}; `more` are columns to annotate."""
    rows = DocumentVersion.objects.visible_to(user).filter(document__in=documents).annotate(**more)
    rows = rows.order_by("document_id", "-number").distinct("document_id").select_related("document")
    return {version.document_id: version for version in rows}


def passage_outcomes_of(passages, user, versions=()) -> dict[int, PassageOutcome]:
    """{passage id: Became} for passages whose document has a later version; four queries, however many they are.

    `versions` are those of the passages, where they are at hand."""
    passages = {passage.pk: passage for passage in passages}
    if not passages:
        return {}
    since = {version.pk: version for version in versions} or DocumentVersion.objects.in_bulk(
        {passage.version_id for passage in passages.values()}
    )
    latest = latest_versions({version.document_id for version in since.values()}, user)
    later = {
        pk: latest[since[passage.version_id].document_id]
        for pk, passage in passages.items()
        if since[passage.version_id].document_id in latest
        and latest[since[passage.version_id].document_id].number > since[passage.version_id].number
    }
    if not later:
        return {}
    roads = PassageHistory({version.document_id for version in later.values()})
    ends = {
        pk: PassageHistory.walk(roads.forth, pk, version.number - since[passages[pk].version_id].number)
        for pk, version in later.items()
    }
    found = Passage.objects.only(*SHOWN).in_bulk({each for front, *_ in ends.values() for each in front})
    told = {}
    for pk, (front, moved, _seen) in ends.items():
        version, first = later[pk], since[passages[pk].version_id]
        successors = sorted((found[each] for each in front), key=lambda each: each.position)
        way = _future(passages[pk], successors, moved, roads.back, version.number - first.number)
        told[pk] = PassageOutcome(way, successors, version, first, passages[pk].position)
    return told


def _future(passage, successors, moved, back, steps) -> str:
    if not successors:
        return REMOVED
    if len(successors) > 1:
        return SPLIT
    if len(PassageHistory.walk(back, successors[0].pk, steps)[0]) > 1:
        return MERGED
    return _way([passage], successors[0], moved)
