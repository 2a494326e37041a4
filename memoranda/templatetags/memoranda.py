"""What the pages of organizations and SEKOs show of memoranda."""

from django import template

from memoranda.models import Memorandum, Obligation
from organizations.permissions import represented_organization_ids

register = template.Library()


@register.simple_tag(takes_context=True)
def memoranda_of(context, party):
    """Memoranda of an organization or a SEKO that the visitor may see: `{% memoranda_of seko as memoranda %}`."""
    signed = party.signatures.values("memorandum")
    return Memorandum.objects.visible_to(context["request"].user).filter(pk__in=signed)


@register.simple_tag(takes_context=True)
def obligations_due(context, rows=5):
    """What the visitor's organizations still owe by memoranda in force, the most urgent first."""
    own = represented_organization_ids(context["request"].user)
    return Obligation.objects.open_for(own).select_related("memorandum")[:rows] if own else []
