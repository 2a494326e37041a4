"""What the pages of organizations and SEKOs show of memoranda."""

from django import template

from memoranda.models import Memorandum

register = template.Library()


@register.simple_tag(takes_context=True)
def memoranda_of(context, party):
    """Memoranda of an organization or a SEKO that the visitor may see: `{% memoranda_of seko as memoranda %}`."""
    signed = party.signatures.values("memorandum")
    return Memorandum.objects.visible_to(context["request"].user).filter(pk__in=signed)
