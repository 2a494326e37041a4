"""Which decisions still wait: those not done, of meetings that were not cancelled, the soonest due first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Decision, Meeting
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import address, text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def group():
    return make.make_working_group()


def decide(group, text="Припремити нацрт.", status="held", **fields):
    meeting = make.make_meeting(group, starts_at=timezone.now() - DAY, status=status)
    return Decision.objects.create(meeting=meeting, text=text, **fields)


@pytest.mark.parametrize("done_on", [None, today()])
@pytest.mark.parametrize("status", Meeting.Status.values)
def test_a_decision_waits_until_it_is_done_unless_its_meeting_was_cancelled(client, group, status, done_on):
    decision = decide(group, status=status, done_on=done_on)

    waits = status != "cancelled" and done_on is None
    assert Decision.objects.open().contains(decision) == waits
    page = client.get(address("working_group_detail", group.slug))
    assert list(page.context["decisions"]) == ([decision] if waits else [])
    assert ("Pripremiti nacrt." in text_of(page)) == waits


def test_the_soonest_due_comes_first_and_what_has_no_day_last(group):
    for text, due in [("без рока", None), ("касније", 5), ("прво", 1), ("исти дан", 1)]:
        decide(group, text, due_on=due and today() + due * DAY)

    assert [decision.text for decision in Decision.objects.open()] == ["прво", "исти дан", "касније", "без рока"]


@pytest.mark.parametrize(("ends", "former"), [(None, False), (1, False), (0, True), (-1, True)])
def test_a_seat_is_a_former_one_from_the_day_on_which_it_ends(client, group, ends, former):
    seat = make.make_seat(group, valid_to=None if ends is None else today() + ends * DAY)

    page = client.get(address("working_group_detail", group.slug))

    assert (page.context["seats"], page.context["former_seats"]) == (([], [seat]) if former else ([seat], []))
