"""Search and order of Serbian text inside PostgreSQL."""

import random

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seko.scripts import to_cyrillic, to_latin

pytestmark = pytest.mark.django_db


def sql(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]


def found(document, asked):
    return sql("SELECT seko_tsvector(%s) @@ seko_tsquery(%s)", document, asked)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("SEKO", "seko"),
        ("Животна СРЕДИНА", "zivotna sredina"),
        ("Životna SREDINA", "zivotna sredina"),
        ("Ђорђе Đorđe Djordje Ðorðe", "djordje djordje djordje djordje"),
        ("Љубав, ЊИВА, Џеп", "ljubav, njiva, dzep"),
        ("Ljubav, NJIVA, Džep", "ljubav, njiva, dzep"),
        ("čćšž ČĆŠŽ чћшж", "ccsz ccsz ccsz"),
        ("c\u030cas", "cas"),  # letter and háček apart
        ("Iniciјаtivоm", "inicijativom"),  # Cyrillic ј, а, о in a Latin word
        ("Cpбиja", "srbija"),  # Latin C, p, j, a in a Cyrillic word
        ("Müller, Łódź, Besançon, Straße", "muller, lodz, besancon, strasse"),
        ("\ufb01nal Ǆep", "final dzep"),  # one sign for two letters
        ("bez\u00adbednost nula\u200bširina", "bezbednost nulasirina"),
        ("", ""),
    ],
)
def test_folding_leaves_plain_letters(typed, folded):
    assert sql("SELECT seko_fold(%s)", typed) == folded
    assert sql("SELECT seko_fold(%s)", folded) == folded


@pytest.mark.parametrize("text", ["Канцеларија за сарадњу", "Џез и Ђурђевдан", "ЉУБИЧАСТА ШУМА"])
def test_both_scripts_fold_alike(text):
    assert sql("SELECT seko_fold(%s)", text) == sql("SELECT seko_fold(%s)", to_latin(text))


@pytest.mark.parametrize(
    ("document", "asked"),
    [
        ("Нацрт стратегије одрживог развоја", "odrzivi razvoj"),
        ("Nacrt strategije održivog razvoja", "одрживи развој"),
        ("CEKOR", "цекор"),
        ("CEKOR", "Cekor"),
        ("CEKOR", "ČEKOR"),
        ("ЦЕКОР", "cek"),
        ("Ђорђе Петровић", "Djordje"),
        ("Djordje Petrovic", "Đorđe"),
        ("Đorđe Petrović", "ђорђе петр"),
        ("Центар за екологију и одрживи развој", "razvoj ekologija"),
        ("Udruženje građana", "udruženja građani"),
        ("Zakon o upravljanju otpadom", "upravljanje otpada"),
        ("Upravljanjem otpadom se bavi", "upravljanje otpad"),
        ("Razvojem sela", "razvoj selo"),
        ("Nacrti predloga programa", "predlog program"),
        ("Izveštaja o saobraćaju i javnosti", "izveštaj saobraćaj javnost"),
        ("Organizacije civilnog društva", "организација"),
        ("Primedbe i/ili predlozi", "ili"),
        ("adresa seio.gov.rs", "seio.gov.rs"),
        ("Uredba (EU) 2021/1529", "2021/1529"),
        ("Mere u oblasti otpada", "mere u oblasti otp"),
        ("Iniciјаtivа mladih", "inicijativa"),
    ],
)
def test_words_are_found_in_any_script_case_and_ending(document, asked):
    assert found(document, asked)


@pytest.mark.parametrize(
    ("document", "asked"),
    [
        ("Нацрт стратегије одрживог развоја", "održivi turizam"),
        ("CEKOR", "ekor"),
        ("Šume", "sumnja"),
        ("Šume", "!!!"),
        ("", "šume"),
        ("razvoj društva", "raz druš"),  # only the last word may be a beginning
    ],
)
def test_other_words_are_not_found(document, asked):
    assert not found(document, asked)


STORABLE = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")


