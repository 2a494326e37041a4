"""Parts of a report in words: `{% load reports %}`."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language, override

from consultations.reports.files.stored import ANY_VARIANT
from consultations.reports.print.parts import place_of as place_in_words

register = template.Library()


@register.filter
def place_of(said):
    """Where a comment of a report went, in words."""
    return place_in_words(said)


@register.filter
def file_url(consultation, place):
    """The address of a file of the consultation's report in the language of that file."""
    language = get_language() if place.variant == ANY_VARIANT else place.variant
    with override(language):
        return reverse("consultations:report_file", args=[consultation.slug, place.format])
