"""Plots on the pages of organizations and SEKOs: `{% load plots %}`."""

from django import template

from consultations import plots

register = template.Library()


@register.simple_tag
def seko_plots(seko):
    """What became of the comments of a SEKO's network: `{% seko_plots seko as plots %}`."""
    return [plots.acceptance_over_time(seko), plots.road(seko=seko)]


@register.simple_tag
def organization_history(organization):
    """What an organization said and what came of it: `{% organization_history organization as plot %}`."""
    return plots.organization_history(organization)
