"""What became of each passage in the next version."""

from consultations.documents.importing import Block
from consultations.documents.matching import match, removed

WATER = "Јавна предузећа дужна су да мере квалитет воде једном месечно и објаве резултате"
FOREST = "Пошумљавање се спроводи на најмање хиљаду хектара годишње у складу са планом"
AIR = "Министарство успоставља мрежу станица за праћење квалитета ваздуха у градовима"
WASTE = "Општине одвојено сакупљају папир, стакло и пластику од свих домаћинстава"


def text(*rows):
    """Passages: a plain text is a paragraph, a pair has its number first."""
    return [Block("paragraph", 0, *(("", row) if isinstance(row, str) else row)) for row in rows]


def ways(old, new):
    found = match(old, new)
    return [(each.way, each.old) for each in found], removed(old, found)


def test_the_same_text_has_come_unchanged_even_where_a_passage_repeats():
    old = text(WATER, "Исти став.", FOREST, "Исти став.")

    assert ways(old, list(old)) == ([("same", (0,)), ("same", (1,)), ("same", (2,)), ("same", (3,))], [])


def test_a_new_number_makes_no_other_passage():
    assert ways(text(("1", WATER), ("2", FOREST)), text(("1", AIR), ("2", WATER), ("3", FOREST))) == (
        [("new", ()), ("same", (0,)), ("same", (1,))],
        [],
    )


def test_near_words_are_a_change_and_others_new_and_removed():
    old = text(WATER, FOREST, AIR)
    new = text(WATER.replace("месечно", "недељно"), WASTE, AIR)

    assert ways(old, new) == ([("changed", (0,)), ("new", ()), ("same", (2,))], [1])


def test_the_other_script_and_other_endings_are_near():
    (found,) = match(text(FOREST), text("Pošumljavanje se sprovodi na najmanje hiljadu hektara godišnje, po planovima"))

    assert (found.way, found.is_doubtful) == ("changed", False)


def test_a_passage_is_found_wherever_it_moved_changed_or_not():
    old = text(WATER, FOREST, AIR, WASTE)
    new = text(FOREST, AIR, WASTE, WATER.replace("месечно", "недељно"))

    assert ways(old, new) == ([("same", (1,)), ("same", (2,)), ("same", (3,)), ("moved", (0,))], [])


def test_a_passage_in_two_parts_is_split():
    old = text(AIR, f"{WATER}. {FOREST}.", WASTE)

    assert ways(old, text(AIR, f"{WATER}.", f"{FOREST}.", WASTE)) == (
        [("same", (0,)), ("split", (1,)), ("split", (1,)), ("same", (2,))],
        [],
    )


def test_two_passages_in_one_are_merged():
    old = text(AIR, f"{WATER}.", f"{FOREST}.", WASTE)

    assert ways(old, text(AIR, f"{WATER}. {FOREST}.", WASTE)) == (
        [("same", (0,)), ("merged", (1, 2)), ("same", (3,))],
        [],
    )


def test_a_passage_that_only_repeats_words_of_one_that_stands_is_new():
    old = text(f"{WATER}. {FOREST}.", AIR)

    assert ways(old, [*old, *text(WATER)])[0][2] == ("new", ())


def test_half_the_words_leave_a_doubt():
    (found,) = match(text(WATER), text("Јавна предузећа мере квалитет воде, а министарство води регистар извора"))

    assert (found.way, found.old, found.is_doubtful) == ("changed", (0,), True)


def test_the_same_number_in_its_place_helps_and_another_kind_hinders():
    changed = "Предузећа свакодневно испитују квалитет воде и објаве резултате у року од два дана"
    alone = match(text(WATER), text(changed))[0].confidence
    numbered = match(text(("2.1", WATER)), text(("2.1", changed)))[0].confidence
    heading = match([Block("heading", 1, "", WATER)], text(changed))[0]

    assert numbered > alone
    assert heading.way == "new" or heading.confidence < alone


def test_short_passages_are_not_found_far_away():
    old = [Block("article", 0, "", "Члан 1."), *text(WATER, FOREST)]
    new = [*text(WATER, FOREST), Block("article", 0, "", "Члан 4.")]

    assert ways(old, new)[0] == [("same", (1,)), ("same", (2,)), ("new", ())]


def test_texts_with_nothing_in_common_are_all_new_and_an_empty_one_matches_nothing():
    assert ways(text(WATER, FOREST), text(AIR)) == ([("new", ())], [0, 1])
    assert ways([], text(AIR)) == ([("new", ())], [])
    assert ways(text(AIR), []) == ([], [0])


def test_what_a_person_decided_stays_and_others_are_found_around_it():
    old, new = text(WATER, FOREST), text(FOREST, AIR)

    assert [(each.way, each.old) for each in match(old, new, [(1, (0,)), (0, ())])] == [("new", ()), ("changed", (0,))]
    assert [each.way for each in match(old, new, [(0, (1,)), (1, (1,))])] == ["split", "split"]
    assert match(old, new, [(1, (0, 1))])[1].way == "merged"
