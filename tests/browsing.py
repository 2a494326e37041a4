"""A person at a browser: addresses, signing in, and what the page says."""

import re

from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import PASSWORD


def address(name, *args, language="en"):
    """The address of a page about consultations, or of `home`, `dashboard` and `statistics`."""
    with translation.override(language):
        return reverse(name if name in {"home", "dashboard", "statistics"} else f"consultations:{name}", args=args)


def sign_in(client, cast, who):
    client.logout()
    if who != "anonymous":
        client.force_login(cast.user(who))


def session_cookie(user, url):
    """What a real browser holds whose person has signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def give_password(user):
    """The person can sign in through the form."""
    user.set_password(PASSWORD)
    user.save()
    return PASSWORD


def text_of(response):
    """The page as a browser has it: where a template breaks its lines makes no difference."""
    assert response.status_code == 200
    return folded(response.content.decode())


def folded(html):
    """Runs of white space are one space, and none stands beside a tag."""
    return re.sub(r"(?<=>) | (?=<)", "", " ".join(html.split()))


def said(response):
    """The messages of the portal on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def moment(at):
    """A moment as a browser's form sends it."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")
