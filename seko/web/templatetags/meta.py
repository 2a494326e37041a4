"""What search engines and social networks read in the head of a page: `{% load meta %}{% meta %}` in `base.html`.

A page says it in blocks, which `base.html` need not show itself: `title`, `description` (else that of the portal) and
`robots` (`noindex` keeps it out of search engines).
"""

from html import unescape

from django import template
from django.conf import settings
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seko.web.addresses import absolute, alternates
from seko.web.crawlers import is_closed

register = template.Library()

LONGEST = 200  # characters of a description; search engines and social networks cut later ones
LOCALES = {"sr": "sr_RS", "sr-latn": "sr_RS@latin", "en": "en_GB"}


@register.inclusion_tag("components/_meta.html", takes_context=True)
def meta(context):
    """Address, variants and preview of this page. Of the query only the number of a page of rows belongs to it:
    a filtered list is not a page of its own and names the whole list as its address."""
    request, language = context.get("request"), get_language()
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)

    def said(name):
        block = blocks.get_block(name) if blocks else None
        return " ".join(unescape(strip_tags(block.render(context))).split()) if block else ""

    about = {"title": said("title"), "description": Truncator(said("description") or portal_in_words()).chars(LONGEST)}
    if request is None or said("robots") == "noindex":
        return about | {"noindex": True}
    number = request.GET.get("page", "")
    filtered = bool(set(request.GET) - {"page"})
    own = request.path + (f"?page={number}" if number.isdecimal() and number != "1" and not filtered else "")
    return about | {
        "noindex": filtered or is_closed(request.path) or not settings.PRODUCTION,
        "canonical": absolute(own),
        "alternates": alternates(own),
        "locale": LOCALES[language],
        "other_locales": [locale for code, locale in LOCALES.items() if code != language],
        "image": absolute(static(f"img/social-{language}.png")),
    }


def portal_in_words():
    """What the portal is, for pages that do not say what they are."""
    return _(
        "The Ministry of European Integration publishes a document, civil society organizations comment on it, the "
        "consortium of their sector submits one opinion, and every item of it is answered in public: consultations "
        "on international development assistance in Serbia."
    )
