"""Parts that every room uses: `{% load components %}`."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from seko.web.pages import UNDO

register = template.Library()


def badge(label, tone):
    return render_to_string("components/_status.html", {"label": label, "tone": tone})


@register.simple_tag
def inline(template, **context):
    """A part inside a sentence, without the white space around it.

    `{% inline "organizations/_name.html" organization=lead %}`"""
    return mark_safe(render_to_string(template, context).strip())  # noqa: S308  a template escapes


@register.filter
def of(mapping, key):
    """The value of a key that a template holds in a variable."""
    return mapping.get(key)


ALERTS = {"error": "alert-danger", "success": "alert-success", "warning": "alert-warning"}


@register.filter
def alert_class(level):
    """The class of a message by its level: `{{ message.level_tag|alert_class }}`."""
    return ALERTS.get(level, "alert-info")


@register.filter
def undo_id(message):
    """The id of what was discarded, where a message offers to take it up again: `{{ message|undo_id }}`."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix(UNDO) for tag in tags if tag.startswith(UNDO)), "")
