"""The opinion as everybody reads it once it is submitted, and the workspace in which its consortium makes it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from consultations.consultation.models import Consultation
from consultations.consultation.permissions import can_see_responses
from consultations.consultation.views.consultations import visible_consultation
from consultations.opinions.actions.opinions import (
    change_introduction,
    discard_opinion,
    require_draft,
    start_opinion,
    submit_opinion,
)
from consultations.opinions.actions.retraction import take_back_opinion
from consultations.opinions.consent import consent_of, times_asked
from consultations.opinions.content import content_hash, opinions_with_content, public_content_of
from consultations.opinions.forms import IntroductionForm, TakeBackForm
from consultations.opinions.models import Opinion
from consultations.opinions.permissions import can_consolidate, can_take_back
from consultations.opinions.workspace import Workspace, with_words
from consultations.reports.print.document import file_name, opinion_pdf
from consultations.responses.content import response_content
from consultations.responses.models import Response
from consultations.responses.queries import corrections_of
from organizations.permissions import represented_organization_ids
from sectors.permissions import is_lead_coordinator
from seko.files.pdf import pdf_response
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import not_now, page_of, process_form, run_action

COMMENTS_ON_PAGE, ITEMS_ON_PAGE = 25, 20


# --- which opinion ---------------------------------------------------------------------------


def _invited_seko(consultation, code):
    for invitation in consultation.invitations.all():
        if invitation.seko.code == code:
            return invitation.seko
    raise Http404


def visible_opinion(request, slug, code):
    """The live opinion that this person may see; 404 otherwise, so that a draft does not show itself."""
    consultation = visible_consultation(request, slug)
    seko = _invited_seko(consultation, code)
    rows = Opinion.objects.visible_to(request.user).live()
    opinion = get_object_or_404(rows.select_related("organization"), consultation=consultation, seko=seko)
    opinion.consultation, opinion.seko = consultation, seko
    return opinion


def written_opinion(request, slug, code):
    """The opinion, for those who write it."""
    opinion = visible_opinion(request, slug, code)
    require(can_consolidate(request.user, opinion.consultation, opinion.seko_id))
    return opinion


def fixed(request, opinion):
    """Who comes to write in an opinion that is submitted is told so and led to it; None while it is a draft."""
    return not_now(request, lambda: require_draft(opinion), workspace_of(opinion))


def to_workspace(request, opinion):
    """Back to the comments as the person had chosen to see them."""
    back = QueryDict((request.POST.get("back") or request.GET.get("back") or "")[:500]).urlencode()
    address = workspace_of(opinion)
    return redirect(f"{address}?{back}" if back else address)


def workspace_of(opinion):
    """The address at which an opinion is made, and read later."""
    return reverse("consultations:opinion", args=[opinion.consultation.slug, opinion.seko.code])


def form_page(request, form, title, opinion, template="form", **more):
    """A form about an opinion, on a page of its own."""
    context = {"form": form, "title": title, "opinion": opinion, **more}
    return render(request, f"consultations/opinions/{template}.html", context)


# --- reading ---------------------------------------------------------------------------------


def _found(request, slug, code, rows):
    """The opinion among these rows, as far as its consultation may be seen; None without one."""
    visible = Consultation.objects.visible_to(request.user)
    found = rows.filter(consultation__in=visible, consultation__slug=slug, seko__code=code)
    return found.select_related("consultation", "seko", "organization").first()


@require_safe
def opinion_document(request, slug, code):
    """A submitted opinion on paper."""
    opinion = _found(request, slug, code, opinions_with_content(Opinion.objects.submitted()))
    if opinion is None:
        raise Http404
    content = public_content_of(opinion)
    key = f"{opinion.content_hash} {content_hash(content)} {opinion.consultation.title} {opinion.consultation.title_en}"
    filename = file_name("opinion", opinion.number)
    return pdf_response(request, lambda: opinion_pdf(opinion, content), key=key, filename=filename)


def opinion_detail(request, slug, code):
    """A submitted opinion for everybody; a draft, as a workspace, for its consortium."""
    opinion = _found(request, slug, code, Opinion.objects.visible_to(request.user).live())
    if opinion is None:
        return _not_begun(request, slug, code)
    return _opinion_page(request, opinion) if opinion.is_submitted else _workspace_page(request, opinion)


def _opinion_page(request, opinion):
    if not opinion.content:  # submitted before the portal kept what an opinion tells
        opinion = opinions_with_content(Opinion.objects.select_related("consultation")).get(pk=opinion.pk)
    content = public_content_of(opinion)
    if can_see_responses(request.user, opinion.consultation):
        answered = Response.objects.readable_by(request.user).filter(item__opinion=opinion)
        answered = answered.select_related("organization", "landed_in__version")
        answers = {response.item_id: response_content(response) for response in answered}
        corrections = corrections_of(opinion.consultation) if opinion.consultation.is_answered else {}
        content["items"] = [
            item | {"answer": answers.get(item["id"]), "corrections": corrections.get(item["id"], ())}
            for item in content["items"]
        ]
    context = {"consultation": opinion.consultation, "seko": opinion.seko, "opinion": opinion, "content": content}
    context["can_take_back"] = can_take_back(request.user, opinion, timezone.now())
    return render(request, "consultations/opinions/detail.html", context)


def _workspace_page(request, opinion):
    writes = is_lead_coordinator(request.user, opinion.seko_id)  # who has an opinion was invited
    place = [opinion.consultation.slug, opinion.seko.code]
    request.keeps_typed = reverse("consultations:opinion_introduction", args=place) if writes else False
    workspace = Workspace(opinion, request.GET)
    comments = page_of(request, workspace.chosen, COMMENTS_ON_PAGE)
    items = list(opinion.items.select_related("passage").order_by("position"))
    positions = list(opinion.minority_positions.select_related("organization"))
    consent = consent_of(opinion)
    asked_in, asked_at = times_asked([opinion.consultation_id]).get(opinion.pk, (None, None))
    context = {
        "consultation": opinion.consultation,
        "seko": opinion.seko,
        "opinion": opinion,
        "writes": writes,
        "workspace": workspace,
        "comments": comments,
        "rows": with_words(comments),
        "items": items,
        "items_page": Paginator(items, ITEMS_ON_PAGE).get_page(request.GET.get("items")),
        "item_places": {item.pk: item.position for item in items},
        "positions": positions,
        "introduction_form": IntroductionForm(stored={"introduction": opinion.introduction}),
        "consent": consent,
        "own": consent.of(represented_organization_ids(request.user)),
        "asked_at": asked_at,
        "is_asked": asked_in == opinion.revision,
        "back": request.GET.urlencode(),
    }
    return render(request, "consultations/opinions/workspace.html", context)


def _not_begun(request, slug, code):
    """The lead is offered to begin; to everybody else there is nothing yet."""
    consultation = visible_consultation(request, slug)
    seko = _invited_seko(consultation, code)
    if not can_consolidate(request.user, consultation, seko.pk):
        raise Http404
    return render(request, "consultations/opinions/start.html", {"consultation": consultation, "seko": seko})


# --- the whole opinion -----------------------------------------------------------------------


@login_required
@require_POST
def opinion_start(request, slug, code):
    consultation = visible_consultation(request, slug)
    seko = _invited_seko(consultation, code)
    run_action(
        request,
        lambda: start_opinion(consultation, seko=seko, by=request.user),
        _("The opinion is begun. Merge the comments into items, or set them aside with a reason."),
    )
    return redirect("consultations:opinion", slug, code)


@login_required
def opinion_introduction(request, slug, code):
    opinion = written_opinion(request, slug, code)
    if away := fixed(request, opinion):
        return away
    form = IntroductionForm(request.POST or None, stored={"introduction": opinion.introduction})
    done = _("The introduction is saved.")
    if process_form(request, form, lambda **data: change_introduction(opinion, by=request.user, **data), done):
        return to_workspace(request, opinion)
    return form_page(request, form, _("Introduction"), opinion)


@login_required
def opinion_submit(request, slug, code):
    opinion = written_opinion(request, slug, code)
    submit = confirmed(request, submit_opinion, opinion, back=workspace_of(opinion))
    run_action(request, submit, _("The opinion is submitted to the Ministry."))
    return to_workspace(request, opinion)


@login_required
def opinion_take_back(request, slug, code):
    opinion = written_opinion(request, slug, code)
    form = TakeBackForm(request.POST or None)
    done = _("The opinion is a draft again.")
    take_back = confirmed(request, take_back_opinion, opinion, back=workspace_of(opinion))
    if process_form(request, form, take_back, done):
        return to_workspace(request, opinion)
    return form_page(request, form, pgettext("heading", "Take the opinion back"), opinion)


@login_required
def opinion_discard(request, slug, code):
    opinion = written_opinion(request, slug, code)
    discard = confirmed(request, discard_opinion, opinion, back=workspace_of(opinion))
    run_action(request, discard, _("The draft is discarded."))
    return redirect(opinion.consultation)
