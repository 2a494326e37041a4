"""What happens to an organization in the registry."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from organizations.actions import (
    approve_organization,
    change_profile,
    leave_organization,
    register_organization,
    reinstate_organization,
    suspend_organization,
)
from organizations.models import Organization
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

REGISTRY = {"coordinator", "administrator"}
OTHERS = [role for role in Cast.roles() if role not in REGISTRY]


@pytest.fixture
def applicant(cast):
    return make.make_organization("Удружење Кандидат", status="applied")


@pytest.fixture
def active(cast):
    return make.make_organization("Удружење Пример")


def last_event():
    return Event.objects.order_by("pk").last()


def test_a_registered_organization_has_applied_and_has_an_address(cast):
    organization = register_organization(
        by=cast.coordinator, name="Центар за екологију", kind="association", seat="Ниш"
    )

    organization.refresh_from_db()
    assert (organization.slug, organization.status, organization.status_on) == (
        "centar-za-ekologiju",
        "applied",
        today(),
    )
    assert organization.seat == "Ниш"
    event = last_event()
    assert (event.verb, event.actor, event.organization, event.public) == (
        "organization.registered", cast.coordinator, cast.office, False,
    )  # fmt: skip
    assert event.topics == [f"organization:{organization.pk}"]


def test_two_organizations_of_one_name_get_different_addresses(cast):
    same = {"name": "Исто име", "kind": "association", "despite_twins": True}
    slugs = [register_organization(by=cast.coordinator, **same).slug for _ in range(2)]

    assert slugs == ["isto-ime", "isto-ime-2"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"registry_number": "1234567"}, "registry_number_digits"),
        ({"registry_number": "12345678"}, "registry_number_taken"),
        ({"pib": "101134701"}, "pib_check_digit"),
        ({"pib": "101134702"}, "pib_taken"),
        ({"kind": "club"}, "invalid_choice"),
        ({"email": "није адреса"}, "invalid"),
        ({"name": ""}, "blank"),
        ({"name": "x" * 251}, "max_length"),
        ({"slug": "taken"}, "unique"),
    ],
)
def test_an_organization_with_wrong_data_is_not_registered(cast, data, code):
    make.make_organization(registry_number="12345678", pib="101134702", slug="taken")
    before = Organization.objects.count()

    with refused(code):
        register_organization(by=cast.coordinator, **{"name": "Ново", "kind": "association", **data})

    assert Organization.objects.count() == before


def test_an_approved_applicant_is_active_and_public(cast, applicant):
    approve_organization(applicant, by=cast.administrator)

    applicant.refresh_from_db()
    assert applicant.status == "active"
    assert Organization.objects.visible_to(None).filter(pk=applicant.pk).exists()
    event = last_event()
    assert (event.verb, event.public, event.facts["organization"]) == ("organization.approved", True, applicant.name)


def test_a_suspension_has_a_reason_and_takes_rights_and_page_away(cast, active):
    person = make.make_representative(active)

    suspend_organization(active, by=cast.coordinator, reason=" Није поднет извештај. ")

    active.refresh_from_db()
    assert (active.status, active.status_reason, active.status_on) == ("suspended", "Није поднет извештај.", today())
    assert not Organization.objects.visible_to(None).filter(pk=active.pk).exists()
    event = last_event()
    assert (event.verb, event.public, event.facts["reason"]) == (
        "organization.suspended",
        False,
        "Није поднет извештај.",
    )
    with pytest.raises(PermissionDenied):
        change_profile(active, by=person, phone="011 123")


def test_a_reinstated_organization_is_active_again(cast, active):
    suspend_organization(active, by=cast.coordinator, reason="Разлог.")

    reinstate_organization(active, by=cast.coordinator)

    active.refresh_from_db()
    assert (active.status, active.status_reason) == ("active", "")
    assert last_event().verb == "organization.reinstated"


def test_an_organization_leaves_by_the_word_of_its_own_people(cast):
    leave_organization(cast.network_org, by=cast.user("network"), reason="Престајемо са радом.")

    cast.network_org.refresh_from_db()
    assert cast.network_org.status == "left"
    event = last_event()
    assert (event.verb, event.organization, event.public) == ("organization.left", cast.network_org, True)


ACTIONS = {
    "approve": ("applied", lambda o, by: approve_organization(o, by=by), REGISTRY),
    "suspend": ("active", lambda o, by: suspend_organization(o, by=by, reason="Разлог."), REGISTRY),
    "reinstate": ("suspended", lambda o, by: reinstate_organization(o, by=by), REGISTRY),
    "leave": ("active", lambda o, by: leave_organization(o, by=by, reason="Разлог."), REGISTRY),
    "change": ("active", lambda o, by: change_profile(o, by=by, phone="011 1234"), REGISTRY),
    "register": ("active", lambda o, by: register_organization(by=by, name="Ново", kind="association"), REGISTRY),
}


@pytest.mark.parametrize("role", Cast.roles())
@pytest.mark.parametrize("action", ACTIONS)
def test_only_the_registry_moves_an_organization_of_others(cast, action, role):
    status, act, allowed = ACTIONS[action]
    organization = make.make_organization(status=status, status_reason="Разлог.")
    events = Event.objects.count()

    if role in allowed:
        act(organization, cast.user(role))
        assert Event.objects.count() == events + 1
    else:
        with pytest.raises(PermissionDenied):
            act(organization, cast.user(role))
        organization.refresh_from_db()
        assert (organization.status, Event.objects.count()) == (status, events)


@pytest.mark.parametrize(
    ("action", "wrong", "code"),
    [
        ("approve", ["active", "suspended", "left"], "not_applied"),
        ("suspend", ["applied", "suspended", "left"], "not_active"),
        ("reinstate", ["applied", "active", "left"], "not_suspended"),
        ("leave", ["left"], "already_left"),
    ],
)
def test_an_organization_in_another_state_is_refused(cast, action, wrong, code):
    for status in wrong:
        organization = make.make_organization(status=status, status_reason="Разлог.")
        with refused(code):
            ACTIONS[action][1](organization, cast.coordinator)


@pytest.mark.parametrize(
    ("action", "code"),
    [("approve", "not_applied"), ("suspend", "not_active"), ("reinstate", "not_suspended"), ("leave", "already_left")],
)
def test_the_second_time_is_refused(cast, action, code):
    status, act, _ = ACTIONS[action]
    organization = make.make_organization(status=status, status_reason="Разлог.")
    act(organization, cast.coordinator)

    with refused(code):
        act(organization, cast.coordinator)


@pytest.mark.parametrize("act", [suspend_organization, leave_organization])
@pytest.mark.parametrize("reason", ["", "   "])
def test_suspending_and_leaving_need_a_reason(cast, active, act, reason):
    with refused("status_reason_missing"):
        act(active, by=cast.coordinator, reason=reason)

    active.refresh_from_db()
    assert active.status == "active"


@pytest.mark.parametrize("act", [suspend_organization, leave_organization])
def test_the_office_stays(cast, act):
    with refused("office_stays"):
        act(cast.office, by=cast.coordinator, reason="Разлог.")


def test_own_people_change_the_profile_and_the_event_names_the_fields(cast):
    change_profile(cast.network_org, by=cast.user("network"), phone="011 1234", name_en=cast.network_org.name_en)

    cast.network_org.refresh_from_db()
    assert cast.network_org.phone == "011 1234"
    event = last_event()
    assert (event.verb, event.organization, event.public) == ("organization.profile_changed", cast.network_org, False)
    assert (event.facts["organization"], event.facts["fields"]) == (cast.network_org.name, ["phone"])


def test_a_profile_without_changes_leaves_no_event(cast):
    events = Event.objects.count()

    change_profile(cast.network_org, by=cast.coordinator, phone=cast.network_org.phone)

    assert Event.objects.count() == events


def test_a_profile_does_not_hold_the_name_or_the_status(cast):
    for field in ("name", "status", "pib"):
        with pytest.raises(TypeError):
            change_profile(cast.network_org, by=cast.coordinator, **{field: "x"})


@pytest.mark.parametrize(
    ("field", "value", "code"), [("website", "nije adresa", "invalid"), ("phone", "1" * 41, "max_length")]
)
def test_a_wrong_profile_is_refused_by_field(cast, field, value, code):
    with refused(code):
        change_profile(cast.network_org, by=cast.user("network"), **{field: value})


def test_the_database_refuses_a_suspension_without_reason(active):
    with pytest.raises(IntegrityError, match="organization_status_has_reason"):
        Organization.objects.filter(pk=active.pk).update(status="suspended")
