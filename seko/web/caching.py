"""What browsers and shared caches may keep.

- A page for a visitor without an account is `public, no-cache`: browsers and shared caches keep it, ask each time
  whether it still holds, and get 304 while it does. So a moved deadline is never read too late, and a change of
  language, which shows in the address that a visitor comes from, still reaches us. It is public only if the answer can
  not depend on a person: no session and no credentials came in, and no cookie goes out (a message that was read, the
  token of a form).
- A page on which a person types is `private, no-cache`: "back" brings it as it was left, with what was typed.
- Every other page of a person is `private, no-store`: after signing out, "back" on a shared computer shows nothing.
- The proxy of production keeps a public page for `PROXY_SECONDS`: it goes by `X-Accel-Expires` alone, which stands only
  beside `public, no-cache` and before it, where older proxies look for it.
- A view that says `Cache-Control` itself, such as those of accounts, is left alone.
"""

from django.conf import settings
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers

PUBLIC = "public, no-cache"
TYPED = "private, no-cache"
PERSONAL = "private, no-store"
PROXY_SECONDS = 3  # in which many visitors of one page cost as much as one


class CacheRules(ConditionalGetMiddleware):
    """Says who may keep an answer, and answers 304 where a visitor has it already."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith("text/html"):
            # The theme and the session are in cookies; htmx gets a part of what others get whole.
            patch_vary_headers(response, ["Cookie", "HX-Request"])
        if not response.has_header("Cache-Control"):
            rule = rule_for(request, response)
            if rule == PUBLIC and not response.streaming:
                response["X-Accel-Expires"] = str(PROXY_SECONDS)
            response["Cache-Control"] = rule
        if response["Cache-Control"] == PUBLIC:
            # GZipMiddleware says so of what it compresses; a 304 has nothing to compress and must say the same.
            patch_vary_headers(response, ["Accept-Encoding"])
        return super().process_response(request, response)

    def needs_etag(self, response):
        """Only what is public: a person's page has the token of a form in it and is never the same twice."""
        return response["Cache-Control"] == PUBLIC


def rule_for(request, response):
    """Who may keep this answer."""
    in_session = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
    if in_session:
        return TYPED if is_typed_on(request, response) else PERSONAL
    reads = request.method in {"GET", "HEAD"} and response.status_code in {200, 304}
    return PUBLIC if reads and not response.cookies else TYPED


def is_typed_on(request, response):
    """Does the page have a form with more than buttons?"""
    in_form = getattr(request, "keeps_typed", False)  # as `seko.web.pages.process_form` found
    return in_form or (not response.streaming and b"<textarea" in response.content)
