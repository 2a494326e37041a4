"""How many predecessors are found in edited texts, and how many of those that are found are right."""

from collections import Counter

import pytest

from consultations.documents.matching import match
from tests.consultations.documents.edits import edited

TEXTS = 25
# Share of exchanged words in what is merged or split → the least share of such passages whose whole origin is found.
LEAST = {0.1: {"merge": 0.97, "split": 0.94}, 0.25: {"merge": 0.93, "split": 0.93}, 0.4: {"merge": 0.87, "split": 0.92}}
LEAST_OTHERS = {"same": 1.0, "move": 0.95, "change": 0.98, "new": 0.97}
PRECISION, PRECISION_OF_SURE = 0.997, 0.999


class Tally:
    """Counts links found and right, and passages whose origin is known whole, by what was done to them."""

    def __init__(self, change) -> None:
        self.found, self.right, self.sure, self.sure_right = 0, 0, 0, 0
        self.passages, self.whole = Counter(), Counter()
        for seed in range(TEXTS):
            text = edited(seed, change=change)
            for origin, truth, act in zip(match(text.old, text.new), text.truth, text.acts, strict=True):
                self.count(origin, truth, act)

    def count(self, origin, truth, act):
        right = len(set(origin.old) & set(truth))
        self.found += len(origin.old)
        self.right += right
        if not origin.is_doubtful:
            self.sure += len(origin.old)
            self.sure_right += right
        self.passages[act] += 1
        self.whole[act] += set(origin.old) == set(truth)


@pytest.mark.parametrize("change", LEAST)
def test_predecessors_are_found_and_those_that_are_found_are_right(change):
    tally = Tally(change)

    assert tally.right / tally.found >= PRECISION
    assert tally.sure_right / tally.sure >= PRECISION_OF_SURE
    for act, least in {**LEAST_OTHERS, **LEAST[change]}.items():
        assert tally.whole[act] / tally.passages[act] >= least, act
