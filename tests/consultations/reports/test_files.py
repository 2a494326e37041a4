"""The report as files: what each holds, that it is made once and kept, and who makes it when."""

import hashlib
import io
import re
import zipfile

import openpyxl
import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from consultations.models import Consultation, ConsultationReport, ReportFile
from consultations.reports.actions import publish_report
from consultations.reports.files import stored as report_files
from consultations.reports.files.stored import ALL_FILES, EVERY_FILE, make_file, unfinished_job
from seko.jobs.actions import Requester, run_job, start_job
from seko.jobs.models import Job
from seko.scripts import to_latin
from tests.browsing import address
from tests.full_round import full_round
from tests.jobs.reading import csv_rows
from tests.rules.races import DONE, race

pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def report(cast):
    return published(cast)


def published(cast):
    publish_report(full_round(cast), by=cast.user("coordinator"))
    return ConsultationReport.objects.select_related("consultation", "organization").latest("pk")


def place(report, form, language="en"):
    return address("report_file", report.consultation.slug, form, language=language)


def fetched(client, report, form, language="en"):
    response = client.get(place(report, form, language))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def made(form, report, variant="en"):
    with make_file(report, form, variant).file.open() as kept:
        return kept.read()


# --- what they hold --------------------------------------------------------------------------


def test_the_json_is_the_content_whose_fingerprint_is_printed(client, report):
    data = fetched(client, report, "json")

    assert hashlib.sha256(data).hexdigest() == report.content_hash
    assert fetched(client, report, "json", "sr") == data
    assert ReportFile.objects.get().face == "any"


@pytest.mark.parametrize(
    ("variant", "organization", "outcome"),
    [
        ("sr", "Удружење Мрежа", "делимично прихваћено"),
        ("sr-latn", "Udruženje Mreža", "delimično prihvaćeno"),
        ("en", "Association Network", "partly accepted"),
    ],
)
def test_the_csv_holds_every_comment_with_what_became_of_it(report, variant, organization, outcome):
    data = made("csv", report, variant)

    head, *rows = csv_rows(data)
    assert len(rows) == 4  # merged, kept by a minority, set aside, in no opinion
    assert [len(row) for row in rows] == [len(head)] * 4
    assert (rows[0][0], rows[0][1]) == ("1", organization)
    assert outcome in rows[0]
    assert [outcome in row for row in rows[1:]] == [False] * 3


