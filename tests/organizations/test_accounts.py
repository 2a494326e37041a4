"""Signing in and out, and passwords."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from organizations.models import User
from seko.demo import accounts as demo_accounts
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_before():
    cache.clear()


@pytest.fixture
def person():
    return make.make_user(email="osoba@test.seko.example", password=make.PASSWORD)


def address(name, *args, language="en", **kwargs):
    with translation.override(language):
        return reverse(f"account_{name}", args=args, kwargs=kwargs)


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
@pytest.mark.parametrize(
    "name", ["login", "signup", "reset_password", "reset_password_done", "reset_password_from_key_done", "inactive"]
)
def test_pages_for_visitors_are_in_the_portals_layout(client, name, language):
    response = client.get(address(name, language=language))

    assert response.status_code == 200
    assert 'id="content"' in response.content.decode()
    assert "base.html" in [template.name for template in response.templates]


@pytest.mark.parametrize("name", ["logout", "change_password"])
def test_pages_for_people_are_in_the_portals_layout(client, person, name):
    client.force_login(person)

    response = client.get(address(name))

    assert response.status_code == 200
    assert "base.html" in [template.name for template in response.templates]


def test_a_person_without_a_password_chooses_one(client):
    client.force_login(make.make_user())

    assert client.get(address("change_password")).url == address("set_password")
    response = client.post(address("set_password"), {"password1": make.PASSWORD, "password2": make.PASSWORD})
    assert response.status_code == 302
    assert User.objects.get().check_password(make.PASSWORD)


@pytest.mark.parametrize("name", ["change_password", "set_password"])
def test_passwords_are_for_those_who_are_signed_in(client, name):
    assert client.get(address(name)).url.startswith(address("login"))


@pytest.mark.parametrize("typed", ["osoba@test.seko.example", "OSOBA@Test.Seko.Example"])
def test_a_person_signs_in_by_email_and_out(client, person, typed):
    response = client.post(address("login"), {"login": typed, "password": make.PASSWORD})

    assert response.status_code == 302
    assert response.url == "/en/dashboard/"
    assert client.session["_auth_user_id"] == str(person.pk)

    client.post(address("logout"))
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_told_and_the_address_stays(client, person):
    response = client.post(address("login"), {"login": person.email, "password": "pogrešna"})

    assert response.status_code == 200
    assert response.context["form"].errors
    assert response.context["form"]["login"].value() == person.email


def test_a_closed_account_does_not_get_in(client, person):
    User.objects.update(is_active=False)

    response = client.post(address("login"), {"login": person.email, "password": make.PASSWORD})

    assert response.url == address("inactive")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "data", [{}, {"login": "x\x00y", "password": "a\x00b"}, {"login": "x" * 5000, "password": "y" * 5000}]
)
def test_no_login_breaks_the_page(client, data):
    assert client.post(address("login"), data).status_code == 200


def test_nobody_signs_up_by_himself(client):
    response = client.post(
        address("signup"), {"email": "nova@test.seko.example", "password1": make.PASSWORD, "password2": make.PASSWORD}
    )

    assert "account/signup_closed.html" in [template.name for template in response.templates]
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["email", "reauthenticate", "confirm_login_code", "email_verification_sent"])
def test_addresses_without_a_page_are_not_there(name):
    with pytest.raises(NoReverseMatch):
        address(name)


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_a_new_account_gets_its_first_password_by_mail(client, language):
    user = make.make_user(email="nova@test.seko.example")

    client.post(address("reset_password", language=language), {"email": user.email})

    (message,) = mail.outbox
    assert message.to == [user.email]
    assert "example.com" not in message.body + message.subject
    link = re.search(r"http://testserver(/\S+)", message.body).group(1)
    assert link.startswith(f"/{language}/accounts/password/reset/key/")
    page = client.get(link, follow=True)
    assert "base.html" in [template.name for template in page.templates]
    done = client.post(page.request["PATH_INFO"], {"password1": make.PASSWORD, "password2": make.PASSWORD}, follow=True)
    assert "account/password_reset_from_key_done.html" in [template.name for template in done.templates]
    user.refresh_from_db()
    assert user.check_password(make.PASSWORD)


def test_a_used_link_is_told_in_words(client):
    response = client.get(address("reset_password_from_key", uidb36="1", key="abc-def"))

    assert response.status_code == 200
    assert "no longer works" in response.content.decode()


def test_a_short_password_is_refused(client, person):
    client.force_login(person)

    response = client.post(
        address("change_password"), {"oldpassword": make.PASSWORD, "password1": "kratka", "password2": "kratka"}
    )

    assert response.status_code == 200
    assert "password1" in response.context["form"].errors
    person.refresh_from_db()
    assert person.check_password(make.PASSWORD)


def test_too_many_attempts_are_told_to_wait(client, person):
    for _ in range(5):
        client.post(address("login"), {"login": person.email, "password": "pogrešna"})

    response = client.post(address("login"), {"login": person.email, "password": make.PASSWORD})

    assert "Too many" in response.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(("language", "office"), [("sr", "Канцеларија"), ("sr-latn", "Kancelarija")])
def test_only_a_demo_shows_its_accounts(client, settings, monkeypatch, language, office):
    published = [
        {
            "email": "demo@seko.example",
            "password": "demo-lozinka",
            "role": "Администратор",
            "organization": "Канцеларија",
        }
    ]
    monkeypatch.setattr(demo_accounts, "demo_accounts", lambda: published)

    settings.DEMO = False
    assert "demo@seko.example" not in client.get(address("login", language=language)).content.decode()

    settings.DEMO = True
    text = client.get(address("login", language=language)).content.decode()
    for words in ["demo@seko.example", "demo-lozinka", office]:
        assert words in text


def test_asking_for_many_links_is_told_to_wait_in_the_portals_layout(client, person):
    answers = [client.post(address("reset_password"), {"email": person.email}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302] * 3 + [429]
    assert "base.html" in [template.name for template in answers[-1].templates]
