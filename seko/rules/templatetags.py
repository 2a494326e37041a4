"""Deadlines as every page shows them: `{% load deadlines %}{% deadline consultation.answer_due_at %}`."""

from datetime import datetime, time

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from seko.rules.deadlines import day_of, days_late, end_of, is_day, left_of, wall
from seko.rules.working_days import holiday_on, is_working_day
from seko.scripts import for_visitor

register = template.Library()
NEAR = 3  # days before the end from which a deadline stands out


@register.simple_tag
def deadline(due, awaited=True, at=None):
    """Date and time, and while it is `awaited` how much is left, or how late it is. `due` is a moment, or a whole day.

    In a sentence: `{% deadline task.due as due %}{% blocktranslate %}due {{ due }}{% endblocktranslate %}`.
    It is counted when the page is made; browsers ask for the page again each time, see `seko.caching`."""
    if not due:
        return ""
    at = at or timezone.now()
    left = left_of(due, at) if awaited else None
    late = awaited and left is None
    words = late_in_words(due, at) if late else time_left_in_words(due, at) if awaited else ""
    tone = "late" if late else "near" if left and left.days < NEAR else ""
    context = {"machine": end_of(due), "shown": due_in_words(due), "words": words, "tone": tone}
    return mark_safe(render_to_string("components/_deadline.html", context).strip())  # noqa: S308  a template escapes


def due_in_words(due):
    """Date and time in the visitor's format, on Belgrade's clocks; a day, and a term at midnight, runs to 24:00."""
    if is_day(due) or wall(due).time() == time():  # midnight ends the day before, and is no hour of the next
        return date_format(datetime.combine(day_of(due), time()), "SHORT_DATETIME_FORMAT").replace("00:00", "24:00")
    return date_format(wall(due), "SHORT_DATETIME_FORMAT")


@register.filter
def time_left_in_words(due, at=None):
    """What is left: days with the working days among them, else hours, else minutes; nothing if it is over."""
    left = left_of(due, at)
    if left is None:
        return ""
    if left.days:
        days = max(left.days, left.working_days)  # a day that has lost an hour is a working day all the same
        words = ngettext("%(n)s day left (%(working)s)", "%(n)s days left (%(working)s)", days)
        return words % {"n": days, "working": working_days_in_words(left.working_days)}
    if left.hours:
        return ngettext("%(n)s hour left", "%(n)s hours left", left.hours) % {"n": left.hours}
    if left.minutes:
        return ngettext("%(n)s minute left", "%(n)s minutes left", left.minutes) % {"n": left.minutes}
    return _("less than a minute left")


@register.filter
def late_in_words(due, at=None):
    """How late it is; each day that has begun counts. Nothing while the term runs."""
    days = days_late(due, at or timezone.now())
    return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days} if days else ""


def free_days_in_words(terms):
    """A sentence for each of the terms, `(name, due)`, that ends on a day on which nobody works."""
    days = [(name, day_of(due)) for name, due in terms]
    return [
        _("%(term)s: %(day)s is not a working day (%(why)s).")
        % {"term": name, "day": date_format(day, "SHORT_DATE_FORMAT"), "why": _why_free(day)}
        for name, day in days
        if not is_working_day(day)
    ]


def _why_free(day):
    name = holiday_on(day, "en_US" if get_language() == "en" else "sr")
    return for_visitor(name) if name else date_format(day, "l")


def working_days_in_words(number):
    if not number:
        return _("no working days")
    return ngettext("%(n)s working day", "%(n)s working days", number) % {"n": number}
