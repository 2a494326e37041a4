"""What became of each passage of a text in its next version: the same, changed, moved, split, merged, new, removed.

Pure functions over (kind, number, text). Texts are compared by their words, without regard to script, case, signs and
endings; a number alone makes no passage another one. A pair is sure from `SURE` on; between `DOUBTFUL` and `SURE` a
person decides.
"""

import itertools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from seko.scripts import to_latin

SAME, CHANGED, MOVED, SPLIT, MERGED, NEW = "same", "changed", "moved", "split", "merged", "new"
SURE, DOUBTFUL = 62, 42  # of 100: how many words two passages share in the same order
DOUBTFUL_AFAR = 55  # where nothing but the words speaks for a pair
BY_NUMBER, BY_KIND = 12, -15  # the same number in its place helps; a heading seldom becomes a paragraph
PART = 78  # how fully a part of a split or a merge must lie within the whole
SHORTEST_PART = 4  # words; shorter ones lie within nearly everything
SHORTEST_MOVED = 3  # words of a passage that may be found anywhere; “Члан 5.” is not looked for
CANDIDATES = 6  # old passages that are weighed for each new one
STEM = 6  # letters of a word that are compared
LARGEST_TABLE = 4_000_000  # pairs that are compared at once; beyond it only those near each other
GAINED = 0.55  # of the words of a second part that must stand where those of the first end
LONGER = 1.35  # times the length of the whole that its parts may have together
LONGEST_GROWN = 4_000  # words of a passage that is compared in parts
_WORD = re.compile(r"\w+")
_GROUPS = {"heading": "heading", "article": "heading", "table": "table", "footnote": "footnote"}


@dataclass
class Match:
    """Of one passage of the new text: where it comes from (places in the old text), how, and how sure that is."""

    way: str
    old: tuple[int, ...] = ()
    confidence: int = 100

    @property
    def is_doubtful(self) -> bool:
        """Should a person look at it?"""
        return self.way != NEW and self.confidence < SURE


def stems(text) -> list[str]:
    """The words of a text as they are compared."""
    return [word[:STEM] for word in _WORD.findall(to_latin(text).lower())]


def match(old, new, known=()) -> list[Match]:
    """A `Match` for each passage of the new text; both are sequences of objects with kind, number and text.

    `known` are pairs (new place, old places) that a person has decided, no old places for a new passage."""
    return _Matching(old, new, dict(known)).done()


def removed(old, matches) -> list[int]:
    """Places of the old passages from which nothing came."""
    kept = {place for found in matches for place in found.old}
    return [place for place in range(len(old)) if place not in kept]


