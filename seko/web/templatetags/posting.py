"""What every form that is posted carries: the token against forgery, and for whom it was made (seko/web/kept.py).

It takes the place of Django's own tag, so that no form, of the admin's theme or of a library, is without it.
"""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from seko.web.error_pages import WRITER
from seko.web.kept import writer_field

register = template.Library()


class PostedNode(CsrfTokenNode):
    def render(self, context):
        request = context.get("request")
        writer = writer_field(request) if request is not None else ""
        field = format_html('<input type="hidden" name="{}" value="{}">', WRITER, writer) if writer else ""
        return super().render(context) + field


@register.tag
def csrf_token(parser, token):
    return PostedNode()
