"""What the login page of a demo shows."""

from django import template

from seko.demo import accounts

register = template.Library()


@register.simple_tag
def demo_accounts():
    """The published accounts of the demo: `{% demo_accounts as accounts %}`."""
    return accounts.demo_accounts()
