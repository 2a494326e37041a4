"""A working group with a seat, as most tests of groups need them."""

import pytest

from tests import factories as make


@pytest.fixture
def group(cast):
    """A group for energy in which the lead of the SEKO has a seat."""
    group = make.make_working_group()
    group.areas.add(cast.seko.areas.get())
    return group


@pytest.fixture
def seat(group, cast):
    return make.make_seat(group, cast.lead_org, seko=cast.seko)
