"""A double click makes one comment; the same words with other files are another one, and no file is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.comments.actions.comments import submit_comment
from consultations.models import Attachment
from tests import factories as make
from tests.happened import verbs

pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


def say(cast, running, *names):
    """The same words each time, with a file for each name, whose content is its name."""
    files = [SimpleUploadedFile(f"{name}.pdf", b"%PDF-" + name.encode()) for name in names]
    return submit_comment(running, by=cast.network, kind="general", reason="Мера није јасна.", attachments=files)


@pytest.mark.parametrize("files", ["", "a", "ab"])
def test_the_same_words_with_the_same_files_are_one_comment(cast, running, files):
    first = say(cast, running, *files)
    again = say(cast, running, *reversed(files))

    assert again == first
    assert (Attachment.objects.count(), verbs()) == (len(files), ["comment.submitted"])


@pytest.mark.parametrize(("files", "then"), [("", "a"), ("a", ""), ("a", "ab"), ("ab", "a"), ("a", "b"), ("a", "aa")])
def test_the_same_words_with_other_files_are_another_comment_and_no_file_is_lost(cast, running, files, then):
    say(cast, running, *files)
    another = say(cast, running, *then)

    assert another.number == 2
    assert list(Attachment.objects.values_list("comment__number", "name")) == [
        *((1, f"{name}.pdf") for name in files),
        *((2, f"{name}.pdf") for name in then),
    ]
