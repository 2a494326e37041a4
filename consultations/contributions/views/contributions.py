"""What an organization says in a consultation as a whole: its drafts, its answers, and what it has submitted."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consultations.comments.views.drafts import autosaved
from consultations.consultation.permissions import commenting_mandates
from consultations.consultation.views.consultations import visible_consultation
from consultations.contributions.actions import withdraw_contribution
from consultations.contributions.views.page import ContributionPage, address_of, as_json
from consultations.questions.actions import reopen_answer
from consultations.questions.models import QuestionAnswer
from organizations.permissions import civil_mandates
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import is_language_change, number_from_request, process_form, run_action


@login_required
def contribution(request, slug):
    """One page for all that an organization prepares and has submitted; one button submits it."""
    consultation = visible_consultation(request, slug)
    organization, choices = _organization(request, consultation)
    if (pk := request.POST.get("reopen")) and not is_language_change(request):
        return _reopened(request, consultation, organization, pk)
    ours = ContributionPage(consultation, organization, request)
    submits = request.POST.get("act") == "submit"
    done = _("Your contribution is submitted.") if submits else _("The answers are saved as drafts.")
    if process_form(request, ours.form, lambda **_typed: ours.submit() if submits else ours.save(), done):
        return redirect(ours.address)
    takes_comments = consultation.takes_comments() and bool(commenting_mandates(request.user, consultation))
    request.keeps_typed = takes_comments and ours.waits  # without the form the language is changed by links
    context = {
        "consultation": consultation,
        "organization": organization,
        "choices": choices if len(choices) > 1 else [],
        "ours": ours,
        "form": ours.form,
        "is_open": consultation.is_open(),
        "takes_comments": takes_comments,
    }
    return render(request, "consultations/contributions/contribution.html", context)


@autosaved
def answers_autosave(request, slug):
    """Keep answers as drafts while they are typed."""
    consultation = visible_consultation(request, slug)
    organization, __ = _organization(request, consultation)
    ours = ContributionPage(consultation, organization, request)
    if not ours.form.is_valid():
        raise ValidationError([message for found in ours.form.errors.values() for message in found])
    stand = ours.save()
    return {"fields": {f"seen-{name}": as_json(stand.get(q.pk)) for name, q in ours.form.questions.items()}}


@login_required
def contribution_withdraw(request, slug):
    consultation = visible_consultation(request, slug)
    organization, __ = _organization(request, consultation)
    back = address_of(consultation, organization)
    run_action(
        request,
        confirmed(request, withdraw_contribution, consultation, organization, back=back),
        _("Your contribution is withdrawn. Everything is a draft again: change it and submit it before the deadline."),
    )
    return redirect(back)


def _organization(request, consultation):
    """The organization whose contribution it is, and those among which the person can choose."""
    mandates = commenting_mandates(request.user, consultation) or civil_mandates(request.user)
    require(mandates)
    choices = [mandate.organization for mandate in mandates]
    named = request.POST.get("organization") or request.GET.get("organization")
    found = next((organization for organization in choices if organization.slug == named), None)
    if named and not found:
        raise Http404
    return found or choices[0], choices


def _reopened(request, consultation, organization, pk):
    """A given answer becomes a draft that can be changed."""
    rows = QuestionAnswer.objects.submitted().filter(question__consultation=consultation, organization=organization)
    answer = rows.select_related("question__consultation").filter(question=number_from_request(pk, 18)).first()
    if answer:
        done = _("The answer is a draft again. Change it and submit it once more.")
        run_action(request, lambda: reopen_answer(answer, by=request.user), done)
    return redirect(address_of(consultation, organization))
