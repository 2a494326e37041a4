"""A published answer is put right."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.consultation.views.consultations import visible_consultation
from consultations.opinions.models import OpinionItem
from consultations.responses.actions.corrections import ANSWER, correct_response
from consultations.responses.forms import CorrectResponseForm
from consultations.responses.permissions import can_correct_response
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import process_form


@login_required
def response_correct(request, slug, pk):
    """The answer as it holds now, to be changed; the report itself stays as it was published."""
    consultation = visible_consultation(request, slug)
    require(can_correct_response(request.user, consultation))
    if not consultation.is_answered:
        raise Http404
    items = OpinionItem.objects.in_submitted().filter(opinion__consultation=consultation, response__isnull=False)
    item = get_object_or_404(items.select_related("response", "opinion"), pk=pk)
    holds = item.response.latest_correction or item.response
    form = CorrectResponseForm(request.POST or None, initial={name: getattr(holds, name) for name in ANSWER})
    back = f"{reverse('consultations:report', args=[slug])}?item={pk}#i{pk}"
    correct = confirmed(request, correct_response, item, back=back)
    if process_form(request, form, correct, _("The correction is published.")):
        return redirect(back)
    context = {
        "form": form,
        "title": pgettext("heading", "Correct a published answer"),
        "subject": f"{item.position}. {item.title}",
    }
    context |= {"button": _("Publish the correction"), "back": consultation}
    return render(request, "consultations/consultation/form.html", context)
