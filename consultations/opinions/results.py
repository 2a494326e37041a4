"""What the search finds here."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.opinions.models import OpinionItem
from seko.search.kinds import SearchKind, register


def items(user):
    """Items of opinions that were submitted."""
    visible = Consultation.objects.visible_to(user)
    return OpinionItem.objects.in_submitted().filter(opinion__consultation__in=visible)


ITEMS = SearchKind(
    code="items",
    label=_("Items of opinions"),
    position=50,
    rows=items,
    place=("opinion__consultation__slug", "opinion__seko__code", "pk"),
    address=lambda slug, code, pk: f"{reverse('consultations:opinion', args=[slug, code])}#i{pk}",
    sign="opinion__number",
    title="title",
    about="opinion__seko__name",
    about_en="opinion__seko__name_en",
    at="opinion__submitted_at",
    texts=("text", "proposed_text"),
)

register(ITEMS)
