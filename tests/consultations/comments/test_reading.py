"""The text under consultation as it is read, what was said about it, and how that is narrowed and ordered."""

import pytest

from consultations.comments.filters import CommentFilter
from consultations.comments.proposals import changes_of
from consultations.comments.reading import contents_of, passages_to_read
from consultations.models import Comment, Consultation, MinorityComment, MinorityPosition, Passage, SetAside, Support
from tests import factories as make
from tests.browsing import address, sign_in, text_of
from tests.counting import assert_flat

KINDS = [
    ("heading", 1, "I", "Увод"),
    ("heading", 3, "", "Дубоко"),
    ("article", 0, "", "Члан 1."),
    ("paragraph", 0, "1.1", "Став."),
    ("list_item", 2, "", "ставка у дубини"),
    ("table", 0, "Т1", "Мера\tИзнос\nОбнова\t100"),
    ("footnote", 0, "", "Видети прилог."),
    ("heading", 1, "II", "Крај"),
]


@pytest.fixture
def version(db):
    version = make.make_document_version("")
    Passage.objects.bulk_create(
        Passage(version=version, position=n, kind=kind, level=level, number=number, text=text)
        for n, (kind, level, number, text) in enumerate(KINDS, start=1)
    )
    return version


@pytest.fixture
def running(cast, version):
    return make.make_consultation("open", [cast.seko], version=version)


def test_headings_have_ranks_without_gaps_and_count_what_was_said_below(cast, running):
    article, table = running.version.passages.get(kind="article"), running.version.passages.get(kind="table")
    for passage in (article, table, table):
        make.make_comment(running, cast.mandate("network"), passage)

    passages = passages_to_read(running)

    assert [passage.rank for passage in passages] == [3, 4, 5, None, None, None, None, 3]
    assert [passage.comment_count for passage in passages] == [0, 0, 1, 0, 0, 2, 0, 0]
    assert [(h.text, h.section_count) for h in contents_of(passages)] == [("Увод", 3), ("Дубоко", 3), ("Крај", 0)]


def test_each_kind_of_passage_has_its_form_and_says_its_language(client, running):
    text = text_of(client.get(address("detail", running.slug)))

    for part in (
        '<span lang="sr-Latn" class="passage-number">I</span><span lang="sr-Latn">Uvod</span></h3>',
        '<h5 lang="sr-Latn" class="passage-heading">Član 1.</h5>',
        'class="passage passage-list_item passage-depth-2"',
        '<th lang="sr-Latn" scope="col">Mera</th>',
        "<td>100</td>",
        'class="passage passage-footnote"',
    ):
        assert part in text


@pytest.mark.parametrize("who", ["anonymous", "network"])
def test_the_language_is_changed_by_links_where_there_is_no_form_to_take_along(client, cast, running, who):
    sign_in(client, cast, who)
    pages = [address("passage", running.slug, running.version.passages.first().pk)]
    pages += [address("contribution", running.slug)] if who == "network" else []

    for page in pages:
        text = text_of(client.get(page))
        assert ('form="typed"' in text) is ('id="typed"' in text)


# --- what a comment proposes -----------------------------------------------------------------


def proposed(passage, kind, text):
    comment = Comment(passage=passage, kind=kind, proposed_text=text)
    return [(change.op, change.words.strip()) for change in changes_of(comment) or []]


def test_a_proposal_is_shown_as_a_change_of_its_passage(version):
    passage = version.passages.get(text="Видети прилог.")

    assert proposed(passage, "change", "Видети анекс.") == [
        ("kept", "Видети"), ("deleted", "прилог"), ("inserted", "анекс"), ("kept", "."),
    ]  # fmt: skip
    assert proposed(passage, "deletion", "") == [("deleted", "Видети прилог.")]
    assert proposed(passage, "addition", "И закон.") == [("inserted", "И закон.")]
    assert proposed(passage, "question", "") == []
    assert proposed(None, "change", "Ново.") == []


# --- what is looked for ----------------------------------------------------------------------


@pytest.fixture
def answered(cast):
    """One comment of each fate: waiting, merged and accepted, kept as a minority position, set aside."""
    consultation = make.make_consultation("in_review", [cast.seko])
    _waiting, merged, minority, aside = (make.make_comment(consultation, cast.mandate("network")) for _ in range(4))
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, comments=[merged])
    SetAside.objects.create(opinion=opinion, comment=aside, reason="Не.")
    position = MinorityPosition.objects.create(opinion=opinion, organization=cast.network_org, text="Не.")
    MinorityComment.objects.create(position=position, comment=minority)
    make.make_response(opinion.items.get(), cast.mandate("coordinator"))
    opinion.status, opinion.number, opinion.content_hash = "submitted", "K/E", "0" * 64
    opinion.submitted_at = consultation.comments_close_at
    opinion.save()
    return consultation


def found(consultation, **query):
    return [comment.number for comment in CommentFilter(query, queryset=consultation.comments.order_by("number")).qs]


@pytest.mark.parametrize(
    ("status", "numbers"), [("waiting", [1]), ("merged", [2]), ("minority", [3]), ("set_aside", [4]), ("accepted", [])]
)
def test_comments_are_found_by_what_became_of_them(client, answered, status, numbers):
    assert found(answered, status=status) == numbers
    rows = client.get(f"/api/v1/consultations/{answered.slug}/comments/?status={status}").json()["results"]
    assert [row["number"] for row in rows] == numbers


def test_outcomes_are_looked_for_once_the_report_is_out(answered):
    Consultation.objects.filter(pk=answered.pk).update(status="answered")

    assert (found(answered, status="accepted"), found(answered, status="partly")) == ([2], [])


def test_the_most_supported_come_first_with_the_networks_behind_them(cast, running):
    few, many = (make.make_comment(running, cast.mandate("network")) for _ in range(2))
    for who in ("member", "lead", "outsider"):
        mandate = cast.mandate(who)
        Support.objects.create(comment=many, organization=mandate.organization, mandate=mandate)
    Support.objects.create(comment=few, organization=cast.member_org, mandate=cast.mandate("member"))

    assert found(running, sort="supports") == [2, 1]
    weights = running.comments.with_weight().order_by("number").values_list("support_count", "network_count")
    assert list(weights) == [(1, 1), (3, 2)]


@pytest.mark.parametrize("page", ["detail", "comments", "passage"])
def test_the_pages_need_as_many_queries_for_many_rows(client, cast, running, page):
    client.force_login(cast.lead)
    last = running.version.passages.last()
    args = [running.slug, last.pk] if page == "passage" else [running.slug]

    def grow(rows):
        for _ in range(rows):
            make.make_comment(running, cast.mandate("network"), last, kind="change", proposed_text="Ново.")

    assert_flat(client, address(page, *args), grow)