class _Matching:
    def __init__(self, old, new, known) -> None:
        self.old, self.new, self.known = old, new, known
        self.letters = {}  # each word is written as one letter, so that comparing letters compares words
        self.words = [[self._written(passage) for passage in side] for side in (old, new)]
        self.matches: list[Match | None] = [None] * len(new)
        self.taken = set()

    def done(self) -> list[Match]:
        for place, old in self.known.items():
            self.matches[place] = Match(self._way(place, old), tuple(old))
            self.taken.update(old)
        self._equal()
        self._alike_in_gaps()
        self._alike_anywhere()
        self._split_and_merged()
        self._grown()
        self._mark_moved()
        return [found or Match(NEW) for found in self.matches]

    def _written(self, passage) -> str:
        words = stems(passage.text)
        return "".join(self.letters.setdefault(word, chr(0x10000 + len(self.letters) % 0x100000)) for word in words)

    def _way(self, new, old) -> str:
        """Of a passage that comes from these alone."""
        if len(old) != 1:
            return MERGED if old else NEW
        return SAME if self.old[old[0]].text == self.new[new].text else CHANGED

    def _pair(self, old, new, score) -> None:
        self.matches[new] = Match(self._way(new, (old,)), (old,), int(score))
        self.taken.add(old)

    def _free(self) -> tuple[list[int], list[int]]:
        return (
            [place for place in range(len(self.old)) if place not in self.taken],
            [place for place, found in enumerate(self.matches) if found is None],
        )

    def _equal(self) -> None:
        """Equal texts: first those in the same order, then one by one; repeated ones keep their order."""
        for key in (lambda p: (p.kind, p.number, p.text), lambda p: (p.kind, p.text)):
            places = defaultdict(list)
            old, new = self._free()
            for place in old:
                places[key(self.old[place])].append(place)
            for place in new:
                if waiting := places.get(key(self.new[place])):
                    self._pair(self._nearest(waiting, place), place, 100)

    def _nearest(self, waiting, new) -> int:
        """Of several equal passages the one that follows what precedes."""
        if len(waiting) == 1:
            return waiting.pop()
        expected = self._expected(new)
        nearest = min(waiting, key=lambda place: abs(place - expected))
        waiting.remove(nearest)
        return nearest

    def _expected(self, new) -> int:
        before = next(
            (self.matches[n] for n in range(new - 1, -1, -1) if self.matches[n] and self.matches[n].old), None
        )
        return before.old[0] + 1 if before else 0

    def _alike_in_gaps(self) -> None:
        """Between two passages that found their own, in the same order on both sides, the most alike are pairs."""
        anchors = self._anchors()
        edges = [(-1, -1), *anchors, (len(self.old), len(self.new))]
        for (old_from, new_from), (old_to, new_to) in itertools.pairwise(edges):
            old = [place for place in range(old_from + 1, old_to) if place not in self.taken]
            new = [place for place in range(new_from + 1, new_to) if self.matches[place] is None]
            self._best_pairs(old, new, DOUBTFUL, not_withdrawn=True)

    def _anchors(self) -> list[tuple[int, int]]:
        """The longest run of matched pairs whose order is the same in both texts, as (old, new)."""
        pairs = [(found.old[0], new) for new, found in enumerate(self.matches) if found and found.old]
        tails, last, before = [], [], [None] * len(pairs)
        for place, (old, _) in enumerate(pairs):
            at = bisect_right(tails, old)
            before[place] = last[at - 1] if at else None
            tails[at : at + 1], last[at : at + 1] = [old], [place]
        run, place = [], last[-1] if last else None
        while place is not None:
            run.append(pairs[place])
            place = before[place]
        return run[::-1]

    def _alike_anywhere(self) -> None:
        old, new = self._free()
        old = [place for place in old if len(self.words[0][place]) >= SHORTEST_MOVED]
        new = [place for place in new if len(self.words[1][place]) >= SHORTEST_MOVED]
        self._best_pairs(old, new, DOUBTFUL_AFAR)

    def _best_pairs(self, old, new, least, not_withdrawn=False) -> None:
        """The most alike first, each passage once."""
        found = []
        for rows, cols in _windows(old, new):
            texts = [self.words[0][place] for place in cols]
            for row in rows:
                near = process.extract(
                    self.words[1][row], texts, scorer=fuzz.ratio, score_cutoff=least - BY_NUMBER, limit=CANDIDATES
                )
                for _, similarity, at in near:
                    score = self._judged(cols[at], row, similarity, not_withdrawn)
                    if score >= least:
                        found.append((-score, abs(cols[at] - row), row, cols[at]))
        for score, _, row, col in sorted(found):
            if col not in self.taken and self.matches[row] is None:
                self._pair(col, row, -score)

    def _judged(self, old, new, score, not_withdrawn) -> float:
        a, b = self.old[old], self.new[new]
        if not_withdrawn and a.number and a.number == b.number and a.kind == b.kind:
            score += BY_NUMBER
        if _GROUPS.get(a.kind) != _GROUPS.get(b.kind):
            score += BY_KIND
        return 100 if a.text == b.text else min(score, 99)

    def _split_and_merged(self) -> None:
        """Parts that lie within a whole: of an old passage several new ones, of several old ones a new one."""
        old, new = self._free()
        for whole, part, score in self._within(new, 1, self._neighbours_old(new), 0):
            self._add_split(whole, part, score)
        for whole, part, score in self._within(old, 0, self._neighbours_new(old), 1):
            self._add_merged(part, whole, score)

    def _neighbours_old(self, new):
        """For each free new passage the old ones near it, free or not."""
        return {place: self._around(self._expected(place), len(self.old)) for place in new}

    def _neighbours_new(self, old):
        of_old = {found.old[0]: place for place, found in enumerate(self.matches) if found and found.old}
        near = {}
        for place in old:
            before = next((of_old[n] for n in range(place - 1, max(-1, place - 50), -1) if n in of_old), 0)
            near[place] = self._around(before + 1, len(self.new))
        return near

    @staticmethod
    def _around(place, length, reach=4):
        return range(max(0, place - reach), min(length, place + reach))

    def _within(self, parts, side, near, other) -> Iterator[tuple[int, int, float]]:
        """(whole, part, score) for each part that lies within one of the passages near it, the fullest."""
        for part in parts:
            if not SHORTEST_PART <= len(self.words[side][part]) <= LONGEST_GROWN:
                continue
            text = self.words[side][part]
            best = max(
                ((fuzz.partial_ratio(text, self.words[other][whole]), -abs(whole - part), whole)
                 for whole in near[part] if 1.2 * len(text) < len(self.words[other][whole]) <= LONGEST_GROWN),
                default=None,
            )  # fmt: skip
            if best and best[0] >= PART:
                yield best[2], part, best[0]

    def _add_split(self, whole, part, score) -> None:
        first = next((n for n, found in enumerate(self.matches) if found and found.old == (whole,)), None)
        if first is not None:
            if self.matches[first].way == SAME or first in self.known:
                return  # the old passage stands as it was: this one repeats it
            self.matches[first].way = SPLIT
            self.matches[first].confidence = max(self.matches[first].confidence, int(score))
        self.matches[part] = Match(SPLIT, (whole,), int(score))
        self.taken.add(whole)

    def _add_merged(self, part, whole, score) -> None:
        found = self.matches[whole]
        if found is None:
            self.matches[whole] = Match(MERGED, (part,), int(score))
        elif whole not in self.known and found.way in (CHANGED, MERGED) and self._is_richer(whole, found.old, part):
            found.way, found.old = MERGED, (*found.old, part)
            found.confidence = max(found.confidence, int(score))
        else:
            return
        self.taken.add(part)

    def _is_richer(self, whole, already, part) -> bool:
        """Does the new passage hold words of the part beside those of the passages it already comes from?"""
        words = set(self.words[1][whole])
        had = set().union(*(self.words[0][place] for place in already))
        own = set(self.words[0][part]) - had
        return bool(own) and len(own & words) >= 0.7 * len(own)

    def _grown(self) -> None:
        """Passages that were merged or split and reworded at once: what stands beside a part explains the rest.

        A merged passage resembles its first part; the one beside that part, of which nothing came, is the second if
        its words go on where those of the first end. The other way round for the halves of a split."""
        self._pair_with_two(0)
        self._pair_with_two(1)
        for new, found in enumerate(self.matches):
            if found and found.old and found.way in (CHANGED, MERGED) and new not in self.known:
                self._grow_merged(new, found)
        parts = defaultdict(list)
        for new, found in enumerate(self.matches):
            if found and len(found.old) == 1:
                parts[found.old[0]].append(new)
        for old, its in parts.items():
            self._grow_split(old, its)

    def _pair_with_two(self, side) -> None:
        """A passage that resembles neither of two neighbours enough, but both together."""
        free = self._free()
        parts, wholes = set(free[side]), free[1 - side]
        near = self._neighbours_new(wholes) if side else self._neighbours_old(wholes)
        for whole in wholes:
            words = self.words[1 - side][whole]
            pairs = [place for place in near[whole] if {place, place + 1} <= parts]
            best = max(pairs, key=lambda place: self._both_within(side, place, words), default=None)
            if best is None or len(words) < SHORTEST_PART or (score := self._both_within(side, best, words)) < SURE:
                continue
            parts -= {best, best + 1}
            if side:
                self.matches[best], self.matches[best + 1] = (Match(SPLIT, (whole,), int(score)) for _ in range(2))
                self.taken.add(whole)
            else:
                self.matches[whole] = Match(MERGED, (best, best + 1), int(score))
                self.taken.update((best, best + 1))

    def _both_within(self, side, place, whole) -> float:
        """How alike a passage is to two neighbours together; nothing where one of them adds nothing to the other."""
        first, second = self.words[side][place], self.words[side][place + 1]
        if not (self._goes_on(first, second, whole) and self._goes_on(second, first, whole, before=True)):
            return 0
        return fuzz.ratio(first + second, whole)

    def _grow_merged(self, new, found) -> None:
        whole = self.words[1][new]
        grown = list(found.old)
        while True:
            joined = "".join(self.words[0][place] for place in grown)
            before, after = min(grown) - 1, max(grown) + 1
            if after < len(self.old) and after not in self.taken and self._goes_on(joined, self.words[0][after], whole):
                grown.append(after)
            elif (
                before >= 0
                and before not in self.taken
                and self._goes_on(joined, self.words[0][before], whole, before=True)
            ):
                grown.insert(0, before)
            else:
                break
            self.taken.update(grown)
        if len(grown) > len(found.old):
            joined = "".join(self.words[0][place] for place in grown)
            score = max(found.confidence, int(fuzz.ratio(joined, whole)))
            found.way, found.old, found.confidence = MERGED, tuple(grown), score

    def _grow_split(self, old, parts) -> None:
        if any(n in self.known or self.matches[n].way not in (CHANGED, SPLIT) for n in parts):
            return
        whole, grown = self.words[0][old], list(parts)
        while True:
            joined = "".join(self.words[1][place] for place in grown)
            before, after = min(grown) - 1, max(grown) + 1
            if after < len(self.new) and not self.matches[after] and self._goes_on(joined, self.words[1][after], whole):
                grown.append(after)
            elif (
                before >= 0
                and not self.matches[before]
                and self._goes_on(joined, self.words[1][before], whole, before=True)
            ):
                grown.insert(0, before)
            else:
                break
        if len(grown) > len(parts):
            score = int(fuzz.ratio("".join(self.words[1][place] for place in grown), whole))
            for place in grown:
                own = self.matches[place]
                self.matches[place] = Match(SPLIT, (old,), max(score, own.confidence if own else 0))

    def _goes_on(self, part, more, whole, *, before=False) -> bool:
        """Do the words of `more` stand in the whole behind those of the part, or before them?"""
        if len(more) < SHORTEST_PART or max(len(part) + len(more), len(whole)) > LONGEST_GROWN:
            return False
        if len(part) + len(more) > LONGER * len(whole):
            return False
        joined = more + part if before else part + more
        gained = LCSseq.similarity(joined, whole) - LCSseq.similarity(part, whole)
        return gained >= GAINED * len(more)

    def _mark_moved(self) -> None:
        """What stands out of the order in which the others follow one another has moved."""
        uses = Counter(place for found in self.matches if found for place in found.old)
        for new, found in enumerate(self.matches):
            if found and len(found.old) == 1:
                if uses[found.old[0]] > 1:
                    found.way = SPLIT
                elif found.way in (SPLIT, MERGED):  # a split with one part, a merge of one passage: a change
                    found.way = self._way(new, found.old)
        in_order = {new for _, new in self._anchors()}
        for new, found in enumerate(self.matches):
            if found and found.way in (SAME, CHANGED) and new not in in_order:
                found.way = MOVED


def _windows(old, new) -> Iterator[tuple[list[int], list[int]]]:
    """(new places, old places) to compare with each other: all at once, or where that is too much, in windows."""
    if len(old) * len(new) <= LARGEST_TABLE:
        if old and new:
            yield new, old
        return
    width = max(1, LARGEST_TABLE // (4 * len(new)))
    for start in range(0, len(new), width):
        middle = (start + width // 2) * len(old) // len(new)
        yield new[start : start + width], old[max(0, middle - 2 * width) : middle + 2 * width]
