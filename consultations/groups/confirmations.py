"""What has to be read before a seat ends, and a meeting is called, moved or called off."""

from django.utils.translation import gettext_lazy as _

from consultations.groups.actions import (
    cancel_meeting,
    change_meeting,
    end_seat,
    give_seat,
    revoke_seat,
    schedule_meeting,
    write_minutes,
)
from seko.web.confirmation import declare_act

REVOKED = _("It counts as never given. That it was given, and why it ended, stays on record.")

declare_act(give_seat, title=_("New membership in a group"), button=_("Give the membership"), only_if_told=True)
declare_act(
    end_seat, title=_("End of the membership in the group"), button=_("End the membership in the group"), tone="danger"
)
declare_act(
    revoke_seat,
    title=_("A membership given by mistake"),
    button=_("Revoke the membership"),
    notes=lambda seat: [REVOKED],
    tone="danger",
)
declare_act(schedule_meeting, title=_("Calling a meeting"), button=_("Call the meeting"), only_if_told=True)
declare_act(change_meeting, title=_("Changing a meeting"), button=_("Change the meeting"), only_if_told=True)
declare_act(cancel_meeting, title=_("Cancellation of the meeting"), button=_("Cancel the meeting"), tone="danger")
declare_act(write_minutes, title=_("Minutes of the meeting"), button=_("Publish the minutes"), only_if_told=True)
