"""Several passages at once, what was left out beside its passage, and each change taken back; without script."""

import pytest

from consultations.documents.actions import looking_over
from consultations.documents.actions.imports import begin_import
from consultations.documents.importing.losses import KINDS
from consultations.documents.preview import LOSS_WORDS
from consultations.models import DocumentImport
from seko.jobs.actions import run_job
from seko.jobs.models import Job
from tests import factories as make
from tests.browsing import address, text_of
from tests.consultations.documents.imports import DOUBTFUL, TEXT, pasted, seen, upload, words
from tests.consultations.documents.word_xml import HIDDEN, STRUCK, par, run, word_of
from tests.refusals import refused

LINES = "Увод\n\nПрви став.\n\nДруги став.\n\nТрећи став.\n\nМера\tРок\nШума\t2030"


@pytest.fixture
def document(cast):
    return make.make_document_version(TEXT, issuer=cast.office).document


@pytest.fixture
def imported(cast, document):
    return pasted(cast, document, LINES)


def texts(imported):
    return [text for _kind, _number, text in words(imported)]


def act(imported, cast, name, places, **more):
    return getattr(looking_over, name)(imported, **seen(imported, cast, places=places, **more))


# --- several at once -------------------------------------------------------------------------


def test_chosen_passages_are_deleted(cast, imported):
    imported = act(imported, cast, "delete_passages", [1, 3])

    assert texts(imported) == ["Увод", "Други став.", "Мера\tРок\nШума\t2030"]


def test_each_run_of_chosen_passages_becomes_one(cast, document):
    imported = pasted(cast, document, "\n\n".join("абвгдђ"))

    imported = act(imported, cast, "merge_passages", [0, 1, 3, 4, 5])

    assert texts(imported) == ["а\nб", "в", "г\nд\nђ"]


def test_chosen_passages_become_headings_and_paragraphs_again(cast, imported):
    imported = act(imported, cast, "make_headings", [0, 2], level=2)
    assert [(row["kind"], row["level"]) for row in imported.passages][:3] == [
        ("heading", 2), ("paragraph", 0), ("heading", 2),
    ]  # fmt: skip

    imported = act(imported, cast, "make_paragraphs", [2])

    assert [(row["kind"], row["level"]) for row in imported.passages][2] == ("paragraph", 0)


@pytest.mark.parametrize(
    ("name", "places", "code"),
    [
        ("delete_passages", [], "nothing_chosen"),
        ("delete_passages", [99], "no_passage"),
        ("merge_passages", [0, 2], "not_adjacent"),
        ("make_headings", [0, 4], "table_chosen"),
        ("make_paragraphs", [4], "table_chosen"),
    ],
)
def test_a_wrong_choice_is_refused(cast, imported, name, places, code):
    with refused(code):
        act(imported, cast, name, places)


@pytest.mark.parametrize("name", ["delete_passages", "merge_passages", "make_headings", "make_paragraphs"])
def test_who_has_seen_an_older_text_changes_nothing(cast, imported, name):
    with refused("changed_meanwhile"):
        getattr(looking_over, name)(imported, by=cast.coordinator, revision=0, places=[0, 1])


# --- undo ------------------------------------------------------------------------------------


def test_each_change_is_taken_back_one_after_another(cast, document):
    imported = pasted(cast, document, DOUBTFUL)
    states = []

    def step(name, **more):
        nonlocal imported
        states.append((imported.passages, imported.matches))
        imported = getattr(looking_over, name)(imported, **seen(imported, cast, **more))

    step("confirm_origins")
    step("change_passage", place=1, kind="paragraph", number="1.1", text="Прво.\n\nДруго.")
    step("make_headings", places=[1, 2], level=3)
    step("merge_passages", places=[1, 2])
    step("renumber_passages")
    step("decide_origin", place=1, old=None)
    step("delete_passages", places=[0, 1])

    for passages, matches in reversed(states):
        imported = looking_over.undo(imported, **seen(imported, cast))
        assert (imported.passages, imported.matches) == (passages, matches)
    with refused("nothing_to_undo"):
        looking_over.undo(imported, **seen(imported, cast))


def test_who_has_seen_an_older_text_takes_nothing_back(cast, imported):
    imported = act(imported, cast, "delete_passages", [1])

    with refused("changed_meanwhile"):
        looking_over.undo(imported, by=cast.coordinator, revision=imported.revision - 1)


def test_only_the_last_changes_are_remembered(cast, imported, monkeypatch):
    monkeypatch.setattr(looking_over, "MOST_STEPS", 3)
    for level in range(1, 6):
        imported = act(imported, cast, "make_headings", [0], level=level)

    for level in (4, 3, 2):
        imported = looking_over.undo(imported, **seen(imported, cast))
        assert imported.passages[0]["level"] == level
    assert imported.steps == []


