"""Template filters and tags for the two scripts: `{% load script %}`."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeData, mark_safe

from seko import script as scripts
from seko.locale import language_links as links_of

register = template.Library()


def _shown(text, value):
    """Converted text, safe only where the value was safe and holds no markup whose names would be converted too."""
    if isinstance(value, SafeData):
        return conditional_escape(text) if "<" in value or "&" in value else mark_safe(text)
    return text


@register.filter
def script(value):
    """Text in the visitor's script: `{{ comment.body|script }}`."""
    if value is None or value == "":
        return ""
    return _shown(scripts.for_visitor(value), value)


@register.filter
def localized(obj, name):
    """An attribute in the visitor's language or script: `{{ seko|localized:"name" }}`."""
    if obj is None or obj == "":
        return ""
    return scripts.localized(obj, name)


@register.simple_tag(takes_context=True)
def language_links(context):
    """The three faces of this page: `{% language_links as faces %}`, see `seko.locale.Face`."""
    request = context.get("request")
    return links_of(request) if request else []
