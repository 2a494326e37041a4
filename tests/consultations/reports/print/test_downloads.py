"""Who gets which document, and how often it is made."""

import re

import pytest
from django.core.cache import caches
from django.core.cache.backends.filebased import FileBasedCache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import Consultation
from consultations.reports.print import document as papers
from seko.files import pdf
from tests import factories as make
from tests.browsing import address, sign_in
from tests.consultations.reports.print.conftest import play, read
from tests.counting import MOST_QUERIES


@pytest.fixture
def made(monkeypatch):
    """Names of the templates that have been set, in order."""
    names = []

    def render(name, *args, **more):
        names.append(name)
        return pdf.render(name, *args, **more)

    monkeypatch.setattr(papers, "render", render)
    return names


def fetched(response):
    """The bytes of a document: that of a report comes from its file, bit by bit."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def report_of(loop, language="en"):
    return address("report_pdf", loop.consultation.slug, language=language)


def opinion_of(loop, language="en"):
    return address("opinion_pdf", loop.consultation.slug, loop.opinion.seko.code, language=language)


# --- who -------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anonymous", "stranger", "network", "lead", "coordinator"])
def test_everybody_gets_the_report_and_the_opinion(client, cast, loop, who):
    sign_in(client, cast, who)

    report, opinion = client.get(report_of(loop)), client.get(opinion_of(loop))

    assert (report.status_code, opinion.status_code) == (200, 200)
    assert loop.report.number in read(fetched(report)).text
    assert loop.opinion.number in read(opinion.content).text
    assert report["Content-Type"] == opinion["Content-Type"] == "application/pdf"
    names = [response["Content-Disposition"] for response in (report, opinion)]
    assert all(re.fullmatch(r'attachment; filename="[a-z0-9-]+\.pdf"', name) for name in names)


@pytest.mark.parametrize("who", ["anonymous", "network", "lead", "coordinator"])
def test_there_is_no_report_before_it_is_out_and_no_opinion_before_it_is_submitted(client, cast, who):
    consultation = make.make_consultation("consolidation", [cast.seko])
    make.make_opinion(consultation, cast.seko, cast.mandate("lead"))
    sign_in(client, cast, who)

    for name, *more in (["report_pdf"], ["opinion_pdf", cast.seko.code], ["opinion_pdf", "no-such-seko"]):
        assert client.get(address(name, consultation.slug, *more)).status_code == 404


def test_what_may_not_be_seen_has_no_document(client, cast, loop):
    Consultation.objects.filter(pk=loop.consultation.pk).update(status="draft")

    statuses = {who: [] for who in ("anonymous", "network", "coordinator")}
    for who, found in statuses.items():
        sign_in(client, cast, who)
        for place in (report_of(loop), opinion_of(loop)):
            response = client.get(place)
            found.append(response.status_code)
            fetched(response)

    assert statuses == {"anonymous": [404, 404], "network": [404, 404], "coordinator": [200, 200]}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_document_is_only_read(client, loop, method):
    assert getattr(client, method)(report_of(loop)).status_code == 405
    assert getattr(client, method)(opinion_of(loop)).status_code == 405


# --- how often -------------------------------------------------------------------------------


def test_a_document_is_set_once_for_each_variant(client, loop, made):
    first = {language: client.get(report_of(loop, language)) for language in ("sr", "sr-latn", "en")}
    again = {language: client.get(report_of(loop, language)) for language in first}

    assert made == ["report.typ"] * 3
    assert [fetched(again[language]) for language in first] == [fetched(first[language]) for language in first]
    assert len({response["ETag"] for response in first.values()}) == 3


def test_a_reader_who_has_it_gets_nothing_new(client, loop, made):
    etags = {}
    for place in (report_of(loop), opinion_of(loop)):
        first = client.get(place)
        etags[place] = first["ETag"]
        fetched(first)
    caches["files"].clear()
    made.clear()

    for place, etag in etags.items():
        same = client.get(place, headers={"If-None-Match": etag})
        assert (same.status_code, same.content, same["ETag"]) == (304, b"", etag)
    assert made == []


def test_a_new_name_of_the_consultation_gives_a_new_opinion(client, loop):
    before = client.get(opinion_of(loop))

    Consultation.objects.filter(pk=loop.consultation.pk).update(title_en="Renamed")
    after = client.get(opinion_of(loop))

    assert before["ETag"] != after["ETag"]
    assert "Renamed" in read(after.content).text


def test_a_store_that_can_not_be_written_costs_time_only(client, loop, made, monkeypatch, caplog):
    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(FileBasedCache, "set", full)

    assert [client.get(opinion_of(loop)).status_code for __ in range(2)] == [200, 200]
    assert made == ["opinion.typ"] * 2
    assert "could not be kept" in caplog.text


def test_queries_are_few_and_do_not_grow(client, cast):
    counts = []
    for items in (1, 6):
        loop = play(cast, items=items)
        for place in (report_of(loop), opinion_of(loop)):
            fetched(client.get(place))
            with CaptureQueriesContext(connection) as queries:
                fetched(client.get(place))
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
    assert max(counts) <= MOST_QUERIES


# --- where -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_pages_lead_to_their_documents(client, loop, language):
    slug, code = loop.consultation.slug, loop.opinion.seko.code

    report = client.get(address("report", slug, language=language)).content.decode()
    opinion = client.get(address("opinion", slug, code, language=language)).content.decode()

    assert f'href="{report_of(loop, language)}"' in report
    assert f'href="{opinion_of(loop, language)}"' in opinion
