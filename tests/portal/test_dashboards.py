"""Each role finds on its dashboard what waits for it, and nobody what waits for another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Assignment, Consultation, Opinion
from consultations.opinions.actions.consent import approve_opinion, ask_consortium, object_to_opinion
from consultations.opinions.actions.opinions import start_opinion
from memoranda.models import Obligation
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import address, sign_in, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def dashboard(client, cast, who, part=""):
    sign_in(client, cast, who)
    return client.get(address("dashboard"), {"part": part} if part else {})


def tasks(response):
    return [task.label for task in response.context["tasks"]]


@pytest.fixture
def consolidation(cast):
    """The window is over; two members of the network have spoken."""
    consultation = make.make_consultation("consolidation", [cast.seko])
    for who in ("network", "other_network"):
        make.make_comment(consultation, cast.mandate(who))
    return consultation


@pytest.fixture
def under_review(cast):
    """An opinion of two items is with the Office."""
    consultation = make.make_consultation("in_review", [cast.seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=2, status="submitted")


# --- the consortium --------------------------------------------------------------------------


def test_the_lead_is_told_to_begin_the_opinion(client, cast, consolidation):
    assert tasks(dashboard(client, cast, "lead")) == ["Begin the opinion"]


def test_the_lead_is_told_how_many_comments_are_left(client, cast, consolidation):
    start_opinion(consolidation, seko=cast.seko, by=cast.user("lead"))

    response = dashboard(client, cast, "lead")

    assert tasks(response) == ["2 comments still to deal with"]
    row = response.context["rows"][0]
    assert (row.heard, row.done, row.left) == (2, 0, 2)


def test_merged_kept_and_set_aside_comments_are_no_longer_left(client, cast, consolidation):
    first, second = consolidation.comments.order_by("number")
    opinion = make.make_opinion(consolidation, cast.seko, cast.mandate("lead"), items=1, comments=[first])
    opinion.set_aside.create(comment=second, reason="Није о овоме.")
    third = make.make_comment(consolidation, cast.mandate("network"))
    opinion.minority_positions.create(organization=cast.network_org, text="Не.").comments.set([third])

    response = dashboard(client, cast, "lead")

    assert tasks(response) == ["Submit the opinion to the Ministry"]
    assert response.context["rows"][0].left == 0


def test_a_comment_in_two_items_counts_once(client, cast, consolidation):
    first = consolidation.comments.order_by("number")[0]
    opinion = make.make_opinion(consolidation, cast.seko, cast.mandate("lead"), items=2, comments=[first])
    opinion.items.get(position=2).item_comments.create(comment=first)

    assert dashboard(client, cast, "lead").context["rows"][0].done == 1


def test_a_discarded_opinion_takes_care_of_nothing(client, cast, consolidation):
    opinion = make.make_opinion(
        consolidation, cast.seko, cast.mandate("lead"), items=1, comments=consolidation.comments.all()
    )
    Opinion.objects.filter(pk=opinion.pk).update(status="discarded")

    assert tasks(dashboard(client, cast, "lead")) == ["Begin the opinion"]


def test_a_member_of_the_consortium_is_asked_to_approve_until_it_has(client, cast, consolidation):
    opinion = make.make_opinion(consolidation, cast.seko, cast.mandate("lead"), items=1)
    assert tasks(dashboard(client, cast, "member")) == []
    ask_consortium(opinion, by=cast.lead)
    assert tasks(dashboard(client, cast, "member")) == ["Read the opinion and approve it"]

    approve_opinion(opinion, by=cast.user("member"), revision=opinion.revision)

    assert tasks(dashboard(client, cast, "member")) == []


def test_the_lead_is_told_of_objections_and_who_objects_is_asked_no_more(client, cast, consolidation):
    opinion = make.make_opinion(consolidation, cast.seko, cast.mandate("lead"), items=1)
    ask_consortium(opinion, by=cast.lead)
    object_to_opinion(opinion, by=cast.user("member"), reason="Рок је кратак.")

    assert tasks(dashboard(client, cast, "member")) == []
    assert tasks(dashboard(client, cast, "lead")) == [
        "1 organization objects to the opinion",
        "2 comments still to deal with",
    ]


def test_a_task_whose_time_is_over_is_late(client, cast, consolidation):
    Consultation.objects.filter(pk=consolidation.pk).update(opinion_due_at=timezone.now() - timedelta(minutes=1))

    response = dashboard(client, cast, "lead")

    assert [task.is_late for task in response.context["tasks"]] == [True]
    assert "task-late" in text_of(response)


def test_the_lead_sees_who_has_never_commented(client, cast, consolidation):
    response = dashboard(client, cast, "lead")
    assert response.context["silent_count"] == 0

    silent = make.make_organization("Тихо удружење")
    make.join(cast.seko, silent)

    response = dashboard(client, cast, "lead")
    assert list(response.context["silent"]) == [silent]
    assert "Tiho udruženje" in text_of(client.get(address("silent_members", cast.seko.code)))


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("member", 200), ("coordinator", 200), ("network", 403), ("outsider", 403), ("contact", 403)],
)
def test_only_the_consortium_and_the_office_see_the_list_of_the_silent(client, cast, who, status):
    sign_in(client, cast, who)

    assert client.get(address("silent_members", cast.seko.code)).status_code == status


def test_deadlines_come_in_their_order(client, cast):
    make.make_consultation("open", [cast.seko])

    deadlines = dashboard(client, cast, "lead").context["deadlines"]

    assert [words for __, __, __, words, __ in deadlines] == ["Comments close", "Opinion due", "Answer due"]
    assert [row[0] for row in deadlines] == sorted(row[0] for row in deadlines)


def test_another_sekos_work_is_not_shown(client, cast):
    make.make_consultation("consolidation", [cast.other_seko])

    response = dashboard(client, cast, "lead")

    assert tasks(response) == []
    assert list(response.context["rows"]) == []


def test_obligations_of_a_memorandum_in_force_are_shown_until_fulfilled(client, cast):
    memorandum = make.make_memorandum(cast.office, [cast.lead_org], status="in_force")
    obligation = Obligation.objects.create(
        memorandum=memorandum, side="seko", organization=cast.lead_org, text="Годишњи извештај", due_on=today() - DAY
    )
    assert "Godišnji izveštaj" in text_of(dashboard(client, cast, "lead"))
    assert "Godišnji izveštaj" not in text_of(dashboard(client, cast, "member"))

    Obligation.objects.filter(pk=obligation.pk).update(fulfilled_on=today(), fulfilled_by="Предат")

    assert "Godišnji izveštaj" not in text_of(dashboard(client, cast, "lead"))


# --- members, institutions, the Office -------------------------------------------------------


def test_a_lead_changes_between_its_seko_and_its_organization(client, cast):
    names = [tab["name"] for tab in dashboard(client, cast, "lead").context["tabs"]]

    assert names == ["consortium", "member"]
    assert "open_to_me" in dashboard(client, cast, "lead", "member").context


def test_nobody_opens_a_part_of_another_role(client, cast):
    assert "tasks" not in dashboard(client, cast, "network", "office").context


def test_a_member_sees_meetings_of_groups_in_which_it_has_a_seat(client, cast):
    seat = make.make_seat(organization=cast.network_org)
    invited, other = make.make_meeting(seat.working_group), make.make_meeting(make.make_working_group())

    meetings = list(dashboard(client, cast, "network").context["meetings"])

    assert meetings == [invited]
    assert other not in meetings


def test_a_member_sees_for_which_training_it_has_registered(client, cast):
    training = make.make_training(organizer=cast.office)
    assert [each.registered for each in dashboard(client, cast, "network").context["trainings"]] == [False]

    make.make_registration(training, cast.mandate("network"))

    assert [each.registered for each in dashboard(client, cast, "network").context["trainings"]] == [True]


def test_an_institution_counts_what_waits_for_it(client, cast, under_review):
    office = cast.mandate("coordinator")
    late, answered = under_review.items.order_by("position")
    for item, day in ((late, today() - DAY), (answered, today())):
        Assignment.objects.create(item=item, institution=cast.ministry, due_on=day, mandate=office)
    make.make_response(answered, cast.mandate("contact"))

    response = dashboard(client, cast, "contact")

    assert response.context["numbers"] == {"waiting": 1, "late": 1, "returned": 0, "in_review": 0, "approved": 1}
    assert list(response.context["items"]) == [late]

    make.make_response(late, cast.mandate("contact"), status="returned", review_note="Краће, молимо.")
    response = dashboard(client, cast, "contact")
    assert (response.context["numbers"]["returned"], list(response.context["items"])) == (1, [late])
    assert "Kraće, molimo." in response.text


def test_the_office_sees_where_the_mechanism_is_stuck(client, cast, consolidation, under_review):
    Consultation.objects.filter(pk=consolidation.pk).update(opinion_due_at=timezone.now() - timedelta(minutes=1))

    response = dashboard(client, cast, "coordinator")

    assert sorted(tasks(response)) == [
        "2 items have no answer yet",
        "An opinion is late: contact the lead organization",
        "Send 2 items to institutions",
    ]
    assert response.context["numbers"] == {
        "announced": 0, "open": 0, "consolidation": 1, "in_review": 1, "answered": 0, "late": 0,
    }  # fmt: skip


def test_an_item_that_was_sent_and_answered_is_not_taken_for_another_that_was_not_sent(client, cast, under_review):
    sent, __ = under_review.items.order_by("position")
    Assignment.objects.create(item=sent, institution=cast.ministry, mandate=cast.mandate("coordinator"))
    make.make_response(sent, cast.mandate("contact"))

    assert tasks(dashboard(client, cast, "coordinator")) == [
        "Send 1 item to an institution",
        "1 item has no answer yet",
    ]


def test_the_office_sees_what_is_in_review(client, cast, under_review):
    first, second = under_review.items.order_by("position")
    make.make_response(first, cast.mandate("contact"), status="in_review")
    make.make_response(second, cast.mandate("contact"), status="draft")

    assert tasks(dashboard(client, cast, "coordinator")) == ["Review 1 answer", "1 item has no answer yet"]


def test_the_office_is_told_to_publish_when_every_item_has_its_answer(client, cast, under_review):
    for item in under_review.items.all():
        make.make_response(item, cast.mandate("coordinator"))

    assert tasks(dashboard(client, cast, "coordinator")) == ["Publish the report"]


def test_the_office_sees_for_whom_it_waits(client, cast, under_review):
    item = under_review.items.first()
    Assignment.objects.create(
        item=item, institution=cast.ministry, due_on=today() - DAY, mandate=cast.mandate("coordinator")
    )

    rows = dashboard(client, cast, "desk_officer").context["institutions"]

    assert [(row.institution.pk, row.waiting, row.overdue) for row in rows] == [(cast.ministry.pk, 1, 1)]


@pytest.mark.parametrize("who", ["observer", "stranger"])
def test_who_has_no_task_sees_what_is_coming(client, cast, who):
    training = make.make_training(organizer=cast.office)

    response = dashboard(client, cast, who)

    assert list(response.context["trainings"]) == [training]
    assert response.context["tabs"] == []
