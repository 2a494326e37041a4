"""Where nothing holds all words: a slip of a letter, đ typed as d, years, names of kinds, and most of the words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from seko.scripts import to_cyrillic, to_latin
from seko.search.kinds import kind_of, kinds
from seko.search.rows import Match, search_for
from seko.search.slips import is_one_slip, loose, readings
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(text, user=None, code=None):
    results = search_for(text, user, [kind_of(code)] if code else kinds())
    return [hit.title for hits in results.best(5).values() for hit in hits], results.match


@pytest.fixture
def organization(cast):
    return make.make_organization("Удружење грађана Ђердап")


@pytest.mark.parametrize(
    "typed",
    [
        "udruženje Djerdap",
        "udruzenje derdap",  # đ as d
        "удружење ђердап",
        "udruzenje gradana derdap",
    ],
)
def test_dj_is_found_however_it_is_typed(organization, typed):
    assert found(typed) == ([organization.name], Match.ALL)


@pytest.mark.parametrize(
    "typed",
    [
        "Đerdab",  # another letter
        "Đeerdap",  # one too many
        "Đerdp",  # one too few
        "Đedrap",  # two that changed places
        "ђердаб",
        "udruženje građama Đerdap",
    ],
)
def test_one_slip_of_a_letter_finds_and_is_told(organization, typed):
    assert found(typed) == ([organization.name], Match.MENDED)


def test_two_slips_in_one_word_are_another_word(organization):
    assert found("Đedab")[0] == []


def test_a_word_that_the_portal_knows_is_not_mended(organization):
    make.make_organization("Удружење Ђердаб")

    assert found("Đerdab") == (["Удружење Ђердаб"], Match.ALL)


def test_most_of_the_words_are_enough_where_nothing_has_all(organization):
    assert found("udruženje građana Đerdap Kladovo") == ([organization.name], Match.MOST)
    assert found("Kladovo Požarevac Negotin Đerdap")[0] == []  # one of four is not most


def test_a_memorandum_is_found_by_its_kind_and_year(cast):
    memorandum = make.make_memorandum(cast.office, status="in_force", title="О сарадњи")
    year = memorandum.signed_on.year

    for typed in (f"memorandum {year}", f"меморандум {year}.", f"memoranda {year}", f"memorandum saradnja {year}"):
        assert found(typed) == (["О сарадњи"], Match.ALL), typed
    assert found(f"memorandum {year - 1}", code="memoranda") == ([], Match.ALL)


def test_a_training_is_found_by_its_kind_and_place(cast):
    training = make.make_training(title="Писање мишљења", text="Два дана.", place="Ниш, Градска кућа")

    assert found("obuka Niš") == ([training.title], Match.ALL)
    assert found("обуке у Нишу") == ([training.title], Match.ALL)


def test_a_suggestion_never_comes_from_what_a_person_may_not_see(cast):
    make.make_consultation("draft", [cast.seko], title="Тајновито")

    assert found("tajnovido")[0] == []
    assert found("tajnovido", cast.user("coordinator"))[0] == ["Тајновито"]


@pytest.mark.parametrize(
    ("language", "meant", "marked"),
    [
        ("sr", "ђердап", "<mark>Ђердап</mark>"),
        ("sr-latn", "đerdap", "<mark>Đerdap</mark>"),
        ("en", "đerdap", '<mark lang="sr-Latn">Đerdap</mark>'),
    ],
)
def test_the_page_offers_what_was_meant_in_the_visitors_script(client, organization, language, meant, marked):
    page = client.get(f"/{language}/search/?q=Đerdab").content.decode()

    assert f">{meant}</a>" in page
    assert marked in page
    assert 'value="Đerdab"' in page


def test_the_api_says_how_it_was_found(client, organization):
    answer = client.get(reverse("search-list"), {"q": "Đerdab"}).json()

    assert (answer["count"], answer["match"], answer["meant"]) == (1, "mended", "ђердап")
    assert client.get(reverse("search-list"), {"q": "Đerdap"}).json()["match"] == "all"
    assert client.get(reverse("search-list"), {"q": "Đerdap Kladovo"}).json()["match"] == "most"


@pytest.mark.parametrize(("typed", "most"), [("Đerdap", 1), ("Đerdab", 3), ("a b c d e f g h Kladovo Kladovi", 8)])
def test_it_takes_few_queries_whatever_is_typed(organization, typed, most):
    with CaptureQueriesContext(connection) as queries:
        assert search_for(typed, None, kinds()).count() >= 0

    assert len(queries) <= most


def test_a_changed_text_teaches_its_new_words(organization):
    organization.name = "Удружење Фрушка гора"
    organization.save()

    assert found("Frušla")[0] == [organization.name]


def keys(word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(key) FROM seko_word_keys(%s) AS key", [word])
        return set(cursor.fetchone()[0])


WORD = st.text("abcdejnz", min_size=4, max_size=9)


@given(WORD, WORD)
@example("kladovo", "kladvoo")
@example("abcd", "abcde")
@example("aabb", "abab")
def test_words_of_one_slip_always_share_a_key(one, other):
    if is_one_slip(loose(one), loose(other)):
        assert is_one_slip(loose(other), loose(one))
        if min(len(loose(one)), len(loose(other))) > 3:
            assert keys(one) & keys(other)


@given(st.text(max_size=80))
@example("%s %(a)s \\ ' \x00")
def test_any_text_has_readings(text):
    from seko.search.text import cleaned_query

    assert len(readings(cleaned_query(text))) <= 4


def test_a_reading_keeps_what_is_no_word(organization):
    assert readings("Đerdab (2024), K-1") == [("djerdap (2024), K-1", True)]
    assert to_latin(to_cyrillic("Đerdab")) == "Đerdab"
