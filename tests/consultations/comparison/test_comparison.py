"""Two versions side by side, what led from one to the other, and what became of a passage."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consultations.comparison.queries import Comparison, passage_outcomes_of
from consultations.documents.actions.versions import add_version, attach_file
from consultations.models import Consultation, DocumentVersion
from tests import factories as make
from tests.browsing import address, text_of
from tests.counting import assert_flat

WATER = "Јавна предузећа мере квалитет воде једном месечно и објаве резултате."
AIR = "Министарство успоставља мрежу станица за праћење ваздуха у градовима."
FOREST = "Пошумљавање се спроводи на најмање хиљаду хектара годишње."
WASTE = "Општине одвојено сакупљају папир, стакло и пластику од домаћинстава."
ENERGY = "Зграде јавне намене обнављају се до краја деценије из буџета."
SCHOOLS = "Школе добијају програм учења о клими и здравој животној средини."


def text(*passages):
    return "\n\n".join(passages)


FIRST = text("# 1. Увод", WATER, AIR, f"{FOREST} {WASTE}", ENERGY, SCHOOLS)
TRAFFIC = "Потпуно нова мера о саобраћају у селима."
SECOND = text("# 1. Увод", WATER.replace("месечно", "недељно"), FOREST, WASTE, AIR, TRAFFIC)


@pytest.fixture
def consultation(cast):
    """Answered, on the first of two versions."""
    return answered_on(cast, FIRST, SECOND)


def answered_on(cast, *texts, status="answered"):
    version = make.make_document_version(texts[0], issuer=cast.office)
    for later in texts[1:]:
        add_version(version.document, by=cast.user("coordinator"), text=later)
    return make.make_consultation(status, [cast.seko], version=version)


def compared(consultation, user, old=1, new=2):
    versions = {version.number: version for version in consultation.version.document.versions.all()}
    return Comparison(versions[old], versions[new], user)


def reopen(consultation):
    """The comment window is open now."""
    now = timezone.now()
    Consultation.objects.filter(pk=consultation.pk).update(
        status="open",
        opens_at=now - timedelta(days=2),
        comments_close_at=now + timedelta(days=10),
        opinion_due_at=now + timedelta(days=30),
        answer_due_at=now + timedelta(days=45),
    )
    consultation.refresh_from_db()


def ways(comparison):
    return [
        (pair.way, [passage.position for passage in pair.old], [passage.position for passage in pair.new])
        for pair in comparison.pairs
    ]


def passage(consultation, position):
    return consultation.version.passages.get(position=position)


def page_at(consultation, old=1, new=2):
    return address("compare", consultation.version.document.slug, old, new)


# --- pairs -----------------------------------------------------------------------------------


def test_every_passage_of_both_versions_stands_in_one_pair(cast, consultation):
    assert ways(compared(consultation, cast.coordinator)) == [
        ("same", [1], [1]),
        ("changed", [2], [2]),
        ("split", [4], [3, 4]),
        ("removed", [5], []),
        ("removed", [6], []),
        ("moved", [3], [5]),
        ("new", [], [6]),
    ]


def test_merged_passages_stand_beside_what_they_became(cast):
    consultation = answered_on(cast, text(AIR, FOREST, WASTE), text(AIR, f"{FOREST} {WASTE}"))

    assert ways(compared(consultation, cast.coordinator)) == [("same", [1], [1]), ("merged", [2, 3], [2])]


def test_the_road_leads_over_versions_between(cast):
    consultation = answered_on(cast, FIRST, SECOND, SECOND.replace("недељно", "дневно"))

    pairs = compared(consultation, cast.coordinator, 1, 3).pairs

    assert [(pair.way, len(pair.old), len(pair.new)) for pair in pairs] == [
        ("same", 1, 1),
        ("changed", 1, 1),
        ("split", 1, 2),
        ("removed", 1, 0),
        ("removed", 1, 0),
        ("moved", 1, 1),
        ("new", 0, 1),
    ]


def test_words_are_marked_on_their_side(cast, consultation):
    comparison = compared(consultation, cast.coordinator)

    pair = comparison.filled(comparison.pairs)[1]

    assert [words for op, words in pair.old_words if op == "deleted"] == ["месечно "]
    assert [words for op, words in pair.new_words if op == "inserted"] == ["недељно "]


# --- what led there --------------------------------------------------------------------------


def led(cast, consultation, status):
    """A comment on the passage that was changed, merged into an item with an answer; said while it was open."""
    reopen(consultation)
    comment = make.make_comment(
        consultation, cast.mandate("network"), passage=passage(consultation, 2), reason="Месечно је ретко."
    )
    opinion = make.make_opinion(
        consultation, cast.seko, cast.mandate("lead"), items=1, comments=[comment], status="submitted"
    )
    item = opinion.items.get()
    make.make_response(item, cast.mandate("coordinator"), reason="Прихватамо недељно мерење.")
    Consultation.objects.filter(pk=consultation.pk).update(status=status)
    consultation.refresh_from_db()
    return comment, item


@pytest.mark.parametrize(("status", "told"), [("answered", True), ("in_review", False)])
def test_comments_and_items_stand_beside_what_they_changed_and_answers_once_published(cast, consultation, status, told):
    comment, item = led(cast, consultation, status)

    comparison = compared(consultation, cast.user("network"))
    pair = comparison.filled(comparison.pairs)[1]

    assert (pair.comments, pair.items) == ([comment], [item])
    assert (pair.items[0].told is not None) is told


def test_withdrawn_words_lead_nowhere(cast, consultation):
    comment, _item = led(cast, consultation, "open")
    type(comment).objects.filter(pk=comment.pk).update(withdrawn_at=comment.submitted_at)

    comparison = compared(consultation, cast.coordinator)

    assert comparison.filled(comparison.pairs)[1].comments == []


# --- what became of a passage ----------------------------------------------------------------


def test_a_passage_knows_what_became_of_it(cast, consultation):
    passages = list(consultation.version.passages.all())

    told = passage_outcomes_of(passages, cast.coordinator)

    assert [(told[each.pk].way, [after.position for after in told[each.pk].passages]) for each in passages] == [
        ("same", [1]),
        ("changed", [2]),
        ("moved", [5]),
        ("split", [3, 4]),
        ("removed", []),
        ("removed", []),
    ]


def test_a_merged_passage_knows_it(cast):
    consultation = answered_on(cast, text(AIR, FOREST, WASTE), text(AIR, f"{FOREST} {WASTE}"))

    assert (
        passage_outcomes_of([passage(consultation, 3)], cast.coordinator)[passage(consultation, 3).pk].way == "merged"
    )


def test_a_comment_outlives_its_passage_on_every_page(client, cast, consultation):
    reopen(consultation)
    gone = passage(consultation, 6)
    make.make_comment(consultation, cast.mandate("network"), passage=gone)
    Consultation.objects.filter(pk=consultation.pk).update(status="answered")
    client.force_login(cast.network)

    for page in (
        address("passage", consultation.slug, gone.pk),
        address("comments", consultation.slug),
        address("my_comments"),
    ):
        assert "It was removed; version 2 no longer has it." in text_of(client.get(page))
    assert "What changed in version 2" in text_of(client.get(address("detail", consultation.slug)))


# --- who sees it -----------------------------------------------------------------------------


def test_later_versions_are_public_with_the_report_and_earlier_ones_at_once(client, cast):
    open_one = answered_on(cast, FIRST, SECOND, status="open")

    assert client.get(page_at(open_one)).status_code == 404
    assert passage_outcomes_of([passage(open_one, 2)], cast.user("anonymous")) == {}

    Consultation.objects.filter(pk=open_one.pk).update(status="answered")
    assert client.get(page_at(open_one)).status_code == 200


def test_drafts_of_the_office_stay_with_the_office(client, cast):
    draft = answered_on(cast, FIRST, SECOND, status="draft")
    assert client.get(page_at(draft)).status_code == 404

    client.force_login(cast.coordinator)
    assert client.get(page_at(draft)).status_code == 200


def test_the_version_consulted_and_those_before_it_are_public(cast):
    version = make.make_document_version(FIRST, issuer=cast.office)
    second = add_version(version.document, by=cast.user("coordinator"), text=SECOND)
    add_version(version.document, by=cast.user("coordinator"), text=FIRST + "\n\nЈош нешто ново на крају.")
    make.make_consultation("open", [cast.seko], version=second)
    make.make_consultation("draft", [cast.seko], version=second)

    seen = DocumentVersion.objects.visible_to(cast.user("anonymous")).values_list("number", flat=True)

    assert sorted(seen) == [1, 2]


@pytest.mark.parametrize(("old", "new"), [(2, 1), (1, 1), (1, 9)])
def test_only_an_earlier_and_a_later_version_are_compared(client, consultation, old, new):
    assert client.get(page_at(consultation, old, new)).status_code == 404


# --- the page --------------------------------------------------------------------------------


def test_the_page_says_in_words_what_happened(client, cast, consultation):
    led(cast, consultation, "answered")

    page = text_of(client.get(page_at(consultation)))

    told = ("moved", "split", "removed", "new", "from place 3 to place 5", "into 2 passages", "Mesečno je retko.")
    for words in told:
        assert words in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "accepted" in page
    assert WATER not in page
    changed = text_of(client.get(f"{page_at(consultation)}?show=changed"))
    assert 'class="comparison-row comparison-same"' in page
    assert 'class="comparison-row comparison-same"' not in changed


def test_a_link_leads_to_the_page_on_which_the_passage_stands(client, cast):
    many = [f"Мера број {n} има речи које нема ниједна друга: {n * 7919}." for n in range(60)]
    consultation = answered_on(cast, text(*many), text(*many[:-1], many[-1].replace("речи", "слова")))

    page = client.get(f"{page_at(consultation)}?at=60")

    assert page.context["page"].number == 2
    assert 'id="at"' in text_of(page)


def test_files_stand_beside_the_text(client, cast, consultation):
    file = SimpleUploadedFile("Nacrt.pdf", b"%PDF-")
    attach_file(consultation.version.document, by=cast.user("coordinator"), file=file)

    assert "Nacrt.pdf" in text_of(client.get(address("detail", consultation.slug)))


def test_the_page_needs_the_same_queries_for_many_passages_comments_and_items(client, cast, consultation):
    place = passage(consultation, 2)
    reopen(consultation)
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1)

    def grow(rows):
        mandate = cast.mandate("network")
        comments = [make.make_comment(consultation, mandate, passage=place) for _ in range(rows)]
        item = opinion.items.get()
        for comment in comments:
            item.item_comments.create(comment=comment)

    client.force_login(cast.coordinator)
    assert_flat(client, page_at(consultation), grow)


def test_the_api_tells_from_where_a_passage_came(client, consultation):
    rows = client.get(reverse("consultation-passages-list", args=[consultation.slug]), {"version": 2}).json()["results"]

    key = str(passage(consultation, 4).key)
    assert rows[2]["origins"] == [{"way": "split", "position": 4, "key": key}]
    assert (rows[2]["key"], rows[3]["key"] == key, rows[5]["origins"]) == (key, False, [])
