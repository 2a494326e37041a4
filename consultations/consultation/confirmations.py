"""What has to be read before a consultation is opened, closed, moved or cancelled."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.consultation.actions import (
    cancel_consultation,
    close_comments,
    move_dates,
    open_consultation,
)
from consultations.consultation.corrections import exchange_sekos, exchange_version
from seko.scripts import localized
from seko.web.confirmation import declare_act


def _opening(consultation):
    names = [localized(row.seko, "name") for row in consultation.invitations.select_related("seko")]
    words = ngettext("%(n)s network is invited: %(names)s.", "%(n)s networks are invited: %(names)s.", len(names))
    yield words % {"n": len(names), "names": ", ".join(names)}
    yield _("The consultation becomes public. After that its deadlines can be changed only with a published reason.")


def _work_of_others(consultation):
    """What organizations have put into a consultation that is called off; it stays to be read."""
    comments = consultation.comments.active().count()
    drafts = consultation.comment_drafts.count()
    if comments:
        words = ngettext(
            "%(n)s comment stays public and will not be answered.",
            "%(n)s comments stay public and will not be answered.",
            comments,
        )
        yield words % {"n": comments}
    if drafts:
        words = ngettext(
            "%(n)s draft of an organization can no longer be submitted.",
            "%(n)s drafts of organizations can no longer be submitted.",
            drafts,
        )
        yield words % {"n": drafts}


def _unsent(consultation):
    drafts = consultation.comment_drafts.count()
    if drafts:
        words = ngettext(
            "%(n)s draft of an organization is not submitted yet.",
            "%(n)s drafts of organizations are not submitted yet.",
            drafts,
        )
        yield words % {"n": drafts}


declare_act(
    open_consultation, title=_("Opening of the consultation"), button=_("Open the consultation"), notes=_opening
)
declare_act(close_comments, title=_("Comments close now"), button=_("Close comments"), notes=_unsent, tone="danger")
declare_act(move_dates, title=_("New deadlines"), button=_("Change the deadlines"))
declare_act(
    cancel_consultation,
    title=_("Cancellation of the consultation"),
    button=_("Cancel the consultation"),
    notes=lambda consultation: [*_work_of_others(consultation), _("A cancelled consultation cannot be continued.")],
    tone="danger",
)
declare_act(
    exchange_sekos, title=_("Other sectors are invited"), button=_("Exchange the sectors invited"), notes=_unsent
)
declare_act(
    exchange_version,
    title=_("Another document version"),
    button=_("Exchange the document version"),
    notes=lambda consultation: [*_unsent(consultation), _("Drafts go to the same passages of the other version.")],
)
