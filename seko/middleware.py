"""What every answer of the portal has in common."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponseBadRequest


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; under the prefixes of `CSP_EXCEPTIONS` what these pages need beyond it."""

    def process_response(self, request, response):
        for prefix, directives in settings.CSP_EXCEPTIONS.items():
            if request.path.startswith(prefix):
                response._csp_replace = directives
        return super().process_response(request, response)


class RefuseControlCharacters:
    """An address with a NUL byte names nothing; PostgreSQL would refuse it with an error of its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path or "\x00" in request.META.get("QUERY_STRING", "") or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest("The address holds a character that is not allowed.", content_type="text/plain")
        return self.get_response(request)
