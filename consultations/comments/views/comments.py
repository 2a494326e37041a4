"""A passage with what was said about it, and the form to say more."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.comments.actions.comments import (
    change_comment,
    require_open,
    support_comment,
    withdraw_comment,
    withdraw_support,
)
from consultations.comments.actions.drafts import save_draft
from consultations.comments.filters import CommentFilter
from consultations.comments.forms import CommentForm
from consultations.comments.models import Attachment, Comment, CommentDraft, CommentRevision, Support, active
from consultations.comments.permissions import can_comment, can_withdraw, hiding_seko_ids
from consultations.comments.views.editor import SAVED, CommentEditor, drafts_here
from consultations.consultation.permissions import commenting_mandates
from consultations.consultation.views.consultations import visible_consultation
from consultations.documents.models import Passage
from organizations.permissions import represented_organization_ids
from seko.jobs.views import download
from seko.rules.errors import require
from seko.rules.seen import stored_values
from seko.scripts import for_visitor
from seko.web.confirmation import confirmed
from seko.web.downloads import stored_file
from seko.web.kept import writer_of
from seko.web.pages import (
    is_htmx,
    is_language_change,
    list_page,
    not_now,
    number_from_request,
    process_form,
    render_part,
    run_action,
)

COMMENTS_ON_PAGE = 50
LONGEST_NUMBER = 9  # digits of a comment's number that an address may name
LONGEST_ID = 18


def earlier_wordings():
    """What a page shows of the earlier wordings of a comment, oldest first, without a query of its own."""
    rows = CommentRevision.objects.filter(comment=OuterRef("pk")).order_by("number")
    fields = ("kind", "proposed_text", "reason", "since", "replaced_at", "same_meaning")
    return rows.values(wording=JSONObject(**{name: name for name in fields}))


def with_context(comments, user, consultation):
    """Comments with what a page shows of each, in a number of queries that does not grow."""
    given = Support.objects.filter(comment=OuterRef("pk"), organization__in=represented_organization_ids(user))
    own, lapsed = given.standing().values("organization"), given.lapsed().values("organization")
    return (
        comments.select_related("organization", "passage", "hidden_mandate__organization")
        .with_weight()
        .with_network_flag(() if consultation.is_over else hiding_seko_ids(user, consultation))
        .annotate(supporting=ArraySubquery(own), asked_anew=ArraySubquery(lapsed), may_hide=F("may_take_part"))
        .annotate(wordings=ArraySubquery(earlier_wordings()))
        .prefetch_related("attachments")
        .order_by("number")
    )


def comment_list(request, slug):
    """Every standing comment of a consultation."""
    consultation = visible_consultation(request, slug)
    found = CommentFilter(
        request.GET,
        queryset=with_context(consultation.comments.active(), request.user, consultation),
        request=request,
    )
    context = {"consultation": consultation, **_rights(request, consultation)}
    return list_page(request, "consultations/comments/list.html", filter=found, per=COMMENTS_ON_PAGE, **context)


def comment_export(request, slug, format):
    """The list as a file, narrowed as on its page."""
    return download(request, "consultations.comments", format, slug=slug)


def passage_detail(request, slug, pk):
    """A passage of the version under consultation; a passage of another version is not found here."""
    consultation = visible_consultation(request, slug)
    rows = Passage.objects.filter(version=consultation.version_id)
    position = Subquery(rows.filter(pk=pk).values("position"))
    by_position = {row.position: row for row in rows.filter(position__range=(position - 1, position + 1))}
    passage = next((row for row in by_position.values() if row.pk == pk), None)
    if passage is None:
        raise Http404
    near = {
        "previous_passage": by_position.get(passage.position - 1),
        "next_passage": by_position.get(passage.position + 1),
    }
    return comment_form_page(request, consultation, passage, near=near)


def whole_document(request, slug):
    """Comments on the document as a whole."""
    return comment_form_page(request, visible_consultation(request, slug), None)


def comment_form_page(request, consultation, passage, draft=None, near=None):
    """What was said in one place, and the form to say more: a new comment, or a draft that is gone on with."""
    hand = CommentEditor.of(request, consultation, draft)
    form = hand.form(initial=_first_words(passage))
    signed_out = request.method == "POST" and not request.user.is_authenticated
    if signed_out and writer_of(request) and not is_language_change(request):
        return redirect_to_login(request.get_full_path())
    if signed_out and not is_language_change(request):
        # The session has ended while the comment was written: the page comes back with the words in it.
        form.add_error(None, _("You are signed out. Keep your text, sign in in another window and send it again."))
    elif process_form(request, form, lambda **data: hand.save(passage, **data), hand.done):
        return redirect(place_of(consultation, passage))
    theirs = hand.after_conflict(form)
    writes = form.is_bound or can_comment(request.user, consultation)  # what was typed never vanishes
    request.keeps_typed = writes  # without the form the language is changed by links
    others = [draft for draft in drafts_here(request.user, consultation, passage) if draft != hand.draft or not writes]
    context = {
        "consultation": consultation,
        "passage": passage,
        "form": form,
        "hand": hand,
        "theirs": theirs,
        "drafts": others,
        "can_comment": writes,
        **_comments_context(request, consultation, passage),
        **(near or {}),
    }
    return render(request, "consultations/comments/passage.html", context | _rights(request, consultation))


def _comments_context(request, consultation, passage):
    """The comments in one place, and how many of them stand."""
    comments = consultation.comments.not_withdrawn().filter(passage=passage)
    counts = comments.aggregate(not_withdrawn=Count("pk"), active=Count("pk", filter=active()))
    rows = with_context(comments, request.user, consultation)
    return {"page": _page_with_comment(request, rows, counts["not_withdrawn"]), "count": counts["active"]}


def _page_with_comment(request, rows, count):
    """The page of comments asked for, or with `?comment=` the one on which the comment of that number stands."""
    pages = Paginator(rows, COMMENTS_ON_PAGE)
    pages.count = count
    number = request.GET.get("comment", "")
    if "page" in request.GET or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return pages.get_page(request.GET.get("page"))
    before = rows.filter(number__lt=int(number)).count()
    return pages.get_page(before // COMMENTS_ON_PAGE + 1)


def _first_words(passage):
    """A proposed change begins with the words as they stand, in the script that the writer reads."""
    return {"proposed_text": for_visitor(passage.text)} if passage else {"kind": Comment.Kind.GENERAL}


def _rights(request, consultation):
    is_open = consultation.is_open()
    return {
        "mine": represented_organization_ids(request.user),
        "is_open": is_open,
        "speaking": commenting_mandates(request.user, consultation) if is_open else [],
    }


def _comment(request, slug, number):
    consultation = visible_consultation(request, slug)
    comment = get_object_or_404(
        Comment.objects.active().select_related("organization", "passage"), consultation=consultation, number=number
    )
    comment.consultation = consultation
    return comment


def place_of(consultation, passage):
    """The address of the page about a passage, or about the whole document."""
    if passage is None:
        return reverse("consultations:whole", args=[consultation.slug])
    return reverse("consultations:passage", args=[consultation.slug, passage.pk])


def _place(comment):
    """The address of the page on which the comment stands."""
    return place_of(comment.consultation, comment.passage)


def _back(comment):
    return redirect(_place(comment))


@login_required
def comment_edit(request, slug, number):
    comment = _comment(request, slug, number)
    require(can_withdraw(request.user, comment))
    if away := not_now(request, lambda: require_open(comment.consultation, timezone.now()), _place(comment)):
        return away
    begun = CommentDraft.objects.visible_to(request.user).filter(comment=comment).first()
    if begun and request.method == "GET":  # a colleague, or the same person, is changing it already
        return redirect("consultations:draft", slug, begun.pk)
    stored = stored_values(comment, ("kind", "proposed_text", "reason"))
    as_draft = request.POST.get("act") == "draft"
    form = CommentForm(request.POST or None, mandates=(), with_files=False, is_draft=as_draft, stored=stored)

    def save(**data):
        if as_draft:
            save_draft(comment.consultation, by=request.user, comment=comment, **data)
        else:
            change_comment(comment, by=request.user, **data)

    if process_form(request, form, save, SAVED if as_draft else _("Your comment is changed.")):
        return redirect("consultations:contribution", slug) if as_draft else _back(comment)
    context = {"form": form, "comment": comment, "consultation": comment.consultation}
    return render(request, "consultations/comments/edit.html", context)


@login_required
def comment_withdraw(request, slug, number):
    comment = _comment(request, slug, number)
    withdraw = confirmed(request, withdraw_comment, comment, back=place_of(comment.consultation, comment.passage))
    run_action(request, withdraw, _("Your comment is withdrawn. It is a draft of your organization again."))
    return _back(comment)


@login_required
@require_POST
def comment_support(request, slug, number):
    comment = _comment(request, slug, number)
    named = number_from_request(request.POST.get("organization"), LONGEST_ID)
    mandates = commenting_mandates(request.user, comment.consultation)
    others = [mandate for mandate in mandates if mandate.organization_id != comment.organization_id]
    if named:  # who speaks for several says for which
        others = [mandate for mandate in others if mandate.organization_id == named]
        require(others)
    by, own = request.user, others[0] if len(others) == 1 else None
    if "withdraw" in request.POST:
        run_action(request, lambda: withdraw_support(comment, by=by, mandate=own), _("Your support is withdrawn."))
    else:
        run_action(request, lambda: support_comment(comment, by=by, mandate=own), _("Your support is noted."))
    if is_htmx(request):
        shown = with_context(Comment.objects.filter(pk=comment.pk), request.user, comment.consultation).get()
        context = {"comment": shown, "consultation": comment.consultation, **_rights(request, comment.consultation)}
        return render_part(request, "consultations/comments/_support.html", context)
    return _back(comment)


def attachment(request, slug, pk):
    """A file is offered for saving and never shown by the portal itself."""
    consultation = visible_consultation(request, slug)
    file = get_object_or_404(
        Attachment.objects.filter(comment__in=Comment.objects.active().filter(consultation=consultation)), pk=pk
    )
    return stored_file(request, file.file, file.name, sha256=file.sha256)