def test_the_workbook_has_its_sheets_and_no_formula(cast):
    consultation = full_round(cast)
    consultation.opinions.get().items.all()
    report = publish_report(consultation, by=cast.user("coordinator"))
    report.content["opinions"][0]["items"][0]["comments"][0]["reason"] = "=HYPERLINK(1)"

    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", report)))

    assert book.sheetnames == ["Numbers", "Opinions", "Items", "Comments", "Minority positions", "Questions"]
    rows = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    numbers = {row[0]: row[1] for row in rows["Numbers"]}
    assert (numbers["Comments"], numbers["Hidden comments"], numbers["partly accepted"]) == (4, 1, 1)
    assert [len(rows[name]) for name in ("Items", "Comments", "Minority positions")] == [2, 5, 2]
    assert rows["Questions"][1] == ["1. Da li je rok dovoljan?", "da", 1]
    [cell] = [cell for row in book["Comments"].iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"


def test_the_document_for_word_has_real_headings_heads_of_tables_and_a_language(report):
    data = made("docx", report, "sr")

    document = Document(io.BytesIO(data))
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert {"Heading 1", "Heading 2", "Heading 3"} == set(levels)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    with_head = [table for table in document.tables if 'w:firstRow="1"' in table._tbl.xml]
    assert xml.count("<w:tblHeader/>") == len(with_head) > 3
    assert not [p for p in document.paragraphs if not p.text.strip() and "w:hyperlink" not in p._p.xml]
    assert document.core_properties.language == "sr-Cyrl-RS"
    assert report.number in document.core_properties.title
    text = "\n".join(p.text for p in document.paragraphs)
    assert "Рок се уводи." in text
    assert "Увреда" not in text


TABLE = "Мера\tРок\nОбнова\t2027\nНадзор"


@pytest.mark.parametrize("variant", ["sr", "sr-latn", "en"])
def test_pdf_docx_and_xlsx_say_the_same(cast, variant):
    """Every word of what was typed and decided stands in each; a list and a table, too."""
    report = published(cast)
    [item] = report.content["opinions"][0]["items"]
    report.content["opinions"][0]["introduction"] = "Увод у мишљење."
    item["text"] = "Тражимо:\n- обнову,\n- надзор.\n\nИ рок."
    item["passage"] = {"number": "3.9", "kind": "table", "text": TABLE, "key": "k"}

    words = {form: words_in(form, made(form, report, variant)) for form in ("pdf", "docx", "xlsx")}

    typed = typed_words(report.content, {"sr": str, "sr-latn": to_latin, "en": to_latin}[variant])
    assert len(typed) > 20
    assert {form: typed - found for form, found in words.items() if typed - found} == {}


def words_of(text):
    return set(re.findall(r"[^\W\d_]{2,}", text.replace("\u200b", "").lower()))


def words_in(form, data):
    if form == "pdf":
        return words_of(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    if form == "docx":
        return words_of(" ".join(t.text or "" for t in Document(io.BytesIO(data)).element.iter(qn("w:t"))))
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return words_of(" ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row))


def typed_words(content, convert):
    """The words of all that people wrote and that the report tells."""
    told = set()

    def walk(value, name=""):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, key)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, name)
        elif name in {"text", "reason", "proposed_text", "title", "introduction"} and isinstance(value, str):
            told.update(words_of(convert(value)))

    for part in ("opinions", "in_no_opinion"):
        walk(content[part])
    return told


def test_a_table_among_the_passages_is_a_table(cast):
    report = published(cast)
    report.content["opinions"][0]["items"][0]["passage"] = {"number": "", "kind": "table", "text": TABLE, "key": "k"}

    [table] = [t for t in Document(io.BytesIO(made("docx", report, "sr"))).tables if t.cell(0, 0).text == "Мера"]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Мера", "Рок"], ["Обнова", "2027"], ["Надзор", ""]
    ]  # fmt: skip
    assert b"/TH" in made("pdf", report, "sr")


def test_words_that_people_typed_are_text_in_every_form(cast):
    report = published(cast)
    hostile = "<w:p/>]]> \x0b=1+1 & \ud800 {{ x }} #panic()".replace("\ud800", "")
    report.content["opinions"][0]["items"][0]["title"] = hostile

    for form in ("docx", "xlsx", "csv", "pdf"):
        assert made(form, report)


# --- made once -------------------------------------------------------------------------------


def test_a_file_is_made_once_and_served_as_it_was_kept(client, report, monkeypatch):
    first = fetched(client, report, "csv")
    monkeypatch.setitem(report_files.WRITERS, "csv", lambda report, out: out.write(b"other"))

    again = client.get(place(report, "csv"))

    file = ReportFile.objects.get()
    assert b"".join(again) == first
    assert (file.sha256, file.size) == (hashlib.sha256(first).hexdigest(), len(first))
    assert again["ETag"] == f'"{file.sha256}"'
    assert again["X-Content-Type-Options"] == "nosniff"
    assert again["Content-Disposition"].startswith('attachment; filename="report-k-')
    assert client.get(place(report, "csv"), headers={"If-None-Match": again["ETag"]}).status_code == 304


def test_the_old_address_of_the_pdf_gives_the_kept_file(client, report):
    old = client.get(address("report_pdf", report.consultation.slug))

    assert b"".join(old.streaming_content) == fetched(client, report, "pdf")
    assert ReportFile.objects.count() == 1


def test_what_is_not_offered_or_not_visible_is_not_found(client, report):
    assert client.get(place(report, "exe")).status_code == 404
    Consultation.objects.filter(pk=report.consultation_id).update(status="draft")
    assert client.get(place(report, "csv")).status_code == 404


