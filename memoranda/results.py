"""What the search finds here: memoranda."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memoranda.models import Memorandum
from seko.search.kinds import SearchKind, register

register(
    SearchKind(
        code="memoranda",
        label=_("Memoranda"),
        position=110,
        rows=Memorandum.objects.visible_to,
        place=("slug",),
        address=lambda slug: reverse("memoranda:detail", args=[slug]),
        sign="number",
        title="title",
        title_en="title_en",
        at="signed_on",
        texts=("text",),
    )
)
