"""What the pages of an organization show of the sectors."""

from django import template

from sectors.models import Consortium

register = template.Library()


@register.simple_tag
def networks_of(organization):
    """Networks to which the organization belongs today: `{% networks_of organization as networks %}`."""
    return organization.network_memberships.current().select_related("seko")


@register.simple_tag(takes_context=True)
def consortia_of(context, organization):
    """Consortia in which it is or was, as far as the visitor may see them."""
    visible = Consortium.objects.visible_to(context["request"].user)
    return organization.consortium_memberships.held().filter(consortium__in=visible).select_related("consortium__seko")
