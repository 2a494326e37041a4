"""Matching of any two texts: every new passage has one way, and no passage is lost or taken twice."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from consultations.documents import matching
from consultations.documents.importing import Block
from consultations.documents.matching import CHANGED, MERGED, MOVED, NEW, SAME, SPLIT, Match, match, removed

# Few words and few sentences, so that passages repeat, resemble and hold each other.
WORD = some.sampled_from(
    ["вода", "шума", "ваздух", "отпад", "мера", "рок", "план", "јавни", "позив", "регистар", "члан", "став"]
)
SENTENCE = some.sampled_from(
    [
        "Јавна предузећа мере квалитет воде једном месечно.",
        "Јавна предузећа мере квалитет воде једном недељно и објављују резултате.",
        "Пошумљавање се спроводи у складу са планом.",
        "Општине одвојено сакупљају отпад.",
        "Исти став.",
    ]
)
TEXT = some.one_of(SENTENCE, some.lists(SENTENCE, min_size=2, max_size=3).map(" ".join), some.lists(WORD).map(" ".join))
BLOCK = some.builds(
    Block,
    some.sampled_from(["paragraph", "paragraph", "heading", "article", "table", "footnote"]),
    some.integers(0, 2),
    some.sampled_from(["", "", "1", "1.1", "2"]),
    TEXT,
)
BLOCKS = some.lists(BLOCK, max_size=12)
many = settings(max_examples=80, deadline=None, derandomize=True)


@some.composite
def revised(draw):
    """A text and another one made of it: passages left out, moved, joined, parted and added."""
    old = draw(BLOCKS)
    new = list(old)
    for _ in range(draw(some.integers(0, 4))):
        place, act = draw(some.integers(0, max(0, len(new) - 1))), draw(some.integers(0, 4))
        if act == 0 or not new:
            new.insert(place, draw(BLOCK))
        elif act == 1:
            new.pop(place)
        elif act == 2:
            new.insert(draw(some.integers(0, len(new) - 1)), new.pop(place))
        elif act == 3:
            words = new[place].text.split()
            half = len(words) // 2
            parts = [" ".join(words[:half]), " ".join(words[half:])]
            new[place : place + 1] = [new[place]._replace(text=part) for part in parts]
        else:
            texts = " ".join(block.text for block in new[place : place + 2])
            new[place : place + 2] = [new[place]._replace(text=texts)]
    return old, new


def check(old, new, found):
    """What holds for any two texts."""
    assert len(found) == len(new)
    assert {each.way for each in found} <= {SAME, CHANGED, MOVED, SPLIT, MERGED, NEW}
    uses = Counter(place for each in found for place in each.old)
    assert set(uses) | set(removed(old, found)) == set(range(len(old)))
    assert set(uses).isdisjoint(removed(old, found))
    for each, block in zip(found, new, strict=True):
        assert 0 <= each.confidence <= 100
        assert len(set(each.old)) == len(each.old)
        if each.way == NEW:
            assert each.old == ()
        elif each.way == MERGED:
            assert len(each.old) > 1
        else:
            [place] = each.old
            assert (uses[place] > 1) == (each.way == SPLIT)
            if each.way == SAME:
                assert (old[place].text, each.confidence) == (block.text, 100)
            if each.way == CHANGED:
                assert old[place].text != block.text


@many
@given(BLOCKS, BLOCKS)
def test_every_new_passage_has_one_way_and_no_old_one_is_lost_or_taken_twice(old, new):
    check(old, new, match(old, new))


@many
@given(revised())
def test_so_it_is_where_one_text_was_made_of_the_other(texts):
    old, new = texts

    check(old, new, match(old, new))
    check(new, old, match(new, old))


@many
@given(BLOCKS)
def test_an_identical_text_is_the_same_throughout(old):
    assert match(old, list(old)) == [Match(SAME, (place,), 100) for place in range(len(old))]


@many
@given(BLOCKS, some.integers(0, 12), BLOCK)
def test_what_is_put_between_is_the_only_change_and_what_is_taken_out_the_only_loss(old, place, block):
    old = [row for row in old if row.text]
    added = block._replace(text="потпуно другачије речи којих нигде више нема овде")
    new = [*old[:place], added, *old[place:]]

    assert [each.way for each in match(old, new)].count(SAME) == len(old)
    assert removed(new, match(new, old)) == [min(place, len(old))]


@many
@given(revised())
def test_equal_texts_are_never_called_new_as_long_as_one_is_left(texts):
    old, new = texts
    found = match(old, new)

    left = {old[place].text for place in removed(old, found)}
    for each, block in zip(found, new, strict=True):
        kinds = {old[place].kind for place in removed(old, found) if old[place].text == block.text}
        assert not (each.way == NEW and block.text in left and block.kind in kinds)


@many
@given(revised(), some.data())
def test_what_a_person_decided_stays_whatever_surrounds_it(texts, data):
    old, new = texts
    if not old or not new:
        return
    places = some.lists(some.integers(0, len(old) - 1), max_size=2, unique=True).map(tuple)
    known = data.draw(some.dictionaries(some.integers(0, len(new) - 1), places, max_size=3))

    found = match(old, new, known.items())

    assert {place: found[place].old for place in known} == known
    taken = {place for places in known.values() for place in places}
    for place, each in enumerate(found):
        if place not in known and each.way != SPLIT:
            assert taken.isdisjoint(each.old)


@pytest.mark.parametrize("largest", [1, 8, 40])
def test_in_windows_too(monkeypatch, largest):
    monkeypatch.setattr(matching, "LARGEST_TABLE", largest)

    @many
    @given(revised())
    def holds(texts):
        check(*texts, match(*texts))
        assert match(texts[0], list(texts[0])) == [Match(SAME, (place,), 100) for place in range(len(texts[0]))]

    holds()
