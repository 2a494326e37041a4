"""Plots on the pages of organizations: `{% load plots %}`."""

from django import template

from consultations.statistics import plots

register = template.Library()


@register.simple_tag
def organization_history(organization):
    """What an organization said and what came of it: `{% organization_history organization as plot %}`."""
    return plots.organization_history(organization)
