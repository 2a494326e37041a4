"""What the search finds here: SEKOs and areas."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sectors.models import Area, Seko
from seko.search.kinds import SearchKind, register

register(
    SearchKind(
        code="sekos",
        label=_("SEKOs"),
        position=90,
        rows=lambda user: Seko.objects.all(),
        place=("code",),
        address=lambda code: reverse("sectors:seko_detail", args=[code]),
        title="name",
        title_en="name_en",
    ),
    SearchKind(
        code="areas",
        label=_("Areas"),
        position=100,
        rows=lambda user: Area.objects.all(),
        place=("code",),
        address=lambda code: reverse("sectors:area_detail", args=[code]),
        title="name",
        title_en="name_en",
        texts=("synonyms",),
    ),
)
