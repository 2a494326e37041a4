"""Accounts and mandates."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from organizations.actions import appoint, end_representation, open_account
from organizations.models import Representation, User
from organizations.permissions import is_administrator, is_coordinator
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

REGISTRY = {"coordinator", "administrator"}


def last_event():
    return Event.objects.order_by("pk").last()


def test_an_account_is_opened_without_a_password(cast):
    user = open_account(
        by=cast.administrator, email=" Nova.Osoba@Test.Seko.Example ", full_name="Нова Особа", language="sr-latn"
    )

    user.refresh_from_db()
    assert (user.email, user.full_name, user.language) == ("nova.osoba@test.seko.example", "Нова Особа", "sr-latn")
    assert not user.has_usable_password()
    event = last_event()
    assert (event.verb, event.object, event.actor, event.public) == ("account.opened", user, cast.administrator, False)


def test_an_address_has_one_account_whatever_the_letters(cast):
    with refused("email_taken"):
        open_account(by=cast.coordinator, email=cast.lead.email.upper(), full_name="Друга")


@pytest.mark.parametrize(
    ("data", "field"),
    [({"email": "није адреса"}, "email"), ({"full_name": ""}, "full_name"), ({"language": "hr"}, "language")],
)
def test_an_account_with_wrong_data_is_refused_by_field(cast, data, field):
    with pytest.raises(ValidationError) as caught:
        open_account(by=cast.coordinator, **{"email": "a@test.seko.example", "full_name": "А", **data})

    assert list(caught.value.error_dict) == [field]


def test_a_mandate_gives_its_rights_at_once(cast):
    person = cast.user("stranger")
    assert not is_coordinator(person)

    mandate = appoint(person, cast.office, by=cast.administrator, role="coordinator", function="Саветница")

    assert is_coordinator(person)
    assert (mandate.valid_from, mandate.valid_to, mandate.function) == (today(), None, "Саветница")
    event = last_event()
    assert (event.verb, event.object, event.organization, event.public) == (
        "representation.begun",
        mandate,
        cast.office,
        False,
    )
    assert event.facts["person"] == person.full_name


def test_a_mandate_of_tomorrow_gives_no_rights_today(cast):
    person = cast.user("stranger")

    appoint(person, cast.office, by=cast.administrator, role="coordinator", valid_from=today() + timedelta(days=1))

    assert not is_coordinator(person)


def test_a_second_mandate_for_the_same_organization_is_refused(cast):
    with refused("representation_twice"):
        appoint(cast.lead, cast.lead_org, by=cast.coordinator, role="deputy")


@pytest.mark.parametrize("role", ["coordinator", "desk_officer", "administrator"])
def test_roles_of_the_office_are_given_by_the_office_alone(cast, role):
    with refused("office_role_elsewhere"):
        appoint(cast.stranger, cast.lead_org, by=cast.administrator, role=role)


def test_only_a_public_body_has_contacts(cast):
    with refused("role_elsewhere"):
        appoint(cast.stranger, cast.lead_org, by=cast.administrator, role="institution_contact")


def test_a_closed_account_gets_no_mandate(cast):
    with refused("account_closed"):
        appoint(make.make_user(is_active=False), cast.lead_org, by=cast.coordinator, role="deputy")


def test_a_mandate_does_not_end_before_it_begins(cast):
    with refused("validity_backwards"):
        appoint(cast.stranger, cast.lead_org, by=cast.coordinator, role="deputy", valid_to=today() - timedelta(days=1))


def test_an_ended_mandate_takes_its_rights_away(cast):
    ended = end_representation(cast.mandate("lead"), by=cast.coordinator)

    assert ended.valid_to == today()
    assert cast.user("lead").current_mandates == []
    assert last_event().verb == "representation.ended"


def test_a_mandate_ends_once(cast):
    end_representation(cast.mandate("lead"), by=cast.coordinator)

    with refused("already_ended"):
        end_representation(cast.mandate("lead"), by=cast.coordinator)


def test_the_office_keeps_an_administrator(cast):
    with refused("last_administrator"):
        end_representation(cast.mandate("administrator"), by=cast.administrator)

    appoint(cast.stranger, cast.office, by=cast.administrator, role="administrator")
    end_representation(cast.mandate("administrator"), by=cast.administrator)
    assert not is_administrator(cast.user("administrator"))


def test_only_the_registry_opens_accounts_and_gives_and_ends_mandates(cast):
    actions = [
        lambda by: open_account(by=by, email="nova@test.seko.example", full_name="Нова"),
        lambda by: appoint(cast.stranger, cast.lead_org, by=by, role="deputy"),
        lambda by: end_representation(cast.mandate("outsider"), by=by),
    ]
    for role in set(Cast.roles()) - REGISTRY:
        for act in actions:
            with pytest.raises(PermissionDenied):
                act(cast.user(role))
    assert not Event.objects.exists()
    for role in REGISTRY:
        assert open_account(by=cast.user(role), email=f"{role}.2@test.seko.example", full_name="Нова")


# --- the shell -------------------------------------------------------------------------------


@pytest.fixture
def office(db):
    return make.make_office(slug="kancelarija")


def test_the_first_administrator_comes_in_through_the_shell(office, capsys):
    call_command("appoint", "Prva@Test.Seko.Example", "Прва Особа", organization="kancelarija", role="administrator")

    user = User.objects.get()
    assert (user.email, user.full_name, is_administrator(user)) == ("prva@test.seko.example", "Прва Особа", True)
    assert list(Event.objects.order_by("pk").values_list("verb", "actor")) == [
        ("account.opened", None),
        ("representation.begun", None),
    ]
    assert "prva@test.seko.example" in capsys.readouterr().out


def test_after_the_first_the_shell_names_who_appoints(office):
    first = make.make_representative(office, "administrator")
    arguments = ("druga@test.seko.example", "Друга Особа")
    options = {"organization": "kancelarija", "role": "coordinator", "valid_from": today() - timedelta(days=3)}

    with pytest.raises(CommandError, match="--by"):
        call_command("appoint", *arguments, **options)
    assert not User.objects.filter(email=arguments[0]).exists()

    call_command("appoint", *arguments, **options, by=first.email)
    mandate = Representation.objects.get(user__email=arguments[0])
    assert (mandate.role, mandate.valid_from) == ("coordinator", today() - timedelta(days=3))


def test_the_shell_uses_an_account_that_is_there(office):
    user = make.make_user(full_name="Стара Особа")

    call_command("appoint", user.email.upper(), "Друго Име", organization="kancelarija", role="administrator")

    assert User.objects.get().full_name == "Стара Особа"
    assert is_administrator(User.objects.get())


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"organization": "nema"}, "nema"),
        ({"by": "nema@test.seko.example"}, "nema@test.seko.example"),
    ],
)
def test_the_shell_tells_what_is_not_there(office, changed, message):
    options = {"organization": "kancelarija", "role": "administrator", **changed}
    with pytest.raises(CommandError, match=message):
        call_command("appoint", "prva@test.seko.example", "Прва", **options)
    assert not User.objects.exists()


def test_the_shell_tells_a_refusal_in_words(office):
    make.make_organization(slug="udruzenje")

    with pytest.raises(CommandError, match="Only the Ministry of European Integration"):
        call_command("appoint", "prva@test.seko.example", "Прва", organization="udruzenje", role="administrator")
    assert not User.objects.exists()
