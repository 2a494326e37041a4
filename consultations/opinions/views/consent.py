"""The opinion as it would be submitted, on which each organization of the consortium says yes or no."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.opinions.actions.consent import (
    approve_opinion,
    ask_consortium,
    object_to_opinion,
    withdraw_consent,
)
from consultations.opinions.consent import consent_of
from consultations.opinions.content import content_of, opinions_with_content
from consultations.opinions.forms import ObjectionForm
from consultations.opinions.models import Opinion
from consultations.opinions.permissions import can_approve
from consultations.opinions.views.opinions import (
    fixed,
    form_page,
    to_workspace,
    visible_opinion,
    workspace_of,
    written_opinion,
)
from organizations.permissions import represented_organization_ids
from sectors.permissions import is_lead_coordinator
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import number_from_request, process_form, run_action


def _own_opinion(request, slug, code):
    """The opinion, for those who say yes or no to it."""
    opinion = visible_opinion(request, slug, code)
    require(can_approve(request.user, opinion))
    return opinion


@login_required
@require_safe
def opinion_consent(request, slug, code):
    """The whole draft, with what each organization says to it."""
    drafts = Opinion.objects.visible_to(request.user).filter(status=Opinion.Status.DRAFT)
    found = opinions_with_content(drafts.filter(consultation__slug=slug, seko__code=code))
    opinion = get_object_or_404(found.select_related("consultation"))
    require(can_approve(request.user, opinion))
    consent = consent_of(opinion)
    context = {
        "consultation": opinion.consultation,
        "seko": opinion.seko,
        "opinion": opinion,
        "content": content_of(opinion),
        "consent": consent,
        "own": consent.of(represented_organization_ids(request.user)),
        "writes": is_lead_coordinator(request.user, opinion.seko_id),
    }
    return render(request, "consultations/opinions/consent.html", context)


@login_required
def opinion_ask(request, slug, code):
    opinion = written_opinion(request, slug, code)
    done = _("The consortium has been asked by e-mail to approve the opinion.")
    run_action(request, confirmed(request, ask_consortium, opinion, back=workspace_of(opinion)), done)
    return to_workspace(request, opinion)


@login_required
@require_POST
def opinion_approve(request, slug, code):
    opinion = _own_opinion(request, slug, code)
    revision = number_from_request(request.POST.get("revision"))
    done = _("Your organization has approved the opinion.")
    run_action(request, lambda: approve_opinion(opinion, by=request.user, revision=revision), done)
    return to_workspace(request, opinion)


@login_required
def opinion_object(request, slug, code):
    """Say why the opinion should not be submitted as it stands."""
    opinion = _own_opinion(request, slug, code)
    if away := fixed(request, opinion):
        return away
    form = ObjectionForm(request.POST or None)
    done = _("The lead organization has been notified of your objection.")
    if process_form(request, form, lambda **data: object_to_opinion(opinion, by=request.user, **data), done):
        return to_workspace(request, opinion)
    return form_page(request, form, _("Object to the opinion"), opinion)


@login_required
@require_POST
def opinion_withdraw_consent(request, slug, code):
    opinion = _own_opinion(request, slug, code)
    done = _("Your organization's decision on the opinion has been withdrawn.")
    run_action(request, lambda: withdraw_consent(opinion, by=request.user), done)
    return to_workspace(request, opinion)
