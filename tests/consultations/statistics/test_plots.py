"""Plots: the sentence, the table, the drawing and the file tell the same; the page that shows them all."""

import io
import json
import pickle
import re
import uuid
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from consultations.models import Assignment, Consultation
from consultations.statistics import plots
from organizations.models import Organization
from sectors.models import NetworkMembership
from seko.plots import Plot, PlotColumn, PlotRow, cached_plot, steps
from tests import factories as make
from tests.browsing import address, sign_in, text_of
from tests.counting import MOST_QUERIES, queries_of
from tests.jobs.reading import csv_rows
from tests.rounds import at, consultation_of, four_rounds, in_both_networks, opinion_with, over


@pytest.fixture
def both(cast):
    return in_both_networks(cast)


@pytest.fixture
def rounds(cast, both):
    return four_rounds(cast, both)


@pytest.fixture
def places(cast, both):
    """A district with an outline and one without; Belgrade without anybody."""
    outline = {"type": "Polygon", "coordinates": [[[20, 43], [21, 43], [21, 44], [20, 43]]]}
    raska = make.make_district("RS-18", "Рашки", name_en="Raška", outline=outline)
    kosovo = make.make_district("RS-25", "Косовски", name_en="Kosovo")
    make.make_district("RS-00", "Град Београд", name_en="City of Belgrade", outline=outline)
    Organization.objects.filter(pk__in=[cast.network_org.pk, cast.outsider_org.pk]).update(district=raska)
    Organization.objects.filter(pk=both.organization_id).update(district=kosovo)


def cells(plot):
    return [row.cells for row in plot.rows]


