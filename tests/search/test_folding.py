"""What reads alike folds alike in Python, and as the database folds it."""

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from seko.search.folding import fold_words

SERBIAN = st.text(
    "abcčćdđefghijklmnoprsštuvzžABCČĆŽŠĐабвгдђљњџћшжАБЉЊЏ .,-–/_()\t\n\u00a0\u00ad\u200b05„“”’", max_size=60
)


def of_database(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT seko_words(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "typed",
    [
        "Удружење „Пример“, Ниш",
        "Udruženje „Primer“, Niš",
        "Удружење  „Пример“,  Ниш",
        "Удружење\u00a0„Пример“,\u00a0Ниш ",
        'УДРУЖЕЊЕ "ПРИМЕР", НИШ',
        "udruzenje primer nis",
        "Удружeњe «Примeр» - Ниш",  # Latin e in Cyrillic words
        "Удру\u00adжење „При\u200bмер“, Ниш",
        "Удружење (Пример) / Ниш.",
    ],
)
def test_texts_that_read_alike_are_equal(typed):
    assert fold_words(typed) == "udruzenje primer nis"


@pytest.mark.parametrize("typed", [None, "", "  ", "\u200b\u200b", "\u00ad \u2060\ufeff", "„“ – !", "\x00"])
def test_what_holds_no_letter_is_empty(typed):
    assert fold_words(typed) == ""


def test_what_differs_stays_different():
    typed = ["Prihvaćeno", "Delimično prihvaćeno", "Nije prihvaćeno", "Prihvaćeno 2"]

    assert len({fold_words(text) for text in typed}) == len(typed)


@pytest.mark.django_db
@given(SERBIAN)
@example("Ђорђе Đorđe Djordje Ðorðe")
@example("Iniciјаtivоm, Cpбиja, ČLAN 5. stav 2")
@example("10 m² i CO₂ – ﬁnal ǅep, Straße")
@example("reč" * 40)
@example("Россия, Київ, ѓон")
def test_the_database_folds_the_same(text):
    assert fold_words(text) == of_database(text)
