"""What the search finds here."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.responses.models import Response
from seko.search.kinds import SearchKind, register


def answers(user):
    """Answers whose report is published."""
    answered = Consultation.objects.visible_to(user).answered().filter(report__isnull=False)
    return Response.objects.in_submitted().filter(item__opinion__consultation__in=answered)


RESPONSES = SearchKind(
    code="answers",
    label=_("Answers"),
    position=60,
    rows=answers,
    place=("item__opinion__consultation__slug", "item"),
    address=lambda slug, item: f"{reverse('consultations:report', args=[slug])}?item={item}#i{item}",
    sign="item__opinion__number",
    title="item__title",
    about="organization__name",
    about_en="organization__name_en",
    at="answered_at",
    texts=("reason",),
)

register(RESPONSES)
