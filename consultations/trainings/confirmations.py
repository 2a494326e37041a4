"""What has to be read before a training is announced, moved or called off, and before a place is given up."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.trainings.actions import (
    announce_training,
    cancel_registration,
    cancel_training,
    change_places,
    change_training,
)
from consultations.trainings.models import Registration
from seko.scripts import for_visitor
from seko.web.confirmation import Loss, declare_act


def _registered(training):
    rows = training.registrations.filter(status__in=Registration.LIVE).select_related("mandate__user")
    names = tuple(for_visitor(row.mandate.user.full_name) for row in rows)
    if names:
        yield Loss(ngettext("%(n)s registration", "%(n)s registrations", len(names)) % {"n": len(names)}, names)


declare_act(
    announce_training,
    title=_("Announcement of the training"),
    button=_("Announce the training"),
    notes=lambda training: [_("The training becomes public, and organizations can register.")],
)
declare_act(change_training, title=_("Changing a training"), button=_("Change the training"), only_if_told=True)
declare_act(change_places, title=_("Number of places"), button=_("Change the number of places"), only_if_told=True)
declare_act(
    cancel_training,
    title=_("Cancellation of the training"),
    button=_("Cancel the training"),
    lost=_registered,
    tone="danger",
)
declare_act(
    cancel_registration,
    title=_("Cancellation of the registration"),
    button=_("Cancel the registration"),
    notes=lambda registration: [
        _("The place goes to the first person on the waiting list. A new registration goes to its end.")
    ],
    tone="danger",
)
