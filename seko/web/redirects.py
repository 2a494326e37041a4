"""Pages that have moved: whoever kept the former address is led to the present one."""

from collections.abc import Callable

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

SAME_METHOD = 308  # Source: RFC 9110, 15.4.9: unlike 301 it keeps a POST a POST


def moved(name, **present) -> Callable:
    """A view that leads from a former address to the page of this name, with the same parts and query; `present` are
    parts that the former address did not have, or had by another value."""

    def view(request, **parts):
        address = reverse(name, kwargs=parts | present)
        query = request.META.get("QUERY_STRING", "")
        response = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        if request.method not in {"GET", "HEAD"}:
            response.status_code = SAME_METHOD
        return response

    return view
