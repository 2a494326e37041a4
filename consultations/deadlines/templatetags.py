"""The public clock on other pages: `{% load clock %}`."""

from django import template
from django.utils import timezone

from consultations.deadlines import consultations as terms
from consultations.deadlines import institutions as institution_terms

register = template.Library()


@register.simple_tag
def clock_of(consultation):
    """The terms of a consultation, nothing where it promised none: `{% clock_of consultation as clock %}`."""
    return terms.clock_of(consultation, timezone.now())


@register.simple_tag
def institution_clock(organization):
    """Items sent to an institution, all years together, or nothing: `{% institution_clock organization as clock %}`."""
    if organization.kind != organization.Kind.PUBLIC_BODY:
        return None
    return next(iter(institution_terms.in_all(institution_terms.institution_terms(institution=organization))), None)
