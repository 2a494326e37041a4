"""What the demo shows of every state: on a document of realistic length, and in what is unfinished."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Count, F
from django.utils import timezone

from consultations.documents.actions.imports import is_doubtful
from consultations.documents.importing import Block
from consultations.models import (
    Attachment,
    Comment,
    CommentDraft,
    Consultation,
    DocumentFile,
    DocumentImport,
    MinorityPosition,
    Opinion,
    OpinionItem,
    PassageOrigin,
    Question,
    QuestionAnswer,
    Response,
    SetAside,
)
from consultations.opinions.actions.opinions import comments_left
from consultations.opinions.content import content_hash
from consultations.responses.implementation import items_not_in_text
from organizations.models import Organization, User
from seko.demo.revising import by_address, edit_text, revise
from seko.events.models import Event
from seko.rules.uploads import sha256_of

Status = Consultation.Status


@pytest.fixture
def long_one(demo):
    """The answered one on the long document."""
    return Consultation.objects.get(slug__startswith="energetska-tranzicija")


@pytest.fixture
def versions(long_one):
    return list(long_one.version.document.versions.order_by("number"))


@pytest.fixture
def running(demo):
    return Consultation.objects.open(timezone.now()).get()


# --- a document of realistic length ---


def test_the_document_is_as_long_as_those_of_an_office_and_has_every_kind_of_passage(versions):
    passages = list(versions[0].passages.all())
    kinds = Counter(passage.kind for passage in passages)

    assert 400 < len(passages) < 500
    assert 8_500 < sum(len(passage.text.split()) for passage in passages) < 12_000
    assert kinds["heading"] >= 60 and kinds["article"] == 25
    assert kinds["table"] == 12 and kinds["footnote"] == 11 and kinds["list_item"] >= 60
    assert {passage.level for passage in passages if passage.kind == "list_item"} == {1, 2}
    texts = [passage.text for passage in passages if passage.kind == "paragraph"]
    assert len(set(texts)) == len(texts)


def test_the_second_version_has_changed_split_merged_moved_new_and_removed_passages(versions):
    first, second = versions
    ways = Counter(PassageOrigin.objects.filter(passage__version=second).values_list("way", flat=True))

    assert ways["changed"] >= 15
    assert {"split": 2, "merged": 2, "moved": 1}.items() <= ways.items()
    assert second.passages.filter(origins__isnull=True).count() == 2
    assert first.passages.filter(continuations__isnull=True).count() == 1
    old, new = (by_address(version.passages.all()) for version in versions)
    assert old["4.2.1.6"].key == new["4.2.1.6"].key != new["4.2.1.6а"].key
    assert old["4.4.3.2"].key == new["5.2.5"].key and old["9.4.1"].key == new["9.4.1"].key


def test_comments_of_all_kinds_come_from_many_organizations_of_two_networks(long_one):
    comments = Comment.objects.filter(consultation=long_one)

    assert 80 <= comments.active().count() <= 120
    assert set(comments.values_list("kind", flat=True)) == set(Comment.Kind.values)
    assert comments.values("organization").distinct().count() >= 30
    assert all(comments.of_network(seko).count() >= 30 for seko in long_one.sekos.all())
    assert comments.filter(is_late=True).count() in {1, 2}
    assert comments.annotate(n=Count("supports")).filter(n__gte=3).count() >= 5
    hidden = comments.hidden().get()
    assert hidden.hidden_reason and hidden.hidden_mandate.organization.consortium_memberships.filter(role="lead")


def test_proposals_change_some_words_of_their_passage(long_one):
    changes = long_one.comments.filter(kind="change").select_related("passage")

    assert len(changes) >= 35
    for change in changes:
        assert set(change.proposed_text.split()) & set(change.passage.text.split()), change
        assert change.proposed_text != change.passage.text


def test_questions_of_all_kinds_are_answered_by_more_than_twenty_organizations(long_one, running):
    for consultation in (long_one, running):
        kinds = consultation.questions.order_by("position").values_list("kind", flat=True)
        assert list(kinds) == Question.Kind.values
    answers = QuestionAnswer.objects.submitted().filter(question__consultation=long_one)
    assert answers.values("organization").distinct().count() == 26
    assert not answers.exclude(submitted_at__lt=F("question__consultation__comments_close_at")).exists()
    for question in long_one.questions.filter(is_required=True):
        assert question.answers.count() == 26


def test_two_opinions_settle_every_comment_and_keep_a_minority_with_its_words(long_one):
    opinions = long_one.opinions.submitted()

    assert {opinion.seko.code for opinion in opinions} == {"energy", "hrsd"}
    assert not any(comments_left(opinion).exists() for opinion in opinions)
    assert OpinionItem.objects.filter(opinion__in=opinions).annotate(n=Count("comments")).filter(n__gte=3).count() >= 5
    kept = MinorityPosition.objects.filter(opinion__in=opinions, comments__isnull=False).select_related("organization")
    assert kept.count() == 2
    for position in kept.prefetch_related("comments"):
        assert {comment.organization_id for comment in position.comments.all()} == {position.organization_id}
        assert not position.item.comments.filter(pk__in=position.comments.all()).exists()
    assert SetAside.objects.filter(opinion__in=opinions).exclude(reason="").count() >= 5


def test_every_outcome_is_given_and_what_was_accepted_is_found_or_said_to_be_missing(long_one, versions):
    responses = Response.objects.filter(item__opinion__consultation=long_one)

    assert set(responses.values_list("outcome", flat=True)) == set(Response.Outcome.values)
    assert all(response.forwarded_to for response in responses.filter(outcome="forwarded"))
    assert set(responses.values_list("status", flat=True)) == {"approved"}
    assert responses.filter(landed_in__version=versions[1]).count() >= 20
    assert responses.get(landing__isnull=False).landing.passage.version == versions[1]
    assert [item.title for item in items_not_in_text(long_one)] == ["Независан водич"]


def test_its_report_is_frozen_with_questions_and_hash(long_one):
    content = long_one.report.content

    assert long_one.report.content_hash == content_hash(content)
    assert content["numbers"]["comments"] == long_one.comments.active().count()
    assert content["numbers"]["items"] == 32
    assert len(content["questions"]) == 5
    for opinion in long_one.opinions.submitted():
        assert opinion.content_hash == content_hash(opinion.content)


# --- what is unfinished ---


def test_two_colleagues_prepare_drafts_that_nobody_else_sees(running):
    ours = User.objects.get(email="mreza1@demo.seko.example")
    others = User.objects.get(email="mreza2@demo.seko.example")
    drafts = CommentDraft.objects.filter(consultation=running).visible_to(ours)

    assert drafts.values("mandate").distinct().count() == 2
    assert drafts.filter(reason="").exists() and drafts.filter(passage__isnull=True).exists()
    assert not CommentDraft.objects.visible_to(others).exists()
    assert QuestionAnswer.objects.filter(submitted_at__isnull=True, question__consultation=running).count() == 2


def test_an_organization_has_taken_back_what_it_said(running):
    told = Event.objects.get(verb="contribution.withdrawn")

    made_in_bulk = Event.objects.filter(verb="contribution.submitted").first()
    assert (set(told.facts), told.public) == (set(made_in_bulk.facts), made_in_bulk.public)
    organization = Organization.objects.get(pk=told.organization_id)
    assert running.comments.filter(organization=organization).count() == len(told.facts["numbers"]) == 2
    assert not running.comments.active().filter(organization=organization).exists()
    assert running.comment_drafts.filter(organization=organization).count() == 2


def test_a_member_objects_to_an_opinion_in_the_making(demo):
    opinion = Opinion.objects.get(status=Opinion.Status.DRAFT, objections__isnull=False)

    assert opinion.seko.approval_rule == "majority"
    assert opinion.approvals.count() == opinion.objections.count() == 1
    assert opinion.items.exclude(note="").count() == 2
    assert Event.objects.filter(verb="opinion.consent_asked").count() == 1


def test_a_second_version_waits_for_the_word_of_the_office(demo):
    waiting = DocumentImport.objects.get()

    assert waiting.status == DocumentImport.Status.READY
    assert sum(is_doubtful(row) for row in waiting.matches) >= 2
    assert {row["way"] for row in waiting.matches} >= {"same", "changed", "new"}


def test_a_pdf_stands_beside_a_document(running):
    kept = DocumentFile.objects.get(document=running.version.document)

    with kept.file.open("rb") as file:
        assert sha256_of(file) == kept.sha256
        assert file.read(5) == b"%PDF-"


def test_dates_were_moved_hurried_and_told_on_the_portal_of_the_state(running, long_one):
    moved = Event.objects.get(verb="consultation.dates_moved")
    urgent = Consultation.objects.exclude(urgency_reason="").get()

    assert moved.object_id == running.pk and moved.facts["reason"]
    assert urgent.comments_close_at - urgent.opens_at < timedelta(days=7)
    assert running.ekonsultacije_url and long_one.ekonsultacije_url


def test_files_come_with_comments_and_can_be_opened(demo):
    attachments = list(Attachment.objects.all())

    assert sorted(a.name.rpartition(".")[2] for a in attachments) == ["pdf", "pdf", "xlsx", "xlsx"]
    assert all("demo" in a.name for a in attachments)
    for attachment in attachments:
        with attachment.file.open("rb") as file:
            assert sha256_of(file) == attachment.sha256
            assert file.read(4) == (b"%PDF" if attachment.name.endswith("pdf") else b"PK\x03\x04")


# --- how a version is told ---


def test_a_step_that_fits_no_passage_is_an_error():
    passages = [Block("paragraph", 0, "1.1", "Рок је пет дана.")]

    with pytest.raises(ValueError, match=r"9\.9"):
        revise(passages, [{"change": "9.9", "words": "Нов текст"}])
    with pytest.raises(ValueError, match="0 times"):
        edit_text("Рок је пет дана.", {"шест": "седам"})
