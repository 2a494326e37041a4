"""The lead's consolidation page, and the opinion as everybody reads it once it is submitted."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.actions.opinion import (
    add_minority_position,
    approve_opinion,
    change_introduction,
    comments_left,
    delete_item,
    discard_opinion,
    remove_minority_position,
    save_item,
    set_aside_comment,
    start_opinion,
    submit_opinion,
    take_up_again,
)
from consultations.content import content_hash, opinion_content, opinions_with_content
from consultations.forms.opinion import IntroductionForm, ItemForm, MinorityForm, SetAsideForm
from consultations.models import Comment, Consultation, Opinion
from consultations.papers import file_name, opinion_pdf
from consultations.permissions import can_approve, can_consolidate, can_see_responses
from consultations.views.consultation import visible_consultation
from sectors.permissions import is_lead_coordinator
from seko.errors import require
from seko.pages import page_of, pressed, submitted
from seko.pdf import pdf_response
from seko.script import for_visitor

COMMENTS_LEFT_ON_PAGE = 50


def _invited_seko(consultation, code):
    for invitation in consultation.invitations.all():
        if invitation.seko.code == code:
            return invitation.seko
    raise Http404


def _opinion(request, slug, code, rows=None):
    """The live opinion that this person may see; 404 otherwise, so that a draft does not show itself."""
    consultation = visible_consultation(request, slug)
    seko = _invited_seko(consultation, code)
    rows = (rows or Opinion.objects).visible_to(request.user).live()
    opinion = get_object_or_404(rows.select_related("organization"), consultation=consultation, seko=seko)
    opinion.consultation, opinion.seko = consultation, seko
    return opinion


def _draft(request, slug, code):
    """The draft, for those who write it."""
    opinion = _opinion(request, slug, code)
    require(can_consolidate(request.user, opinion.consultation, opinion.seko_id))
    return opinion


def _workspace(opinion):
    return redirect("consultations:opinion", opinion.consultation.slug, opinion.seko.code)


def _opinion_with_content(request, slug, code, rows):
    """The opinion among these rows, as far as its consultation may be seen, with all it tells; None without one."""
    visible = Consultation.objects.visible_to(request.user)
    found = rows.filter(consultation__in=visible, consultation__slug=slug, seko__code=code)
    return opinions_with_content(found.select_related("consultation")).first()


@require_safe
def opinion_document(request, slug, code):
    """A submitted opinion on paper."""
    opinion = _opinion_with_content(request, slug, code, Opinion.objects.submitted())
    if opinion is None:
        raise Http404
    content = opinion_content(opinion)
    key = f"{opinion.content_hash} {content_hash(content)} {opinion.consultation.title} {opinion.consultation.title_en}"
    filename = file_name("opinion", opinion.number)
    return pdf_response(request, lambda: opinion_pdf(opinion, content), key=key, filename=filename)


def opinion_detail(request, slug, code):
    """A submitted opinion for everybody; a draft, as a workspace, for its consortium."""
    opinion = _opinion_with_content(request, slug, code, Opinion.objects.visible_to(request.user).live())
    if opinion is None:
        return _not_begun(request, slug, code)
    consultation, seko = opinion.consultation, opinion.seko
    writes = is_lead_coordinator(request.user, seko.pk)  # who has an opinion was invited
    context = {"consultation": consultation, "seko": seko, "opinion": opinion, "writes": writes}
    if opinion.is_submitted:
        context["show_responses"] = can_see_responses(request.user, consultation)
        return render(request, "consultations/opinions/detail.html", context)
    left = comments_left(opinion).select_related("organization", "passage").order_by("passage__position", "number")
    context |= {
        "left": page_of(request, left, COMMENTS_LEFT_ON_PAGE),
        "introduction_form": IntroductionForm(initial={"introduction": opinion.introduction}),
        "approvals": opinion.approvals.select_related("organization"),
        "can_approve": can_approve(request.user, opinion),
    }
    return render(request, "consultations/opinions/workspace.html", context)


def _not_begun(request, slug, code):
    """The lead is offered to begin; to everybody else there is nothing yet."""
    consultation = visible_consultation(request, slug)
    seko = _invited_seko(consultation, code)
    if not can_consolidate(request.user, consultation, seko.pk):
        raise Http404
    return render(request, "consultations/opinions/start.html", {"consultation": consultation, "seko": seko})


@login_required
@require_POST
def opinion_start(request, slug, code):
    consultation = visible_consultation(request, slug)
    seko = _invited_seko(consultation, code)
    pressed(
        request,
        lambda: start_opinion(consultation, seko=seko, by=request.user),
        _("The opinion is begun. Merge the comments into items, or set them aside with a reason."),
    )
    return redirect("consultations:opinion", slug, code)


@login_required
def opinion_introduction(request, slug, code):
    opinion = _draft(request, slug, code)
    form = IntroductionForm(request.POST or None, initial={"introduction": opinion.introduction})
    if submitted(
        request,
        form,
        lambda **data: change_introduction(opinion, by=request.user, **data),
        _("The introduction is saved."),
    ):
        return _workspace(opinion)
    return _form_page(request, form, _("Introduction"), opinion)


@login_required
def item_create(request, slug, code):
    """A new item; `?comment=3&comment=5` begins it with these comments."""
    opinion = _draft(request, slug, code)
    numbers = [int(n) for n in request.GET.getlist("comment") if n.isdecimal() and len(n) < 10]
    chosen = list(
        Comment.objects.standing()
        .filter(consultation=opinion.consultation, number__in=numbers)
        .select_related("passage")
    )
    passages = {comment.passage for comment in chosen if comment.passage}
    passage = passages.pop() if len(passages) == 1 else None
    initial = {
        "comments": [comment.pk for comment in chosen],
        "passage": passage,
        "title": for_visitor(f"{passage.number} {passage.text}".strip()[:80]) if passage else "",
        "text": for_visitor(chosen[0].reason) if len(chosen) == 1 else "",
        "proposed_text": for_visitor(chosen[0].proposed_text) if len(chosen) == 1 else "",
    }
    form = ItemForm(request.POST or None, opinion=opinion, initial=initial)
    if submitted(request, form, lambda **data: save_item(opinion, by=request.user, **data), _("The item is added.")):
        return _workspace(opinion)
    return _form_page(request, form, _("New item"), opinion)


@login_required
def item_edit(request, slug, code, pk):
    opinion = _draft(request, slug, code)
    item = get_object_or_404(opinion.items, pk=pk)
    initial = {name: getattr(item, name) for name in ("title", "passage", "text", "proposed_text")}
    initial["comments"] = list(item.comments.values_list("pk", flat=True))
    form = ItemForm(request.POST or None, opinion=opinion, initial=initial)
    if submitted(
        request, form, lambda **data: save_item(opinion, item=item, by=request.user, **data), _("The item is saved.")
    ):
        return _workspace(opinion)
    return _form_page(request, form, _("Change the item"), opinion)


@login_required
@require_POST
def item_delete(request, slug, code, pk):
    opinion = _draft(request, slug, code)
    item = get_object_or_404(opinion.items, pk=pk)
    pressed(request, lambda: delete_item(item, by=request.user), _("The item is taken out. Its comments wait again."))
    return _workspace(opinion)


@login_required
def comment_set_aside(request, slug, code, number):
    opinion = _draft(request, slug, code)
    comment = get_object_or_404(
        Comment.objects.standing().select_related("organization"), consultation=opinion.consultation, number=number
    )
    form = SetAsideForm(request.POST or None)
    if submitted(
        request,
        form,
        lambda **data: set_aside_comment(opinion, comment=comment, by=request.user, **data),
        _("The comment is set aside."),
    ):
        return _workspace(opinion)
    return _form_page(request, form, _("Set a comment aside"), opinion, comment=comment)


@login_required
@require_POST
def comment_take_up(request, slug, code, number):
    opinion = _draft(request, slug, code)
    comment = get_object_or_404(Comment, consultation=opinion.consultation, number=number)
    pressed(request, lambda: take_up_again(opinion, comment=comment, by=request.user), _("The comment waits again."))
    return _workspace(opinion)


@login_required
def minority_create(request, slug, code):
    opinion = _draft(request, slug, code)
    form = MinorityForm(request.POST or None, opinion=opinion)
    if submitted(
        request,
        form,
        lambda **data: add_minority_position(opinion, by=request.user, **data),
        _("The minority position is written down."),
    ):
        return _workspace(opinion)
    return _form_page(request, form, _("Minority position"), opinion)


@login_required
@require_POST
def minority_delete(request, slug, code, pk):
    opinion = _draft(request, slug, code)
    position = get_object_or_404(opinion.minority_positions, pk=pk)
    pressed(
        request, lambda: remove_minority_position(position, by=request.user), _("The minority position is taken out.")
    )
    return _workspace(opinion)


@login_required
@require_POST
def opinion_approve(request, slug, code):
    opinion = _opinion(request, slug, code)
    pressed(
        request, lambda: approve_opinion(opinion, by=request.user), _("Your organization has approved the opinion.")
    )
    return _workspace(opinion)


@login_required
@require_POST
def opinion_submit(request, slug, code):
    opinion = _draft(request, slug, code)
    pressed(request, lambda: submit_opinion(opinion, by=request.user), _("The opinion is submitted to the Office."))
    return _workspace(opinion)


@login_required
@require_POST
def opinion_discard(request, slug, code):
    opinion = _draft(request, slug, code)
    pressed(request, lambda: discard_opinion(opinion, by=request.user), _("The draft is discarded."))
    return redirect(opinion.consultation)


def _form_page(request, form, title, opinion, **more):
    context = {"form": form, "title": title, "subject": opinion.consultation.title, "opinion": opinion, **more}
    return render(request, "consultations/opinions/form.html", context)
