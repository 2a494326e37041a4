"""Pages on which the Office brings in versions and puts files beside a document."""

import pytest
from django.utils import timezone

from consultations.documents.actions.imports import begin_import
from consultations.documents.actions.looking_over import delete_passages
from consultations.documents.actions.versions import attach_file, remove_file
from consultations.models import DocumentFile, DocumentImport
from seko.discarded.actions import remove_expired
from seko.discarded.models import KEPT_FOR
from seko.jobs.actions import run_job
from seko.jobs.models import Job
from tests import factories as make
from tests.browsing import address, press, text_of
from tests.consultations.documents.imports import DOUBTFUL, TEXT, pasted, seen, upload
from tests.consultations.documents.word_files import word_file
from tests.refusals import refused


@pytest.fixture
def document(cast):
    return make.make_document_version(TEXT, issuer=cast.office).document


# --- files beside a document -----------------------------------------------------------------


def test_a_pdf_is_put_beside_a_document_and_taken_away(cast, document, media, django_capture_on_commit_callbacks):
    kept = attach_file(document, by=cast.coordinator, file=upload(b"%PDF-1.7 ...", "Nacrt.PDF"))
    assert (kept.name, kept.size, len(kept.sha256)) == ("Nacrt.pdf", 12, 64)

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(kept, by=cast.coordinator)

    assert not DocumentFile.objects.exists()
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1  # for thirty days
    with django_capture_on_commit_callbacks(execute=True):
        remove_expired(at=timezone.now() + KEPT_FOR)
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_only_a_pdf_of_this_document_is_attached(cast, document):
    with refused("not_pdf"):
        attach_file(document, by=cast.coordinator, file=upload(word_file("Став."), "nacrt.pdf"))
    with refused("version_elsewhere"):
        attach_file(document, by=cast.coordinator, file=upload(b"%PDF-", "a.pdf"), version=make.make_document_version())


def test_a_file_is_public_once_its_document_is_consulted_on(client, cast):
    consultation = make.make_consultation("open", [cast.seko])
    unheard = make.make_document_version().document
    shown, kept = (
        attach_file(document, by=cast.coordinator, file=upload(b"%PDF-", "a.pdf"))
        for document in (consultation.version.document, unheard)
    )

    answer = client.get(address("document_file", consultation.version.document.slug, shown.pk))

    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "application/octet-stream",
        "nosniff",
    )
    assert "attachment" in answer["Content-Disposition"]
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert client.get(address("document_file", unheard.slug, kept.pk)).status_code == 404


# --- pages -----------------------------------------------------------------------------------


def test_the_whole_road_by_pages(client, cast, document):
    client.force_login(cast.coordinator)
    answer = client.post(address("import_begin", document.slug), {"text": DOUBTFUL}, follow=True)
    page = text_of(answer)
    assert "to be confirmed" in page
    assert "Javna preduzeća mere" in page  # English pages show Serbian in Latin
    imported = DocumentImport.objects.get()
    at = address("import", document.slug, imported.pk)

    client.post(address("import_change", document.slug, imported.pk, 2), {"revision": 1, "origin": "new"})
    client.post(
        address("import_passage", document.slug, imported.pk, 4),
        {"revision": 2, "kind": "paragraph", "number": "1.3", "text": "Пошумљавање се спроводи.\n\nНа хиљаду хектара."},
    )
    client.post(address("import_change", document.slug, imported.pk, 5), {"revision": 3, "do": "merge"})
    client.post(address("import_change", document.slug, imported.pk, 4), {"revision": 4, "do": "delete"})
    client.post(address("import_renumber", document.slug, imported.pk), {"revision": 5})
    assert client.get(f"{at}?show=changed").status_code == 200
    answer = press(client, address("import_issue", document.slug, imported.pk), {"revision": 6, "note": "Друга"})

    assert answer.url == address("document_detail", document.slug)
    version = document.versions.get(number=2)
    assert (version.note, version.passages.count()) == ("Друга", 3)
    assert "issued as version 2" in text_of(client.get(at))


def test_who_comes_second_finds_his_words_again(client, cast, document):
    imported = pasted(cast, document)
    delete_passages(imported, **seen(imported, cast, places=[3]))
    client.force_login(cast.desk_officer)

    answer = client.post(
        address("import_passage", document.slug, imported.pk, 2),
        {"revision": 1, "kind": "paragraph", "number": "1.1", "text": "Моје дуго писане речи."},
    )

    page = text_of(answer)
    assert "Someone else has changed this text in the meantime" in page
    assert "Моје дуго писане речи." in page
    assert 'name="revision" value="2"' in page


def test_a_text_that_is_read_shows_its_progress_and_then_the_page_anew(client, cast, document):
    imported = begin_import(document, by=cast.coordinator, file=upload(word_file("Став.")))
    client.force_login(cast.coordinator)
    at = address("import", document.slug, imported.pk)
    assert "It is waiting for its turn." in text_of(client.get(at))
    assert "hx-get" in text_of(client.get(at, headers={"HX-Request": "true"}))

    client.post(address("import_read", document.slug, imported.pk))
    run_job(Job.objects.get().pk)

    assert client.get(at, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_the_preview_of_a_long_text_needs_few_queries(client, cast, document, django_assert_max_num_queries):
    imported = pasted(
        cast, document, "Мера\tРок\nШума\t2030\n\n" + "\n\n".join(f"Став број {n} о мери {n}." for n in range(300))
    )
    client.force_login(cast.coordinator)
    client.get(address("import", document.slug, imported.pk))

    with django_assert_max_num_queries(12):
        client.get(address("import", document.slug, imported.pk))
