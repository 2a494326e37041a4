"""Pages on which the Office puts right what it has opened."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from consultations.consultation.corrections import (
    CORRECTABLE,
    copy_consultation,
    correct_texts,
    exchange_sekos,
    exchange_version,
    require_opened,
    require_taking,
)
from consultations.consultation.forms import CorrectionForm, ExchangeSekosForm, ExchangeVersionForm
from consultations.consultation.permissions import can_correct
from consultations.consultation.views.consultations import page_by_form, visible_consultation
from seko.rules.errors import require
from seko.rules.seen import stored_values
from seko.web.pages import not_now, run_action


@login_required
def consultation_correct(request, slug):
    """A typo in the title, a wrong contact: mended, with the old words in public."""
    consultation = _to_correct(request, slug)
    if away := not_now(request, lambda: require_opened(consultation), consultation):
        return away
    form = CorrectionForm(request.POST or None, stored=stored_values(consultation, CORRECTABLE))
    return page_by_form(
        request,
        consultation,
        form,
        correct_texts,
        pgettext("heading", "Correct the words"),
        _("The correction is public."),
        button=_("Correct the words"),
    )


@login_required
def consultation_sekos(request, slug):
    """Other SEKOs than were invited at first."""
    consultation = _to_correct(request, slug)
    if away := not_now(request, lambda: require_taking(consultation, timezone.now()), consultation):
        return away
    invited = [row.seko for row in consultation.invitations.all()]
    form = ExchangeSekosForm(request.POST or None, stored={"sekos": invited})
    return page_by_form(
        request,
        consultation,
        form,
        exchange_sekos,
        pgettext("heading", "Exchange the sectors invited"),
        _("The invitations are changed. The networks are being notified."),
        button=_("Exchange the sectors invited"),
    )


@login_required
def consultation_version(request, slug):
    """Another document version than was put under consultation at first."""
    consultation = _to_correct(request, slug)
    if away := not_now(request, lambda: require_taking(consultation, timezone.now()), consultation):
        return away
    form = ExchangeVersionForm(request.POST or None, stored={"version": consultation.version})
    return page_by_form(
        request,
        consultation,
        form,
        exchange_version,
        pgettext("heading", "Exchange the document version"),
        _("The version is exchanged. The networks are being notified."),
        button=_("Exchange the document version"),
    )


@login_required
@require_POST
def consultation_copy(request, slug):
    """A new draft with everything of this consultation."""
    source, made = visible_consultation(request, slug), []
    done = _("This is a new draft with everything of the other consultation. Check its dates.")
    if run_action(request, lambda: made.append(copy_consultation(source, by=request.user)), done):
        return redirect("consultations:edit", made[0].slug)
    return redirect(source)


def _to_correct(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_correct(request.user, consultation))
    return consultation
