"""What the search finds here."""

from django.db.models import Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from seko.search.kinds import SearchKind, register


def latest_consultation(user, **match):
    """The address name of the newest consultation that the person may see, as a column."""
    return Subquery(
        Consultation.objects.visible_to(user).filter(**match).order_by("-opens_at", "-pk").values("slug")[:1]
    )


CONSULTATIONS = SearchKind(
    code="consultations",
    label=_("Consultations"),
    position=10,
    rows=Consultation.objects.visible_to,
    place=("slug",),
    address=lambda slug: reverse("consultations:detail", args=[slug]),
    sign="number",
    title="title",
    title_en="title_en",
    at="opens_at",
    texts=("summary", "purpose"),
    texts_en=("summary_en",),
)

register(CONSULTATIONS)
