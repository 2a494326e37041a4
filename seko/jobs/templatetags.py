"""Work in the background and downloads: `{% load jobs %}`."""

from django import template
from django.urls import reverse

from seko.files.sheets import FORMATS
from seko.jobs.exports import AT_ONCE

register = template.Library()


@register.inclusion_tag("components/_downloads.html", takes_context=True)
def downloads(context, total, view, **about):
    """Buttons that fetch the list of this page, narrowed as it is: `{% downloads total "organizations:export" %}`.

    A long list is a job, so its buttons are forms; a short one is a link and needs no token."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    tail = f"?{query.urlencode()}" if query else ""
    links = [(format.upper(), reverse(view, kwargs=about | {"format": format}) + tail) for format in reversed(FORMATS)]
    return {"links": links if total else [], "in_background": total > AT_ONCE}