# --- what was left out -----------------------------------------------------------------------

FILE = word_of(
    par("Први став."),
    par(run("Други став."), run("Тајна.", HIDDEN)),
    par("Трећи став."),
    par(run("Четврти став."), run("Старо.", STRUCK)),
)


@pytest.fixture
def from_word(cast, document):
    imported = begin_import(document, by=cast.coordinator, file=upload(FILE))
    run_job(Job.objects.get().pk)
    imported.refresh_from_db()
    return imported


def places(imported):
    return [(loss["kind"], loss["place"]) for loss in imported.left_out]


def test_what_was_left_out_stays_with_its_passage_through_changes(cast, from_word):
    imported = from_word
    assert places(imported) == [("hidden", 2), ("struck", 4)]

    imported = act(imported, cast, "delete_passages", [0])
    assert places(imported) == [("hidden", 1), ("struck", 3)]
    imported = act(imported, cast, "merge_passages", [1, 2])
    assert places(imported) == [("hidden", 1), ("struck", 2)]

    for _ in range(2):
        imported = looking_over.undo(imported, **seen(imported, cast))
    assert places(imported) == [("hidden", 2), ("struck", 4)]


def test_the_preview_says_what_was_left_out_and_leads_to_its_place(cast, client, document, from_word):
    client.force_login(cast.coordinator)

    page = text_of(client.get(address("import", document.slug, from_word.pk)))

    assert "Hidden text was left out." in page
    assert 'href="?page=1#b2"' in page
    assert page.count("Tajna.") == 2  # in the list, and beside the passage


def test_each_kind_of_loss_has_words():
    assert set(LOSS_WORDS) == set(KINDS)


# --- pages -----------------------------------------------------------------------------------


def test_passages_are_chosen_by_ticks_and_by_a_stretch_and_the_change_undone(cast, client, document, imported):
    client.force_login(cast.coordinator)
    at = address("import", document.slug, imported.pk)
    page = text_of(client.get(at))
    assert page.count('form="chosen" name="place"') == 5
    assert 'form="undo"' not in page

    answer = client.post(
        address("import_chosen", document.slug, imported.pk),
        {"revision": 1, "do": "delete", "place": ["1"], "from": "3", "to": "4"},
        follow=True,
    )
    imported.refresh_from_db()
    assert texts(imported) == ["Први став.", "Мера\tРок\nШума\t2030"]
    assert "Undo: passages deleted" in text_of(answer)

    client.post(address("import_undo", document.slug, imported.pk), {"revision": 2})
    imported.refresh_from_db()
    assert len(imported.passages) == 5


NONSENSE = [
    {},
    {"do": "sing", "place": "1"},
    {"do": "delete", "place": "x"},
    {"do": "delete", "from": "9" * 30},
    {"do": "delete", "from": "4", "to": "2"},
    {"do": "merge", "place": ["1", "99"]},
]


@pytest.mark.parametrize("given", NONSENSE)
def test_nonsense_is_told_and_changes_nothing(cast, client, document, imported, given):
    client.force_login(cast.coordinator)

    answer = client.post(address("import_chosen", document.slug, imported.pk), {"revision": 1, **given}, follow=True)

    assert answer.status_code == 200
    assert DocumentImport.objects.get(pk=imported.pk).revision == 1


CHANGE = {"revision": 1, "kind": "paragraph", "number": "", "text": "Други став, измењен."}


def form_of(client, document, imported, place):
    page = client.get(address("import_passage", document.slug, imported.pk, place))
    return {**CHANGE, "mark": page.context["row"].mark}


def test_a_passage_that_moved_meanwhile_is_found_again(cast, client, document, imported):
    client.force_login(cast.coordinator)
    form = form_of(client, document, imported, 3)
    act(imported, cast, "delete_passages", [0])

    answer = client.post(address("import_passage", document.slug, imported.pk, 3), form)

    page = text_of(answer)
    assert answer.context["row"].block.text == "Други став."
    assert f'action="{address("import_passage", document.slug, imported.pk, 2)}"' in page
    assert "Други став, измењен." in page
    imported.refresh_from_db()
    assert texts(imported)[1] == "Други став."


def test_words_for_a_passage_that_is_gone_are_kept_and_nothing_else_is_overwritten(cast, client, document):
    imported = pasted(cast, document, "Сасвим нешто друго овде.\n\nЈош једна реченица.\n\nВода и ваздух у граду.")
    client.force_login(cast.coordinator)
    form = {**form_of(client, document, imported, 2), "text": "Моје дуго писане речи."}
    act(imported, cast, "delete_passages", [1])

    page = text_of(client.post(address("import_passage", document.slug, imported.pk, 2), form))

    assert "no longer there" in page
    assert "Моје дуго писане речи." in page
    assert '<button class="btn btn-primary">Save</button>' not in page
