"""What belongs to the variant of a page, its script and how it writes numbers: `{% load script %}`."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.html import conditional_escape, linebreaks
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language

from seko import scripts
from seko.web.locale import language_links as links_of

register = template.Library()


def _shown(text, value):
    """Converted text, safe only where the value was safe and holds no markup whose names would be converted too."""
    if isinstance(value, SafeData):
        return conditional_escape(text) if "<" in value or "&" in value else mark_safe(text)  # noqa: S308  its parts are escaped above
    return text


@register.filter
def script(value):
    """Text in the visitor's script: `{{ comment.body|script }}`."""
    if value is None or value == "":
        return ""
    return _shown(scripts.for_visitor(value), value)


@register.filter
def cited(value):
    """A label of the source as it stands there, whatever the script of the page: `{{ passage.number|cited }}`."""
    return scripts.cited(value)


@register.filter
def paragraphs(value):
    """A long text in the visitor's script, its empty lines as paragraphs."""
    lines = [conditional_escape(scripts.for_visitor(line)) for line in str(value or "").splitlines()]
    return mark_safe(linebreaks("\n".join(lines)))  # noqa: S308  each line is escaped above


@register.filter
def localized(obj, name):
    """An attribute in the visitor's language or script: `{{ seko|localized:"name" }}`."""
    if obj is None or obj == "":
        return ""
    return scripts.localized(obj, name)


@register.filter
def number(value, places=0):
    """A number as the variant writes it, `{{ share|number:1 }}`: 1.234,5 in Serbian, 1,234.5 in English; rounded."""
    return floatformat(value, f"{places}g")


@register.filter
def percent(value, places=0):
    """A share of a hundred: 45 is “45 %” in Serbian and “45%” in English."""
    shown = number(value, places)
    return shown and shown + ("%" if get_language() == "en" else "\u00a0%")


@register.simple_tag(takes_context=True)
def language_links(context):
    """The three variants of this page: `{% language_links as variants %}`, see `seko.web.locale.LanguageVariant`."""
    request = context.get("request")
    return links_of(request) if request else []
