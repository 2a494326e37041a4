"""What has to be read before a comment is withdrawn, hidden or shown again, and before a draft is thrown away."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.comments.actions.comments import withdraw_comment
from consultations.comments.actions.drafts import delete_draft
from consultations.comments.actions.hiding import hide_comment, show_comment
from consultations.comments.models import Support
from seko.scripts import localized
from seko.web.confirmation import Loss, declare_act

DRAFT_AGAIN = _(
    "The text and files become a draft of your organization again, which you can change and submit "
    "while comments are open. Submitted unchanged, a comment gets back its number and its support."
)


def supports_of(*comments):
    """Organizations that stand behind comments, and will be told that these are withdrawn."""
    rows = Support.objects.standing().filter(comment__in=comments).select_related("organization", "comment")
    names = [f"#{row.comment.number}: {localized(row.organization, 'name')}" for row in rows]
    if names:
        yield Loss(
            ngettext("%(n)s expression of support", "%(n)s expressions of support", len(names)) % {"n": len(names)},
            tuple(names),
        )


def _withdrawn(comment):
    yield Loss(_("Comment #%(number)s on the public pages") % {"number": comment.number}, (comment.reason,))
    yield from supports_of(comment)


def _draft(draft):
    yield Loss(_("The text of the draft"), tuple(filter(None, (draft.proposed_text, draft.reason))))
    files = tuple(draft.files.values_list("name", flat=True))
    if files:
        yield Loss(ngettext("%(n)s file", "%(n)s files", len(files)) % {"n": len(files)}, files)


declare_act(
    withdraw_comment,
    title=_("Withdrawal of a comment"),
    button=_("Withdraw the comment"),
    lost=_withdrawn,
    tone="danger",
    way_back=DRAFT_AGAIN,
)
declare_act(
    delete_draft,
    title=_("Deleting a draft"),
    button=_("Delete the draft"),
    lost=_draft,
    tone="danger",
    undoable=True,
)
declare_act(
    hide_comment,
    title=_("Hiding a comment"),
    button=_("Hide the comment"),
    notes=lambda comment: [
        _(
            "Its text disappears from every public page and every draft of an opinion. Your reason is shown "
            "in its place."
        )
    ],
    tone="danger",
)
declare_act(
    show_comment,
    title=_("Showing a comment again"),
    button=_("Show the comment"),
    notes=lambda comment: [_("Its text is public again and is dealt with like a new comment.")],
)
