"""What went wrong, told on a page of ours in the visitor's language; below `/api/` as a problem document."""

import logging
import re
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from seko.rules.errors import NOT_ALLOWED, PROBLEM, problem_body
from seko.web.context import portal
from seko.web.locale import variant_for
from seko.web.pages import is_htmx

log = logging.getLogger(__name__)

# Where even the error page can not be made.
LAST_WORDS = """<!doctype html><html lang="sr-Cyrl"><meta charset="utf-8"><title>500</title>
<p>Дошло је до грешке. Покушајте поново за неколико минута.</p>
<p lang="sr-Latn">Došlo je do greške. Pokušajte ponovo za nekoliko minuta.</p>
<p lang="en">Something went wrong. Try again in a few minutes.</p></html>"""


WRITER = "writer"  # the field that says for whom a form was made
# What a form carries that nobody has typed.
NOT_TYPED = re.compile(
    r"csrfmiddlewaretoken|writer|seen.*|shown|keep_typed|leave_theirs|act|change|revision|draft|passage|back|next|sealed|_.*"
    r"|.*-(?:seen|id|TOTAL_FORMS|INITIAL_FORMS|M(?:IN|AX)_NUM_FORMS)|initial-.*|items|organization|.*password.*|login"
)


def typed_values(request):
    """What a person typed in the form that they sent, field by field; nothing of what the form itself carries."""
    try:
        sent = request.POST.lists() if request.method == "POST" else ()
    except OSError:  # it came only in part
        return []
    typed = [value for name, values in sent if not NOT_TYPED.fullmatch(name) for value in values]
    return [value for value in typed if value.strip() and not value.strip().isdecimal()]


def error_page(request, status, template, **facts):
    """The page `template`, with the way back, and what was typed: a refusal never swallows it."""
    context = {"back": back_from(request), "typed": typed_values(request), **facts}
    with speaking_to(request):
        return HttpResponse(render_to_string(template, context, request), status=status)


def speaking_to(request):
    """Answer in the language of the request, also where an error came before the middleware looked at it."""
    return translation.override(getattr(request, "LANGUAGE_CODE", None) or variant_for(request))


def back_from(request):
    """The page of ours that the visitor came from, as a path; an empty text if there is none."""
    try:
        came_from = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # not an address at all
        return ""
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    own = came_from.netloc and came_from.netloc == request.headers.get("Host")
    return path if own and not path.startswith("//") and path != request.get_full_path() else ""


def came_from_us(request):
    """Was the form sent by a page of ours, as the browser says?"""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(origin).netloc == request.get_host()
    except (ValueError, SuspiciousOperation):  # not an address at all
        return False


def refusal(status, code, words):
    """A handler of refusals: below `/api/` a problem document, elsewhere the page that it makes."""

    def decorate(page):
        @wraps(page)
        @requires_csrf_token
        def handler(request, *args, **kwargs):
            if request.path.startswith("/api/"):
                return JsonResponse(problem_body(status, code, words), status=status, content_type=PROBLEM)
            return page(request, *args, **kwargs)

        return handler

    return decorate


@refusal(400, "bad_request", _("The request could not be read"))
def bad_request(request, exception=None):
    return error_page(request, 400, "400.html")


@refusal(403, "permission_denied", _("You are not allowed to do this"))
def permission_denied(request, exception):
    """The page itself says what the common refusal says; another one is told in its own words."""
    reason = "" if exception.args == (NOT_ALLOWED,) else str(exception)
    return error_page(request, 403, "403.html", reason=reason)


@refusal(403, "csrf_failed", _("The page was open for too long"))
def csrf_failure(request, reason=""):
    """A form of ours goes on after signing in; of one from elsewhere nothing is shown."""
    from seko.web.kept import sign_in_again  # it needs these

    typed = {} if came_from_us(request) else {"typed": []}
    by_script = is_htmx(request) or "json" in request.headers.get("Accept", "")  # it keeps its text itself
    away = None if by_script else sign_in_again(request)
    return away or error_page(request, 403, "403_csrf.html", **typed)


@refusal(404, "not_found", _("This page does not exist"))
def page_not_found(request, exception):
    """The words of the address go into the search box: often they are the name of what was looked for."""
    words = request.path.rstrip("/").rpartition("/")[2].replace("-", " ")
    return error_page(request, 404, "404.html", query=words)


@refusal(405, "method_not_allowed", _("This address cannot be opened directly"))
def method_not_allowed(request):
    return error_page(request, 405, "405.html")


@refusal(500, "server_error", _("Something went wrong on our side"))
def server_error(request):
    """What happened is in the log alone. Nothing here may ask the database: it may be what is down."""
    request.user = AnonymousUser()
    context = {"request": request, "user": request.user, "typed": typed_values(request), **portal(request)}
    try:
        with speaking_to(request):
            return HttpResponse(render_to_string("500.html", context), status=500)
    except Exception:
        log.exception("The page for errors can not be made.")
        return HttpResponse(LAST_WORDS, status=500)


def bare_refusals(get_response):
    """Middleware: a view that takes only POST refuses a mere link with an empty answer; it gets a page too."""

    def middleware(request):
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = method_not_allowed(request)
        page["Allow"] = response["Allow"]
        return page

    return middleware
