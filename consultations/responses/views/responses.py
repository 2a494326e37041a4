"""Where items are answered: the table, and one item with what was said about it."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.comments.models import Support
from consultations.consultation.models import Consultation
from consultations.opinions.models import ItemComment, MinorityComment
from consultations.reports.permissions import can_publish_report
from consultations.responses.actions.responses import respond_to_item, takes_responses
from consultations.responses.filters import ItemFilter
from consultations.responses.forms import ResponseForm, ReturnForm
from consultations.responses.implementation import successors_of
from consultations.responses.models import Response
from consultations.responses.permissions import can_assign, can_respond, can_review
from consultations.responses.queries import STATES, items_of, neighbours, progress_of, with_weight
from organizations.permissions import is_case_worker, is_institution_contact
from seko.rules.counting import number_of
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import list_page, number_from_request, process_form

ROWS = 50


def consultation_of_items(request, slug):
    """The consultation, for those who answer in it."""
    rows = Consultation.objects.visible_to(request.user).select_related("version__document")
    consultation = get_object_or_404(rows, slug=slug)
    require(is_case_worker(request.user) or is_institution_contact(request.user))
    return consultation


def filter_items(request, consultation, query=None):
    """The table as this person has narrowed it; `query` in the place of the one in the address."""
    query = request.GET if query is None else query
    items = with_weight(items_of(request.user, consultation))
    return ItemFilter(query, queryset=items, request=request, consultation=consultation)


def table_address(slug, query):
    """The table with the filter that a page was reached with."""
    address = reverse("consultations:responses", args=[slug])
    return f"{address}?{query}" if query else address


@login_required
def response_list(request, slug):
    consultation = consultation_of_items(request, slug)
    found = filter_items(request, consultation)
    everything, rows = progress_of(items_of(request.user, consultation))
    context = {
        "consultation": consultation,
        "everything": everything,
        "progress": rows,
        "states": STATES[1:],
        "unanswered": everything.total - everything.approved,
        "query": request.GET.urlencode(),
        "can_publish": can_publish_report(request.user, consultation),
        "can_assign": can_assign(request.user, consultation),
        "is_open": takes_responses(consultation),
    }
    return list_page(request, "consultations/responses/list.html", filter=found, per=ROWS, **context)


@login_required
def response_edit(request, slug, pk):
    """The item, its comments and their authors beside the answer; the filter of the table goes along."""
    consultation = consultation_of_items(request, slug)
    items = items_of(request.user, consultation)
    item = get_object_or_404(items, pk=pk)
    require(can_respond(request.user, item))
    before, after = _neighbours(request, consultation, pk)
    response = getattr(item, "response", None)
    form = ResponseForm(request.POST or None, version=consultation.version, initial=_stored(response))
    if process_form(request, form, partial(_answer, request, item), _("The answer is saved.")):
        then = reverse("consultations:response", args=[slug, after]) if "next" in request.POST and after else None
        query = request.GET.urlencode()
        return redirect(f"{then}?{query}" if then and query else then or table_address(slug, query))
    meanwhile = form.has_error(NON_FIELD_ERRORS, "changed_meanwhile")
    context = {"consultation": consultation, "item": item, "form": form, "before": before, "after": after}
    context |= {"revision": _revision(request, item, meanwhile), "meanwhile": meanwhile}
    context |= {"back_url": table_address(slug, request.GET.urlencode())} | _rights(request, consultation, item)
    return render(request, "consultations/responses/edit.html", context | _about(item))


def _neighbours(request, consultation, pk):
    """The items before and after this one in the table as it was narrowed, even if this one no longer fits there."""
    found = filter_items(request, consultation).qs
    rows = with_weight(items_of(request.user, consultation))
    rows = rows.filter(Q(pk__in=found.order_by().values("pk")) | Q(pk=pk))
    return neighbours(rows.order_by(*found.query.order_by), pk)


def _stored(response):
    names = ("outcome", "reason", "forwarded_to", "landed_in")
    return {name: getattr(response, name) for name in names} if response else {}


def _answer(request, item, **data):
    """Hand on what was written, unless the person keeps it to themself."""
    revision = number_from_request(request.POST.get("revision")) or 0
    back = request.get_full_path()
    answer = confirmed(request, respond_to_item, item, back=back, send="send" in request.POST, revision=revision)
    answer(**data)


def _revision(request, item, meanwhile):
    """The form of the answer that the person has seen: once they were shown what changed meanwhile, the one of now."""
    now = item.response.revision if hasattr(item, "response") else 0
    return now if meanwhile or request.method != "POST" else number_from_request(request.POST.get("revision")) or 0


def _rights(request, consultation, item):
    """What the person may do with the answer as it stands."""
    response, office = getattr(item, "response", None), can_review(request.user, consultation)
    status, is_open = response.status if response else None, takes_responses(consultation)
    typed = request.method == "POST"  # is shown again, whatever happened meanwhile
    return {
        "response": response,
        "is_office": office,
        "is_open": is_open,
        "is_awaited": is_open and status not in Response.GIVEN,
        "can_write": typed or (is_open and (office or status not in Response.GIVEN)),
        "can_return": is_open and office and hasattr(item, "assignment") and status in Response.GIVEN,
        "can_assign": is_open and can_assign(request.user, consultation) and status != Response.Status.APPROVED,
        "return_form": ReturnForm(),
        "query": request.GET.urlencode(),
    }


def _about(item):
    """What was said about the item, and what became of its passage."""
    supports = number_of(Support.objects.standing().filter(comment=OuterRef("comment")))
    merged = ItemComment.objects.filter(item=item).annotate(support_count=supports)
    return {
        "merged": merged.select_related("comment__organization", "comment__passage").order_by("comment__number"),
        "minority": item.minority_positions.select_related("organization").prefetch_related(
            Prefetch("minority_comments", MinorityComment.objects.select_related("comment__organization"))
        ),
        "successors": successors_of([item.passage])[item.passage_id] if item.passage else [],
    }
