"""What was typed outlives the end of a session: it is kept while the person signs in again, and comes back in its form.

A form says in a signed field who it was made for. Sent without a session, its text waits in the new, nameless session
on our side, for that person and that address alone; whoever else signs in there never sees it, and signing out by
one's own will forgets it. It is shown as a change of language shows it: judged by nobody, saved by nobody.
"""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.db import transaction
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seko.web.error_pages import WRITER, back_from, typed_values
from seko.web.locale import without_language
from seko.web.pages import KEEP_TYPED, NOT_SAVED, is_htmx

KEPT = "typed"  # its place in the session
SALT = "seko.web.kept"
FORM_AGE = 14 * 24 * 3600  # seconds for which a form is known as made for somebody: as long as a session lasts
KEPT_AGE = 24 * 3600  # seconds
LONGEST = 1_000_000  # characters


def writer_field(request) -> str:
    """What a form carries to say for whom it was made; an empty text for a visitor without an account."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    if not hasattr(request, "writer_field"):
        request.writer_field = signing.dumps(user.pk, salt=SALT)
    return request.writer_field


def writer_of(request) -> int | None:
    """The id of the person for whom a posted form was made, or None."""
    try:
        return signing.loads(request.POST.get(WRITER, ""), salt=SALT, max_age=FORM_AGE)
    except signing.BadSignature:
        return None


def keep_for_sign_in(get_response) -> Callable:
    """Middleware: a form that is sent without a session leads to the login, and is there again after it."""

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.method == "GET" and (kept := _taken(request)):
            return _shown_again(get_response, request, kept)
        response = get_response(request)
        if request.method == "POST" and not request.user.is_authenticated and _is_login(response):
            keep(request)
        return response

    return middleware


def keep(request) -> bool:
    """Keep what a form holds that was made for somebody, with the names of its files; False where there is nothing."""
    writer, sent = writer_of(request), request.POST.copy()
    for name in ("csrfmiddlewaretoken", WRITER, KEEP_TYPED):
        sent.pop(name, None)
    text = sent.urlencode()
    if writer is None or not typed_values(request) or len(text) > LONGEST:
        return False
    files = [file.name for _name, files in request.FILES.lists() for file in files]
    request.session[KEPT] = {
        "writer": writer, "path": without_language(request.path), "query": request.META.get("QUERY_STRING", ""),
        "text": text, "files": files, "from": back_from(request), "at": time.time(),
    }  # fmt: skip
    words = _("Your session has ended. What you typed is kept: sign in, and it is in its form again, not saved yet.")
    messages.warning(request, words)
    return True


def sign_in_again(request):
    """Whoever sent a form without its session, or with the token of a former one, goes on where they were; None where
    nothing was kept."""
    if request.user.is_authenticated and writer_of(request) != request.user.pk:
        return None
    if not keep(request):
        return None
    if request.user.is_authenticated:
        list(messages.get_messages(request))  # there is nothing to sign in to
        return HttpResponseRedirect(request.get_full_path())
    return redirect_to_login(request.get_full_path())


def _taken(request):
    """What is kept for this address and this person, taken out of the session; what is another's is forgotten."""
    kept = request.session.get(KEPT)
    if not kept or not request.user.is_authenticated:
        return None
    if kept["writer"] != request.user.pk or time.time() - kept["at"] > KEPT_AGE:
        del request.session[KEPT]
        return None
    here = without_language(request.path), request.META.get("QUERY_STRING", "")
    if here != (kept["path"], kept["query"]) or is_htmx(request):
        return None
    return request.session.pop(KEPT)


def _shown_again(get_response, request, kept):
    """The page with its form as it was typed. Whatever the address would do with a form is rolled back."""
    sent = QueryDict(kept["text"], mutable=True)
    sent[KEEP_TYPED] = get_language()
    request.method = request.META["REQUEST_METHOD"] = "POST"
    request.POST, request._files = sent, MultiValueDict()  # noqa: SLF001  a request has no other way to be sent again
    request._dont_enforce_csrf_checks = True  # noqa: SLF001  it comes from our own session and nothing of it is done
    messages.warning(request, NOT_SAVED)
    if kept["files"]:
        words = _("Choose these files again: %(names)s.") % {"names": ", ".join(kept["files"])}
        messages.warning(request, words)
    with transaction.atomic():
        response = get_response(request)
        transaction.set_rollback(True)
    if response.status_code == 200 and getattr(request, "keeps_typed", False):
        return response
    context = {"typed": typed_values(request), "back": kept["from"] or ""}
    return render(request, "web/kept.html", context)


def _is_login(response) -> bool:
    where = urlsplit(response.get("Location", "")).path if response.status_code == 302 else ""
    return bool(where) and without_language(where) == without_language(resolve_url(settings.LOGIN_URL))
