"""Pages about trainings: what is offered, and how people take a place or give it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.groups.views import cancel_reason_of
from consultations.trainings.actions import cancel_registration, register
from consultations.trainings.filters import TrainingFilter
from consultations.trainings.forms import RegistrationForm
from consultations.trainings.models import Registration, Training
from consultations.trainings.permissions import can_manage_trainings, can_register
from organizations.permissions import civil_mandates
from seko.rules.errors import first_message
from seko.search.text import alphabet_of_visitor
from seko.web.confirmation import confirmed
from seko.web.pages import is_language_change, list_page, run_action, show_again


def training_list(request):
    """Trainings with the places that are left, the newest first."""
    trainings = Training.objects.visible_to(request.user).with_places()
    filters = TrainingFilter(request.GET, trainings, request=request)
    return list_page(request, "consultations/trainings/training_list.html", filter=filters)


def training_detail(request, slug):
    """One training, and the visitor's own place in it."""
    return _show(request, slug)


@login_required
def training_register(request, slug):
    """Take a place. Whoever comes here by a link, such as after signing in, finds the button on the training's page."""
    training = _visible(request, slug)
    if request.method != "POST":
        return redirect(training)
    form = RegistrationForm(request.POST, mandates=civil_mandates(request.user))
    if is_language_change(request):
        show_again(form)
        return _show(request, slug, form)
    if not form.is_valid():
        return _show(request, slug, form)
    try:
        registration = register(training, by=request.user, mandate=form.chosen)
    except ValidationError as refusal:
        messages.error(request, first_message(refusal))
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
    else:
        _welcome(request, registration)
    return redirect(training)


@login_required
def training_cancel_registration(request, slug):
    """Give one's own place back."""
    training = _visible(request, slug)
    if request.method != "POST":
        return redirect(training)
    registration = training.registrations.live().of(request.user).first()
    if registration is None:
        messages.error(request, _("You are not registered for this training."))
        return redirect(training)
    run_action(
        request,
        confirmed(request, cancel_registration, registration, back=training.get_absolute_url()),
        _("Your registration was cancelled."),
    )
    return redirect(training)


def _visible(request, slug):
    return get_object_or_404(Training.objects.visible_to(request.user), slug=slug)


def _show(request, slug, form=None):
    trainings = Training.objects.visible_to(request.user).with_places().with_organizations()
    training = get_object_or_404(trainings, slug=slug)
    mine = training.registrations.live().of(request.user).select_related("organization").first()
    office = can_manage_trainings(request.user)
    may_register = can_register(request.user, training)
    takes_registrations = training.takes_registrations()
    if may_register and takes_registrations and not mine:  # the page has the form
        request.keeps_typed = reverse("consultations:training_register", args=[slug])
    context = {
        "training": training,
        "organizations": training.organizations_taking_part(alphabet_of_visitor()),
        "cancel_reason": cancel_reason_of(training) if training.status == Training.Status.CANCELLED else "",
        "mine": mine,
        "turn": mine.turn() if mine else None,
        "can_cancel": training.is_upcoming() and timezone.now() < training.starts_at,
        "takes_registrations": takes_registrations,
        "can_register": may_register,
        "form": form or RegistrationForm(mandates=civil_mandates(request.user)),
        "can_prepare": office,
        "people": training.registrations.live().select_related("organization", "mandate__user") if office else None,
    }
    return render(request, "consultations/trainings/training_detail.html", context)


def _welcome(request, registration):
    if registration.status == Registration.Status.CONFIRMED:
        messages.success(request, _("You have a place."), extra_tags="done")
    else:
        messages.warning(request, _("All places are taken. You have been put on the waiting list."))
