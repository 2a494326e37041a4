"""A person at a browser: addresses, signing in, and what the page says."""

import re

from django.conf import settings
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from tests.factories import PASSWORD

BLOCKS = "article|aside|dd|details|div|dl|dt|fieldset|footer|form|h[1-6]|header|legend|li|main|nav|ol|option|p|section"
BLOCKS += "|summary|table|tbody|td|th|thead|tr|ul"


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
    """As white space shows: runs are one space; none at the edges of an element, nor around one that begins a line."""
    html = re.sub(r"(<(?!/)[^>]*>) | (?=</)", r"\1", " ".join(html.split()))
    return re.sub(rf" ?(</?(?:{BLOCKS})\b[^>]*>) ?", r"\1", html)


def said(response):
    """The messages of the portal on the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def moment(at):
    """A moment as a browser's form sends it."""
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def shown_first(response):
    """What the page says that stands before an act: `sign`, `lost`, `told`, `notes`; None where it is another page."""
    context = response.context
    return context if context is not None and "sign" in context and "act" in context else None


def press(client, address, data=None, **more):
    """Press a button or send a form, read what it will do, and press again; the last answer. A refusal comes at the
    first press."""
    first = client.post(address, data or {}, **more)
    shown = shown_first(first)
    if shown is None:
        return first
    typed = {}
    for name, value in shown["typed"]:
        typed.setdefault(name, []).append(value)
    return client.post(address, {**typed, "shown": shown["sign"]}, **more)
