"""Icons inside the page: `{% load icons %}{% icon "clock" %}`. They decorate; the words beside them speak."""

import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import mark_safe

from seko.runtime.vendoring.icons import VERSION

register = template.Library()
SPRITE = Path(settings.BASE_DIR, "static", "vendor", f"bootstrap-icons-{VERSION}", "icons.svg")


@cache
def drawings():
    """{name: what is inside its <svg>}, read once."""
    symbols = re.findall(r'<symbol id="([^"]+)"[^>]*>(.*)</symbol>', SPRITE.read_text(encoding="utf-8"))
    return dict(symbols)


@register.simple_tag
def icon(name):
    """The drawing, hidden from assistive technology. KeyError for a name that is not vendored."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{drawings()[name]}</svg>')  # noqa: S308  its parts are escaped above
