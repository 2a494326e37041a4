"""What every answer of the portal has in common."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import JsonResponse

from seko.rules.errors import PROBLEM, problem_body
from seko.web.error_pages import bad_request


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; under the prefixes of `CSP_EXCEPTIONS` what these pages need beyond it."""

    def process_response(self, request, response):
        for prefix, directives in settings.CSP_EXCEPTIONS.items():
            if request.path.startswith(prefix):
                response._csp_replace = directives  # noqa: SLF001  the library has no other way
        return super().process_response(request, response)


class RefuseControlCharacters:
    """An address with a NUL byte names nothing; PostgreSQL would refuse it with an error of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "\x00" not in request.path and "\x00" not in query and "%00" not in query:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            body = problem_body(400, "character_not_allowed", "The address holds a character that is not allowed.")
            return JsonResponse(body, status=400, content_type=PROBLEM)
        return bad_request(request)
