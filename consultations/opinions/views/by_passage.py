"""For the Office: what all SEKOs say about each passage, side by side."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from consultations.consultation.views.consultations import visible_consultation
from consultations.opinions.by_passage import all_passages, passages_with_items, with_items
from consultations.opinions.permissions import can_compare_opinions
from consultations.responses.models import Response
from seko.rules.errors import require
from seko.web.pages import list_page

PASSAGES_ON_PAGE = 20


@login_required
@require_safe
def by_passage_page(request, slug):
    """`?all=1` shows also the passages about which no SEKO says anything."""
    consultation = visible_consultation(request, slug)
    require(can_compare_opinions(request.user))
    opinions = list(consultation.opinions.submitted().select_related("seko"))
    answers = Response.objects.as_read_by(request.user).select_related("organization")
    shows_all = request.GET.get("all") == "1"
    places = all_passages(consultation) if shows_all else passages_with_items(consultation)
    context = {"consultation": consultation, "opinions": opinions, "shows_all": shows_all}
    return list_page(
        request,
        "consultations/opinions/by_passage.html",
        places,
        per=PASSAGES_ON_PAGE,
        more=lambda shown: {"rows": with_items(shown, opinions, answers)},
        **context,
    )
