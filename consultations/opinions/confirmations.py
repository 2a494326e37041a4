"""What has to be read before an opinion is submitted or thrown away."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.opinions.actions.consent import ask_consortium
from consultations.opinions.actions.disposition import remove_minority_position
from consultations.opinions.actions.items import delete_item
from consultations.opinions.actions.opinions import discard_opinion, submit_opinion
from consultations.opinions.actions.retraction import take_back_opinion
from seko.scripts import for_visitor, localized
from seko.web.confirmation import Loss, declare_act


def parts_of_opinion(opinion):
    """What was worked out in an opinion, part by part; what there is none of is left out."""
    items = [f"{item.position}. {item.title}" for item in opinion.items.order_by("position")]
    positions = [
        localized(row.organization, "name") for row in opinion.minority_positions.select_related("organization")
    ]
    aside = [str(row.comment) for row in opinion.set_aside.select_related("comment__organization")]
    if opinion.introduction.strip():
        yield Loss(_("The introduction"))
    for names, words in (
        (items, ngettext("%(n)s item", "%(n)s items", len(items))),
        (positions, ngettext("%(n)s minority position", "%(n)s minority positions", len(positions))),
        (aside, ngettext("%(n)s comment set aside", "%(n)s comments set aside", len(aside))),
    ):
        if names:
            yield Loss(words % {"n": len(names)}, tuple(names))
    consents = opinion.approvals.count() + opinion.objections.count()
    if consents:
        words = ngettext("%(n)s approval or objection", "%(n)s approvals and objections", consents)
        yield Loss(words % {"n": consents})


declare_act(
    discard_opinion,
    title=_("Discarding the draft of the opinion"),
    button=_("Discard the draft"),
    lost=parts_of_opinion,
    tone="danger",
    undoable=True,
)
declare_act(
    submit_opinion,
    title=_("Submission of the opinion"),
    button=_("Submit the opinion to the Ministry"),
    notes=lambda opinion: [
        _(
            "The opinion is final: its text gets a number and a fingerprint, is public at once and can no "
            "longer be changed."
        )
    ],
)
declare_act(
    take_back_opinion,
    title=_("The opinion is taken back"),
    button=_("Take the opinion back"),
    notes=lambda opinion: [
        _("It becomes a draft again and is no longer public. What was submitted is kept in the records.")
    ],
    tone="danger",
)


def _item(item):
    yield Loss(f"{item.position}. {for_visitor(item.title)}", tuple(filter(None, (item.text, item.proposed_text))))
    yield from _open_again(item)


def _position(position):
    yield Loss(localized(position.organization, "name"), (position.text,))
    yield from _open_again(position)


def _open_again(holder):
    comments = tuple(str(comment) for comment in holder.comments.select_related("organization"))
    if comments:
        words = ngettext(
            "%(n)s comment in it, which is open again", "%(n)s comments in it, which are open again", len(comments)
        )
        yield Loss(words % {"n": len(comments)}, comments)


declare_act(
    delete_item,
    title=_("Removal of an item"),
    button=_("Remove the item"),
    lost=_item,
    tone="danger",
    undoable=True,
)
declare_act(
    remove_minority_position,
    title=_("Removal of a minority position"),
    button=_("Remove the minority position"),
    lost=_position,
    tone="danger",
    undoable=True,
)
declare_act(ask_consortium, title=_("Asking the consortium"), button=_("Ask the consortium to approve"))
