"""A mandate that was given by mistake ends at once, and leaves its trace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from organizations.actions import appoint, change_profile, revoke_representation
from organizations.mandates import acts_under
from organizations.models import Representation
from organizations.permissions import represented_organization_ids
from seko.rules.validity import today
from tests.cast import Cast
from tests.happened import last_event, told
from tests.refusals import refused

REASON = "Погрешна Ана."


@pytest.fixture
def slip(cast):
    """The mandate that an administrator gave to the wrong person a minute ago."""
    return appoint(cast.user("stranger"), cast.network_org, by=cast.administrator, role="representative")


def test_a_mandate_given_today_ends_the_same_moment(cast, slip):
    revoke_representation(slip, by=cast.administrator, reason=f"  {REASON} ")

    slip.refresh_from_db()
    assert (slip.valid_from, slip.valid_to, slip.revoked_reason) == (today(), today(), REASON)
    assert cast.network_org.pk not in represented_organization_ids(cast.user("stranger"))


def test_both_steps_stay_in_the_log_and_the_person_is_told(cast, slip):
    revoke_representation(slip, by=cast.administrator, reason=REASON)

    event = last_event()
    assert (event.verb, event.actor, event.facts["reason"]) == ("representation.revoked", cast.administrator, REASON)
    assert told(cast, event) == {"stranger"}


def test_the_right_person_can_be_appointed_the_same_day(cast, slip):
    revoke_representation(slip, by=cast.administrator, reason=REASON)

    appoint(cast.user("stranger"), cast.network_org, by=cast.administrator, role="representative")

    assert cast.network_org.pk in represented_organization_ids(cast.user("stranger"))


def test_an_older_mandate_ends_today_and_keeps_its_days(cast):
    mandate = cast.mandate("network")

    revoke_representation(mandate, by=cast.administrator, reason=REASON)

    mandate.refresh_from_db()
    assert mandate.valid_from < mandate.valid_to == today()


def test_what_the_person_did_meanwhile_is_listed(cast, slip):
    change_profile(cast.network_org, by=cast.user("stranger"), seat="Ниш")

    revoke_representation(slip, by=cast.administrator, reason=REASON)

    slip.refresh_from_db()
    assert [event.verb for event in acts_under(slip)] == ["organization.profile_changed"]


def test_what_others_did_and_what_they_did_elsewhere_is_not_listed(cast, slip):
    change_profile(cast.network_org, by=cast.network, seat="Ниш")
    change_profile(cast.network_org, by=cast.administrator, seat="Шабац")

    assert not acts_under(slip).exists()


def test_the_admin_shows_what_was_done_under_a_mandate(cast, slip, client):
    change_profile(cast.network_org, by=cast.user("stranger"), seat="Ниш")
    client.force_login(cast.administrator)

    page = client.get(reverse("admin:organizations_representation_change", args=[slip.pk]))

    text = page.content.decode()
    assert "action/revoke-representation/" in text
    assert "<li><time" in text


@pytest.mark.parametrize("who", sorted(set(Cast.roles()) - {"coordinator", "administrator"}))
def test_nobody_else_revokes_a_mandate(cast, slip, who):
    with pytest.raises(PermissionDenied):
        revoke_representation(slip, by=cast.user(who), reason=REASON)


def test_a_reason_is_asked_for(cast, slip):
    with refused("reason_missing"):
        revoke_representation(slip, by=cast.administrator, reason="  ")


def test_what_has_ended_is_not_revoked_again(cast, slip):
    revoke_representation(slip, by=cast.administrator, reason=REASON)

    with refused("already_ended"):
        revoke_representation(slip, by=cast.administrator, reason=REASON)


def test_the_last_administrator_stays(cast):
    with refused("last_administrator"):
        revoke_representation(cast.mandate("administrator"), by=cast.user("administrator"), reason=REASON)


def test_the_database_refuses_an_empty_validity_without_a_reason(slip):
    with pytest.raises(IntegrityError, match="representation_validity_forward"), transaction.atomic():
        Representation.objects.filter(pk=slip.pk).update(valid_to=slip.valid_from)
