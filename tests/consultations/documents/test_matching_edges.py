"""Matching at its edges: which of equal passages, how short a part is, what a merge must bring, how far it looks."""

import pytest

from consultations.documents import matching
from consultations.documents.importing import Block
from consultations.documents.matching import SHORTEST_PART, Match, match, removed

AGAIN = "Исти став стоји више пута."


def words(*numbers, before="р"):
    """A text of made-up words that no other text has."""
    return " ".join(f"{before}{number}" for number in numbers)


def text(*rows):
    return [Block("paragraph", 0, "", row) for row in rows]


def ways(old, new, known=()):
    found = match(old, new, known)
    return [(each.way, each.old) for each in found], removed(old, found)


A, B, C, D = (words(*range(10), before=letter) for letter in "абвг")


# --- equal passages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "places"),
    [
        ((A, AGAIN, B), [0, 1, 2]),
        ((B, AGAIN, C), [2, 3, 4]),
        ((C, AGAIN), [4, 5]),
        ((B, C, AGAIN), [2, 4, 5]),
        ((AGAIN, A), [1, 0]),
        ((B, AGAIN, AGAIN, C), [2, 3, 5, 4]),
        ((A, AGAIN, B, AGAIN, C, AGAIN), [0, 1, 2, 3, 4, 5]),
    ],
)
def test_of_equal_passages_it_is_the_one_that_stands_nearest_to_what_precedes(new, places):
    old = text(A, AGAIN, B, AGAIN, C, AGAIN)

    found = match(old, text(*new))

    assert [each.old for each in found] == [(place,) for place in places]
    assert {each.confidence for each in found} == {100}


def test_equal_passages_with_the_same_number_belong_together_before_others():
    old = [Block("paragraph", 0, number, AGAIN) for number in ("1.1", "2.1", "3.1")]

    for number, place in [("1.1", 0), ("2.1", 1), ("3.1", 2)]:
        assert match(old, [Block("paragraph", 0, number, AGAIN)])[0].old == (place,)


@pytest.mark.parametrize(("number", "then"), [("", ""), ("1", "1"), ("1", "2")])
@pytest.mark.parametrize(("kind", "place"), [("heading", 0), ("paragraph", 1), ("footnote", 2)])
def test_of_equal_texts_it_is_the_one_of_the_same_kind(kind, place, number, then):
    old = [Block(each, 0, number, AGAIN) for each in ("heading", "paragraph", "footnote")]

    assert match(old, [Block(kind, 0, then, AGAIN)])[0].old == (place,)


# --- split -----------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_a_part_of_fewer_than_four_words_is_not_split_off(length):
    whole = range(20)
    head, tail = words(*whole[:-length]), words(*whole[-length:])

    split = length >= SHORTEST_PART == 4
    assert ways(text(A, words(*whole), B), text(A, head, tail, B))[0][1:3] == (
        [("split", (1,)), ("split", (1,))] if split else [("changed", (1,)), ("new", ())]
    )


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_a_passage_of_fewer_than_four_words_is_not_merged_into_another(length):
    whole = range(20)
    head, tail = words(*whole[:-length]), words(*whole[-length:])

    found, gone = ways(text(A, head, tail, B), text(A, words(*whole), B))

    assert (found[1], gone) == ((("merged", (1, 2)), []) if length >= 4 else (("changed", (1,)), [2]))


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_a_passage_is_split_into_any_number_of_parts_and_merged_again(parts):
    whole = words(*range(parts * 10))
    pieces = [words(*range(n * 10, n * 10 + 10)) for n in range(parts)]

    assert ways(text(A, whole, B), text(A, *pieces, B)) == (
        [("same", (0,)), *[("split", (1,))] * parts, ("same", (2,))],
        [],
    )
    merged = ("merged", tuple(range(1, parts + 1)))
    found, gone = ways(text(A, *pieces, B), text(A, whole, B))
    assert ([(way, tuple(sorted(old))) for way, old in found], gone) == (
        [("same", (0,)), merged, ("same", (parts + 1,))],
        [],
    )