def test_a_file_that_is_lost_is_not_found(client, report):
    file = make_file(report, "csv", "en")
    file.file.storage.delete(file.file.name)

    assert client.get(place(report, "csv")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_file(cast, monkeypatch, settings):
    report, written = published(cast), []
    monkeypatch.setitem(report_files.WRITERS, "csv", lambda report, out: written.append(out.write(b"rows")))

    outcomes = race(*[lambda: make_file(report, "csv", "en")] * 3)

    assert outcomes == [DONE] * 3
    assert (ReportFile.objects.count(), len(written)) == (1, 1)


def test_another_machine_that_was_faster_wins_and_nothing_is_left_behind(report, monkeypatch):
    first = make_file(report, "csv", "en")
    monkeypatch.setattr(report_files, "existing_file", lambda *args: None)

    assert make_file(report, "csv", "en") == first
    assert len(first.file.storage.listdir("reports/" + first.file.name.split("/")[1])[1]) == 1


# --- in the background -----------------------------------------------------------------------


def test_publishing_has_all_files_made(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        report = published(cast)
    job = Job.objects.get(kind=ALL_FILES)
    assert unfinished_job(report) == job

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.status, job.done, job.total) == ("done", job.total, 13 * 5)
    assert set(ReportFile.objects.values_list("form", "face")) == set(EVERY_FILE)
    assert unfinished_job(report) is None


def test_a_second_report_of_the_same_person_is_made_with_the_first(cast, monkeypatch):
    for form in report_files.WRITERS:
        monkeypatch.setitem(report_files.WRITERS, form, lambda report, out: out.write(b"rows"))
    first = published(cast)
    job = start_job(ALL_FILES, {"report": first.pk}, by=Requester(cast.coordinator))
    second = published(cast)
    assert start_job(ALL_FILES, {"report": second.pk}, by=Requester(cast.coordinator)) == job

    run_job(job.pk)

    assert (first.files.count(), second.files.count()) == (13, 13)


def test_the_page_says_how_far_the_files_are(client, cast, report):
    start_job(ALL_FILES, {"report": report.pk}, by=Requester(cast.coordinator))
    make_file(report, "csv", "en")

    page = client.get(address("report_files", report.consultation.slug)).content.decode()
    assert "1 of 13" in page
    assert "/jobs/" not in page
    client.force_login(cast.coordinator)
    assert f"/jobs/{Job.objects.get().pk}/" in client.get(address("report", report.consultation.slug)).content.decode()


def test_a_file_of_a_large_report_is_a_job_of_who_asks(client, report, monkeypatch):
    monkeypatch.setattr("consultations.reports.views.reports.AT_ONCE", 1)

    there = client.get(place(report, "csv", "sr-latn"))
    assert there["Location"] == address("report_files", report.consultation.slug, language="sr-latn")
    begun = client.post(address("report_file_make", report.consultation.slug, "csv", language="sr-latn"))
    job = Job.objects.get()
    assert begun["Location"] == f"/sr-latn/jobs/{job.pk}/"
    run_job(job.pk)

    file = ReportFile.objects.get()
    assert (file.form, file.face) == ("csv", "sr-latn")
    ready = b"".join(client.get(f"{begun['Location']}file/").streaming_content)
    assert hashlib.sha256(ready).hexdigest() == file.sha256
    assert fetched(client, report, "csv", "sr-latn") == ready


def test_a_job_of_a_report_that_is_hidden_meanwhile_ends(report):
    job = start_job(
        report_files.ONE_FILE, {"slug": report.consultation.slug, "form": "csv"}, by=Requester(None, "secret", "o")
    )
    Consultation.objects.filter(pk=report.consultation_id).update(status="draft")

    run_job(job.pk)

    assert Job.objects.values_list("status", "message").get() == ("failed", "not_visible")


# --- where -----------------------------------------------------------------------------------


def test_the_report_and_the_api_list_every_file_with_its_fingerprint(client, report):
    file = make_file(report, "csv", "sr")

    page = client.get(address("report", report.consultation.slug)).content.decode()
    told = client.get(f"/api/v1/consultations/{report.consultation.slug}/report/").json()["files"]

    assert file.sha256 in page
    assert place(report, "csv", "sr") in page
    [listed] = told
    assert (listed["form"], listed["face"], listed["sha256"], listed["size"]) == ("csv", "sr", file.sha256, file.size)
    assert listed["url"].endswith(place(report, "csv", "sr"))