@given(st.text(STORABLE, max_size=60) | st.text("ab '\"\\&|!():*<->\t\n./@"))
@settings(deadline=None)
@example("\\")
@example("' OR 1=1 --")
@example("a:*|b & !(")
@example("x" * 10_000)
@example("š " * 5_000)
@example("1e5 -3 0x1F <b>&amp;</b> a@b.c /usr/lib 1.2.3")
def test_any_text_is_a_document_a_query_and_a_sort_key(text):
    assert found(text, text) in {True, False}
    assert (sql("SELECT seko_azbuka(%s)", text) + sql("SELECT seko_abeceda(%s)", text)).isascii()


def test_a_very_long_document_is_indexed_by_its_beginning():
    words = " ".join(f"reč{n}" for n in range(200_000))

    assert found(words, "reč7")
    assert not found(words, "reč199999")


ALPHABETS = {
    "azbuka": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
    "abeceda": "a b c č ć d dž đ e f g h i j k l lj m n nj o p r s š t u v z ž",
}
WORDS = {
    "azbuka": [
        "12 месеци",
        "Авала",
        "Ада",
        "Беч",
        "Вук",
        "Web",
        "Гора",
        "Доб",
        "Ђур",
        "Жаба",
        "Лука",
        "Љиг",
        "Њива",
        "Шума",
    ],
    "abeceda": [
        "12 meseci",
        "Ada",
        "Avala",
        "Cer",
        "Čačak",
        "Ćuprija",
        "Duga",
        "Džep",
        "Đura",
        "Luka",
        "Ljig",
        "Nuna",
        "Njiva",
        "Sava",
        "Šid",
        "Vuk",
        "Web",
        "Zora",
        "Žaba",
    ],
}


@pytest.mark.parametrize("convert", [str, to_latin, to_cyrillic, str.upper])
@pytest.mark.parametrize("alphabet", ["azbuka", "abeceda"])
def test_names_are_ordered_by_the_alphabet_whatever_their_script(alphabet, convert):
    for names in (ALPHABETS[alphabet].split(), WORDS[alphabet]):
        expected = [convert(name) for name in names]

        with connection.cursor() as cursor:
            shuffled = random.Random(3).sample(expected, len(expected))
            cursor.execute(
                f'SELECT name FROM unnest(%s) AS name ORDER BY seko_{alphabet}(name) COLLATE "C"', [shuffled]
            )

            assert [name for (name,) in cursor] == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("„Слога“", "Sloga"), ("ĐORĐE", "ђорђе"), ("  Ада,  Ниш", "Ada Niš"), ("Cpбиja", "Србија"), ("Müller", "Muller")],
)
@pytest.mark.parametrize("alphabet", ["azbuka", "abeceda"])
def test_signs_case_and_script_do_not_order(alphabet, one, other):
    assert sql(f"SELECT seko_{alphabet}(%s)", one) == sql(f"SELECT seko_{alphabet}(%s)", other)


def test_a_short_name_comes_before_a_longer_one():
    assert sql("SELECT seko_azbuka('Ада') COLLATE \"C\" < seko_azbuka('Ада Ниш')")
    assert sql("SELECT seko_azbuka('Ада Ниш') COLLATE \"C\" < seko_azbuka('Адаптација')")


FUNCTIONS = ["abeceda", "azbuka", "bare", "fold", "genitives", "letters", "tsquery", "tsvector", "unmixed", "words"]


def test_functions_may_stand_in_generated_columns_and_parallel_plans():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, provolatile, proparallel FROM pg_proc WHERE proname = ANY(%s) ORDER BY proname",
            [[f"seko_{name}" for name in FUNCTIONS]],
        )
        assert cursor.fetchall() == [(f"seko_{name}", "i", "s") for name in FUNCTIONS]


def test_functions_work_without_a_search_path():
    """As while pg_restore fills a table with a generated column."""
    schema = sql("SELECT current_schema()")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO ''")
        cursor.execute(
            f"SELECT {schema}.seko_tsvector('Šuma') @@ {schema}.seko_tsquery('шуме'), {schema}.seko_azbuka('Šuma')"
        )
        assert cursor.fetchone()[0] is True
        cursor.execute(f"SET LOCAL search_path TO {schema}")


def test_the_answer_does_not_depend_on_the_locale_of_the_database():
    assert (
        sql("SELECT seko_fold('ŠĐЧ' COLLATE \"C\")")
        == sql("SELECT seko_fold('ŠĐЧ' COLLATE pg_catalog.\"default\")")
        == "sdjc"
    )
