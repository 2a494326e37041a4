"""The consultations of the demo: two years of them, told by hand and in rounds, with all rules kept."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from consultations.models import (
    Assignment,
    Comment,
    Consultation,
    ConsultationReport,
    DocumentVersion,
    MinorityPosition,
    Opinion,
    QuestionAnswer,
    Response,
    SetAside,
    Support,
)
from consultations.opinions.actions.opinions import comments_left
from consultations.opinions.content import content_hash, opinion_content
from organizations.models import Organization, User
from sectors.models import ConsortiumMembership, NetworkMembership, Seko
from seko.demo.files import data
from seko.demo.loop import ROUNDS_AFTER, ROUNDS_BEFORE, ROUNDS_TO_COME
from seko.events.models import Event
from seko.rules.validity import today
from seko.scripts import to_latin
from tests.ground import load_demo

Status = Consultation.Status
BY_HAND = 3
LONG = "energetska-tranzicija"  # its document is of realistic length; it has tests of its own


def told():
    """All that a reader sees of the consultations, without ids."""
    rows = {
        Comment: ("consultation__number", "number", "organization__slug", "reason", "proposed_text", "submitted_at"),
        Support: ("comment__consultation__number", "comment__number", "organization__slug", "given_at"),
        Response: ("item__opinion__number", "item__position", "outcome", "reason", "organization__slug", "answered_at"),
        SetAside: ("opinion__number", "comment__number", "reason"),
        QuestionAnswer: ("question__text", "organization__slug", "value", "submitted_at"),
        Event: ("verb", "at", "organization__slug", "actor__email"),
        User: ("email", "full_name", "representations__organization__slug"),
    }
    return {model: sorted(map(str, model.objects.values_list(*fields))) for model, fields in rows.items()}


@pytest.fixture
def finished(demo):
    """The one told by hand to its end."""
    return Consultation.objects.get(slug__startswith="zivotna-sredina-i-klimatske-promene", status=Status.ANSWERED)


@pytest.fixture
def in_review(demo):
    return Consultation.objects.get(status=Status.IN_REVIEW)


@pytest.fixture
def consolidated(demo):
    return Consultation.objects.get(status=Status.CONSOLIDATION)


# --- all of them ---


@pytest.mark.slow
def test_the_demo_is_the_same_each_time(db, tmp_path):
    stories = []
    for __ in range(2):
        with transaction.atomic():
            load_demo(tmp_path)
            stories.append(told())
            transaction.set_rollback(True)

    assert stories[0] == stories[1]


def test_consultations_stand_where_the_days_say(demo):
    now = timezone.now()
    rounds = len(ROUNDS_BEFORE + ROUNDS_AFTER + ROUNDS_TO_COME)

    assert Counter(Consultation.objects.values_list("status", flat=True)) == {
        Status.ANSWERED: 14,
        Status.CANCELLED: 1,
        Status.IN_REVIEW: 1,
        Status.CONSOLIDATION: 1,
        Status.OPEN: 3,
    }
    assert Consultation.objects.count() == rounds + BY_HAND
    assert Consultation.objects.open(now).count() == 1
    assert Consultation.objects.upcoming(now).count() == 2
    assert not Consultation.objects.window_over(now).exists()


def test_the_clock_finds_nothing_to_do(demo):
    now = timezone.now()

    assert not Consultation.objects.filter(status=Status.CONSOLIDATION, opinion_due_at__lte=now).exists()
    assert not Consultation.objects.open(now).filter(comments_close_at__lte=now + timedelta(days=3)).exists()


def test_finished_ones_cover_two_years_and_all_nine_sekos(demo):
    answered = Consultation.objects.filter(status=Status.ANSWERED)

    assert timezone.now() - answered.earliest("opens_at").opens_at > timedelta(days=26 * 30)
    assert Seko.objects.filter(consultations__in=answered).distinct().count() == 9
    assert Counter(answered.annotate(n=Count("invitations")).values_list("n", flat=True)) == {1: 8, 2: 6}
    assert len(set(answered.values_list("version__document__kind", flat=True))) >= 5
    numbers = Consultation.objects.order_by("opens_at").values_list("number", flat=True)
    assert list(numbers) == sorted(numbers)


def test_documents_have_numbered_passages_and_say_what_they_are(demo):
    for version in DocumentVersion.objects.prefetch_related("passages"):
        passages = version.passages.all()
        if not version.document.versions.filter(consultations__slug__startswith=LONG):
            assert 8 <= len(passages) <= 60
            assert all(p.number for p in passages)
        assert any("за пробни приказ портала и нема правно дејство" in p.text for p in passages)


def test_titles_and_summaries_have_an_english_form(demo):
    assert not Consultation.objects.filter(title_en="").exists()
    assert not Consultation.objects.filter(summary_en="").exists()
    assert not Consultation.objects.filter(summary="").exists()


# --- what they say ---


def test_each_consultation_has_many_comments_of_many_organizations(demo):
    spoken = Consultation.objects.exclude(status__in=[Status.OPEN, Status.CANCELLED])
    for consultation in spoken.annotate(
        said=Count("comments"), by=Count("comments__organization", distinct=True)
    ).order_by("pk"):
        assert 15 <= consultation.said <= (100 if LONG in consultation.slug else 60)
        assert consultation.by >= 12
        districts = Organization.objects.filter(comments__consultation=consultation).values("district").distinct()
        assert districts.count() >= 9


def test_no_two_comments_on_one_page_are_the_same(demo):
    for consultation in Consultation.objects.prefetch_related("comments"):
        reasons = [to_latin(comment.reason) for comment in consultation.comments.all()]
        proposals = [
            to_latin(comment.proposed_text) for comment in consultation.comments.all() if comment.proposed_text
        ]
        sentences = Counter(part for reason in reasons for part in reason.split(". "))

        assert len(set(reasons)) == len(reasons)
        assert len(set(proposals)) == len(proposals)
        assert not [sentence for sentence, n in sentences.items() if n > 1]


def test_who_speaks_was_in_a_network_that_was_asked(demo):
    for consultation in Consultation.objects.prefetch_related("sekos"):
        heard = {
            pk for seko in consultation.sekos.all() for pk in consultation.comments.of_network(seko).values_list("pk")
        }
        assert len(heard) == consultation.comments.count()


def test_supports_are_given_in_the_window_by_others_of_the_networks(demo):
    supports = Support.objects.all()

    assert supports.count() > 300
    assert not supports.filter(organization=F("comment__organization")).exists()
    assert not supports.filter(given_at__lte=F("comment__submitted_at")).exists()
    assert not supports.filter(given_at__gte=F("comment__consultation__comments_close_at")).exists()
    members = set(NetworkMembership.objects.values_list("organization", "seko"))
    asked = supports.values_list("organization", "comment__consultation__sekos").distinct()
    alone = {organization for organization, _ in asked} - {o for o, seko in asked if (o, seko) in members}
    assert not alone


def test_comments_come_in_both_scripts_from_everywhere_and_some_never_speak(demo):
    reasons = list(Comment.objects.values_list("reason", flat=True))
    civil = Organization.objects.in_civil_society()
    silent = civil.filter(comments__isnull=True).count()

    latin = sum(to_latin(reason) == reason for reason in reasons)
    assert 0.25 < latin / len(reasons) < 0.6
    assert Comment.objects.values("organization__district").distinct().count() >= 25
    assert 100 < silent < 300


def test_the_running_consultation_is_busy(demo):
    running = Consultation.objects.open(timezone.now()).get()
    comments = running.comments.annotate(n=Count("supports"))

    assert running.comments.count() == 49
    assert set(comments.values_list("kind", flat=True)) == set(Comment.Kind.values)
    assert comments.values("passage").distinct().count() > 25
    assert comments.filter(n__gte=3).count() >= 5
    assert comments.filter(withdrawn_at__isnull=False).count() == 3


def test_the_cancelled_one_says_why(demo):
    cancelled = Consultation.objects.get(status=Status.CANCELLED)
    told_at = Event.objects.get(verb="consultation.cancelled").at

    assert "правила" in cancelled.cancel_reason
    assert cancelled.comments.count() == 12
    assert not cancelled.comments.filter(submitted_at__gt=told_at).exists()


# --- opinions and answers ---


def told_in_rounds():
    """The answered ones but those told by hand and the one of realistic length."""
    return Consultation.objects.filter(status=Status.ANSWERED).exclude(
        Q(slug__startswith="zivotna-sredina") | Q(slug__startswith=LONG)
    )


def test_no_comment_of_a_network_was_forgotten(demo):
    for opinion in Opinion.objects.submitted():
        assert comments_left(opinion).count() == 0, opinion
        assert not opinion.items.filter(comments__isnull=True).exists(), opinion


def test_opinions_are_written_by_who_led_then_and_approved_by_enough(demo):
    for opinion in Opinion.objects.submitted().prefetch_related("approvals"):
        then = ConsortiumMembership.objects.current(timezone.localdate(opinion.submitted_at))
        members = then.filter(consortium__seko=opinion.seko)
        approved = {approval.organization_id for approval in opinion.approvals.all()} | {opinion.organization_id}

        assert members.get(role="lead").organization_id == opinion.organization_id
        assert approved <= set(members.values_list("organization", flat=True))
        assert 2 * len(approved) > members.count()


def test_opinions_and_reports_are_hashed_as_they_stand(demo):
    for opinion in Opinion.objects.submitted().filter(consultation__status=Status.IN_REVIEW):
        assert opinion.content_hash == content_hash(opinion.content) == content_hash(opinion_content(opinion))
    for report in ConsultationReport.objects.all():
        assert report.content_hash == content_hash(report.content)
        assert report.content["numbers"]["comments"] == report.consultation.comments.active().count()


def test_every_outcome_is_there_and_what_was_accepted_is_in_the_next_version(demo):
    answered = Response.objects.filter(item__opinion__consultation__status=Status.ANSWERED)
    told = [
        item
        for name in ROUNDS_BEFORE
        for topic in data(f"rounds/{name}")["topics"]
        for item in topic.get("items", {}).values()
    ]

    assert set(answered.values_list("outcome", flat=True)) == set(Response.Outcome.values)
    assert len(told) == 84
    in_rounds = answered.filter(item__opinion__consultation__in=told_in_rounds())
    assert Counter(in_rounds.values_list("outcome", flat=True)) == Counter(item["outcome"] for item in told)
    accepted = in_rounds.filter(outcome__in=["accepted", "partly"])
    assert not accepted.filter(landed_in__isnull=True).exists()
    assert not in_rounds.exclude(outcome__in=["accepted", "partly"]).filter(landed_in__isnull=False).exists()


def test_more_is_accepted_than_in_the_beginning_and_not_by_every_seko_alike(demo):
    def share(**match):
        outcomes = Response.objects.filter(item__opinion__consultation__status=Status.ANSWERED, **match)
        good = outcomes.filter(outcome__in=["accepted", "partly"]).count()
        return good / outcomes.count()

    year_ago = timezone.now() - timedelta(days=365)
    shares = {code: share(item__opinion__seko__code=code) for code in Seko.objects.values_list("code", flat=True)}

    assert share(answered_at__gt=year_ago) > share(answered_at__lt=year_ago) + 0.15
    assert min(shares.values()) < 0.45 and max(shares.values()) > 0.65


def test_institutions_take_their_time_and_some_are_late(demo):
    answered = Assignment.objects.filter(item__response__isnull=False)
    days = {}
    for assignment in answered.select_related("item__response"):
        taken = assignment.item.response.answered_at - assignment.assigned_at
        days.setdefault(assignment.institution_id, []).append(taken.days)
        assert taken > timedelta(0)

    averages = sorted(sum(of) / len(of) for of in days.values())
    assert len(averages) == 5 and averages[-1] > 1.5 * averages[0]
    late = answered.filter(item__response__answered_at__date__gt=F("due_on")).count()
    assert 5 < late < answered.count() / 2


def test_minority_positions_are_held_and_comments_set_aside(demo):
    assert MinorityPosition.objects.count() >= 10
    assert SetAside.objects.count() >= 5


def test_the_lead_account_has_comments_to_take_care_of(consolidated):
    draft = consolidated.opinions.get(seko__code="energy")

    assert draft.status == Opinion.Status.DRAFT
    assert draft.organization.representations.get().user.email == "vodeca@demo.seko.example"
    assert 10 <= comments_left(draft).count() <= 20
    assert draft.items.count() == 2
    assert consolidated.opinions.submitted().get().seko.code == "agri"


def test_the_institution_account_has_items_to_answer_and_the_office_sees_who_is_late(in_review):
    waiting = Assignment.objects.filter(item__opinion__consultation=in_review, item__response__isnull=True)
    organ = User.objects.get(email="organ@demo.seko.example").current_mandates[0].organization
    items = in_review.opinions.values_list("items", flat=True)

    of_organ = Assignment.objects.filter(item__opinion__consultation=in_review, institution=organ)
    states = dict(of_organ.values_list("item__response__status", "due_on"))
    assert set(states) == {None, *Response.Status.values}
    assert [(states[state] - today()).days for state in (None, "draft", "returned")] == [-2, 2, 6]
    assert waiting.exclude(institution=organ).get().due_on < today()
    assert Response.objects.filter(item__in=items).count() == 5
    assert len(items) == 8


def test_the_play_happened_in_its_order_and_in_the_past(demo):
    now = timezone.now()

    assert not Event.objects.filter(at__gt=now).exists()
    assert not Support.objects.filter(given_at__gt=now).exists()
    assert not Comment.objects.filter(submitted_at__gt=now).exists()
    for consultation in Consultation.objects.prefetch_related("comments", "opinions__approvals"):
        said = [comment.submitted_at for comment in consultation.comments.order_by("number")]
        assert said == sorted(said)
        for opinion in consultation.opinions.submitted():
            assert max(said) < opinion.submitted_at < now
            assert opinion.created_at < opinion.approvals.first().given_at < opinion.submitted_at
    for report in ConsultationReport.objects.select_related("consultation"):
        answers = Response.objects.filter(item__opinion__consultation=report.consultation)
        assert answers.latest("answered_at").answered_at < report.published_at < now


# --- what is made in bulk ---


def test_bulk_breaks_no_rule(demo):
    connection.check_constraints()


def test_events_made_in_bulk_tell_what_those_of_the_actions_tell(demo):
    by_hand = {
        f"consultation:{c.pk}" for c in Consultation.objects.filter(version__document__kind="spd", sekos__code="env")
    }
    told_by = {True: {}, False: {}}
    for event in Event.objects.filter(topics__contains=[]).exclude(verb="comment.supported"):
        if event.topics and event.topics[0].startswith("consultation:"):
            facts = told_by[event.topics[0] in by_hand].setdefault(event.verb, set())
            facts.add((frozenset(event.facts), event.public, event.actor_id is None, event.organization_id is None))

    verbs = {
        "comment.submitted",
        "opinion.begun",
        "opinion.approved",
        "opinion.submitted",
        "item.assigned",
        "item.answered",
        "item.sent",
        "item.approved",
    }
    assert verbs <= set(told_by[True])
    for verb in verbs:
        assert told_by[False][verb] == told_by[True][verb], verb


def test_passages_keep_their_keys_in_the_second_version(finished):
    first, second = (
        {p.number: p.key for p in version.passages.all()}
        for version in finished.version.document.versions.order_by("number")
    )

    assert {number: key for number, key in second.items() if number in first} == first
    assert sorted(set(second) - set(first)) == ["3.1.5", "5.5"]


def test_the_one_told_by_hand_shows_a_late_comment_and_two_opinions(finished):
    responses = Response.objects.filter(item__opinion__consultation=finished)

    assert set(responses.values_list("outcome", flat=True)) == set(Response.Outcome.values)
    assert responses.filter(landed_in__version__number=2).count() >= 10
    assert finished.opinions.submitted().count() == 2
    assert finished.comments.count() == 42
    assert finished.comments.filter(is_late=True).count() == 1
