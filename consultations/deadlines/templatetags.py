"""The public clock on other pages: `{% load clock %}`."""

from django import template
from django.utils import timezone

from consultations.deadlines import consultations as terms
from consultations.deadlines import institutions as institution_deadlines

register = template.Library()


@register.simple_tag
def deadlines_of(consultation):
    """The terms of a consultation, nothing where it promised none: `{% clock_of consultation as clock %}`."""
    return terms.deadlines_of(consultation, timezone.now())


@register.simple_tag
def deadlines_of_institution(organization):
    """Items sent to an institution, all years together, or nothing: `{% institution_clock organization as clock %}`."""
    if organization.kind != organization.Kind.PUBLIC_BODY:
        return None
    return next(
        iter(institution_deadlines.in_all(institution_deadlines.institution_deadlines(institution=organization))), None
    )