def table_of(response):
    """The rows of a CSV file."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return csv_rows(content)


# --- what every plot is made of --------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "ranges"),
    [
        ([], []),
        ([0, 0], []),
        ([5], [(1, 5)]),
        ([2, 2, 2, 2, 5], [(1, 2), (3, 5)]),
        ([0, 1, 2, 3, 4, 5, 6, 7, 120], [(1, 2), (3, 4), (5, 6), (7, 120)]),
    ],
)
def test_the_shades_of_a_map_hold_about_as_many_districts_each(values, ranges):
    assert steps(values) == ranges


@pytest.mark.parametrize(("language", "shown"), [("en", "1,234.5"), ("sr", "1.234,5"), ("sr-latn", "1.234,5")])
def test_numbers_are_written_as_the_reader_writes_them(language, shown):
    with translation.override(language):
        assert PlotColumn("", 1).shown(1234.46) == shown
        assert (PlotColumn("", 0, "%").shown(66.7), PlotColumn("").shown(None), PlotColumn("", None).shown("А")) == (
            "67%",
            "–",
            "А",
        )


def test_a_file_holds_no_formula(db):
    plot = Plot(
        "k",
        "T",
        "S",
        [PlotColumn("Name", None), PlotColumn("Days", 1)],
        [PlotRow(["=1+1", 2.25]), PlotRow(["А", None])],
    )
    out = io.BytesIO()

    plot.write_csv(out)

    assert out.getvalue().decode("utf-8-sig").splitlines() == ["Name,Days", "'=1+1,2.2", "А,"]


def test_what_somebody_typed_can_not_break_out_of_the_page(cast, client):
    bad = "</script><script>alert(1)</script>"
    ministry = make.make_organization(bad, kind="public_body")
    round = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(round, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    item = opinion.items.get()
    contact = make.make_representation(organization=ministry, role="institution_contact")
    Assignment.objects.create(item=item, institution=ministry, mandate=cast.mandate("coordinator"))
    make.make_response(item, contact)
    over(round, "answered")

    page = text_of(client.get(address("statistics")))

    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_a_plot_that_took_long_is_kept_for_its_scope_language_and_day(monkeypatch):
    monkeypatch.setattr("seko.plots.LONG", -1)
    monkeypatch.setattr("seko.plots.TIMES", 10**6)
    made = []

    @cached_plot
    def plot_of_nothing(seko=None, *, year=None):
        made.append((seko, year))
        return len(made)

    mine, other = uuid.uuid4(), uuid.uuid4()
    with translation.override("sr"):
        in_cyrillic = [plot_of_nothing(mine, year=2026) for __ in range(2)]
        narrowed = [plot_of_nothing(other, year=2026), plot_of_nothing(mine, year=2025)]
    with translation.override("en"):
        in_english = plot_of_nothing(mine, year=2026)
        monkeypatch.setattr("seko.plots.today", lambda: date(2001, 1, 1))
        another_day = plot_of_nothing(mine, year=2026)

    assert (in_cyrillic, narrowed, in_english, another_day) == ([1, 1], [2, 3], 4, 5)


def test_a_plot_can_be_kept(cast, places, rounds):
    for plot in (
        *plots.district_maps("organizations", "comments"),
        plots.comment_flow_plot(),
        plots.acceptance_over_time(),
    ):
        assert pickle.loads(pickle.dumps(plot)) == plot


# --- each plot -------------------------------------------------------------------------------


def test_the_map_of_organizations(cast, places):
    with translation.override("en"):
        plot = plots.district_map()

    assert cells(plot) == [["City of Belgrade", 0], ["Raška", 2], ["Kosovo", 1], ["district not known", 1]]
    assert [row.url for row in plot.rows] == [
        "/en/organizations/?district=RS-00",
        "/en/organizations/?district=RS-18",
        "/en/organizations/?district=RS-25",
        None,
    ]
    assert [(area["code"], area["value"], area["colour"]) for area in plot.drawing["areas"]] == [
        ("RS-00", 0, "shade-0"),
        ("RS-18", 2, "shade-4"),
    ]
    assert [(series.label, series.colour) for series in plot.legend] == [("0", "shade-0"), ("1–2", "shade-4")]
    assert "Kosovo" in plot.note and "Raška" not in plot.note
    assert plot.summary == (
        "In all: 4. Districts with at least one: 2 of 3. Most: Raška (2), Kosovo (1), district not known (1)."
    )


def test_the_map_of_comments_of_a_seko(cast, places, rounds):
    with translation.override("sr"):
        plot = plots.district_map("comments", seko=cast.other_seko)

    assert cells(plot) == [["Град Београд", 0], ["Рашки", 1], ["Косовски", 1]]
    assert plot.rows[1].url == "/sr/organizations/?district=RS-18&seko=culture"


def test_acceptance_over_time(cast, both):
    lead = cast.mandate("lead")
    NetworkMembership.objects.update(valid_from="2020-01-01")
    round = consultation_of("2024-03-25", cast.seko)
    first = make.make_comment(round, both, submitted_at=at("2024-03-30"))
    second = make.make_comment(round, both, submitted_at=at("2024-03-30"))
    opinion_with(round, cast.seko, lead, [(first, "accepted", None), (second, "not_accepted", None)])
    over(round, "answered")
    make.make_comment(consultation_of("2024-11-25", cast.seko), both, submitted_at=at("2024-11-30"))

    with translation.override("en"):
        plot = plots.acceptance_over_time()

    assert cells(plot) == [["Energy SEKO", "Q1 2024", 2, 2, 1, 50.0], ["Energy SEKO", "Q4 2024", 1, 0, 0, None]]
    assert plot.drawing["categories"] == ["Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024"]
    assert plot.drawing["panels"] == [{"label": "Energy SEKO", "values": [[1, 0, 0, 0], [1, 0, 0, 1]]}]
    assert plot.size == 1
    assert plot.summary == (
        "From Q1 2024 to Q4 2024. Comments, and in brackets how many of those with an answer were accepted at least "
        "in part: Energy SEKO 3 (1 of 2)."
    )


def test_the_road(cast, rounds):
    with translation.override("en"):
        plot = plots.comment_flow_plot()

    assert plot.summary == (
        "Comments submitted: 8. Merged into an opinion: 3. Answered: 2. Accepted at least in part: 2. "
        "Already in a later version of the text: 1."
    )
    assert {row[0]: row[1] for row in cells(plot)} == {
        "submitted": 8,
        "consultation cancelled": 1,
        "in no opinion": 3,
        "set aside": 1,
        "kept as a minority position": 0,
        "merged into an opinion": 3,
        "answer awaited": 1,
        "accepted": 1,
        "partly accepted": 1,
        "already covered": 0,
        "forwarded to a competent body": 0,
        "noted": 0,
        "not accepted": 0,
        "out of scope": 0,
        "in the text": 1,
    }
    flows = {(link["from"], link["to"]): link["value"] for link in plot.drawing["links"]}
    assert flows == {
        ("submitted", "merged"): 3,
        ("submitted", "set_aside"): 1,
        ("submitted", "waiting"): 3,
        ("submitted", "cancelled"): 1,
        ("merged", "accepted"): 1,
        ("merged", "partly"): 1,
        ("merged", "awaited"): 1,
        ("accepted", "text"): 1,
    }
    named = {node["id"] for node in plot.drawing["nodes"]}
    assert named == {end for pair in flows for end in pair}


def test_the_history_of_an_organization(cast, rounds):
    with translation.override("en"):
        plot = plots.organization_history(cast.network_org)

    assert [row[1:] for row in cells(plot)] == [[3, 1, 0, 0, 0, 0, 2, 0]]
    assert [(series.label, series.colour) for series in plot.legend] == [("accepted", 3), ("without an answer", "rest")]
    assert plot.drawing["panels"] == [{"label": "", "values": [[1], [2]]}]
    assert plot.summary.startswith("Comments: 3. With a published answer: 1, of these accepted at least in part: 1.")


def test_response_times_of_the_office_have_no_public_file(cast, db):
    assert plots.response_times(with_unpublished=True).csv_url == ""
    assert len(plots.response_times(with_unpublished=True).columns) == len(plots.response_times().columns) + 2


def test_a_plot_of_nothing_says_so_and_draws_nothing(cast):
    empty = [
        plots.acceptance_over_time(),
        plots.comment_flow_plot(),
        plots.response_times(),
        plots.organization_history(cast.ministry),
    ]

    assert [(plot.is_drawn, plot.rows) for plot in empty] == [(False, [])] * 4
    assert all(plot.summary for plot in empty)


# --- the pages -------------------------------------------------------------------------------


def test_the_page_shows_every_plot_with_its_sentence_and_table(client, places, rounds):
    page = text_of(client.get(address("statistics")))

    assert re.findall(r'<figure class="plot" id="plot-([a-z-]+)"', page) == [
        "organizations-by-district",
        "comments-by-district",
        "over-time",
        "comment-flow",
        "response-times",
    ]
    assert page.count('role="img"') == page.count('type="application/json"') == page.count("<table") == 4
    assert "No answer of an institution has been published yet." in page
    assert " style=" not in page and " onclick=" not in page
    data = re.search(r'<script id="plot-comment-flow-data" type="application/json">(.*?)</script>', page)[1]
    assert json.loads(data)["kind"] == "flow"


def test_the_page_is_narrowed_to_a_seko_and_a_year(client, cast, rounds):
    year = timezone.localtime(rounds["done"].comments.first().submitted_at).year

    page = text_of(client.get(f"{address('statistics')}?seko=culture&year={year}"))

    assert "Comments submitted: 2." in page
    assert f"?plot=comment-flow&amp;seko=culture&amp;year={year}&amp;format=csv" in page


@pytest.mark.parametrize("query", ["seko=nema", "year=1850", "year=abc", "plot=nema"])
def test_a_choice_that_does_not_exist_is_told_and_breaks_nothing(client, rounds, query):
    assert "Comments submitted: 8." in text_of(client.get(f"{address('statistics')}?{query}"))


def test_drafts_are_not_announced_by_the_choice_of_years(client, cast):
    draft = make.make_consultation("draft", [cast.seko])
    Consultation.objects.filter(pk=draft.pk).update(opens_at=at("2015-01-01"), comments_close_at=at("2015-02-01"))

    assert "2015" not in text_of(client.get(address("statistics")))


@pytest.mark.parametrize(
    "key",
    ["organizations-by-district", "comments-by-district", "over-time", "comment-flow", "response-times", "history"],
)
def test_each_table_is_a_file(client, cast, places, rounds, key):
    query = f"plot={key}&format=csv&organization={cast.network_org.slug}"

    response = client.get(f"{address('statistics')}?{query}")

    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="[a-z-]+\.csv"', response["Content-Disposition"])
    assert len({len(row) for row in table_of(response)}) == 1


def test_the_file_holds_the_rows_of_the_table(client, places):
    response = client.get(f"{address('statistics')}?plot=organizations-by-district&format=csv")

    assert table_of(response) == [
        ["District", "Organizations"],
        ["City of Belgrade", "0"],
        ["Raška", "2"],
        ["Kosovo", "1"],
        ["district not known", "1"],
    ]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "plot=nema",
        "plot=comment-flow&seko=nema",
        "plot=comment-flow&year=1850",
        "plot=history",
        "plot=history&organization=nema",
    ],
)
def test_a_file_of_what_does_not_exist_is_not_found(client, cast, query):
    assert client.get(f"{address('statistics')}?{query}&format=csv").status_code == 404


def test_the_history_of_a_hidden_organization_is_not_found(client, cast):
    Organization.objects.filter(pk=cast.network_org.pk).update(status="suspended", status_reason="Не јавља се.")
    file = f"{address('statistics')}?plot=history&organization={cast.network_org.slug}&format=csv"

    assert client.get(file).status_code == 404
    sign_in(client, cast, "coordinator")
    assert client.get(file).status_code == 200


@pytest.mark.parametrize("who", ["anonymous", "coordinator", "lead"])
@pytest.mark.parametrize("query", ["", "?seko=energy"])
def test_the_page_asks_the_database_few_questions(client, cast, places, rounds, who, query):
    sign_in(client, cast, who)

    assert queries_of(client, address("statistics") + query) <= MOST_QUERIES


def test_pages_of_other_apps_show_plots_by_a_tag(cast, rounds):
    page = Template("{% load statistics %}{% organization_history organization as plot %}{{ plot.key }}").render(
        Context({"organization": cast.network_org})
    )

    assert page == "history"
