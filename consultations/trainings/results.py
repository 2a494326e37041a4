"""What the search finds here."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.trainings.models import Training
from seko.search.kinds import SearchKind, register

TRAININGS = SearchKind(
    code="trainings",
    label=_("Trainings"),
    position=140,
    rows=Training.objects.visible_to,
    place=("slug",),
    address=lambda slug: reverse("consultations:training_detail", args=[slug]),
    title="title",
    title_en="title_en",
    at="starts_at",
    texts=("place", "text"),
)

register(TRAININGS)
