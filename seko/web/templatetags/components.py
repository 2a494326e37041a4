"""Parts that every room uses: `{% load components %}`."""

from django import template
from django.template.loader import render_to_string

register = template.Library()


def badge(label, tone):
    return render_to_string("components/_status.html", {"label": label, "tone": tone})


@register.filter
def of(mapping, key):
    """The value of a key that a template holds in a variable."""
    return mapping.get(key)