def test_a_single_part_of_a_passage_is_that_passage_changed_and_so_is_a_passage_in_a_larger_one():
    whole, part = words(*range(20)), words(*range(5))

    assert ways(text(A, whole, B), text(A, part, B)) == ([("same", (0,)), ("changed", (1,)), ("same", (2,))], [])
    assert ways(text(A, part, B), text(A, whole, B)) == ([("same", (0,)), ("changed", (1,)), ("same", (2,))], [])


# --- what a person decided -------------------------------------------------------------------


def test_what_a_person_decided_is_not_made_part_of_a_split():
    old, new = text(f"{A} {B}"), text(A, B)

    assert ways(old, new)[0] == [("split", (0,)), ("split", (0,))]
    assert ways(old, new, [(0, (0,))])[0] == [("changed", (0,)), ("new", ())]
    assert ways(old, new, [(1, (0,))])[0] == [("new", ()), ("changed", (0,))]


def test_what_a_person_decided_is_not_made_a_merge():
    old, new = text(A, B), text(f"{A} {B}")

    assert ways(old, new) == ([("merged", (0, 1))], [])
    assert ways(old, new, [(0, (0,))]) == ([("changed", (0,))], [1])
    assert ways(old, new, [(0, (1,))]) == ([("changed", (1,))], [0])


def test_what_a_person_called_new_stays_new_and_what_is_equal_to_it_is_free():
    old = text(A, B)

    assert ways(old, old, [(0, ())]) == ([("new", ()), ("same", (1,))], [0])
    assert ways(old, text(A, A), [(0, ())]) == ([("new", ()), ("same", (0,))], [1])


def test_a_split_and_a_merge_that_a_person_decided_stay():
    assert ways(text(A), text(B, C), [(0, (0,)), (1, (0,))]) == ([("split", (0,)), ("split", (0,))], [])
    assert ways(text(A, B), text(C), [(0, (0, 1))]) == ([("merged", (0, 1))], [])


# --- merge -----------------------------------------------------------------------------------


@pytest.mark.parametrize("own", [0, 1, 3, 5, 6, 7, 8, 10])
def test_a_merge_holds_seven_of_ten_of_the_words_that_the_second_passage_has_for_itself(own):
    """Both passages share thirty words, and the second has ten of its own."""
    shared = range(30)
    first = f"{words(*shared)} {words(*range(10), before='п')}"
    second = f"{words(*shared)} {words(*range(10), before='д')}"
    whole = f"{first} {words(*range(own), before='д')} {words(*range(10 - own), before='н')}"

    found, gone = ways(text(A, first, second, B), text(A, whole, B))

    assert (found[1], gone) == ((("merged", (1, 2)), []) if own >= 7 else (("changed", (1,)), [2]))


def test_a_passage_whose_words_are_all_in_the_first_brings_nothing_and_is_removed():
    assert ways(text(A, f"{B} {C}", C, D), text(A, f"{B} {C} {words(1, 2, 3)}", D))[1] == [2]


# --- far away --------------------------------------------------------------------------------


@pytest.mark.parametrize("length", [2, 3, 4])
def test_a_passage_of_fewer_than_three_words_is_not_looked_for_far_away(length):
    short = words(*range(length), before="ж")

    for before, after in [(short, f"{short} још"), (f"{short} још", short)]:
        found, gone = ways(text(before, A, B), text(A, B, after))

        assert (found[2], gone) == ((("moved", (0,)), []) if length >= 3 else (("new", ()), [0]))


@pytest.mark.parametrize("shift", [-4, -1, 0, 1, 4])
@pytest.mark.parametrize("largest", [4_000_000, 800])
def test_a_long_text_is_compared_in_windows_that_look_both_ways(monkeypatch, largest, shift):
    monkeypatch.setattr(matching, "LARGEST_TABLE", largest)
    length = 40
    old = [words(*range(8), before=f"с{n}в") for n in range(length)]
    changed = [f"{row} још" for row in old]
    foreign = [words(*range(8), before=f"н{n}в") for n in range(abs(shift))]
    new = [*foreign, *changed[: length - shift]] if shift >= 0 else [*changed[-shift:], *foreign]

    found = match(text(*old), text(*new))

    expected = [place - shift for place in range(len(new))]
    assert [each.old for each in found] == [(place,) if 0 <= place < length else () for place in expected]


