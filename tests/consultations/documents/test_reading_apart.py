"""A text that cannot be read says so, stands in nobody's way, and can be thrown away in every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.documents import imported_text
from consultations.documents.actions import imports as actions
from consultations.documents.actions.imports import begin_import
from consultations.documents.importing import MESSAGES
from consultations.models import DocumentImport
from seko.discarded.actions import restore_discarded
from seko.discarded.models import Discarded
from seko.jobs.actions import MOST_ATTEMPTS, cancel_job, run_job
from seko.jobs.models import SILENCE, Job
from seko.jobs.sandbox import MESSAGES as OF_SANDBOX
from seko.jobs.sandbox import ApartFailed, Limits
from tests import factories as make
from tests.browsing import address, press, text_of
from tests.consultations.documents.imports import TEXT, pasted, upload
from tests.consultations.documents.word_files import word_file


@pytest.fixture
def document(cast):
    return make.make_document_version(TEXT, issuer=cast.office).document


def sent(cast, document, text="Став."):
    return begin_import(document, by=cast.coordinator, file=upload(word_file(text)))


def job_of(imported):
    return Job.objects.get(subject=str(imported.pk))


def state(imported):
    imported.refresh_from_db()
    return imported.status, imported.message


def fails_with(monkeypatch, failure):
    def run_apart(*args, **more):
        raise failure

    monkeypatch.setattr(imported_text, "run_apart", run_apart)


def test_a_file_is_read_in_another_process(cast, document, monkeypatch):
    monkeypatch.setattr("consultations.documents.importing.reading.read", lambda *args: pytest.fail("read here"))
    imported = sent(cast, document)

    run_job(job_of(imported).pk)

    assert state(imported) == ("ready", "")


@pytest.mark.parametrize("code", OF_SANDBOX)
def test_a_reading_that_dies_ends_as_a_failed_import_with_words(cast, document, client, monkeypatch, code):
    fails_with(monkeypatch, ApartFailed(code))
    imported = sent(cast, document)

    run_job(job_of(imported).pk)

    assert state(imported) == ("failed", code)
    client.force_login(cast.coordinator)
    page = text_of(client.get(address("import", document.slug, imported.pk)))
    assert "Discard this text" in page
    assert MESSAGES[code]


def test_a_reading_that_takes_too_long_is_ended(cast, document, monkeypatch):
    run_apart = imported_text.run_apart
    monkeypatch.setattr(
        imported_text,
        "run_apart",
        lambda work, data, **more: run_apart(
            "tests.jobs.apart_work.waits_a_while", data, limits=Limits(patience=0), **more
        ),
    )
    imported = sent(cast, document)

    run_job(job_of(imported).pk)

    assert state(imported) == ("failed", "took_too_long")


def test_an_error_of_ours_is_a_failed_import_too_and_the_next_one_goes_on(cast, document, monkeypatch, caplog):
    with monkeypatch.context() as patch:
        fails_with(patch, RuntimeError("Whatever we did wrong."))
        broken = sent(cast, document)
        run_job(job_of(broken).pk)
    following = sent(cast, document)

    run_job(job_of(following).pk)

    assert state(broken) == ("failed", "reading_broke")
    assert state(following) == ("ready", "")


def test_a_worker_that_is_killed_again_and_again_leaves_no_import_waiting(cast, document):
    imported = sent(cast, document)
    long_ago = timezone.now() - SILENCE - timedelta(seconds=1)
    Job.objects.update(status="running", attempts=MOST_ATTEMPTS, started_at=long_ago, heartbeat_at=long_ago)

    run_job(job_of(imported).pk)

    assert state(imported) == ("failed", "broke_off")
    assert job_of(imported).status == "failed"


def test_a_reading_that_a_person_stops_does_not_wait_any_more(cast, document):
    imported = sent(cast, document)

    cancel_job(job_of(imported))

    assert state(imported) == ("failed", "stopped")


@pytest.mark.parametrize("status", DocumentImport.UNFINISHED)
def test_an_import_can_be_thrown_away_in_every_state(cast, document, client, status):
    imported = pasted(cast, document) if status == "ready" else sent(cast, document)
    DocumentImport.objects.filter(pk=imported.pk).update(
        status=status, message="reading_broke" if status == "failed" else ""
    )
    client.force_login(cast.coordinator)
    at = address("import_discard", document.slug, imported.pk)
    assert at in text_of(client.get(address("import", document.slug, imported.pk)))

    press(client, at)

    assert state(imported)[0] == "discarded"
    assert not Job.objects.unfinished().exists()


def test_a_text_that_is_taken_up_again_while_it_was_being_read_is_read(cast, document):
    imported = sent(cast, document)
    actions.discard_import(imported, by=cast.coordinator)
    assert state(imported)[0] == "discarded"

    restore_discarded(Discarded.objects.get(kind="import"), by=cast.coordinator)

    assert state(imported)[0] == "reading"
    run_job(Job.objects.unfinished().get(subject=str(imported.pk)).pk)
    assert state(imported)[0] == "ready"


def test_a_reading_ends_when_its_text_is_thrown_away(cast, document):
    imported = sent(cast, document)
    job = job_of(imported)
    actions.discard_import(imported, by=cast.coordinator)

    run_job(job.pk)

    assert state(imported)[0] == "discarded"
