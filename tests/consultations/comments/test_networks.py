"""Which comments belong to the network of a SEKO: those of the organizations that were in it on the day they spoke."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Comment
from sectors.models import ConsortiumMembership
from tests import factories as make

DAY = timedelta(days=1)


@pytest.fixture
def comment(cast):
    """Of an organization that belongs nowhere yet."""
    return make.make_comment(make.make_consultation("open", [cast.seko]))


def enter(cast, place, organization, **validity):
    if place == "network":
        make.join(cast.seko, organization, **validity)
    else:
        ConsortiumMembership.objects.create(consortium=cast.consortium, organization=organization, **validity)


@pytest.mark.parametrize("place", ["network", "consortium"])
@pytest.mark.parametrize(
    ("begins", "ends", "belongs"),
    [(-1, None, True), (0, None, True), (1, None, False), (-9, 1, True), (-9, 0, False), (-9, -1, False)],
)
def test_who_spoke_on_a_day_of_membership_belongs_the_last_day_is_the_one_before_its_end(
    cast, comment, place, begins, ends, belongs
):
    spoke_on = timezone.localtime(comment.submitted_at).date()
    enter(
        cast,
        place,
        comment.organization,
        valid_from=spoke_on + begins * DAY,
        valid_to=None if ends is None else spoke_on + ends * DAY,
    )

    assert Comment.objects.of_network(cast.seko).contains(comment) == belongs
    assert Comment.objects.with_network_flag([cast.seko]).get().may_take_part == belongs
    assert not Comment.objects.of_network(cast.other_seko).exists()


@pytest.mark.parametrize("asked", [["seko"], ["other_seko"], ["seko", "other_seko"], []])
def test_of_several_sekos_one_is_enough_and_of_none_it_is_nobody(cast, comment, asked):
    make.join(cast.seko, comment.organization)

    marked = Comment.objects.with_network_flag([getattr(cast, name) for name in asked]).get()

    assert marked.may_take_part == ("seko" in asked)
