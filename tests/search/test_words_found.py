"""The words found are marked in any script, case and ending, and nothing that a text holds becomes markup."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import example, given
from hypothesis import settings as runs
from hypothesis import strategies as st

from seko.scripts import to_cyrillic, to_latin
from seko.search.folding import fold
from seko.search.words import EXCERPT, WordsFound, _beginning, _skeleton

pytestmark = pytest.mark.django_db


def sql(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


def marked(query, text):
    return WordsFound(query, [text]).mark(text)


def excerpt(query, *texts):
    return WordsFound(query, texts).excerpt(texts)


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("odrzivi", "Нацрт стратегије одрживог развоја", ["одрживог"]),
        ("одрживи РАЗВОЈ", "Nacrt strategije održivog razvoja", ["održivog", "razvoja"]),
        ("razvoj odrziv", "Одрживи, РАЗВОЈ: развоју!", ["Одрживи", "РАЗВОЈ", "развоју"]),
        ("cekor", "CEKOR и ЦЕКОР", ["CEKOR", "ЦЕКОР"]),
        ("djordje", "Ђорђе, Đorđe i Djordje", ["Ђорђе", "Đorđe", "Djordje"]),
        ("otp", "Упис отпада у отпадне воде", ["отпада", "отпадне"]),
        ("otp mera", "Мера за отпад", ["Мера"]),  # only the last word may be a beginning
        ("i mera", "И мере и инвестиције", ["мере"]),
        ("predlog", "Предлози и предлогом", ["Предлози", "предлогом"]),
        ("inicijativa", "Iniciјаtivа mladih", ["Iniciјаtivа"]),  # Cyrillic letters in a Latin word
        ("2021/1529", "Uredba (EU) 2021/1529", ["2021", "1529"]),
        ("mjera", "Mere i mjere", ["Mere", "mjere"]),
        ("kod", "ко\u0302д и kôd", ["ко\u0302д", "kôd"]),
        ("bezbednost", "без\u00adбедност", ["без\u00adбедност"]),
        ("sumnja", "Шуме", []),
        ("!!!", "Шуме!!!", []),
        ("", "Шуме", []),
    ],
)
def test_words_are_marked_whatever_their_script_case_and_ending(query, text, words):
    assert re.findall("<mark>(.*?)</mark>", marked(query, text)) == words
    assert re.sub("</?mark>", "", marked(query, text)) == text


@pytest.mark.parametrize("convert", [to_latin, to_cyrillic])
def test_words_that_were_stored_in_one_script_are_marked_in_the_other(convert):
    stored = "Конјункција мера и инјекција, nadživeti Džep"
    words = WordsFound("konjunkcija nadziveti injekcija", [stored])

    assert re.findall("<mark>(.*?)</mark>", words.mark(convert(stored))) == [
        convert(word) for word in ("Конјункција", "инјекција", "nadživeti")
    ]


HOSTILE = "<script>alert('одрживи')</script> & одрживи <b onclick=\"x\">развој</b> <mark>одрживи"


def test_what_a_text_holds_is_shown_and_not_run():
    assert marked("odrzivi <script>", HOSTILE) == (
        "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>одрживи</mark>&#x27;)&lt;/<mark>script</mark>&gt; &amp; "
        "<mark>одрживи</mark> &lt;b onclick=&quot;x&quot;&gt;развој&lt;/b&gt; &lt;mark&gt;<mark>одрживи</mark>"
    )


@given(st.text(max_size=40), st.text(max_size=80))
@runs(deadline=None)
@example("\\", "'\"\\%s")
@example("š " * 300, "šta")
@example("\ud800a", "a")
@example("%s", "%s %(a)s")
def test_any_text_is_marked_and_nothing_is_lost(query, text):
    text = text.replace("\x00", "").encode("utf-8", "replace").decode()

    plain = marked(query, text).replace("<mark>", "").replace("</mark>", "")

    assert re.sub("&(lt|gt|amp|quot|#x27);", "?", plain) == re.sub("[<>&\"']", "?", text)


# --- excerpts --------------------------------------------------------------------------------

FILLER = "реч " * 200


@pytest.mark.parametrize(
    "text", [FILLER + "одрживи " + FILLER, "одрживи " + FILLER, FILLER + "одрживи", FILLER + "\n\nодрживи\t" + FILLER]
)
def test_an_excerpt_is_about_two_hundred_characters_around_the_first_word(text):
    cut, found = excerpt("odrzivi", text)

    assert found
    assert "одрживи" in cut
    assert EXCERPT - 20 <= len(cut) <= EXCERPT + 10
    assert set(cut.split()) <= {"реч", "одрживи", "…"}  # no word is cut in two


def test_an_excerpt_is_of_the_first_text_that_holds_a_word():
    assert excerpt("odrzivi", "Ништа.", "Одрживи развој.", "Одрживо.") == ("Одрживи развој.", True)


def test_where_no_word_stands_the_first_text_begins():
    assert excerpt("odrzivi", "", "  ", "Ништа.", "И даље.") == ("Ништа.", False)
    assert excerpt("odrzivi") == ("", False)
    assert excerpt("odrzivi", FILLER)[0].startswith("реч реч")


@pytest.mark.parametrize("length", [10, 1000, 30_000])
def test_a_word_without_end_is_cut_around_the_found_one(length):
    cut, found = excerpt("odrzivi", "a" * length + " одрживи " + "b" * length)

    assert found
    assert "одрживи" in cut
    assert len(cut) <= EXCERPT + 10


# --- twins of the database -------------------------------------------------------------------

TEXTS = [*Path(settings.BASE_DIR, "consultations/demo/documents").glob("*.md")]
TEXTS.append(Path(settings.BASE_DIR, "locale/sr_Latn/LC_MESSAGES/django.po"))
ODD = "Ђорђе Џорџ Њујорк љиљан dijete mjera mijenjati ijekavski Müller Łódź Straße Ǆep ﬁnal đak ðak"
VOCABULARY = sorted(set(re.findall(r"[^\W\d_]{2,}", ODD + " ".join(text.read_text("utf-8") for text in TEXTS))))


@pytest.mark.parametrize("convert", [str, to_latin, to_cyrillic, str.upper])
def test_folding_is_that_of_the_database(convert):
    words = [convert(word) for word in VOCABULARY]

    with connection.cursor() as cursor:
        cursor.execute("SELECT word, seko_fold(word) FROM unnest(%s) AS word", [words])
        assert [(word, fold(word), folded) for word, folded in cursor if fold(word) != folded] == []


CYRILLIC, LATIN = "абвгдђежзијклљмнњопрстћуфхцчџшАВЕКЊЏ", "abcčćdđefghijklmnoprsštuvzžqwxyAČĐÈüßł"


@given(st.text(CYRILLIC, min_size=1, max_size=12) | st.text(LATIN, min_size=1, max_size=12))
@runs(deadline=None)
def test_folding_of_any_letters_is_that_of_the_database(word):
    assert fold(word) == sql("SELECT seko_fold(%s)", word)


@pytest.mark.parametrize("word", ["ж" * 59, "ж" * 60, "ж" * 61, "љ" * 61, "x" * 9000])
def test_of_a_long_word_the_beginning_counts_as_in_the_database(word):
    assert fold(word) == sql("SELECT seko_words(%s)", word)
    assert marked(word, word) == f"<mark>{word}</mark>"


def test_words_with_one_stem_begin_alike():
    """Only words that begin like a word of the query are asked about; the stemmer must not change beginnings."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seko_fold(word), seko_tsvector(word)::text FROM unnest(%s) AS word", [VOCABULARY])
        stems = [(folded, vector.split("'")[1]) for folded, vector in cursor if "'" in vector]

    odd = [
        (folded, stem)
        for folded, stem in stems
        if not _skeleton(folded).startswith(_beginning(stem.replace("đ", "dj")))
    ]
    assert len(stems) > 1000
    assert odd == []


def test_words_of_all_texts_are_asked_about_at_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        words = WordsFound("odrzivi razvoj", ["Одрживи развој", "развојем", "друго"] * 50)
        words.mark("одрживог развоја")

    with django_assert_num_queries(0):
        WordsFound("odrzivi", ["ништа"] * 50)
