"""What people choose about their own account: a password at first, the language of messages later."""

import re

from django.contrib.auth import authenticate
from django.urls import reverse
from django.utils import translation

from organizations.actions.accounts import choose_language, close_account, open_account, reopen_account
from organizations.models import User
from seko.events.delivery import message_for
from seko.events.models import Delivery, Event
from tests.happened import last_event, verbs

with translation.override("en"):
    SETTINGS = reverse("account_settings")


def test_the_mail_about_a_new_account_leads_to_the_choice_of_a_password(client, cast):
    person = open_account(by=cast.user("administrator"), email="ana@test.seko.example", full_name="Ана", language="en")

    body = message_for(Delivery(event=last_event(), recipient=person)).body
    address = re.search(r"http://[^/]+(/en/accounts/password/reset/key/\S+)", body)[1]
    page = client.get(address, follow=True)
    form = page.redirect_chain[-1][0]
    client.post(form, {"password1": "дуга-лозинка-2026", "password2": "дуга-лозинка-2026"})

    assert authenticate(None, email=person.email, password="дуга-лозинка-2026") == person


# --- one's own -------------------------------------------------------------------------------


def test_people_choose_the_language_of_their_messages(client, cast):
    client.force_login(cast.user("network"))

    client.post(SETTINGS, {"language": "sr"})

    assert User.objects.get(pk=cast.network.pk).language == "sr"
    assert verbs() == ["account.language_chosen"]
    choose_language(by=cast.user("network"), language="sr")
    assert Event.objects.count() == 1


def test_a_language_that_the_portal_does_not_speak_is_refused(client, cast):
    client.force_login(cast.user("network"))

    assert client.post(SETTINGS, {"language": "fr"}).status_code == 200

    assert verbs() == []


def test_the_footer_of_a_mail_leads_to_this_page(cast):
    reopen_account(close_account(cast.network, by=cast.user("administrator")), by=cast.user("administrator"))
    cast.network.language = "en"

    body = message_for(Delivery(event=last_event(), recipient=cast.network)).body

    assert SETTINGS in body.split("--\n")[1]
