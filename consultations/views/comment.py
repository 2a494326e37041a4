"""A passage with what was said about it, and the form to say more."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.actions.comment import (
    change_comment,
    submit_comment,
    support_comment,
    withdraw_comment,
    withdraw_support,
)
from consultations.filters.comment import CommentFilter
from consultations.forms.comment import CommentForm
from consultations.models import Attachment, Comment, Passage, Support
from consultations.permissions import can_comment, can_withdraw, commenting_mandates
from consultations.views.consultation import visible_consultation
from organizations.permissions import represented_organization_ids
from seko.errors import require
from seko.pages import is_language_change, page_of, part, pressed, submitted
from seko.script import for_visitor
from seko.views import download

COMMENTS_ON_PAGE = 50
LONGEST_NUMBER = 9  # digits of a comment's number that an address may name


def with_context(comments, user):
    """Comments with what a page shows of each, in a number of queries that does not grow."""
    own = Support.objects.filter(comment=OuterRef("pk"), organization__in=represented_organization_ids(user))
    return (
        comments.select_related("organization", "passage")
        .annotate(support_count=Count("supports"), supported_by_me=Exists(own))
        .prefetch_related("attachments")
        .order_by("number")
    )


def comment_list(request, slug):
    """Every standing comment of a consultation."""
    consultation = visible_consultation(request, slug)
    found = CommentFilter(
        request.GET, queryset=with_context(consultation.comments.standing(), request.user), request=request
    )
    context = {"filter": found, "page": page_of(request, found.qs, COMMENTS_ON_PAGE), "consultation": consultation}
    return render(request, "consultations/comments/list.html", context | _rights(request, consultation))


def comment_export(request, slug, form):
    """The list as a file, narrowed as on its page."""
    return download(request, "consultations.comments", form, slug=slug)


def passage_detail(request, slug, pk):
    """A passage of the version under consultation; a passage of another version is not found here."""
    consultation = visible_consultation(request, slug)
    passage = get_object_or_404(Passage, pk=pk, version=consultation.version_id)
    return _speak(request, consultation, passage)


def whole_document(request, slug):
    """Comments on the document as a whole."""
    return _speak(request, visible_consultation(request, slug), None)


def _speak(request, consultation, passage):
    mandates = commenting_mandates(request.user, consultation)
    form = CommentForm(request.POST or None, request.FILES or None, mandates=mandates, initial=_first_words(passage))
    signed_out = request.method == "POST" and not request.user.is_authenticated
    if signed_out and not is_language_change(request):
        # The session has ended while the comment was written: the page comes back with the words in it.
        form.add_error(None, _("You are signed out. Keep your text, sign in in another window and send it again."))
    elif submitted(
        request,
        form,
        lambda **data: submit_comment(consultation, by=request.user, passage=passage, **data),
        _("Your comment is submitted. You can change or withdraw it until the deadline."),
    ):
        return redirect(request.path)
    rows = with_context(consultation.comments.standing().filter(passage=passage), request.user)
    neighbours = _neighbours(consultation, passage)
    context = {
        "consultation": consultation,
        "passage": passage,
        "page": _page_with_comment(request, rows),
        "form": form,
        "can_comment": form.is_bound or can_comment(request.user, consultation),  # what was typed never vanishes
        **neighbours,
    }
    return render(request, "consultations/comments/passage.html", context | _rights(request, consultation))


def _page_with_comment(request, rows):
    """The page of comments asked for, or with `?comment=` the one on which the comment of that number stands."""
    number = request.GET.get("comment", "")
    if "page" in request.GET or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        return page_of(request, rows, COMMENTS_ON_PAGE)
    before = rows.filter(number__lt=int(number)).count()
    return Paginator(rows, COMMENTS_ON_PAGE).get_page(before // COMMENTS_ON_PAGE + 1)


def _first_words(passage):
    """A proposed change begins with the words as they stand, in the script that the writer reads."""
    return {"proposed_text": for_visitor(passage.text)} if passage else {"kind": Comment.Kind.GENERAL}


def _neighbours(consultation, passage):
    if passage is None:
        return {}
    near = Passage.objects.filter(
        Q(position=passage.position - 1) | Q(position=passage.position + 1), version=consultation.version_id
    )
    by_position = {p.position: p for p in near}
    return {
        "previous_passage": by_position.get(passage.position - 1),
        "next_passage": by_position.get(passage.position + 1),
    }


def _rights(request, consultation):
    return {
        "mine": represented_organization_ids(request.user),
        "is_open": consultation.is_open(),
        "may_support": bool(commenting_mandates(request.user, consultation)),
    }


def _comment(request, slug, number):
    consultation = visible_consultation(request, slug)
    comment = get_object_or_404(
        Comment.objects.standing().select_related("organization", "passage"), consultation=consultation, number=number
    )
    comment.consultation = consultation
    return comment


def _back(comment):
    """The page on which the comment stands."""
    slug = comment.consultation.slug
    if comment.passage_id:
        return redirect("consultations:passage", slug, comment.passage_id)
    return redirect("consultations:whole", slug)


@login_required
def comment_edit(request, slug, number):
    comment = _comment(request, slug, number)
    require(can_withdraw(request.user, comment))
    initial = {name: getattr(comment, name) for name in ("kind", "proposed_text", "reason")}
    form = CommentForm(request.POST or None, mandates=(), with_files=False, initial=initial)
    if submitted(
        request, form, lambda **data: change_comment(comment, by=request.user, **data), _("Your comment is changed.")
    ):
        return _back(comment)
    context = {"form": form, "title": _("Change the comment"), "subject": comment.consultation.title}
    return render(request, "consultations/form.html", context)


@login_required
@require_POST
def comment_withdraw(request, slug, number):
    comment = _comment(request, slug, number)
    pressed(request, lambda: withdraw_comment(comment, by=request.user), _("Your comment is withdrawn."))
    return _back(comment)


@login_required
@require_POST
def comment_support(request, slug, number):
    comment = _comment(request, slug, number)
    if "withdraw" in request.POST:
        pressed(request, lambda: withdraw_support(comment, by=request.user), _("Your support is withdrawn."))
    else:
        mandate = commenting_mandates(request.user, comment.consultation)
        own = next((m for m in mandate if m.organization_id != comment.organization_id), None)
        pressed(request, lambda: support_comment(comment, by=request.user, mandate=own), _("Your support is noted."))
    if "HX-Request" in request.headers:
        shown = with_context(Comment.objects.filter(pk=comment.pk), request.user).get()
        context = {"comment": shown, "consultation": comment.consultation, **_rights(request, comment.consultation)}
        return part(request, "consultations/comments/_support.html", context)
    return _back(comment)


def attachment(request, slug, pk):
    """A file is offered for saving and never shown by the portal itself."""
    consultation = visible_consultation(request, slug)
    file = get_object_or_404(
        Attachment.objects.filter(comment__in=Comment.objects.standing().filter(consultation=consultation)), pk=pk
    )
    response = FileResponse(
        file.file.open(), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
