"""What organizations do in the comment window, and that it stays true when people move."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from consultations.comments.actions.comments import (
    change_comment,
    submit_comment,
    support_comment,
    withdraw_comment,
    withdraw_support,
)
from consultations.models import Attachment, Comment, Consultation, Support
from organizations.actions import end_representation, suspend_organization
from seko.events.models import Event
from seko.rules.content import MAX_BYTES
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

HEARD = {"lead", "member", "network", "other_network"}
SILENT = [role for role in Cast.roles() if role not in HEARD]
DAY = timedelta(days=1)
WORDS = {"kind": "general", "reason": "Мера није јасна."}


pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko])


@pytest.fixture
def comment(cast, running):
    return make.make_comment(running, cast.mandate("network"))


def pdf(name="prilog.pdf", content=b"%PDF-1.7", size=None):
    file = SimpleUploadedFile(name, content)
    file.size = size or file.size
    return file


# --- speaking --------------------------------------------------------------------------------


@pytest.mark.parametrize("who", sorted(HEARD))
def test_an_organization_of_an_invited_network_speaks_under_its_mandate(cast, running, who):
    passage, at = running.version.passages.get(number="1.1"), timezone.now()

    comment = submit_comment(
        running, by=cast.user(who), passage=passage, kind="change", proposed_text="Ново.", reason="Јер.", at=at
    )

    comment.refresh_from_db()
    mandate = cast.mandate(who)
    assert (comment.organization, comment.mandate, comment.passage) == (mandate.organization, mandate, passage)
    assert (comment.kind, comment.proposed_text, comment.reason) == ("change", "Ново.", "Јер.")
    assert (comment.number, comment.submitted_at, comment.is_late) == (1, at, False)
    event = Event.objects.get()
    assert signature(event) == ("comment.submitted", cast.user(who), mandate.organization, True)
    assert event.topics == [*running.event_topics(), f"organization:{mandate.organization_id}"]
    assert told(cast, event) == set()


@pytest.mark.parametrize("who", SILENT)
def test_nobody_else_speaks_changes_withdraws_or_supports(cast, comment, who):
    by = cast.user(who)
    for attempt in (
        lambda: submit_comment(comment.consultation, by=by, **WORDS),
        lambda: change_comment(comment, by=by, **WORDS),
        lambda: withdraw_comment(comment, by=by),
        lambda: support_comment(comment, by=by),
        lambda: withdraw_support(comment, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert (verbs(), Comment.objects.count(), Support.objects.count()) == ([], 1, 0)


def test_comments_are_numbered_in_order_of_arrival_and_organizations_may_say_the_same(cast, running):
    numbers = [submit_comment(running, by=cast.user(who), **WORDS).number for who in ("network", "member", "lead")]

    assert numbers == [1, 2, 3]


def test_the_same_words_sent_twice_are_one_comment(cast, running):
    passage = running.version.passages.first()

    first, second, elsewhere = (
        submit_comment(running, by=cast.network, passage=place, **WORDS) for place in (passage, passage, None)
    )

    assert (first, elsewhere.number) == (second, 2)
    assert verbs() == ["comment.submitted"] * 2


def test_words_that_were_withdrawn_can_be_said_again(cast, running):
    withdraw_comment(submit_comment(running, by=cast.network, **WORDS), by=cast.network)

    assert submit_comment(running, by=cast.network, **WORDS).number == 2


def test_a_number_that_was_withdrawn_is_not_given_again(cast, comment):
    withdraw_comment(comment, by=cast.network)

    assert submit_comment(comment.consultation, by=cast.network, **WORDS).number == 2


@pytest.mark.parametrize("state", ["draft", "upcoming", "in_review", "answered", "cancelled"])
def test_comments_are_not_taken_before_the_window_nor_once_the_answers_are_in_the_making(cast, state):
    consultation = make.make_consultation(state, [cast.seko])

    with refused("window_closed"):
        submit_comment(consultation, by=cast.network, **WORDS)
    assert verbs() == []


@pytest.mark.parametrize("state", ["open", "consolidation"])
def test_a_late_comment_is_marked_where_the_office_takes_late_ones(cast, state):
    taking = make.make_consultation("open", [cast.seko])
    refusing = make.make_consultation("open", [cast.seko], late_comments_allowed=False)
    Consultation.objects.update(status=state)
    at = taking.comments_close_at
    Consultation.objects.filter(pk=refusing.pk).update(comments_close_at=at)

    assert submit_comment(taking, by=cast.network, at=at, **WORDS).is_late
    with refused("window_closed"):
        submit_comment(refusing, by=cast.network, at=at, **WORDS)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "blank"),
        ({"reason": "x" * 20_001}, "max_length"),
        ({"kind": "song"}, "invalid_choice"),
        ({"kind": "change"}, "proposed_text_missing"),
        ({"kind": "addition"}, "proposed_text_missing"),
    ],
)
def test_a_comment_that_breaks_a_rule_is_refused_with_its_code(cast, comment, changes, code):
    with refused(code):
        submit_comment(comment.consultation, by=cast.network, **{**WORDS, **changes})
    with refused(code):
        change_comment(comment, by=cast.network, **{**WORDS, **changes})
    assert verbs() == []


def test_a_passage_of_another_version_is_refused(cast, running):
    later = make.make_document_version(document=running.version.document, number=2).passages.first()

    with refused("passage_of_other_version"):
        submit_comment(running, by=cast.network, passage=later, **WORDS)


def test_who_speaks_for_several_organizations_says_for_which(cast, running):
    organization = make.make_organization()
    make.join(cast.seko, organization)
    second = make.make_representation(cast.network, organization)

    with refused("mandate_missing"):
        submit_comment(running, by=cast.user("network"), **WORDS)
    with pytest.raises(PermissionDenied):
        submit_comment(running, by=cast.user("network"), mandate=cast.mandate("lead"), **WORDS)

    comment = submit_comment(running, by=cast.user("network"), mandate=second, **WORDS)
    assert (comment.organization, last_event().organization) == (organization, organization)


def test_an_organization_elsewhere_does_not_make_a_person_choose(cast, running):
    make.make_representation(cast.network, cast.outsider_org)

    assert submit_comment(running, by=cast.user("network"), **WORDS).organization == cast.network_org


# --- files -----------------------------------------------------------------------------------


def test_files_are_kept_with_their_name_size_and_hash(cast, running):
    comment = submit_comment(running, by=cast.network, attachments=[pdf("Анализа.pdf")], **WORDS)

    kept = comment.attachments.get()
    with kept.file.open() as file:
        assert (kept.name, kept.size, file.read()) == ("Анализа.pdf", 8, b"%PDF-1.7")
    assert kept.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ([pdf(f"{n}.pdf") for n in range(6)], "too_many_files"),
        ([pdf("prilog.pdf", b"MZ")], "file_type"),
        ([pdf("prilog.exe")], "file_type"),
        ([pdf("prilog")], "file_type"),
        ([pdf(size=MAX_BYTES + 1)], "file_size"),
    ],
    ids=["six", "not what it says", "program", "no ending", "too big"],
)
def test_files_of_a_wrong_kind_size_or_number_are_refused(cast, running, files, code):
    with refused(code):
        submit_comment(running, by=cast.network, attachments=files, **WORDS)

    assert (Comment.objects.count(), Attachment.objects.count(), verbs()) == (0, 0, [])


# --- changing and withdrawing ----------------------------------------------------------------


def test_an_organization_changes_its_comment_while_the_window_is_open(cast, comment):
    change_comment(comment, by=cast.network, kind="addition", proposed_text="Ново.", reason="Боље је.")

    comment.refresh_from_db()
    assert (comment.kind, comment.proposed_text, comment.reason) == ("addition", "Ново.", "Боље је.")
    assert signature(last_event()) == ("comment.changed", cast.network, cast.network_org, True)


def test_an_organization_takes_its_words_back_once(cast, comment):
    at = timezone.now()
    withdraw_comment(comment, by=cast.network, at=at)

    comment.refresh_from_db()
    assert (comment.withdrawn_at, list(Comment.objects.active())) == (at, [])
    assert signature(last_event()) == ("comment.withdrawn", cast.network, cast.network_org, True)
    for attempt in (
        lambda: withdraw_comment(comment, by=cast.network),
        lambda: change_comment(comment, by=cast.network, **WORDS),
        lambda: support_comment(comment, by=cast.lead),
    ):
        with refused("withdrawn"):
            attempt()


def test_another_person_of_the_organization_changes_and_withdraws_under_its_own_mandate(cast, comment):
    colleague = make.make_representative(cast.network_org)

    change_comment(comment, by=colleague, **WORDS)
    withdraw_comment(comment, by=colleague)

    comment.refresh_from_db()
    assert comment.mandate == cast.mandate("network")
    assert signature(last_event()) == ("comment.withdrawn", colleague, cast.network_org, True)


@pytest.mark.parametrize("who", sorted(HEARD - {"network"}))
def test_another_organizations_comment_is_not_changed_or_withdrawn(cast, comment, who):
    with pytest.raises(PermissionDenied):
        change_comment(comment, by=cast.user(who), **WORDS)
    with pytest.raises(PermissionDenied):
        withdraw_comment(comment, by=cast.user(who))


def test_what_was_said_stays_once_the_window_has_closed(cast, comment):
    at = comment.consultation.comments_close_at
    for attempt in (
        lambda: change_comment(comment, by=cast.network, at=at, **WORDS),
        lambda: withdraw_comment(comment, by=cast.network, at=at),
        lambda: support_comment(comment, by=cast.lead, at=at),
        lambda: withdraw_support(comment, by=cast.lead, at=at),
    ):
        with refused("window_closed"):
            attempt()
    assert verbs() == []


def test_what_was_said_stays_when_the_consultation_is_cancelled_before_its_end(cast, comment):
    Consultation.objects.update(status="cancelled", cancel_reason="Повучено.")

    with refused("window_closed"):
        change_comment(comment, by=cast.network, **WORDS)
    with refused("window_closed"):
        withdraw_comment(comment, by=cast.network)


def test_words_taken_back_in_a_reopened_window_leave_the_draft_of_the_opinion(cast, comment):
    aside = make.make_comment(comment.consultation, cast.mandate("network"))
    opinion = make.make_opinion(comment.consultation, cast.seko, cast.mandate("lead"), comments=[comment])
    opinion.set_aside.create(comment=aside, reason="Понавља се.")
    opinion.approvals.create(organization=cast.member_org, mandate=cast.mandate("member"))

    withdraw_comment(comment, by=cast.network)
    withdraw_comment(aside, by=cast.network)

    assert not opinion.items.first().comments.exists()
    assert not opinion.set_aside.exists()
    assert not opinion.approvals.exists()


# --- support ---------------------------------------------------------------------------------


def test_another_organization_supports_a_comment_once(cast, comment):
    support = support_comment(comment, by=cast.lead)

    assert (support.organization, support.mandate) == (cast.lead_org, cast.mandate("lead"))
    assert signature(last_event()) == ("comment.supported", cast.lead, cast.lead_org, True)
    with refused("supported_twice"):
        support_comment(comment, by=cast.lead)
    assert verbs() == ["comment.supported"]


def test_an_organization_does_not_support_itself(cast, comment):
    with refused("own_comment"):
        support_comment(comment, by=cast.network)


def test_support_is_taken_back_and_given_again(cast, comment):
    support_comment(comment, by=cast.lead)
    support_comment(comment, by=cast.member)

    withdraw_support(comment, by=cast.lead)
    withdraw_support(comment, by=cast.lead)

    assert [row.organization for row in comment.supports.all()] == [cast.member_org]
    support_comment(comment, by=cast.lead)
    assert comment.supports.count() == 2


# --- history stays true ----------------------------------------------------------------------


def said_under(comment):
    comment = Comment.objects.get(pk=comment.pk)
    return comment.organization, comment.mandate


def test_a_comment_keeps_its_mandate_when_the_person_leaves_and_the_person_no_longer_acts(cast, running):
    mandate = cast.mandate("network")
    comment = submit_comment(running, by=cast.user("network"), **WORDS)

    end_representation(mandate, by=cast.user("administrator"))

    assert said_under(comment) == (cast.network_org, mandate)
    assert Event.objects.get(verb="comment.submitted").organization == cast.network_org
    for attempt in (
        lambda by: submit_comment(running, by=by, **WORDS),
        lambda by: change_comment(comment, by=by, **WORDS),
        lambda by: withdraw_comment(comment, by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt(cast.user("network"))


def test_who_moves_to_another_organization_speaks_for_that_one_and_leaves_the_old_words(cast, running):
    mandate = cast.mandate("network")
    comment = submit_comment(running, by=cast.user("network"), **WORDS)
    end_representation(mandate, by=cast.user("administrator"))
    moved = make.make_representation(cast.network, cast.other_network_org, valid_from=today())

    with pytest.raises(PermissionDenied):
        withdraw_comment(comment, by=cast.user("network"))
    later = submit_comment(running, by=cast.user("network"), **WORDS)
    support_comment(comment, by=cast.user("network"))

    assert said_under(comment) == (cast.network_org, mandate)
    assert said_under(later) == (cast.other_network_org, moved)
    assert comment.supports.get().organization == cast.other_network_org


def test_a_mandate_counts_from_its_first_day_to_the_day_before_its_last(cast, running):
    tomorrow = make.make_representation(organization=cast.network_org, valid_from=today() + DAY)
    ended = make.make_representation(organization=cast.network_org, valid_to=today())

    for mandate in (tomorrow, ended):
        with pytest.raises(PermissionDenied):
            submit_comment(running, by=mandate.user, **WORDS)


def test_a_suspended_organization_is_silent_and_what_it_said_stays(cast, running):
    comment = submit_comment(running, by=cast.user("network"), **WORDS)

    suspend_organization(cast.network_org, by=cast.user("administrator"), reason="Не одговара.")

    with pytest.raises(PermissionDenied):
        submit_comment(running, by=cast.user("network"), **WORDS)
    assert list(Comment.objects.active().of_network(cast.seko)) == [comment]


def test_a_comment_of_an_organization_that_left_the_network_is_still_of_that_network(cast, running):
    comment = submit_comment(running, by=cast.user("network"), **WORDS)

    cast.network_org.network_memberships.update(valid_to=today() + DAY)

    assert list(Comment.objects.of_network(cast.seko)) == [comment]
