"""What has to be read before a consortium begins or ends, and before an organization goes out of it or of a network."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sectors.actions.areas import end_area
from sectors.actions.consortia import (
    activate_consortium,
    add_member,
    change_lead,
    end_consortium,
    end_membership,
    revoke_membership,
)
from sectors.actions.networks import leave_network, revoke_network_membership
from sectors.models import ConsortiumMembership
from seko.scripts import localized
from seko.web.confirmation import Loss, declare_act


def _members(consortium):
    rows = ConsortiumMembership.objects.in_force().filter(consortium=consortium).select_related("organization")
    names = tuple(localized(row.organization, "name") for row in rows)
    if names:
        words = ngettext(
            "%(n)s organization no longer runs the sector", "%(n)s organizations no longer run the sector", len(names)
        )
        yield Loss(words % {"n": len(names)}, names)


declare_act(activate_consortium, title=_("Beginning of the term"), button=_("Activate"))
declare_act(end_consortium, title=_("End of the term"), button=_("End the term"), lost=_members, tone="danger")
declare_act(change_lead, title=_("New lead"), button=_("Change the lead"))
declare_act(add_member, title=_("New member of the consortium"), button=_("Add a member"), only_if_told=True)
for action in (end_membership, leave_network):
    declare_act(action, title=_("End of the membership"), button=_("End the membership"), tone="danger")
for action in (revoke_membership, revoke_network_membership):
    declare_act(
        action,
        title=_("A membership entered by mistake"),
        button=_("Revoke the membership"),
        notes=lambda membership: [_("It counts as never given. That it was given, and why it ended, stays on record.")],
        tone="danger",
    )
declare_act(end_area, title=_("End of the area"), button=_("End the area"), tone="danger")