# --- how sure --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "confidence", "doubtful"),
    [("changed", 61, True), ("changed", 62, False), ("moved", 61, True), ("split", 61, True), ("merged", 61, True),
     ("same", 100, False), ("new", 0, False), ("new", 61, False)],
)  # fmt: skip
def test_a_pair_below_sixty_two_of_a_hundred_is_for_a_person(way, confidence, doubtful):
    assert Match(way, (0,), confidence).is_doubtful == doubtful


@pytest.mark.parametrize(("common", "way"), [(41, "new"), (42, "changed"), (61, "changed"), (62, "changed")])
def test_in_its_place_a_passage_with_fewer_than_forty_two_of_a_hundred_words_is_another_one(common, way):
    old = words(*range(100))
    new = f"{words(*range(common))} {words(*range(100 - common), before='н')}"

    found = match(text(A, old, B), text(A, new, B))[1]

    assert found.way == way
    if found.old:
        assert (found.confidence, found.is_doubtful) == (common, common < 62)


@pytest.mark.parametrize(("common", "way"), [(29, "new"), (30, "changed")])
def test_with_the_same_number_in_its_place_thirty_of_a_hundred_words_are_enough(common, way):
    def numbered(number, row):
        return Block("paragraph", 0, number, row)

    old = numbered("2.1", words(*range(100)))
    new = numbered("2.1", f"{words(*range(common))} {words(*range(100 - common), before='н')}")

    assert match([numbered("1", A), old, numbered("3", B)], [numbered("1", A), new, numbered("3", B)])[1].way == way


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        (("paragraph", "2.1"), ("paragraph", "2.1"), "changed"),
        (("paragraph", "2.1"), ("paragraph", "2.2"), "new"),
        (("paragraph", ""), ("paragraph", ""), "new"),
        (("article", "2.1"), ("heading", "2.1"), "new"),
        (("heading", "2.1"), ("heading", "2.1"), "changed"),
    ],
)
def test_a_number_helps_where_it_is_the_same_for_the_same_kind(before, after, way):
    old, new = words(*range(100)), f"{words(*range(35))} {words(*range(65), before='н')}"
    between = [Block("paragraph", 0, "1", A), Block("paragraph", 0, "3", B)]

    found = match(
        [between[0], Block(before[0], 0, before[1], old), between[1]],
        [between[0], Block(after[0], 0, after[1], new), between[1]],
    )

    assert found[1].way == way


def test_far_away_the_same_number_says_nothing():
    old, new = words(*range(100)), f"{words(*range(50))} {words(*range(50), before='н')}"

    found = match([Block("paragraph", 0, "2.1", old), *text(A, B)], [*text(A, B), Block("paragraph", 0, "2.1", new)])

    assert found[2].way == "new"


def test_a_part_of_a_split_takes_up_no_other_passage():
    old = text(A, f"{words(*range(16))} {C}", words(*range(4), before="ж"), B)
    new = text(A, f"{words(*range(16))} {words(*range(4), before='ж')}", C, B)

    assert ways(old, new) == ([("same", (0,)), ("split", (1,)), ("split", (1,)), ("same", (3,))], [2])


@pytest.mark.parametrize("likest_first", [True, False])
def test_of_two_passages_that_are_like_one_the_likest_comes_from_it_and_the_other_is_new(likest_first):
    old = words(*range(10))
    rows = [(f"{words(*range(common))} {words(*range(10 - common), before='н')}", common) for common in (9, 8)]
    rows = rows if likest_first else rows[::-1]

    assert ways(text(A, old, B), text(A, *(row for row, _ in rows), B)) == (
        [("same", (0,)), *(("changed", (1,)) if common == 9 else ("new", ()) for _, common in rows), ("same", (2,))],
        [],
    )


@pytest.mark.parametrize(("common", "way"), [(54, "new"), (55, "moved")])
def test_elsewhere_a_passage_with_fewer_than_fifty_five_of_a_hundred_words_is_another_one(common, way):
    old = words(*range(100))
    new = f"{words(*range(common))} {words(*range(100 - common), before='н')}"

    assert match(text(old, A, B), text(A, B, new))[2].way == way
