"""Tell events on pages and in mails: `{% load events %}`; texts are `events/<verb>.html` and `emails/<verb>.txt`."""

from datetime import datetime, time
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from seko.rules.deadlines import day_of, wall
from seko.scripts import for_visitor, localized
from seko.web.addresses import absolute

register = template.Library()


def event_words(event):
    """What happened, in the visitor's language; empty for a verb that has no text. Asks the database nothing if
    the event came with its organization."""
    context = {
        "event": event,
        "facts": event.facts,
        "who": localized(event.organization, "name") if event.organization_id else "",
    }
    try:
        line = render_to_string(f"events/{event.verb}.html", context)
        return mark_safe(" ".join(line.split()))  # noqa: S308  a template escapes
    except template.TemplateDoesNotExist:
        return ""


@register.simple_tag
def event_line(event):
    """One line of an activity feed; nothing for a verb that has no text."""
    text = event_words(event)
    if not text:
        return ""
    return format_html('<time datetime="{}">{}</time> {}', event.at.isoformat(), _shown(event.at), text)


@register.simple_tag
def event_text(event):
    """What happened, as a sentence of a mail: the line of the feed without its links."""
    return unescape(strip_tags(event_words(event)))


@register.simple_tag
def fact_link(facts, name, view=None, *args):
    """A fact as a link to its page, or as text where the fact that makes the address is missing:
    `{% fact_link facts "title" "consultations:detail" facts.slug as consultation %}`."""
    text = fact(facts, name)
    if view is None or not all(args):
        return conditional_escape(text)
    return format_html('<a href="{}">{}</a>', reverse(view, args=args), text)


@register.filter
def fact(facts, name):
    """A text among the facts as the visitor reads it: `title_en` in English if filled, else `title` in their script."""
    english = facts.get(f"{name}_en") if get_language() == "en" else ""
    return english or for_visitor(facts.get(name) or "")


@register.filter
def moment(value):
    """A day or a moment as stored among the facts, in the reader's format and in Belgrade's time."""
    parsed = _parsed(value)
    return _shown(parsed) if parsed else str(value or "")


@register.filter
def ending(value):
    """A moment at which something ends: midnight ends the day before, at 24:00, and is no hour of the next."""
    parsed = _parsed(value)
    if not isinstance(parsed, datetime) or timezone.is_naive(parsed) or wall(parsed).time() != time():
        return moment(value)
    return date_format(datetime.combine(day_of(parsed), time()), "DATETIME_FORMAT").replace("00:00", "24:00")


@register.simple_tag
def site_link(view, *args):
    """The full address of a page for a mail, in the language that is active."""
    return absolute(reverse(view, args=args))


def _parsed(value):
    """The day or the moment that a fact tells; None where it tells none."""
    text = str(value or "")
    try:
        return parse_date(text) or parse_datetime(text)
    except ValueError:
        return None


def _shown(when):
    if not isinstance(when, datetime):
        return date_format(when, "DATE_FORMAT")
    return date_format(timezone.localtime(when) if timezone.is_aware(when) else when, "DATETIME_FORMAT")
