"""Consortia are formed, begin their term, change, and end."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection

from organizations.models import Organization
from sectors.actions import (
    activate_consortium,
    add_member,
    change_lead,
    end_consortium,
    end_membership,
    form_consortium,
)
from sectors.models import Consortium, ConsortiumMembership
from sectors.permissions import is_consortium_member, is_lead_coordinator
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

DAY = timedelta(days=1)


def last_event():
    return Event.objects.order_by("pk").last()


def roles_on(consortium, day=None):
    """{organization: role} on a day."""
    return {m.organization: m.role for m in consortium.memberships.current(day)}


@pytest.fixture
def free(cast):
    """A SEKO that nobody runs."""
    return make.make_seko("free")


@pytest.fixture
def forming(cast, free):
    organizations = [make.make_organization() for _ in range(3)]
    return form_consortium(
        free, by=cast.coordinator, lead=organizations[0], members=organizations[1:], valid_from=today() - 10 * DAY
    )


@pytest.fixture
def running(cast, forming):
    return activate_consortium(forming, by=cast.coordinator)


def test_a_consortium_in_forming_is_seen_by_the_office_and_gives_no_rights(cast, forming):
    assert forming.status == "forming"
    assert sorted(roles_on(forming).values()) == ["lead", "member", "member"]
    assert not Consortium.objects.visible_to(None).filter(pk=forming.pk).exists()
    lead = make.make_representative(forming.memberships.get(role="lead").organization)
    assert not is_lead_coordinator(lead, forming.seko_id)
    event = last_event()
    assert (event.verb, event.public, event.topics) == ("consortium.formed", False, [f"seko:{forming.seko_id}"])


def test_an_activated_consortium_is_public_and_gives_rights(cast, forming):
    activate_consortium(forming, by=cast.coordinator)

    assert Consortium.objects.visible_to(None).filter(pk=forming.pk, status="active").exists()
    lead = make.make_representative(forming.memberships.get(role="lead").organization)
    assert is_lead_coordinator(lead, forming.seko_id)
    event = last_event()
    assert (event.verb, event.actor, event.organization, event.public) == (
        "consortium.activated", cast.coordinator, cast.office, True,
    )  # fmt: skip


@pytest.mark.parametrize(("members", "code"), [(1, "consortium_size"), (5, "consortium_size")])
def test_an_active_consortium_has_three_to_five_members(cast, free, members, code):
    organizations = [make.make_organization() for _ in range(members + 1)]
    consortium = form_consortium(
        free, by=cast.coordinator, lead=organizations[0], members=organizations[1:], valid_from=today()
    )

    with refused(code):
        activate_consortium(consortium, by=cast.coordinator)

    consortium.refresh_from_db()
    assert consortium.status == "forming"


def test_two_consortia_do_not_run_a_seko_at_once(cast):
    organizations = [make.make_organization() for _ in range(3)]
    consortium = form_consortium(
        cast.seko, by=cast.coordinator, lead=organizations[0], members=organizations[1:], valid_from=today()
    )

    with refused("terms_overlap"):
        activate_consortium(consortium, by=cast.coordinator)


def test_a_term_does_not_end_before_it_begins(cast, free):
    with refused("validity_backwards"):
        form_consortium(
            free,
            by=cast.coordinator,
            lead=make.make_organization(),
            members=[],
            valid_from=today(),
            valid_to=today() - DAY,
        )
    assert not Consortium.objects.filter(seko=free).exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"status": "applied"}, "not_active"),
        ({"status": "suspended", "status_reason": "Разлог."}, "not_active"),
        ({"kind": "public_body"}, "not_civil_society"),
        ({"kind": "donor"}, "not_civil_society"),
    ],
)
def test_only_active_civil_society_runs_a_seko(cast, free, running, fields, code):
    outsider = make.make_organization(**fields)
    for act in [
        lambda: form_consortium(free, by=cast.coordinator, lead=outsider, members=[], valid_from=today()),
        lambda: add_member(running, outsider, by=cast.coordinator),
        lambda: change_lead(running, outsider, by=cast.coordinator),
    ]:
        with refused(code):
            act()
    assert len(roles_on(running)) == 3


def test_a_member_suspended_meanwhile_stops_the_activation(cast, forming):
    Organization.objects.filter(
        consortium_memberships__consortium=forming, consortium_memberships__role="member"
    ).update(status="suspended", status_reason="Разлог.")

    with refused("not_active"):
        activate_consortium(forming, by=cast.coordinator)


def test_the_same_organization_is_not_twice_in_a_consortium(cast, running):
    with refused("member_twice"):
        add_member(running, next(iter(roles_on(running))), by=cast.coordinator)


def test_members_come_and_go_between_three_and_five(cast, running):
    fourth = add_member(running, make.make_organization(), by=cast.coordinator)
    assert (last_event().verb, last_event().object) == ("consortium.member_added", fourth)
    add_member(running, make.make_organization(), by=cast.coordinator)
    with refused("consortium_size"):
        add_member(running, make.make_organization(), by=cast.coordinator)

    first = running.memberships.filter(role="member").order_by("pk")[0]
    second = running.memberships.filter(role="member").order_by("pk")[1]
    end_membership(first, by=cast.coordinator)
    assert last_event().verb == "consortium.member_left"
    assert last_event().topics == [f"seko:{running.seko_id}", f"organization:{first.organization_id}"]
    end_membership(second, by=cast.coordinator)
    assert len(roles_on(running)) == 3
    with refused("validity_backwards"):
        end_membership(fourth, by=cast.coordinator)
    with refused("consortium_size"):
        end_membership(fourth, by=cast.coordinator, on=today() + DAY)


def test_a_membership_ends_once(cast, running):
    add_member(running, make.make_organization(), by=cast.coordinator)
    member = running.memberships.filter(role="member").order_by("pk").first()
    end_membership(member, by=cast.coordinator)

    with refused("already_ended"):
        end_membership(member, by=cast.coordinator)


def test_the_lead_does_not_leave_before_another_is_chosen(cast, running):
    with refused("lead_leaves"):
        end_membership(running.memberships.get(role="lead"), by=cast.coordinator)


def test_a_member_takes_over_the_lead_and_the_old_lead_stays(cast, running):
    old = running.memberships.get(role="lead").organization
    new = running.memberships.filter(role="member").first().organization
    before = roles_on(running, today() - DAY)

    change_lead(running, new, by=cast.coordinator)

    connection.check_constraints()
    assert roles_on(running, today() - DAY) == before
    now = roles_on(running)
    assert (now[new], now[old], len(now)) == ("lead", "member", 3)
    assert is_lead_coordinator(make.make_representative(new), running.seko_id)
    assert not is_lead_coordinator(make.make_representative(old), running.seko_id)
    assert is_consortium_member(make.make_representative(old), running.seko_id)
    assert (last_event().verb, last_event().facts["old_lead"]) == ("consortium.lead_changed", old.name)


def test_an_organization_from_outside_takes_over_and_the_old_lead_leaves(cast, running):
    old = running.memberships.get(role="lead").organization
    new = make.make_organization()

    change_lead(running, new, by=cast.coordinator, stays=False)

    now = roles_on(running)
    assert (now[new], len(now)) == ("lead", 3)
    assert old not in now


def test_a_lead_changes_on_the_first_day_of_the_term(cast, running):
    old = running.memberships.get(role="lead").organization
    new = running.memberships.filter(role="member").first().organization

    change_lead(running, new, by=cast.coordinator, on=running.valid_from)

    assert running.memberships.filter(organization__in=[old, new]).count() == 2
    assert (roles_on(running)[new], roles_on(running)[old]) == ("lead", "member")


def test_a_lead_that_leaves_three_members_behind_two_is_refused(cast, running):
    before = roles_on(running)
    new = running.memberships.filter(role="member").first().organization

    with refused("consortium_size"):
        change_lead(running, new, by=cast.coordinator, stays=False)

    assert roles_on(running) == before


def test_the_lead_does_not_take_over_from_itself(cast, running):
    with refused("already_lead"):
        change_lead(running, running.memberships.get(role="lead").organization, by=cast.coordinator)


@pytest.mark.parametrize("days", [-11, -500])
def test_changes_fall_within_the_term(cast, running, days):
    for act in [change_lead, lambda c, o, *, by, on: add_member(c, o, by=by, valid_from=on)]:
        with refused("outside_term"):
            act(running, make.make_organization(), by=cast.coordinator, on=today() + days * DAY)


def test_an_ended_consortium_takes_its_memberships_and_rights_with_it(cast, running):
    person = make.make_representative(running.memberships.get(role="lead").organization)

    end_consortium(running, by=cast.coordinator)

    running.refresh_from_db()
    assert (running.status, running.valid_to) == ("ended", today())
    assert set(running.memberships.values_list("valid_to", flat=True)) == {today()}
    assert not is_consortium_member(person, running.seko_id)
    assert last_event().verb == "consortium.ended"


def test_after_the_end_another_consortium_can_begin(cast):
    end_consortium(cast.consortium, by=cast.coordinator)
    organizations = [make.make_organization() for _ in range(3)]

    new = form_consortium(
        cast.seko, by=cast.coordinator, lead=organizations[0], members=organizations[1:], valid_from=today()
    )
    activate_consortium(new, by=cast.coordinator)

    assert list(cast.seko.consortia.running()) == [new]


def test_a_term_is_not_ended_in_advance_or_before_its_members_came(cast, running):
    with refused("day_in_future"):
        end_consortium(running, by=cast.coordinator, on=today() + DAY)
    with refused("validity_backwards"):
        end_consortium(running, by=cast.coordinator, on=running.valid_from)
    add_member(running, make.make_organization(), by=cast.coordinator, valid_from=today() - 2 * DAY)
    with refused("members_joined_later"):
        end_consortium(running, by=cast.coordinator, on=today() - 5 * DAY)


def test_an_announced_member_of_an_ended_consortium_never_comes(cast, running):
    add_member(running, make.make_organization(), by=cast.coordinator, valid_from=today() + 5 * DAY)

    end_consortium(running, by=cast.coordinator)

    assert running.memberships.count() == 3


def test_what_is_over_is_not_changed(cast, running):
    member = running.memberships.filter(role="member").first()
    end_consortium(running, by=cast.coordinator)

    with refused("not_active"):
        end_consortium(running, by=cast.coordinator)
    with refused("not_forming"):
        activate_consortium(running, by=cast.coordinator)
    for act in [
        lambda: add_member(running, make.make_organization(), by=cast.coordinator),
        lambda: end_membership(member, by=cast.coordinator),
        lambda: change_lead(running, member.organization, by=cast.coordinator),
    ]:
        with refused("consortium_ended"):
            act()


def test_a_consortium_is_activated_once_and_not_ended_before(cast, forming):
    with refused("not_active"):
        end_consortium(forming, by=cast.coordinator)
    activate_consortium(forming, by=cast.coordinator)
    with refused("not_forming"):
        activate_consortium(forming, by=cast.coordinator)


@pytest.mark.parametrize("role", sorted(set(Cast.roles()) - {"coordinator"}))
def test_only_the_coordinator_of_the_office_keeps_consortia(cast, free, role):
    consortium, by = cast.consortium, cast.user(role)
    member = consortium.memberships.filter(role="member").first()
    forming = make.make_consortium(free, status="forming")
    actions = [
        lambda: form_consortium(free, by=by, lead=cast.lead_org, members=[], valid_from=today()),
        lambda: activate_consortium(forming, by=by),
        lambda: end_consortium(consortium, by=by),
        lambda: add_member(consortium, make.make_organization(), by=by),
        lambda: end_membership(member, by=by),
        lambda: change_lead(consortium, member.organization, by=by),
    ]
    for act in actions:
        with pytest.raises(PermissionDenied):
            act()
    assert not Event.objects.exists()
    assert Consortium.objects.get(pk=forming.pk).status == "forming"


def test_the_database_refuses_a_consortium_of_two(cast):
    with pytest.raises(IntegrityError, match="consortium_size"):
        ConsortiumMembership.objects.filter(consortium=cast.consortium, organization=cast.third_org).delete()
        connection.check_constraints()


@pytest.mark.parametrize("status", Consortium.Status.values)
@pytest.mark.parametrize("days", [-1, 0, 9, 10])
def test_queryset_and_object_agree_on_what_runs(cast, free, status, days):
    first = today() - 20 * DAY
    consortium = make.make_consortium(free, status=status, valid_from=first, valid_to=first + 10 * DAY)
    day = first + days * DAY

    assert consortium.is_running(day) is Consortium.objects.running(day).filter(pk=consortium.pk).exists()
    assert consortium.is_running(day) is (status == "active" and 0 <= days < 10)
