"""The page of the search: by kinds, one kind page by page, as one types and without script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from seko.search import rows as limits
from seko.search.kinds import kinds
from tests import factories as make
from tests.browsing import text_of
from tests.consultations.test_loop_speed import READERS, signed_in
from tests.counting import MOST_QUERIES, assert_flat_for
from tests.search import stage

pytestmark = pytest.mark.django_db

TYPED = {"HX-Request": "true"}


def address(language="en"):
    with translation.override(language):
        return reverse("search")


def look(client, q=None, language="en", headers=None, **query):
    return client.get(address(language), query | ({"q": q} if q is not None else {}), headers=headers)


def shown(markup, tag):
    """What stands in each of these elements, without markup and doubled spaces."""
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", markup, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", each).split()) for each in found]


def status_of(markup):
    return " ".join(re.search(r'id="search-status"[^>]*>(.*?)</p>', markup, re.DOTALL)[1].split())


# --- all kinds -------------------------------------------------------------------------------


def test_results_stand_by_kind_with_their_numbers(client, cast):
    stage.public(cast)

    page = text_of(look(client, stage.WORD))

    labels = [str(kind.label) for kind in kinds()]
    assert [heading for heading in shown(page, "h2") if heading in labels] == labels
    tabs = re.search(r'<nav aria-label="Kinds of results">(.*?)</nav>', page, re.DOTALL)[1]
    assert shown(tabs, "a") == ["Everything", *(f"{label} 1" for label in labels)]
    assert status_of(page) == "14 results"
    assert len(shown(page, "h1")) == 1


def test_of_each_kind_the_best_five_stand_with_a_link_to_all(client):
    for _ in range(7):
        make.make_organization(stage.WORD)

    page = text_of(look(client, "jagodnjak"))

    assert page.count("<mark ") == 5
    assert '<a href="?q=jagodnjak&amp;kind=organizations">Organizations: all 7</a>' in page


@pytest.mark.parametrize(
    ("language", "title", "excerpt"),
    [
        ("sr", "Меморандум", "Пише: <mark>јагодњак</mark>."),
        ("sr-latn", "Memorandum", "Piše: <mark>jagodnjak</mark>."),
        ("en", "Memorandum", '<span lang="sr-Latn">Piše:</span><mark lang="sr-Latn">jagodnjak</mark>.'),
    ],
)
@pytest.mark.parametrize("typed", ["јагодњак", "JAGODNJAKA"])
def test_what_is_found_is_shown_and_marked_in_the_visitors_script(client, cast, typed, language, title, excerpt):
    make.make_memorandum(cast.office, status="in_force", title="Меморандум", text=stage.NOTE)

    page = text_of(look(client, typed, language))

    assert excerpt in page
    assert title in page


def test_english_pages_show_english_names_and_what_was_found_in_serbian_below(client):
    make.make_organization("Удружење Јагодњак", name_en="Strawberry association")

    page = text_of(look(client, "jagodnjak"))

    assert "Strawberry association</a>" in page
    assert '<span lang="sr-Latn">Udruženje</span><mark lang="sr-Latn">Jagodnjak</mark>' in page
    assert "<mark>Strawberry</mark> association</a>" in text_of(look(client, "strawb"))


def test_english_names_are_found_on_cyrillic_pages_and_stay_english(client):
    make.make_organization("Удружење Јагодњак", name_en="Strawberry association")

    page = text_of(look(client, "strawberry", "sr"))

    assert "Удружење Јагодњак</a>" in page
    assert '<mark lang="en">Strawberry</mark><span lang="en">association</span>' in page


def test_no_text_becomes_markup(client, cast):
    hostile = "<script>alert(1)</script> <b>јагодњак</b> & <mark>"
    make.make_organization(hostile, short_name="<i>x</i>", seat="<b>Ниш</b>")
    make.make_memorandum(cast.office, status="in_force", title=hostile, number="<u>1</u>", text=hostile * 9)

    for q in ("jagodnjak", f'{hostile}"><img src=x>'):
        page = text_of(look(client, q, "sr"))
        for markup in ("<script>alert", "<b>", "<i>", "<u>", "<img src=x", "<mark> "):
            assert markup not in page


# --- one kind --------------------------------------------------------------------------------


def test_one_kind_is_shown_page_by_page(client, cast):
    stage.public(cast)
    made = [make.make_organization(stage.WORD).pk for _ in range(24)]

    first = text_of(look(client, stage.WORD, kind="organizations"))
    second = text_of(look(client, stage.WORD, kind="organizations", page=2))

    assert len(made) + 1 == first.count("<mark ") + second.count("<mark ") == 25
    assert first.count("<mark ") == 20
    assert status_of(first) == status_of(second) == "25 results"
    assert "page=2" in first
    assert "Comments" in first  # the other kinds are one link away


def test_a_form_of_one_kind_stays_with_it(client):
    page = text_of(look(client, stage.WORD, kind="comments"))

    assert '<input type="hidden" name="kind" value="comments">' in page
    assert "Search in “Comments”" in page


def test_more_than_the_most_is_told(client, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    monkeypatch.setattr("seko.search.views.MOST", 3)
    for _ in range(5):
        make.make_organization(stage.WORD)

    everything = text_of(look(client, stage.WORD))
    one = text_of(look(client, stage.WORD, kind="organizations"))

    assert (status_of(everything), status_of(one)) == ("More than 3 results",) * 2
    assert "Organizations 3+" in shown(everything, "a")
    assert "Only the latest 3 entries were searched." in one


@pytest.mark.parametrize("kind", ["", "nema", "<b>", "comments\u2028"])
def test_an_unknown_kind_is_everything(client, kind):
    make.make_organization(stage.WORD)

    assert look(client, stage.WORD, kind=kind).context["kind"] is None


# --- empty states ----------------------------------------------------------------------------


@pytest.mark.parametrize("q", [None, "", "   "])
def test_without_words_the_page_says_what_can_be_found(client, q):
    page = text_of(look(client, q))

    assert shown(page.partition('id="search-results"')[2], "li")[: len(kinds())] == [
        str(kind.label) for kind in kinds()
    ]
    assert "For example:" in page
    assert status_of(page) == ""


def test_where_nothing_is_found_the_page_says_what_to_do(client):
    page = text_of(look(client, "nigdeničega"))

    assert status_of(page) == "0 results"
    assert "Check the spelling." in page
    assert reverse("consultations:list") in page


def test_where_only_other_kinds_have_something_the_page_leads_there(client):
    make.make_organization(stage.WORD)

    page = text_of(look(client, stage.WORD, kind="comments"))

    assert "Search everything" in page
    assert status_of(page) == "0 results"


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 6000,
        "q=" + "%D1%88+" * 900,
        "q=%F0%9F%92%A9",
        "q=%27%22%3B--&kind=%27",
        "q=%26%7C%21%28%3A*",
        "q=%25s+%25(a)s",
        "q=a&page=0",
        "q=a&page=-3&kind=comments",
        "q=a&page=999999999999&kind=organizations",
        "q=%ff%fe",
        "q=%01",
        "q=a&q=b&kind=comments&kind=areas",
    ],
)
@pytest.mark.parametrize("headers", [{}, TYPED])
def test_no_query_breaks_the_page(client, cast, query, headers):
    assert client.get(f"{address()}?{query}", headers=headers).status_code == 200


def test_a_nul_byte_is_a_bad_address(client):
    assert client.get(f"{address()}?q=a%00b").status_code == 400


# --- as one types ----------------------------------------------------------------------------


def test_while_one_types_the_results_alone_are_answered(client):
    make.make_organization(stage.WORD)

    page = text_of(look(client, stage.WORD, headers=TYPED))

    assert "<html" not in page
    assert "<form" not in page
    assert '<mark lang="sr-Latn">' in page
    assert re.search(r'<span hx-swap-oob="innerHTML:#search-status">\s*1 result\s*</span>', page)


@pytest.mark.parametrize(("q", "searched"), [("ј", False), (" ј ", False), ("ја", True)])
def test_one_letter_is_not_looked_for_while_it_is_typed(client, q, searched):
    make.make_organization(stage.WORD)

    assert ("<mark " in text_of(look(client, q, headers=TYPED))) is searched
    assert "<mark " in text_of(look(client, q))


def test_the_whole_page_comes_back_from_the_history(client):
    headers = TYPED | {"HX-History-Restore-Request": "true"}

    assert "<html" in text_of(look(client, stage.WORD, headers=headers))


def test_the_two_answers_of_one_address_are_kept_apart(client):
    for headers in ({}, TYPED):
        assert "HX-Request" in look(client, "a", headers=headers)["Vary"]


def test_the_page_works_without_script_and_tells_how_much_was_found(client):
    page = text_of(look(client, 'a"b'))

    assert f'<form action="{address()}" role="search"' in page
    assert 'value="a&quot;b"' in page
    assert 'id="search-status" class="mb-2" role="status"' in page
    assert 'hx-target="#search-results"' in page
    assert 'id="search-results"' in page


# --- what it costs ---------------------------------------------------------------------------


def test_the_search_asks_few_queries_whatever_it_finds(cast):
    stage.public(cast)
    pages = [f"{address()}?q={stage.WORD}{more}" for more in ("", "&kind=organizations", "&kind=comments")]
    running = make.make_consultation("open", [cast.seko])

    def grow(rows):
        for _ in range(rows):
            make.make_organization(stage.WORD)
            make.make_comment(running, cast.mandate("network"), reason=stage.NOTE)
            make.make_training(title=stage.WORD)

    assert_flat_for(signed_in(cast, READERS), pages, grow)


def test_no_words_ask_nothing_of_the_database(client):
    with CaptureQueriesContext(connection) as queries:
        look(client)

    assert len(queries) == 0


# --- where a found comment stands ------------------------------------------------------------


def test_a_comment_far_down_is_on_the_page_to_which_the_search_leads(client, cast):
    running = make.make_consultation("open", [cast.seko])
    for _ in range(60):
        make.make_comment(running, cast.mandate("network"))
    last = make.make_comment(running, cast.mandate("network"), reason=stage.NOTE)
    page = text_of(look(client, stage.WORD))
    [link] = re.findall(rf'href="([^"]+#c{last.number})"', page)

    with CaptureQueriesContext(connection) as queries:
        there = text_of(client.get(link))

    assert f'id="c{last.number}"' in there
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "9" * 400, "٣", "1.5", "99"])
def test_a_wrong_number_of_a_comment_shows_a_page_all_the_same(client, cast, number):
    running = make.make_consultation("open", [cast.seko])
    make.make_comment(running, cast.mandate("network"))
    with translation.override("en"):
        whole = reverse("consultations:whole", args=[running.slug])

    assert 'id="c1"' in text_of(client.get(whole, {"comment": number}))
