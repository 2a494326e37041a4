"""Both scripts of Serbian: what becomes Cyrillic, what stays Latin, and that the way back is the same."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seko.scripts import to_cyrillic, to_latin
from tests.scripts.hard import ODD, SENTENCES, STAYS_LATIN, WORDS

EVERY_PAIR = [*WORDS, *SENTENCES]

TYPED_IN_TWO_SCRIPTS = [
    ("Iniciјаtivоm", "Иницијативом", "Inicijativom"),  # Cyrillic ј, а, о in a Latin word
    ("Cpбиja", "Србија", "Srbija"),  # Latin C, p, j, a in a Cyrillic word
    ("konјunkturа", "конјунктура", "konjunktura"),
    ("ЕU", "ЕУ", "EU"),  # Cyrillic Е, Latin U
    ("IPА II", "ИПА II", "IPA II"),  # Cyrillic А
    ("Нaцрт зaкoнa", "Нацрт закона", "Nacrt zakona"),  # Latin a, o
    ("Нацрт закона o vodama", "Нацрт закона о водама", "Nacrt zakona o vodama"),
    ("Мрежа и PDF на www.seko.rs", "Мрежа и PDF на www.seko.rs", "Mreža i PDF na www.seko.rs"),
    ("Програм IPA II, 20 km", "Програм ИПА II, 20 km", "Program IPA II, 20 km"),
    ("c\u030cas, s\u030ck\u0061la", "час, шкала", None),  # letter and háček apart
    ("Ðorðe", "Ђорђе", None),  # Eth instead of Đ
    ("ǌegoš, ǈubav, ǄEP", "његош, Љубав, ЏЕП", None),  # two letters in one character
]


def test_the_list_of_hard_words_is_long_and_says_nothing_twice():
    cases = [latin for latin, _ in EVERY_PAIR] + STAYS_LATIN

    assert sorted(case for case in set(cases) if cases.count(case) > 1) == []
    assert len(cases) > 800


@pytest.mark.parametrize(("latin", "cyrillic"), EVERY_PAIR)
def test_each_script_is_made_of_the_other_and_stays_in_its_own(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin
    assert to_cyrillic(cyrillic) == cyrillic
    assert to_latin(latin) == latin


@pytest.mark.parametrize("text", STAYS_LATIN)
def test_what_is_no_serbian_word_stays_as_it_is(text):
    assert to_cyrillic(text) == text
    assert to_latin(text) == text


@pytest.mark.parametrize(("typed", "cyrillic", "latin"), TYPED_IN_TWO_SCRIPTS)
def test_a_word_typed_in_two_scripts_is_mended(typed, cyrillic, latin):
    assert to_cyrillic(typed) == cyrillic
    if latin:
        assert to_latin(typed) == latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љиг, ЉИГ, Љ. Њ. Џ.", "Ljig, LJIG, Lj. Nj. Dž."),
        ("Щука и Київ", "Щука i Київ"),  # a word with letters that Serbian lacks stays whole
        ("Россия (ы, щ, я)", "Россия (ы, щ, я)"),
        ("ЊУЈОРК Њујорк", "NJUJORK Njujork"),
    ],
)
def test_capital_digraphs_follow_their_word(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(("typed", "cyrillic"), [("NJ. E.", "Њ. Е."), ("LJ, DŽ", "Љ, Џ"), ("NJegoš", "Његош")])
def test_a_digraph_in_capitals_is_one_letter(typed, cyrillic):
    assert to_cyrillic(typed) == cyrillic


@pytest.mark.parametrize(("value", "text"), [(None, ""), ("", ""), (12, "12"), ("12. 5.", "12. 5.")])
def test_values_that_are_no_text_are_shown_as_text(value, text):
    assert to_cyrillic(value) == text
    assert to_latin(value) == text


def test_spaces_and_lines_stay():
    assert to_cyrillic("  Šume\r\n\n\tvode \u00a0i\u2009zemlja \n") == "  Шуме\r\n\n\tводе \u00a0и\u2009земља \n"


ANY_TEXT = st.text("abcčćdđefghijklmnoprsštuvzžABCČĆDĐIVXwxyабвгдђљњџАБИЉЊЏ .,-–/_@#&;°\n05„“") | st.text()
SERBIAN_WORD = st.sampled_from([latin for latin, cyrillic in WORDS if not re.search("[A-ZČĆŽŠĐ]{2}", latin)])
SYLLABLE = st.builds(
    "{}{}{}".format,
    st.sampled_from([*"bcčćdđfghjklmnprsštvzž", "lj", "nj", "dž", "st", "pr"]),
    st.sampled_from("aeiou"),
    st.sampled_from(["", "n", "s", "nj", "lj", "r"]),
)
MADE_UP_WORD = st.lists(SYLLABLE, min_size=2, max_size=5).map("".join)
SERBIAN_TEXT = st.lists(
    st.tuples(SERBIAN_WORD, st.sampled_from([" ", ", ", " – ", "; ", "!\n", " („", "“) "])), min_size=1
).map(lambda parts: "".join(word + mark for word, mark in parts))


@given(ANY_TEXT)
@example("\x00\ud800")
@example("Ĳİŉ \u0345")
@example("I. I i II V–X")
@example("a of B c of D")
def test_converting_twice_is_converting_once(text):
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)
    assert to_latin(to_latin(text)) == to_latin(text)


@given(ANY_TEXT)
def test_nothing_but_letters_changes(text):
    def without_letters(text):
        return [char for char in text if not (char.isalpha() or "\u0300" <= char <= "\u036f")]

    assert without_letters(to_cyrillic(text)) == without_letters(text)
    assert without_letters(to_latin(text)) == without_letters(text)


@given(st.lists(st.text("абвгдђежзијклљмнњопрстћуфхцчџш", min_size=1), min_size=1).map(" ".join))
def test_cyrillic_never_holds_latin_after_conversion(text):
    assert to_cyrillic(text) == text
    assert to_latin(text).isascii() or set(to_latin(text)) <= set("abcčćdđefghijklmnoprsštuvzž ")


@given(SERBIAN_TEXT)
def test_serbian_text_holds_no_latin_letter_in_cyrillic(text):
    assert re.findall(r"[A-Za-zčćžšđ]", to_cyrillic(text)) == []
    assert to_latin(to_cyrillic(text)) == text


@given(st.lists(MADE_UP_WORD | SERBIAN_WORD, min_size=1).map(" ".join))
def test_no_word_is_of_two_scripts(text):
    words = to_cyrillic(text).split(" ")

    assert [word for word in words if re.search("[a-zčćžšđ]", word) and re.search("[а-шљњџђћј]", word)] == []
    assert to_latin(" ".join(words)) == text


@given(
    st.from_regex(
        r"(?:https?://|www\.)[a-z0-9-]{1,20}\.[a-z]{2,6}(?:/[A-Za-z0-9_.šđ-]{1,12}){0,3}(?:\?[a-z]=[a-zš]{1,9})?",
        fullmatch=True,
    )
    | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,20}@[a-z0-9]{1,12}(?:\.[a-z]{2,9}){1,2}", fullmatch=True)
    | st.from_regex(r"[A-Za-z0-9šđčćž_-]{1,20}\.(?:pdf|docx|xlsx|PDF)", fullmatch=True)
)
def test_an_address_or_file_name_in_a_sentence_stays(address):
    assert to_cyrillic(f"Vidi {address} i (njegov) džep") == f"Види {address} и (његов) џеп"


@pytest.mark.parametrize("pattern", ODD)
def test_a_long_odd_text_stays_as_it_became(pattern):
    text = (pattern * 10_000)[:10_000]

    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)
