"""Documents: how a text becomes numbered passages, and how their keys survive from version to version."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from consultations.documents.actions.versions import add_version, create_document, split_text
from consultations.models import Document, DocumentVersion
from organizations.models import Representation
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import address, press
from tests.cast import Cast
from tests.refusals import refused

CASE_WORKERS = {"coordinator", "desk_officer"}
OTHERS = [role for role in Cast.roles() if role not in CASE_WORKERS]


@pytest.fixture
def document(cast):
    return make.make_document_version(issuer=cast.office).document


def words(**changes):
    return {"title": "Акциони документ за енергетику", "kind": "ad", "language": "sr", **changes}


def keys(version):
    return {passage.text: passage.key for passage in version.passages.all()}


@pytest.mark.parametrize("who", sorted(CASE_WORKERS))
def test_case_workers_register_a_document(cast, who):
    area = cast.seko.areas.get()

    document = create_document(by=cast.user(who), issuer=cast.ministry, areas=[area], **words())

    document.refresh_from_db()
    assert (document.slug, document.issuer, list(document.areas.all())) == (
        "akcioni-dokument-za-energetiku",
        cast.ministry,
        [area],
    )


def test_a_second_document_with_the_same_title_gets_an_address_of_its_own(cast):
    first, second = (create_document(by=cast.coordinator, issuer=cast.office, **words()) for _ in range(2))

    assert first.slug != second.slug


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ""}, "blank"),
        ({"title": "x" * 251}, "max_length"),
        ({"kind": "song"}, "invalid_choice"),
        ({"language": "la"}, "invalid_choice"),
    ],
)
def test_a_document_has_a_title_a_known_kind_and_a_known_language(cast, changes, code):
    with refused(code):
        create_document(by=cast.coordinator, issuer=cast.office, **words(**changes))

    assert not Document.objects.exists()


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_registers_documents_or_issues_versions(cast, document, who):
    with pytest.raises(PermissionDenied):
        create_document(by=cast.user(who), issuer=cast.office, **words())
    with pytest.raises(PermissionDenied):
        add_version(document, by=cast.user(who), text=make.TEXT)

    assert (Document.objects.count(), DocumentVersion.objects.count(), Event.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("who", sorted(CASE_WORKERS))
def test_a_version_is_issued_under_a_mandate_and_not_told_to_the_public(cast, document, who):
    version = add_version(document, by=cast.user(who), text=f"{make.TEXT}\n\n2.3 Нов став.", note="Исправке")

    version.refresh_from_db()
    assert (version.number, version.issued_on, version.note) == (2, today(), "Исправке")
    event = Event.objects.get()
    assert (event.verb, event.actor, event.organization, event.public) == (
        "document.version_issued",
        cast.user(who),
        cast.office,
        False,
    )
    assert event.facts == {"title": document.title, "title_en": document.title_en, "number": 2}
    assert event.topics == [f"document:{document.pk}"]
    assert event.distributed_at  # nobody is told by mail


def test_versions_are_numbered_in_the_order_in_which_they_are_issued(cast):
    document = create_document(by=cast.coordinator, issuer=cast.office, **words())

    numbers = [
        add_version(document, by=cast.coordinator, text=f"{n} пут.", issued_on=date(2026, 1, n)).number
        for n in (1, 2, 3)
    ]

    assert numbers == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "   ", "\n\n \n", "#", "# \n\n##"])
def test_a_version_without_text_is_refused(cast, document, text):
    with refused("text_missing"):
        add_version(document, by=cast.coordinator, text=text)

    assert document.versions.count() == 1


def test_who_no_longer_works_for_the_office_issues_nothing(cast, document):
    Representation.objects.filter(user=cast.desk_officer).update(valid_to=today())

    with pytest.raises(PermissionDenied):
        add_version(document, by=cast.user("desk_officer"), text=make.TEXT)


# --- passages --------------------------------------------------------------------------------


def test_a_text_that_has_not_changed_is_no_new_version(cast):
    document = make.make_document_version().document

    with refused("same_text"):
        add_version(document, by=cast.coordinator, text=make.TEXT + "\n\n")

    assert document.versions.count() == 1


def test_blank_lines_part_passages_and_numbers_stay_with_them():
    passages = split_text("# 1. Увод\r\n\r\n1.1 Први став\r\nу два реда.\r\n\r\n2) Други.\n\n\n\nБез броја.")

    assert [(p.position, p.number, p.kind, p.text) for p in passages] == [
        (1, "1", "heading", "Увод"),
        (2, "1.1", "paragraph", "Први став\nу два реда."),
        (3, "2)", "list_item", "Други."),
        (4, "", "paragraph", "Без броја."),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2020. године усвојен је план.", ""),
        ("15 дана после објаве", ""),
        ("1. Мера", "1"),
        ("1.2 Мера", "1.2"),
        ("1.2. Мера", "1.2"),
        ("# 3 Циљеви", "3"),
        ("# 2027 и даље", ""),
    ],
)
def test_years_and_quantities_are_not_taken_for_numbers_of_passages(text, number):
    assert [passage.number for passage in split_text(text)] == [number]


def test_a_number_that_is_too_long_for_one_stays_in_the_text():
    (passage,) = split_text("1.2.3.4.5.6.7.8.9.10.11 Члан")

    assert (passage.number, passage.text) == ("", "1.2.3.4.5.6.7.8.9.10.11 Члан")


def test_the_same_and_alike_passages_keep_their_keys(cast, document):
    before = keys(document.versions.get())
    text = make.TEXT.replace("смањује се за петину до 2030. године", "смањује се за трећину до 2030. године")

    after = keys(add_version(document, by=cast.coordinator, text=text))

    changed = "Потрошња енергије смањује се за трећину до 2030. године."
    old = "Потрошња енергије смањује се за петину до 2030. године."
    assert after.pop(changed) == before.pop(old)
    assert after == before


def test_a_new_passage_gets_a_key_of_its_own_and_moves_no_other(cast, document):
    before = keys(document.versions.get())

    after = keys(add_version(document, by=cast.coordinator, text="# 0. Сажетак\n\nУкратко о свему.\n\n" + make.TEXT))

    assert {text: key for text, key in after.items() if text in before} == before
    assert len(set(after.values())) == len(before) + 2


def test_a_passage_that_is_repeated_does_not_share_its_key(cast, document):
    version = add_version(document, by=cast.coordinator, text="Исти став.\n\nИсти став.\n\nИсти став.")

    assert version.passages.values("key").distinct().count() == 3


def test_a_later_version_keeps_keys_through_two_steps(cast, document):
    before = keys(document.versions.get())
    add_version(document, by=cast.coordinator, text=make.TEXT + "\n\n3. Ново.")

    after = keys(add_version(document, by=cast.coordinator, text=make.TEXT))

    assert after == before


def test_the_text_under_consultation_stays_when_a_version_follows(cast):
    consultation = make.make_consultation(sekos=[cast.seko])
    before = list(consultation.version.passages.values_list("key", "text"))

    add_version(consultation.version.document, by=cast.coordinator, text="Све је друкчије.")

    consultation.refresh_from_db()
    assert list(consultation.version.passages.values_list("key", "text")) == before


def test_a_version_whose_number_is_also_the_id_of_its_row_is_issued_by_the_second_press(client, cast):
    version = make.make_document_version()
    DocumentVersion.objects.filter(pk=version.pk).update(number=version.pk)  # the next one has the next id, too
    client.force_login(cast.coordinator)

    press(client, address("version_create", version.document.slug), {"text": "1. Нов став."})

    assert version.document.versions.count() == 2
