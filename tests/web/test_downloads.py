"""Every stored file is offered in one way: for saving, under its name, and not found where the disk has lost it."""

import shutil
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile

from consultations.models import Attachment, DocumentFile, DraftFile, ReportFile
from memoranda.models import SignedFile
from seko.jobs.models import Job
from seko.web.downloads import attachment_header
from tests.tools.sources import sources
from tests.world import addresses

STORED = {  # address → model, who may have it
    "consultations:attachment": (Attachment, "anonymous"),
    "consultations:draft_file": (DraftFile, "network"),
    "consultations:document_file": (DocumentFile, "anonymous"),
    "consultations:report_file": (ReportFile, "anonymous"),
    "memoranda:file": (SignedFile, "anonymous"),
    "job_file": (Job, "outsider"),
}


def read(answer):
    return b"".join(answer.streaming_content)


@pytest.fixture
def place_of(world, client, cast):
    """The address of a stored file, for a client that may have it."""

    def place(name):
        model, who = STORED[name]
        if model is Job:
            Job.objects.get().file.save("redovi.txt", ContentFile(b"0"))
        if who != "anonymous":
            client.force_login(cast.user(who))
        return addresses(world)[name]

    return place


@pytest.mark.parametrize("name", STORED)
def test_it_is_offered_for_saving(client, place_of, name):
    answer = client.get(place_of(name))

    assert (answer.status_code, bool(read(answer))) == (200, True)
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", [name for name in STORED if name != "job_file"])
def test_who_has_it_already_is_told_so(client, place_of, name):
    address = place_of(name)
    first = client.get(address)
    assert read(first)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again["ETag"], again.content) == (304, first["ETag"], b"")


@pytest.mark.parametrize("name", STORED)
def test_one_that_the_disk_has_lost_is_not_found(client, place_of, settings, name):
    address = place_of(name)
    read(client.get(address))  # the file of a report is made when it is first asked for
    shutil.rmtree(settings.MEDIA_ROOT)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("izvestaj-1.pdf", 'filename="izvestaj-1.pdf"'),
        ("Доказ č.pdf", "filename=\"dokaz-c.pdf\"; filename*=UTF-8''%D0%94%D0%BE%D0%BA%D0%B0%D0%B7%20%C4%8D.pdf"),
        ('a"\r\nX: y/../b.pdf', "filename=\"a-x-y-b.pdf\"; filename*=UTF-8''a%20X%20y%20..%20b.pdf"),
        ("\u202efdp.exe", 'filename="fdp.exe"'),
        ("", 'filename="x"'),
        ("中😀.docx", "filename=\"x.docx\"; filename*=UTF-8''%E4%B8%AD%F0%9F%98%80.docx"),
    ],
)
def test_a_name_of_any_script_is_told_as_the_standard_says(name, header):
    assert attachment_header(name) == f"attachment; {header}"


@pytest.mark.parametrize("letter", ["a", "ш", "中", "😀"])
def test_a_long_name_is_cut_in_the_middle_and_keeps_its_ending(letter):
    header = attachment_header("Почетак " + letter * 300 + " крај.pdf")

    name = unquote(header.partition("''")[2])
    assert name.startswith("Почетак ") and name.endswith(" крај.pdf") and "…" in name
    assert len(name.encode()) <= 200
    assert 'filename="' in header and '.pdf"' in header


def test_no_page_answers_with_a_file_in_its_own_way():
    assert [name for name, text in sources(".py") if "FileResponse(" in text] == ["seko/web/downloads.py"]


def test_pdfs_and_sizes_are_judged_in_one_place():
    bytes_of_files, uploads = "seko/rules/content.py", "seko/rules/uploads.py"
    assert [name for name, text in sources(".py") if "%PDF" in text or "MAX_BYTES = " in text] == [bytes_of_files]
    assert [name for name, text in sources(".py") if '"not_pdf"' in text] == [uploads]
