"""Where a word ceases to be one: Roman numerals and units of each length, and words typed in two scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seko.scripts import to_cyrillic, to_latin
from seko.scripts.convert import CYRILLIC_TWINS, LATIN_TWINS
from seko.scripts.patterns import UNITS

TENS = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"]
ONES = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
HUNDREDS = ["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"]


def roman(number):
    return "M" * (number // 1000) + HUNDREDS[number // 100 % 10] + TENS[number // 10 % 10] + ONES[number % 10]


@pytest.mark.parametrize("number", [n for n in range(1, 121) if n not in {50, 100}])  # L and C are rather letters
def test_a_roman_numeral_that_follows_its_noun_stays_latin_whatever_its_length(number):
    assert to_cyrillic(f"glava {roman(number)}.") == f"глава {roman(number)}."


@given(st.integers(2, 3999).map(roman).filter(lambda numeral: len(numeral) > 3))
def test_a_long_roman_numeral_stays_latin_wherever_it_stands(numeral):
    assert to_cyrillic(f"Reč {numeral} i reč.") == f"Реч {numeral} и реч."
    assert to_latin(f"Реч {numeral} и реч.") == f"Reč {numeral} i reč."


@pytest.mark.parametrize("word", ["VIDIM", "CIVILI", "LIVI", "MILI", "DIMI"])
def test_a_word_in_the_letters_of_numerals_that_is_none_is_a_word(word):
    assert to_cyrillic(f"{word} TO") == f"{to_cyrillic(word.lower()).upper()} ТО"


@pytest.mark.parametrize("unit", sorted(UNITS))
@pytest.mark.parametrize("space", ["", " ", "\u00a0"])
def test_a_unit_after_a_number_stays_latin_whatever_its_length(unit, space):
    assert to_cyrillic(f"Oko 5{space}{unit} godišnje") == f"Око 5{space}{unit} годишње"


@pytest.mark.parametrize(("latin", "cyrillic"), [("ktoe", "ктое"), ("toe", "тое"), ("ha", "ха"), ("m", "м")])
def test_without_a_number_it_is_a_word(latin, cyrillic):
    assert to_cyrillic(f"reč {latin} ovde") == f"реч {cyrillic} овде"


def mixed(word, places):
    """A Latin word in which look-alikes of the other script stand at some places."""
    twins = dict(zip("ABCEHJKMOPTaceopjkmt", "АВСЕНЈКМОРТасеорјкмт", strict=True))
    return "".join(twins.get(letter, letter) if place in places else letter for place, letter in enumerate(word))


@pytest.mark.parametrize(
    ("word", "cyrillic"),
    [("Beograd", "Београд"), ("Kraljevo", "Краљево"), ("Zakon", "Закон"), ("SRBIJA", "СРБИЈА"), ("mreža", "мрежа")],
)
def test_one_look_alike_at_any_place_of_a_latin_word_is_mended(word, cyrillic):
    typed = {mixed(word, {place}) for place in range(len(word))} - {word}
    assert len(typed) > 1

    assert {to_cyrillic(text) for text in typed} == {cyrillic}
    assert {to_latin(text) for text in typed} == {word}


@pytest.mark.parametrize("word", ["Београд", "Србија", "закон", "МРЕЖА"])
def test_one_look_alike_at_any_place_of_a_cyrillic_word_is_mended(word):
    back = dict(zip(CYRILLIC_TWINS, LATIN_TWINS, strict=True))
    typed = {word[:n] + back.get(word[n], word[n]) + word[n + 1 :] for n in range(len(word))} - {word}
    assert len(typed) > 1

    assert {to_cyrillic(text) for text in typed} == {word}
    assert {to_latin(text) for text in typed} == {to_latin(word)}


@given(st.sampled_from(["Beograd", "Kraljevo", "opština", "Zaječar", "Subotica"]), st.sets(st.integers(0, 8)))
def test_any_number_of_look_alikes_is_mended_as_long_as_a_letter_shows_the_script(word, places):
    typed = mixed(word, places)

    assert (to_cyrillic(typed), to_latin(typed)) == (to_cyrillic(word), word)
