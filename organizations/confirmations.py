"""What has to be read before an organization is let in or out, and before somebody no longer acts for one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from organizations.actions.accounts import close_account, reopen_account
from organizations.actions.people import appoint, end_representation, revoke_representation
from organizations.actions.registry import (
    approve_organization,
    leave_organization,
    reinstate_organization,
    suspend_organization,
)
from organizations.models import Representation
from seko.scripts import for_visitor
from seko.web.confirmation import Loss, declare_act


def _people(organization):
    rows = Representation.objects.current().filter(organization=organization).select_related("user")
    names = tuple(for_visitor(row.user.full_name) for row in rows)
    if names:
        words = ngettext("%(n)s person no longer represents it", "%(n)s people no longer represent it", len(names))
        yield Loss(words % {"n": len(names)}, names)


def _mandate(mandate):
    return [
        _("%(who)s no longer represents %(organization)s.")
        % {"who": for_visitor(mandate.user.full_name), "organization": for_visitor(str(mandate.organization))}
    ]


declare_act(
    close_account,
    title=_("Closing an account"),
    button=_("Close the account"),
    notes=lambda user: [_("Nobody can sign in with it any more, and whoever is signed in is signed out.")],
    way_back=_("The account can be opened again."),
    tone="danger",
)
declare_act(reopen_account, title=_("Opening an account again"), button=_("Open the account again"))
declare_act(approve_organization, title=_("Approval of the organization"), button=_("Approve"))
declare_act(reinstate_organization, title=_("Reinstatement of the organization"), button=_("Reinstate"))
declare_act(
    suspend_organization,
    title=_("Suspension of the organization"),
    button=_("Suspend"),
    lost=_people,
    way_back=_("The organization can be reinstated."),
    tone="danger",
)
declare_act(
    leave_organization,
    title=_("Departure of the organization"),
    button=_("Note that it left"),
    lost=_people,
    tone="danger",
)
declare_act(appoint, title=_("New mandate"), button=_("Give the mandate"), only_if_told=True)
declare_act(
    end_representation, title=_("End of the mandate"), button=_("End the mandate"), notes=_mandate, tone="danger"
)
declare_act(
    revoke_representation,
    title=_("A mandate given by mistake"),
    button=_("Revoke the mandate"),
    notes=_mandate,
    tone="danger",
)
