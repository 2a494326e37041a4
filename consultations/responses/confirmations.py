"""What has to be read before items are sent to an institution, and answers handed in, approved or returned."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.responses.actions.corrections import correct_response
from consultations.responses.actions.responses import (
    approve_response,
    approve_responses,
    assign_item,
    assign_items,
    respond_to_item,
    respond_to_items,
    return_response,
    return_responses,
)
from seko.scripts import for_visitor
from seko.web.confirmation import declare_act

MOST_NAMED = 20


def _items(items):
    """Which items an act is about; one, several, or answers by item."""
    items = list(items) if isinstance(items, (list, tuple, dict)) else [items]
    names = [f"{item.position}. {for_visitor(item.title)}" for item in items[:MOST_NAMED]]
    words = ngettext("It concerns %(n)s item: %(names)s.", "It concerns %(n)s items: %(names)s.", len(items))
    yield words % {"n": len(items), "names": "; ".join(names) + ("; …" if len(items) > MOST_NAMED else "")}


def _approved(items):
    yield from _items(items)
    yield _("An approved answer goes into the report as it is, and its institution can no longer change it.")


for action in (assign_item, assign_items):
    declare_act(
        action, title=_("Sending to an institution"), button=_("Send to an institution"), notes=_items,
        only_if_told=True,
    )  # fmt: skip
for action in (respond_to_item, respond_to_items):
    declare_act(
        action, title=_("Submission of an answer"), button=_("Send for review"), notes=_items, only_if_told=True
    )
for action in (approve_response, approve_responses):
    declare_act(action, title=_("Approval of answers"), button=_("Approve the answers"), notes=_approved)
for action in (return_response, return_responses):
    declare_act(action, title=_("Returning answers"), button=_("Return the answers"), notes=_items, only_if_told=True)
declare_act(
    correct_response,
    title=_("Correction of a published answer"),
    button=_("Publish the correction"),
    notes=lambda item: [_("A correction cannot be taken back. The report stays as it was published.")],
)
