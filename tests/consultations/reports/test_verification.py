"""The page on which everybody can check whether a file is still as it was published here."""

import hashlib
from secrets import randbelow

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.models import Consultation, Opinion, ReportFile
from consultations.opinions.content import canonical
from consultations.reports.actions import publish_report
from tests.browsing import address
from tests.full_round import full_round

DATA = b"%PDF-1.7 a report"


@pytest.fixture
def client():
    """A visitor whom nobody has counted yet."""
    return Client(REMOTE_ADDR=f"10.0.{randbelow(250)}.{randbelow(250)}")


@pytest.fixture
def report(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    publish_report(full_round(cast), by=cast.user("coordinator"))
    report = Consultation.objects.get(report__isnull=False).report
    ReportFile.objects.create(
        report=report, form="pdf", face="sr-latn", file=ContentFile(DATA, "izvestaj.pdf"), size=len(DATA),
        sha256=hashlib.sha256(DATA).hexdigest(),
    )  # fmt: skip
    return report


def check(client, **data):
    return client.post(address("verify"), data)


def upload(content, name="report.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_file_of_a_report_is_known_by_its_bytes_whatever_it_is_called(client, report):
    page = check(client, file=upload(DATA, "moj-fajl.bin")).content.decode()

    for said in ("The file is unchanged", report.number, "PDF", "Serbian, Latin", hashlib.sha256(DATA).hexdigest()):
        assert said in page, said


def test_one_byte_more_is_another_file(client, report):
    page = check(client, file=upload(DATA + b"\n")).content.decode()

    assert "Nothing published here has this fingerprint" in page
    assert report.number not in page


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_is_told_to_be_none_of_the_files_that_are_known(client, report, form):
    listed = client.get(f"/en/organizations.{form}")
    name = listed["Content-Disposition"].partition('filename="')[2].rstrip('"')

    page = check(client, file=upload(b"".join(listed.streaming_content), name)).text

    assert "Lists and tables cannot be checked here" in page
    assert "prepared anew for each download" in " ".join(page.split())


def test_the_page_says_which_files_it_knows(client, db):
    page = " ".join(client.get(address("verify")).text.split())

    assert "files of published reports (PDF, DOCX, XLSX, CSV and JSON)" in page
    assert "Lists and other tables that can be downloaded are not among them" in page


def test_the_content_that_goes_along_with_a_pdf_is_known(client, report):
    page = check(client, file=upload(canonical(report.content).encode(), "x.json")).content.decode()

    assert "the final content of a report" in page
    assert report.number in page


@pytest.mark.parametrize("form", ["{}", " {} ", "SHA-256: {}"])
def test_a_fingerprint_is_known_however_it_was_copied(client, report, form):
    typed = form.format(report.content_hash.upper() if ":" not in form else report.content_hash)

    assert "The file is unchanged" in check(client, sha256=typed).content.decode()
    assert "The file is unchanged" in client.get(address("verify"), {"sha256": report.content_hash}).content.decode()


def test_the_content_of_an_opinion_is_known_once_it_is_submitted(client, cast, report):
    opinion = Opinion.objects.get()
    page = check(client, sha256=opinion.content_hash).content.decode()

    assert "the final content of an opinion" in page
    assert opinion.number in page


def test_what_one_may_not_see_has_no_fingerprint(client, report):
    Consultation.objects.filter(pk=report.consultation_id).update(status="draft")

    for data in ({"sha256": report.content_hash}, {"file": upload(DATA)}):
        assert "Nothing published here" in check(client, **data).content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a file or paste a fingerprint."),
        ({"sha256": "abc"}, "A fingerprint has 64 characters"),
        ({"sha256": "\x00" * 64}, "Null characters"),
        ({"file": b""}, "empty"),
    ],
)
def test_a_refusal_says_what_is_wrong(client, db, data, words):
    data = {name: upload(value) if isinstance(value, bytes) else value for name, value in data.items()}

    assert words in check(client, **data).content.decode()


def test_a_file_over_20_mb_is_refused(client, db, monkeypatch):
    monkeypatch.setattr("seko.rules.content.MAX_BYTES", 10)

    assert "at most 20 MB" in check(client, file=upload(DATA)).content.decode()


def test_nothing_is_kept_of_what_is_checked(client, report, settings):
    before = sorted(path for path in settings.MEDIA_ROOT.rglob("*"))

    check(client, file=upload(b"x" * 3_000_000))

    assert sorted(path for path in settings.MEDIA_ROOT.rglob("*")) == before


def test_the_form_has_its_token(report):
    assert Client(enforce_csrf_checks=True).post(address("verify"), {"sha256": "0" * 64}).status_code == 403


def test_too_many_checks_from_one_place_have_to_wait(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"check_file": "2/m/ip"}

    statuses = [check(client, sha256="0" * 64).status_code for __ in range(3)]

    assert statuses == [200, 200, 429]
