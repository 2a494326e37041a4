"""What the lead does with comments: merges them into items, keeps them as minority positions, sets them aside."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from consultations.comments.models import Comment
from consultations.opinions.actions.disposition import (
    add_minority_position,
    remove_minority_position,
    reopen_comment,
    set_aside_comments,
)
from consultations.opinions.actions.items import delete_item, move_item, save_item
from consultations.opinions.forms import ItemForm, MinorityForm, SetAsideForm
from consultations.opinions.views.opinions import fixed, form_page, to_workspace, workspace_of, written_opinion
from consultations.opinions.workspace import similar_comments_left, with_words
from seko.rules.seen import stored_values
from seko.scripts import cited_words, for_visitor
from seko.web.confirmation import confirmed
from seko.web.pages import list_page, number_from_request, process_form, run_action

GROUPS_ON_PAGE = 10
WORDS = ("title", "passage", "text", "proposed_text", "note")


def _chosen(request, opinion):
    """The comments that were chosen in the workspace, `?comment=3&comment=5`."""
    numbers = [number for text in request.GET.getlist("comment") if (number := number_from_request(text)) is not None]
    rows = Comment.objects.active().filter(consultation=opinion.consultation, number__in=numbers)
    return list(rows.select_related("passage", "organization"))


# --- items -----------------------------------------------------------------------------------


@login_required
def item_create(request, slug, code):
    """A new item, begun with the comments that were chosen."""
    opinion = written_opinion(request, slug, code)
    if away := fixed(request, opinion):
        return away
    chosen = _chosen(request, opinion)
    passages = {comment.passage for comment in chosen if comment.passage}
    passage = passages.pop() if len(passages) == 1 else None
    proposals = [comment.proposed_text for comment in chosen if comment.proposed_text]
    initial = {
        "passage": passage,
        "title": cited_words(passage.number, passage.text)[:80] if passage else "",
        "text": for_visitor(chosen[0].reason) if len(chosen) == 1 else "",
        "proposed_text": for_visitor(proposals[0]) if len(set(proposals)) == 1 else "",
    }
    form = ItemForm(request.POST or None, opinion=opinion, chosen=chosen, initial=initial)
    if process_form(request, form, lambda **data: save_item(opinion, by=request.user, **data), _("The item is added.")):
        return to_workspace(request, opinion)
    return form_page(request, form, _("New item"), opinion, template="item_form")


@login_required
def item_edit(request, slug, code, pk):
    """Change an item; `?comment=3` merges more comments into it. What somebody else wrote meanwhile stands beside."""
    opinion = written_opinion(request, slug, code)
    if away := fixed(request, opinion):
        return away
    item = opinion.items.select_related("passage").filter(pk=pk).first()
    if item is None:
        return _write_again(request, opinion)
    merged = list(item.comments.all())
    stored = stored_values(item, WORDS) | {"comments": merged}
    form = ItemForm(request.POST or None, opinion=opinion, chosen=[*merged, *_chosen(request, opinion)], stored=stored)
    by = request.user
    if process_form(
        request, form, lambda **data: save_item(opinion, item=item, by=by, **data), _("The item is saved.")
    ):
        return to_workspace(request, opinion)
    if form.has_error(NON_FIELD_ERRORS, "item_gone"):
        return _write_again(request, opinion)
    return form_page(request, form, _("Edit the item"), opinion, template="item_form")


def _write_again(request, opinion):
    """Somebody else took the item out while this person was writing: what was typed can be saved as a new item."""
    if request.method != "POST":
        raise Http404
    form = ItemForm(request.POST, opinion=opinion)
    form.add_error(
        None, _("Somebody else removed this item in the meantime. If you save, your text becomes a new item.")
    )
    action = reverse("consultations:item_create", args=[opinion.consultation.slug, opinion.seko.code])
    return form_page(request, form, _("New item"), opinion, template="item_form", action=action)


@login_required
@require_safe
def item_merge(request, slug, code):
    """Merge the chosen comments into the item that was chosen with them: leads to its form."""
    opinion = written_opinion(request, slug, code)
    item = opinion.items.filter(pk=number_from_request(request.GET.get("item"))).first()
    if item is None:
        messages.error(request, _("Choose the item into which the comments should be merged."))
        return to_workspace(request, opinion)
    address = reverse("consultations:item_edit", args=[slug, code, item.pk])
    query = request.GET.copy()
    query.pop("item")
    return redirect(f"{address}?{query.urlencode()}")


@login_required
@require_POST
def item_move(request, slug, code, pk):
    """One place up or down, or to a place by its number."""
    opinion = written_opinion(request, slug, code)
    item = get_object_or_404(opinion.items, pk=pk)
    seen, to = number_from_request(request.POST.get("seen")), request.POST.get("to", "")
    to = {"up": (seen or 0) - 1, "down": (seen or 0) + 1}.get(to, number_from_request(to))
    if to is None:
        messages.error(request, _("Enter the new place of the item."))
    else:
        run_action(request, lambda: move_item(item, by=request.user, to=to, seen=seen), _("The item has been moved."))
    return to_workspace(request, opinion)


@login_required
def item_delete(request, slug, code, pk):
    opinion = written_opinion(request, slug, code)
    item = get_object_or_404(opinion.items, pk=pk)
    revision = number_from_request(request.POST.get("revision"))
    delete = confirmed(request, delete_item, item, back=workspace_of(opinion), revision=revision)
    run_action(request, delete, _("The item is removed. Its comments are open again."))
    return to_workspace(request, opinion)


# --- comments that no item merges ------------------------------------------------------------


@login_required
def comment_set_aside(request, slug, code):
    """Leave the chosen comments out, with a reason."""
    opinion = written_opinion(request, slug, code)
    if away := fixed(request, opinion):
        return away
    chosen = _chosen(request, opinion)
    rows = opinion.set_aside.filter(comment__in=chosen).values_list("reason", flat=True)
    stored = {"reason": rows[0]} if len(chosen) == 1 and rows else None
    form = SetAsideForm(request.POST or None, opinion=opinion, chosen=chosen, stored=stored)
    number = len(form.offered)
    done = ngettext("%(n)s comment is set aside.", "%(n)s comments are set aside.", number) % {"n": number}
    if process_form(request, form, lambda **data: set_aside_comments(opinion, by=request.user, **data), done):
        return to_workspace(request, opinion)
    return form_page(request, form, _("Set comments aside"), opinion, template="item_form")


@login_required
@require_safe
def similar_comments_page(request, slug, code):
    """Groups of comments that say nearly the same, to be taken into the form of an item with one click."""
    opinion = written_opinion(request, slug, code)
    template, groups = "consultations/opinions/similar.html", similar_comments_left(opinion)
    return list_page(request, template, groups, per=GROUPS_ON_PAGE, more=_words_of_groups, opinion=opinion)


def _words_of_groups(groups):
    return {"words": {row.pk: said for row, said in with_words([row for group in groups for row in group.rows])}}


@login_required
@require_POST
def comment_reopen(request, slug, code, number):
    opinion = written_opinion(request, slug, code)
    comment = get_object_or_404(Comment, consultation=opinion.consultation, number=number)
    run_action(
        request, lambda: reopen_comment(opinion, comment=comment, by=request.user), _("The comment is open again.")
    )
    return to_workspace(request, opinion)


@login_required
def minority_create(request, slug, code):
    """Keep what an organization holds against the opinion, with the comments in which it said so."""
    opinion = written_opinion(request, slug, code)
    if away := fixed(request, opinion):
        return away
    chosen = _chosen(request, opinion)
    initial = {
        "organization": chosen[0].organization if chosen else None,
        "text": for_visitor("\n\n".join(comment.reason for comment in chosen)),
    }
    form = MinorityForm(request.POST or None, opinion=opinion, chosen=chosen, initial=initial)
    done = _("The minority position is saved.")
    if process_form(request, form, lambda **data: add_minority_position(opinion, by=request.user, **data), done):
        return to_workspace(request, opinion)
    return form_page(request, form, _("Minority position"), opinion, template="item_form")


@login_required
def minority_delete(request, slug, code, pk):
    opinion = written_opinion(request, slug, code)
    position = get_object_or_404(opinion.minority_positions, pk=pk)
    done = _("The minority position is removed. Its comments are open again.")
    remove = confirmed(request, remove_minority_position, position, back=workspace_of(opinion))
    run_action(request, remove, done)
    return to_workspace(request, opinion)
