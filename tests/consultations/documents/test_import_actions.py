"""From a file to a version: sent, read in the background, looked over, issued."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from consultations.documents.actions import imports as actions
from consultations.documents.actions import looking_over
from consultations.documents.actions.imports import begin_import, issue_import
from consultations.documents.actions.versions import add_version, attach_file
from consultations.documents.imported_text import STEPS, is_doubtful, read_import
from consultations.models import DocumentImport, PassageOrigin
from seko.discarded.actions import remove_expired
from seko.discarded.models import KEPT_FOR
from seko.events.models import Event
from seko.jobs.actions import run_job
from seko.jobs.models import Job
from tests import factories as make
from tests.browsing import address, text_of
from tests.cast import Cast
from tests.consultations.documents.imports import DOUBTFUL, TEXT, pasted, seen, upload, words
from tests.consultations.documents.word_files import long_document, word_file
from tests.refusals import refused
from tests.rules.races import one_of, race

OTHERS = [role for role in Cast.roles() if role not in {"coordinator", "desk_officer"}]


@pytest.fixture
def document(cast):
    return make.make_document_version(TEXT, issuer=cast.office).document


# --- sending and reading ---------------------------------------------------------------------


def test_a_word_file_is_read_in_the_background_and_looked_over(cast, document):
    imported = begin_import(document, by=cast.coordinator, file=upload(word_file(("Heading 1", "Увод"), "Став.")))
    assert (imported.status, imported.source) == ("reading", "docx")

    run_job(Job.objects.get().pk)

    imported.refresh_from_db()
    job = Job.objects.get()
    assert (imported.status, job.status, job.total) == ("ready", "done", STEPS)
    assert words(imported) == [("heading", "", "Увод"), ("paragraph", "", "Став.")]
    event = Event.objects.get(verb="document.import_begun")
    assert (event.actor, event.public) == (cast.coordinator, False)


def test_a_pasted_text_is_read_at_once(cast, document):
    imported = begin_import(document, by=cast.coordinator, text="Нови став.")

    assert (imported.status, imported.source, Job.objects.count()) == ("ready", "pasted", 0)


def test_each_file_has_a_job_of_its_own(cast, document):
    for n in (1, 2):
        begin_import(document, by=cast.coordinator, file=upload(word_file(f"Став {n}.")))
    first, second = DocumentImport.objects.order_by("pk")

    run_job(Job.objects.get(subject=str(second.pk)).pk)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("reading", "ready")


def test_reading_twice_changes_nothing_that_was_looked_over(cast, document):
    imported = begin_import(document, by=cast.coordinator, file=upload(word_file("Први.", "Други.")))
    run_job(Job.objects.get().pk)
    imported.refresh_from_db()
    looking_over.delete_passages(imported, **seen(imported, cast, places=[1]))

    read_import(Job.objects.get(), None, None)

    imported.refresh_from_db()
    assert words(imported) == [("paragraph", "", "Први.")]


def test_who_asks_again_wakes_the_same_job(cast, document, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr("seko.jobs.actions._wake_worker", sent.append)
    imported = begin_import(document, by=cast.coordinator, file=upload(word_file("Став.")))
    job = Job.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.read_again(imported, by=cast.coordinator) == job

    assert sent == [job.pk]
    run_job(job.pk)
    imported.refresh_from_db()
    with refused("not_reading"):
        actions.read_again(imported, by=cast.coordinator)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "text_missing"),
        ({"text": " \n "}, "text_missing"),
        ({"text": "Став.", "file": upload(b"Text")}, "one_source"),
        ({"file": upload(b"%PDF-1.7", "nacrt.docx")}, "pdf"),
        ({"file": upload(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "nacrt.docx")}, "old_word"),
    ],
)
def test_what_cannot_be_read_by_its_kind_is_refused_at_once(cast, document, given, code):
    with refused(code):
        begin_import(document, by=cast.coordinator, **given)

    assert not DocumentImport.objects.exists()


def test_a_file_that_turns_out_broken_fails_with_its_reason(cast, client, document):
    imported = begin_import(document, by=cast.coordinator, file=upload(word_file("")))
    run_job(Job.objects.get().pk)
    imported.refresh_from_db()

    assert (imported.status, imported.message) == ("failed", "text_missing")
    client.force_login(cast.coordinator)
    assert "There is no text in the file." in text_of(client.get(address("import", document.slug, imported.pk)))


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_brings_in_texts(cast, document, who):
    imported = pasted(cast, document, DOUBTFUL)
    by = cast.user(who)
    acts = [
        lambda: begin_import(document, by=by, text="Став."),
        lambda: actions.read_again(imported, by=by),
        lambda: looking_over.merge_passages(imported, by=by, revision=1, places=[0, 1]),
        lambda: looking_over.make_headings(imported, by=by, revision=1, places=[1]),
        lambda: looking_over.make_paragraphs(imported, by=by, revision=1, places=[1]),
        lambda: looking_over.undo(imported, by=by, revision=1),
        lambda: looking_over.merge_with_above(imported, by=by, revision=1, place=1),
        lambda: looking_over.delete_passages(imported, by=by, revision=1, places=[1]),
        lambda: looking_over.renumber_passages(imported, by=by, revision=1),
        lambda: looking_over.confirm_origins(imported, by=by, revision=1),
        lambda: looking_over.decide_origin(imported, by=by, revision=1, place=1, old=None),
        lambda: looking_over.change_passage(
            imported, by=by, revision=1, place=0, kind="paragraph", number="", text="а"
        ),
        lambda: issue_import(imported, by=by, revision=1),
        lambda: actions.discard_import(imported, by=by),
        lambda: attach_file(document, by=by, file=upload(b"%PDF-")),
    ]

    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


# --- looking over ----------------------------------------------------------------------------


def test_passages_are_merged_split_deleted_and_numbered_anew(cast, document):
    imported = pasted(cast, document, "# 3. Увод\n\n3.1 Први став.\n\nЊегов наставак.\n\n3.2 Други. Трећи.\n\nСувишно.")

    imported = looking_over.merge_with_above(imported, **seen(imported, cast, place=2))
    imported = looking_over.change_passage(
        imported, **seen(imported, cast, place=2, kind="paragraph", number="3.2", text="Други.\n\nТрећи.")
    )
    imported = looking_over.delete_passages(imported, **seen(imported, cast, places=[4]))
    imported = looking_over.renumber_passages(imported, **seen(imported, cast))

    assert imported.revision == 5
    assert words(imported) == [
        ("heading", "1", "Увод"),
        ("paragraph", "1.1", "Први став.\nЊегов наставак."),
        ("paragraph", "1.2", "Други."),
        ("paragraph", "", "Трећи."),
    ]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": " \n\n "}, "text_missing"),
        ({"number": "1" * 21}, "max_length"),
        ({"kind": "song"}, "invalid_choice"),
        ({"place": 99}, "no_passage"),
        ({"revision": 7}, "changed_meanwhile"),
    ],
)
def test_a_wrong_change_is_refused(cast, document, changes, code):
    imported = pasted(cast, document)

    with refused(code):
        looking_over.change_passage(
            imported, **seen(imported, cast, **{"place": 1, "kind": "paragraph", "number": "", "text": "а"} | changes)
        )


def test_what_a_person_decided_survives_later_changes(cast, document):
    imported = pasted(cast, document, DOUBTFUL)
    old = document.versions.get().passages.all()[1]
    assert [is_doubtful(row) for row in imported.matches] == [False, True, False, False]

    imported = looking_over.decide_origin(imported, **seen(imported, cast, place=1, old=old.pk))
    imported = looking_over.delete_passages(imported, **seen(imported, cast, places=[0]))

    row = imported.matches[0]
    assert (row["old"], row["way"], row["decided"], is_doubtful(row)) == ([old.pk], "changed", True, False)


def test_all_doubts_can_be_confirmed_at_once(cast, document):
    imported = pasted(cast, document, DOUBTFUL)

    imported = looking_over.confirm_origins(imported, **seen(imported, cast))

    assert not any(map(is_doubtful, imported.matches))
    assert imported.matches[1]["old"] == [document.versions.get().passages.all()[1].pk]


def test_an_origin_lies_in_the_version_before(cast, document):
    imported = pasted(cast, document, DOUBTFUL)
    elsewhere = make.make_document_version().passages.first()

    with refused("origin_elsewhere"):
        looking_over.decide_origin(imported, **seen(imported, cast, place=1, old=elsewhere.pk))


# --- issuing ---------------------------------------------------------------------------------


def test_a_version_is_issued_with_the_road_of_each_passage(cast, document):
    first = list(document.versions.get().passages.all())
    parts = TEXT.replace("1.3 Пошумљавање", "1.3 Општине сваке године саде дрвореде дуж путева.\n\nПошумљавање")
    text = parts.replace("месечно", "недељно")
    imported = pasted(cast, document, text)

    version = issue_import(imported, **seen(imported, cast), note="Исправке")

    passages = list(version.passages.all())
    assert (version.number, version.note) == (2, "Исправке")
    assert set(PassageOrigin.objects.values_list("passage", "forerunner", "way")) == {
        (passages[0].pk, first[0].pk, "same"),
        (passages[1].pk, first[1].pk, "changed"),
        (passages[2].pk, first[2].pk, "same"),
        (passages[4].pk, first[3].pk, "same"),
    }
    assert [passages[n].key for n in (0, 1, 2, 4)] == [passage.key for passage in first]
    imported.refresh_from_db()
    assert (imported.status, imported.version) == ("issued", version)


def test_doubts_are_settled_before_a_version_is_issued(cast, document):
    imported = pasted(cast, document, DOUBTFUL)
    with refused("doubts_left"):
        issue_import(imported, **seen(imported, cast))

    imported = looking_over.decide_origin(imported, **seen(imported, cast, place=1, old=None))
    version = issue_import(imported, **seen(imported, cast))

    assert not version.passages.all()[1].origins.exists()


def test_the_parts_of_a_split_share_their_origin_and_the_first_has_the_key(cast, document):
    first = list(document.versions.get().passages.all())
    text = TEXT.replace("месечно и објаве резултате.", "месечно.\n\nРезултате месечног мерења квалитета воде објаве.")
    imported = pasted(cast, document, text)
    imported = looking_over.decide_origin(imported, **seen(imported, cast, place=1, old=first[1].pk))
    imported = looking_over.decide_origin(imported, **seen(imported, cast, place=2, old=first[1].pk))

    version = issue_import(imported, **seen(imported, cast))

    ways = first[1].continuations.order_by("passage__position").values_list("way", "passage__position")
    assert list(ways) == [("split", 2), ("split", 3)]
    assert version.passages.get(position=2).key == first[1].key


def test_a_version_issued_meanwhile_is_matched_anew_and_looked_over_again(cast, document):
    imported = pasted(cast, document, TEXT.replace("месечно", "недељно"))
    add_version(document, by=cast.coordinator, text=TEXT + "\n\n1.4 Ново.")

    with refused("version_meanwhile"):
        issue_import(imported, **seen(imported, cast))
    imported.refresh_from_db()
    version = issue_import(imported, **seen(imported, cast))

    forerunners = {
        origin.forerunner.version.number for passage in version.passages.all() for origin in passage.origins.all()
    }
    assert (version.number, forerunners) == (3, {2})


def test_the_same_text_is_no_new_version_and_an_issued_import_is_done(cast, document):
    imported = pasted(cast, document)
    with refused("same_text"):
        issue_import(imported, **seen(imported, cast))

    imported = looking_over.delete_passages(imported, **seen(imported, cast, places=[3]))
    issue_import(imported, **seen(imported, cast))

    with refused("not_ready"):
        issue_import(imported, **seen(imported, cast))
    with refused("already_issued"):
        actions.discard_import(imported, by=cast.coordinator)


def test_a_discarded_text_leaves_no_file_after_thirty_days(cast, document, media, django_capture_on_commit_callbacks):
    imported = begin_import(document, by=cast.coordinator, file=upload(word_file("Став.")))

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_import(imported, by=cast.coordinator)
    assert len([path for path in media.rglob("*") if path.is_file()]) == 1
    with django_capture_on_commit_callbacks(execute=True):
        remove_expired(at=timezone.now() + KEPT_FOR)

    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert Event.objects.filter(verb="document.import_discarded").exists()


# --- two at once, and size -------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_change_or_issue_at_once_one_is_told(cast, document):
    imported = pasted(cast, document, TEXT.replace("месечно", "недељно"))
    change = {"place": 1, "kind": "paragraph", "number": "", "text": "Речи."}

    changed = race(
        *(
            lambda by=by: looking_over.change_passage(imported, by=cast.user(by), revision=1, **change)
            for by in ("coordinator", "desk_officer")
        )
    )
    imported.refresh_from_db()
    decided = looking_over.decide_origin(imported, **seen(imported, cast, place=1, old=None))
    issued = race(
        *(
            lambda by=by: issue_import(imported, by=cast.user(by), revision=decided.revision)
            for by in ("coordinator", "desk_officer")
        )
    )

    assert one_of(changed, "changed_meanwhile")
    assert one_of(issued, "not_ready")
    assert document.versions.count() == 2


def test_a_document_of_some_length_is_read_by_the_job(cast, document):
    begin_import(document, by=cast.coordinator, file=upload(long_document(6000)))

    run_job(Job.objects.get().pk)

    assert len(DocumentImport.objects.get().passages) > 100
