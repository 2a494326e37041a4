"""What the login page of a demo shows."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def demo_accounts():
    """The published accounts of the demo; none anywhere else: `{% demo_accounts as accounts %}`."""
    if not settings.DEMO:
        return []
    from organizations.demo_accounts import demo_accounts as published

    return published()
