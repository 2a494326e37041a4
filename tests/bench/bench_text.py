"""Texts: what converts and reads them takes time in proportion to their length, however odd they are."""

import pytest

from consultations.documents import imported_text
from consultations.documents.actions.imports import begin_import
from consultations.documents.importing.reading import read_plainly
from seko.jobs.actions import run_job
from seko.jobs.models import Job
from seko.scripts import to_cyrillic, to_latin
from tests import factories as make
from tests.bench.costs import assert_grows_evenly
from tests.consultations.documents.imports import TEXT, upload
from tests.consultations.documents.word_files import long_document
from tests.scripts.hard import ODD, SENTENCES

pytestmark = pytest.mark.django_db  # queries are counted, even where there are none


def test_a_text_from_script_to_script():
    sentences = "".join(f"{latin}. " for latin, _ in SENTENCES)

    def turned(letters):
        text = (sentences * (letters // len(sentences) + 1))[:letters]
        return lambda: to_latin(to_cyrillic(text))

    assert_grows_evenly("A text of 100,000 letters from script to script", turned, 100_000)


@pytest.mark.parametrize("pattern", ODD)
def test_an_odd_text_from_script_to_script(pattern):
    def turned(letters):
        text = (pattern * letters)[:letters]
        return lambda: to_cyrillic(text)

    assert_grows_evenly(f"20,000 letters of {pattern!a}", turned, 20_000)


def test_a_word_file_is_read(cast, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    # Here and not apart: the time of this process is what is counted.
    monkeypatch.setattr(imported_text, "run_apart", lambda work, data, tick, **more: read_plainly(data, **more))

    def read(words):
        file = long_document(words)

        def act():
            document = make.make_document_version(TEXT, issuer=cast.office).document
            begin_import(document, by=cast.coordinator, file=upload(file))
            run_job(Job.objects.latest("created_at").pk)

        return act

    assert_grows_evenly("A Word file of 12,000 words (30 pages) is read and matched", read, 12_000, turns=2)
