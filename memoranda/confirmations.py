"""What has to be read before a memorandum takes a step from which there is no way back."""

from django.utils.translation import gettext_lazy as _

from memoranda.actions.life import (
    agree_memorandum,
    open_for_signing,
    put_in_force,
    terminate_memorandum,
)
from seko.scripts import for_visitor
from seko.web.confirmation import declare_act


def _parties(memorandum):
    names = [for_visitor(str(party)) for party in memorandum.signatories.select_related("organization", "seko")]
    yield _("Parties: %(names)s.") % {"names": "; ".join(names)}


def _agreed(memorandum):
    yield from _parties(memorandum)
    yield _("From now on the text and the parties can no longer be changed.")


declare_act(agree_memorandum, title=_("Agreement on the text"), button=_("Mark the text as agreed"), notes=_agreed)
declare_act(open_for_signing, title=_("Opening for signing"), button=_("Open for signing"), notes=_parties)
declare_act(
    put_in_force,
    title=_("Entry into force"),
    button=_("Put in force"),
    notes=lambda memorandum: [*_parties(memorandum), _("The memorandum becomes public and can no longer be changed.")],
)
declare_act(
    terminate_memorandum,
    title=_("Termination of the memorandum"),
    button=_("Terminate"),
    notes=lambda memorandum: [*_parties(memorandum), _("A terminated memorandum cannot come into force again.")],
    tone="danger",
)
