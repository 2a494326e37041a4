"""Accounts: who keeps whose, and what whoever loses one is told."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from organizations.actions import (
    appoint,
    appoint_by_email,
    change_account,
    change_email,
    close_account,
    end_representation,
    reopen_account,
    revoke_representation,
)
from organizations.models import User
from organizations.permissions import is_administrator
from seko.events.delivery import distribute, send_pending
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.happened import verbs
from tests.refusals import refused

OF_THE_OFFICE = ("coordinator", "desk_officer", "administrator")
NEW = "novo@test.seko.example"


@pytest.fixture
def second(cast):
    """Another administrator."""
    person = make.make_user(full_name="Други администратор")
    appoint(person, cast.office, by=cast.user("administrator"), role="administrator")
    return User.objects.get(pk=person.pk)


def sent(event):
    """Addresses to which the mails about an event went."""
    distribute(event.pk)
    send_pending(event.pk)
    return sorted(delivery.status for delivery in event.deliveries.all())


# --- who -------------------------------------------------------------------------------------


@pytest.mark.parametrize("whose", OF_THE_OFFICE)
@pytest.mark.parametrize("who", sorted(set(Cast.roles()) - {"administrator"}))
def test_accounts_of_the_office_are_kept_by_administrators_alone(cast, whose, who):
    person, by = cast.user(whose), cast.user(who)

    for act in (
        lambda: close_account(person, by=by),
        lambda: change_account(person, by=by, full_name="Неко други"),
        *([] if whose == who else [lambda: change_email(person, by=by, email=NEW)]),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert verbs() == []


def test_an_account_that_will_be_of_the_office_is_of_the_office(cast):
    appoint(
        cast.user("stranger"), cast.office, by=cast.user("administrator"), role="desk_officer", valid_from="2099-01-01"
    )

    with pytest.raises(PermissionDenied):
        change_email(cast.user("stranger"), by=cast.user("coordinator"), email=NEW)


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_the_registry_keeps_the_accounts_of_all_others(cast, who):
    change_email(cast.user("lead"), by=cast.user(who), email=f" {NEW.upper()} ")
    close_account(cast.user("lead"), by=cast.user(who))
    reopen_account(cast.user("lead"), by=cast.user(who))

    assert cast.user("lead").email == NEW
    assert verbs() == ["account.email_changed", "account.closed", "account.reopened"]


@pytest.mark.parametrize("role", OF_THE_OFFICE)
def test_roles_of_the_office_are_given_and_ended_by_administrators_alone(cast, second, role):
    with refused("administrator_needed"):
        appoint(cast.user("stranger"), cast.office, by=cast.user("coordinator"), role=role)
    for end in (end_representation, lambda mandate, by: revoke_representation(mandate, by=by, reason="Грешка.")):
        with pytest.raises(PermissionDenied):
            end(cast.mandate(role), by=cast.user("coordinator"))
    with pytest.raises(CommandError):
        call_command("appoint", NEW, "Ана", organization=cast.office.slug, role=role, by=cast.coordinator.email)
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("who", ["coordinator", "administrator"])
def test_nobody_gives_a_mandate_to_themself(cast, who):
    with refused("own_mandate"):
        appoint(cast.user(who), cast.lead_org, by=cast.user(who), role="representative")
    with refused("own_mandate"):
        appoint_by_email(cast.lead_org, email=cast.user(who).email, full_name="Ја", role="deputy", by=cast.user(who))


def test_the_last_administrator_is_neither_closed_nor_stripped(cast, second):
    close_account(cast.user("administrator"), by=second)

    with refused("own_account"):
        close_account(second, by=second)
    for end in (end_representation, lambda mandate, by: revoke_representation(mandate, by=by, reason="Грешка.")):
        with refused("last_administrator"):
            end(second.representations.get(), by=second)
    assert is_administrator(User.objects.get(pk=second.pk))


def test_an_administrator_of_tomorrow_does_not_replace_the_one_of_today(cast):
    appoint(
        cast.user("stranger"), cast.office, by=cast.user("administrator"), role="administrator", valid_from="2099-01-01"
    )

    with refused("last_administrator"):
        end_representation(cast.mandate("administrator"), by=cast.user("administrator"))


@pytest.mark.parametrize("command", ["changepassword", "createsuperuser"])
def test_no_command_sets_a_password_for_somebody_else(db, command):
    with pytest.raises(CommandError):
        call_command(command)


# --- what follows ----------------------------------------------------------------------------


def test_both_addresses_are_told_of_the_new_one(cast, mailoutbox):
    former = cast.lead.email

    change_email(cast.user("lead"), by=cast.user("coordinator"), email=NEW)

    event = Event.objects.get()
    assert sent(event) == ["sent", "sent"]
    assert sorted(message.to for message in mailoutbox) == sorted([[former], [NEW]])
    assert all(former in message.body and NEW in message.body for message in mailoutbox)


def test_whoever_changes_their_own_address_is_told_as_well(cast, mailoutbox):
    change_email(cast.user("administrator"), by=cast.user("administrator"), email=NEW)

    sent(Event.objects.get())
    assert len(mailoutbox) == 2


def test_the_person_of_a_closed_account_is_told(cast, mailoutbox):
    close_account(cast.user("lead"), by=cast.user("coordinator"))

    assert sent(Event.objects.get()) == ["sent"]
    assert [message.to for message in mailoutbox] == [[cast.lead.email]]


def test_the_same_address_again_changes_nothing(cast):
    change_email(cast.user("lead"), by=cast.user("coordinator"), email=cast.lead.email.upper())

    assert verbs() == []


@pytest.mark.parametrize("email", ["није адреса", "", "a" * 300 + "@a.example"])
def test_an_address_that_is_none_is_refused(cast, email):
    with pytest.raises(ValidationError) as caught:
        change_email(cast.user("lead"), by=cast.user("coordinator"), email=email)

    assert list(caught.value.error_dict) == ["email"]


def test_an_address_of_somebody_else_is_refused(cast):
    with refused("email_taken"):
        change_email(cast.user("lead"), by=cast.user("coordinator"), email=cast.member.email.upper())


@pytest.mark.parametrize(
    "act",
    [
        lambda person, by: change_email(person, by=by, email=NEW),
        close_account,
        lambda person, by: reopen_account(close_account(person, by=by), by=by),
    ],
)
def test_whoever_was_signed_in_is_no_more(client, cast, act):
    client.force_login(cast.user("lead"))
    assert client.get(reverse("dashboard")).status_code == 200

    act(cast.user("lead"), by=cast.user("administrator"))

    assert isinstance(client.get("/en/").context["user"], AnonymousUser)


def test_a_reset_of_the_password_no_longer_goes_to_the_former_address(client, cast, mailoutbox):
    former = cast.lead.email
    EmailAddress.objects.create(user=cast.lead, email=former, verified=True, primary=True)
    change_email(cast.user("lead"), by=cast.user("administrator"), email=NEW)

    client.post(reverse("account_reset_password"), {"email": former})
    client.post(reverse("account_reset_password"), {"email": NEW})

    assert [message.to for message in mailoutbox] == [[NEW]]


# --- the admin -------------------------------------------------------------------------------


def admin_page(name, *key):
    return reverse(f"admin:organizations_{name}", args=key)


def test_the_admin_offers_the_registry_no_account_of_the_office(client, cast):
    client.force_login(cast.user("coordinator"))

    for whose in ("administrator", "desk_officer"):
        key = getattr(cast, whose).pk
        page = client.post(admin_page("user_change", key), {"email": NEW, "full_name": "А", "language": "sr"})
        assert page.status_code == 403
        for button in ("close-account", "reopen-account"):
            assert client.post(admin_page("user_action", key, button)).status_code == 403
    assert verbs() == []


def test_the_admin_changes_an_address_by_its_action(client, cast):
    client.force_login(cast.user("administrator"))

    for whose in ("lead", "administrator"):
        person = getattr(cast, whose)
        data = {"email": f"{whose}.{NEW}", "full_name": "Ново Име", "language": "en"}
        inline = {f"representations-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
        assert client.post(admin_page("user_change", person.pk), data | inline).status_code == 302
        person.refresh_from_db()
        assert (person.email, person.full_name, person.language) == (f"{whose}.{NEW}", "Ново Име", "en")
    assert verbs() == ["account.email_changed"] * 2
    assert client.get("/admin/").status_code == 200  # one's own change does not sign out oneself


def test_the_admin_says_beside_the_role_who_may_give_it(client, cast):
    client.force_login(cast.user("coordinator"))

    page = client.post(
        admin_page("representation_add"),
        {
            "user": cast.stranger.pk,
            "organization": cast.office.pk,
            "role": "administrator",
            "valid_from": f"{today():%Y-%m-%d}",
        },
    )

    assert list(page.context["adminform"].form.errors) == ["role"]


# --- a new password --------------------------------------------------------------------------


@pytest.fixture
def counted(settings):
    """Attempts are counted from nothing."""
    caches["default"].clear()
    yield
    caches["default"].clear()


def asked_for(client, email, **more):
    return client.post(reverse("account_reset_password"), {"email": email}, **more)


def test_whoever_asks_for_a_password_learns_nothing_and_strangers_get_no_mail(client, cast, counted, mailoutbox):
    known, unknown = asked_for(client, cast.lead.email), asked_for(client, "niko@test.seko.example")

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [message.to for message in mailoutbox] == [[cast.lead.email]]


@pytest.mark.parametrize("email", ["lead", "niko@test.seko.example"])
def test_one_address_is_asked_for_three_times_an_hour_from_wherever(client, cast, counted, mailoutbox, email):
    email = cast.lead.email if email == "lead" else email

    answers = [
        asked_for(client, spelt, REMOTE_ADDR=f"10.0.0.{number}").status_code
        for number, spelt in enumerate([email, email.upper(), f" {email}", email, email])
    ]

    assert answers == [302, 302, 302, 429, 429]
    assert len(mailoutbox) <= 3


def test_one_network_asks_twenty_times_an_hour(client, cast, counted):
    answers = [asked_for(client, f"niko{number}@test.seko.example").status_code for number in range(21)]

    assert answers == [302] * 20 + [429]
