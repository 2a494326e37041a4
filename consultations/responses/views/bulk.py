"""One act on several items of the table: chosen there, confirmed on a page of their own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from consultations.responses.actions.responses import (
    ResponseContent,
    approve_responses,
    assign_items,
    respond_to_items,
    return_responses,
)
from consultations.responses.forms import ApproveForm, AssignForm, BulkResponseForm, ReturnForm
from consultations.responses.permissions import can_assign, can_review
from consultations.responses.queries import items_of
from consultations.responses.views.responses import consultation_of_items, filter_items, table_address
from seko.rules.errors import require
from seko.rules.templatetags import free_days_in_words
from seko.web.confirmation import confirmed
from seko.web.pages import number_from_request, process_form

MOST_AT_ONCE = 1000  # items that one act takes


def _confirmed(request, action, items, **fixed):
    """The act as it is done after it was shown who will be told."""
    consultation = next(iter(items)).opinion.consultation
    back = table_address(consultation.slug, request.POST.get("back", ""))
    return confirmed(request, action, items, back=back, subject=consultation.title, **fixed)


def _assign(request, items, revisions, data):
    _confirmed(request, assign_items, items)(**data)
    for warning in free_days_in_words([(_("Due on"), data["due_on"])] if data["due_on"] else []):
        messages.warning(request, warning)


def _respond(request, items, revisions, data):
    answers = dict.fromkeys(items, ResponseContent(**data))
    _confirmed(request, respond_to_items, answers, revisions=revisions, send="send" in request.POST)()


def _approve(request, items, revisions, data):
    _confirmed(request, approve_responses, items, revisions=revisions)()


def _return(request, items, revisions, data):
    _confirmed(request, return_responses, items, revisions=revisions)(**data)


@dataclass(frozen=True)
class BulkAction:
    """What is done with the items chosen: its words, its form, who may."""

    title: str | Promise
    button: str | Promise
    form: type
    do: Callable
    allowed: Callable
    icon: str


ACTIONS = {
    "assign": BulkAction(
        pgettext_lazy("heading", "Send to an institution"),
        gettext_lazy("Send to an institution"),
        AssignForm,
        _assign,
        can_assign,
        "send",
    ),
    "respond": BulkAction(
        gettext_lazy("The same answer for several items"),
        gettext_lazy("Save"),
        BulkResponseForm,
        _respond,
        lambda *_: True,
        "pencil",
    ),
    "approve": BulkAction(
        pgettext_lazy("heading", "Approve the answers"),
        gettext_lazy("Approve the answers"),
        ApproveForm,
        _approve,
        can_review,
        "check2-circle",
    ),
    "return": BulkAction(
        pgettext_lazy("heading", "Return the answers"),
        gettext_lazy("Return the answers"),
        ReturnForm,
        _return,
        can_review,
        "arrow-left",
    ),
}


@login_required
def bulk_action(request, slug, action):
    """Nothing is done before the items have been shown; all of them or none."""
    consultation = consultation_of_items(request, slug)
    name, action = action, ACTIONS.get(action)
    if action is None:
        raise Http404
    require(action.allowed(request.user, consultation))
    back = (request.POST if request.method == "POST" else request.GET).get("back", "")
    items, revisions = _chosen(request, consultation, back)
    if not items or len(items) > MOST_AT_ONCE:
        words = _("Choose at most %(n)s items at one time.") if items else _("Choose the items first.")
        messages.error(request, words % {"n": MOST_AT_ONCE})
        return redirect(table_address(slug, back))
    form = action.form(request.POST or None, initial=_as_sent_before(items) if name == "assign" else {})
    done = ngettext("%(n)s item changed.", "%(n)s items changed.", len(items)) % {"n": len(items)}
    if process_form(request, form, lambda **data: action.do(request, items, revisions, data), done):
        return redirect(table_address(slug, back))
    context = {"consultation": consultation, "action": action, "name": name, "form": form, "items": items, "back": back}
    context |= {"tokens": ",".join(f"{pk}-{revision}" for pk, revision in revisions.items())}
    context |= {"back_url": table_address(slug, back), "is_office": can_review(request.user, consultation)}
    return render(request, "consultations/responses/bulk.html", context)


def _as_sent_before(items):
    """To whom and until when all of these items were sent, if that was the same."""
    sent = {(row.institution_id, row.due_on) for item in items if (row := getattr(item, "assignment", None))}
    return dict(zip(("institution", "due_on"), *sent, strict=True)) if len(sent) == 1 else {}


def _chosen(request, consultation, back):
    """(the items, {item id: the form of its answer that the person has seen}). The page that asks shows them as they
    are; what it was sent back with is what they saw there."""
    rows = items_of(request.user, consultation)
    if request.method == "POST":
        seen = dict(filter(None, map(_token, request.POST.get("items", "").split(","))))
        items = list(rows.filter(pk__in=seen))
        return items, {item.pk: seen[item.pk] for item in items}
    if request.GET.get("all"):
        items = list(filter_items(request, consultation, QueryDict(back)).qs[: MOST_AT_ONCE + 1])
    else:
        sent = map(number_from_request, request.GET.getlist("item"))
        items = list(rows.filter(pk__in=[pk for pk in sent if pk is not None]))
    return items, {item.pk: item.response.revision if hasattr(item, "response") else 0 for item in items}


def _token(text):
    """`12-3`: the item, and the form of its answer."""
    pk, _dash, revision = text.partition("-")
    numbers = number_from_request(pk), number_from_request(revision)
    return None if None in numbers else numbers
