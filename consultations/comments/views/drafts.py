"""Drafts of comments: for the people of one organization; to everybody else they are not there."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.comments.actions.drafts import delete_draft
from consultations.comments.models import CommentDraft, DraftFile
from consultations.comments.proposals import changes_of
from consultations.comments.views.comments import comment_form_page
from consultations.comments.views.editor import CommentEditor, drafts_of
from consultations.consultation.views.consultations import visible_consultation
from consultations.documents.models import Passage
from seko.rules.errors import first_message
from seko.web.confirmation import confirmed
from seko.web.downloads import stored_file
from seko.web.pages import number_from_request, run_action

SIGNED_OUT = 401
REFUSED = 422


@login_required
def draft_detail(request, slug, pk):
    """Go on with a draft."""
    consultation = visible_consultation(request, slug)
    draft = get_object_or_404(drafts_of(request.user, consultation), pk=pk)
    return comment_form_page(request, consultation, draft.passage, draft)


@login_required
def draft_delete(request, slug, pk):
    consultation = visible_consultation(request, slug)
    draft = get_object_or_404(CommentDraft.objects.visible_to(request.user), consultation=consultation, pk=pk)
    back = f"{reverse('consultations:contribution', args=[slug])}?organization={draft.organization.slug}"
    run_action(request, confirmed(request, delete_draft, draft, back=back), _("The draft is deleted."))
    return redirect(back)


def autosaved(view):
    """Decorator of an address to which script sends what is being typed: who is signed out is told so, not led away."""

    @login_required
    @require_POST
    def saving(request, *args, **kwargs):
        try:
            found = view(request, *args, **kwargs)
        except ValidationError as refusal:
            return JsonResponse({"words": first_message(refusal)}, status=REFUSED)
        except PermissionDenied as refusal:
            return JsonResponse({"words": str(refusal)}, status=REFUSED)
        words = _("Saved at %(time)s.") % {"time": date_format(timezone.localtime(), "TIME_FORMAT")}
        return JsonResponse({"words": words, **found})

    def answer(request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated:
            return JsonResponse({"words": _("You are signed out.")}, status=SIGNED_OUT)
        return saving(request, *args, **kwargs)

    return answer


@autosaved
def draft_autosave(request, slug):
    """Keep a draft while it is typed; its files are sent by the button."""
    consultation = visible_consultation(request, slug)
    place = request.POST.get("passage") or None
    passage = place and get_object_or_404(Passage, pk=number_from_request(place, 18), version=consultation.version_id)
    hand = CommentEditor.of(request, consultation)
    form = hand.form(is_draft=True)
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    draft = hand.keep(passage, **form.cleaned_data | {"attachments": ()})
    address = reverse("consultations:draft", args=[slug, draft.pk])
    proposal = render_to_string(
        "consultations/comments/_proposal.html", {"comment": draft, "changes": changes_of(draft)}, request
    )
    fields = {"draft": draft.pk, "revision": draft.revision}
    return {"fields": fields, "address": address, "parts": {"proposal": proposal}}


@login_required
def draft_file(request, slug, pk):
    """A file of a draft is offered for saving to the people of its organization."""
    consultation = visible_consultation(request, slug)
    drafts = CommentDraft.objects.visible_to(request.user).filter(consultation=consultation)
    file = get_object_or_404(DraftFile, draft__in=drafts, pk=pk)
    return stored_file(request, file.file, file.name, sha256=file.sha256)
