"""One line for each request, and the number by which it is found in every other line that was written for it.

What opens a door is in no log: the address of a reset of a password lets in whoever has it. Queries are left out, too:
they are what people searched for.
"""

import contextvars
import logging
import re
import secrets
import time

log = logging.getLogger("seko.access")

HEADER = "X-Request-ID"
_number = contextvars.ContextVar("number of the request", default="-")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")  # by a proxy that stands before the portal
_SECRET = re.compile(r"(/password/reset/key/)[^\s/?\"'<>]+")


def without_secrets(text) -> str:
    """The text without the keys by which passwords are reset."""
    return _SECRET.sub(r"\1…", text)


class LineFormatter(logging.Formatter):
    """A line of the log, whoever writes it: with the number of its request, and without secrets."""

    def format(self, record):
        record.request_number = _number.get()
        return without_secrets(super().format(record))


class AccessLog:
    """Middleware, the first of all: number, method, path, status, bytes, milliseconds, address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        token = _number.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response[HEADER] = number
            took = (time.perf_counter() - began) * 1000
            size = "-" if response.streaming else len(response.content)
            came_from = request.META.get("REMOTE_ADDR", "-")  # behind a proxy its own: it writes the visitor's itself
            facts = (came_from, request.method, _path(request), response.status_code, size, took)
            log.info("%s %s %s %s %s bytes %.0f ms", *facts)
            return response
        finally:
            _number.reset(token)


def _path(request):
    """Visible on one line, whatever was sent."""
    return request.path.encode("unicode_escape").decode()[:500]
