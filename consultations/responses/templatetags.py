"""Outcomes and states of responses: `{% load responses %}`."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from consultations.responses.models import Response
from seko.web.templatetags.components import badge

register = template.Library()


STATUS_TONES = {
    Response.Status.DRAFT: "secondary",
    Response.Status.IN_REVIEW: "warning",
    Response.Status.RETURNED: "danger",
    Response.Status.APPROVED: "success",
}


@register.simple_tag
def outcome_badge(code):
    """The outcome of a response, by its code; that it is not told, where the institution keeps it to itself."""
    if not code:
        return badge(_("not sent for review yet"), "light")
    outcome = Response.Outcome(code)
    return badge(outcome.label, outcome.tone)


@register.simple_tag
def holding_badge(response):
    """The outcome that holds: that of the answer, or of its latest correction, which is then said."""
    correction = response.latest_correction
    if correction is None:
        return outcome_badge(response.outcome)
    return format_html("{} {}", outcome_badge(correction.outcome), badge(_("corrected"), "light"))


@register.simple_tag
def response_badge(response):
    """How far an answer has come; that there is none, where there is none."""
    if not response:
        return badge(_("no answer yet"), "light")
    return badge(response.get_status_display(), STATUS_TONES[response.status])


@register.filter
def outcome(code):
    """The outcome of a response in words, by its code."""
    return Response.Outcome(code).label


@register.filter
def is_accepted(code):
    """Does it count as accepted, at least in part?"""
    return Response.Outcome(code).is_accepted
