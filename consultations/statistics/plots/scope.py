"""Where the table of a plot lies for other programs."""

from urllib.parse import urlencode

from django.urls import reverse


def csv_url(key, *, seko=None, year=None, organization=None) -> str:
    """The address of a plot's table as CSV, narrowed as the plot is."""
    scope = {"seko": seko and seko.code, "year": year, "organization": organization and organization.slug}
    query = {"plot": key, **{name: value for name, value in scope.items() if value}, "format": "csv"}
    return f"{reverse('statistics')}?{urlencode(query)}"
