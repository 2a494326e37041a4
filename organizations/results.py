"""What the search finds here: organizations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from seko.search.kinds import SearchKind, register

register(
    SearchKind(
        code="organizations",
        label=_("Organizations"),
        position=80,
        rows=Organization.objects.visible_to,
        place=("slug",),
        address=lambda slug: reverse("organizations:detail", args=[slug]),
        title="name",
        title_en="name_en",
        about="district__name",
        about_en="district__name_en",
        texts=("short_name", "seat"),
        texts_en=("short_name_en",),
    )
)
