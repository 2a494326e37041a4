"""Bringing in a version: a file or a text is sent, looked over passage by passage, and issued."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from consultations.documents.actions import imports as actions
from consultations.documents.actions import looking_over
from consultations.documents.forms import ImportForm, IssueForm, PassageForm
from consultations.documents.imported_text import JOB
from consultations.documents.importing import MESSAGES
from consultations.documents.models import Document, DocumentImport
from consultations.documents.permissions import can_prepare
from consultations.documents.preview import ROWS, Preview, page_of_place
from seko.jobs.actions import message_of
from seko.jobs.models import Job
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.pages import is_htmx, number_from_request, page_of, page_or_part, process_form, run_action


def _document(request, slug):
    require(can_prepare(request.user))
    return get_object_or_404(Document, slug=slug)


def _import(request, slug, pk):
    require(can_prepare(request.user))
    rows = DocumentImport.objects.select_related("document", "mandate__user", "version")
    return get_object_or_404(rows, pk=pk, document__slug=slug)


def _revision(request):
    """The revision that the person has seen; one that nobody has seen is refused like an old one."""
    return number_from_request(request.POST.get("revision")) or 0


@login_required
def import_begin(request, slug):
    document = _document(request, slug)
    form, made = ImportForm(request.POST or None, request.FILES or None), []
    if process_form(
        request,
        form,
        lambda **data: made.append(actions.begin_import(document, by=request.user, **data)),
        _("The text was sent. Check it before it is issued."),
    ):
        return redirect("consultations:import", slug, made[0].pk)
    context = {"form": form, "title": _("New version from a file"), "document": document, "verb": _("Send")}
    return render(request, "consultations/documents/send.html", context)


@login_required
def import_detail(request, slug, pk):
    """What was sent, in its state: being read, to be looked over, not readable, issued."""
    imported = _import(request, slug, pk)
    context = {"imported": imported, "document": imported.document}
    if imported.status == DocumentImport.Status.READING:
        return _reading(request, context)
    if is_htmx(request):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _shown(request, imported, IssueForm(initial={"issued_on": imported.issued_on, "note": imported.note}))


def _shown(request, imported, form):
    context = {"imported": imported, "document": imported.document, "form": form}
    if imported.status == DocumentImport.Status.READY:
        request.keeps_typed = reverse("consultations:import_issue", args=[imported.document.slug, imported.pk])
        preview, show = Preview(imported), request.GET.get("show", "")
        context |= {
            "preview": preview,
            "page": page_of(request, preview.shown(show), ROWS),
            "show": show,
            "undone": looking_over.STEP_WORDS.get(imported.steps[-1]["what"], "") if imported.steps else None,
            "levels": range(1, looking_over.DEEPEST_HEADING + 1),
        }
    else:
        context["words"] = MESSAGES.get(imported.message, "")
    return render(request, "consultations/documents/import.html", context)


def _reading(request, context):
    job = Job.objects.filter(kind=JOB, subject=str(context["imported"].pk)).first()
    context |= {"job": job, "words": message_of(job) if job else ""}
    return page_or_part(request, "consultations/documents", "import", "_reading", context)


@login_required
@require_POST
def import_read(request, slug, pk):
    """Ask once more, when nobody in the background comes to it."""
    imported = _import(request, slug, pk)
    run_action(
        request, lambda: actions.read_again(imported, by=request.user), _("The text is waiting to be processed again.")
    )
    return redirect("consultations:import", slug, pk)


@login_required
def import_passage(request, slug, pk, place):
    """Change or split a passage, or say where it comes from."""
    imported = _import(request, slug, pk)
    preview = Preview(imported)
    first = None if request.method == "POST" else preview.row_at(place - 1)
    form = PassageForm(request.POST or None, initial=first.block._asdict() if first else None)
    if process_form(
        request,
        form,
        lambda **data: looking_over.change_passage(
            imported, by=request.user, revision=_revision(request), place=place - 1, **data
        ),
        _("The passage is changed."),
    ):
        return _back(imported, place)
    # Others may have moved the passage meanwhile: what is saved next must not be another one.
    row = first or preview.row_again(place - 1, request.POST.get("mark", ""), request.POST.get("text", ""))
    context = {"form": form, "imported": imported, "document": imported.document, "row": row, "preview": preview}
    return render(request, "consultations/documents/import_passage.html", context)


def _back(imported, place):
    """The page of the preview on which a passage stands."""
    address = redirect("consultations:import", imported.document.slug, imported.pk).url
    return redirect(f"{address}?page={page_of_place(place)}#b{place}")


@login_required
@require_POST
def import_change(request, slug, pk, place):
    """The buttons beside a passage: merge it with the one above, delete it, say where it comes from."""
    imported = _import(request, slug, pk)
    seen = {"by": request.user, "revision": _revision(request), "place": place - 1}
    do = request.POST.get("do")
    if do == "merge":
        run_action(
            request, lambda: looking_over.merge_with_above(imported, **seen), _("The two passages have been merged.")
        )
        place = max(place - 1, 1)
    elif do == "delete":
        seen["places"] = [seen.pop("place")]
        run_action(request, lambda: looking_over.delete_passages(imported, **seen), _("The passage is deleted."))
        place = max(place - 1, 1)
    elif (origin := request.POST.get("origin", "")) == "new" or number_from_request(origin, 18):
        old = number_from_request(origin, 18)
        run_action(request, lambda: looking_over.decide_origin(imported, old=old, **seen), _("Choice saved."))
    else:
        messages.error(request, _("Choose where the passage comes from."))
    return _back(imported, place)


ACTS = {
    "delete": (looking_over.delete_passages, gettext_lazy("The passages have been deleted.")),
    "merge": (looking_over.merge_passages, gettext_lazy("The passages have been merged.")),
    "headings": (looking_over.make_headings, gettext_lazy("The passages are headings now.")),
    "paragraphs": (looking_over.make_paragraphs, gettext_lazy("The passages are paragraphs now.")),
}


@login_required
@require_POST
def import_chosen(request, slug, pk):
    """Several passages at once: those that are ticked, and those from one number to another."""
    imported = _import(request, slug, pk)
    do, places = request.POST.get("do"), _places(request, len(imported.passages))
    more = {"level": number_from_request(request.POST.get("level")) or 1} if do == "headings" else {}
    if do in ACTS:
        act, done = ACTS[do]
        seen = {"by": request.user, "revision": _revision(request), "places": places}
        run_action(request, lambda: act(imported, **seen, **more), done)
    else:
        messages.error(request, _("Choose what to do with the passages."))
    return _back(imported, min(places, default=0) + 1)


def _places(request, length):
    """The chosen places, counted from 0; a stretch may reach over several pages of the preview."""
    ticked = [number_from_request(text) for text in request.POST.getlist("place")]
    first, last = (number_from_request(request.POST.get(name)) for name in ("from", "to"))
    stretch = range(max(first, 1), min(last or first, length) + 1) if first else ()
    return sorted({place - 1 for place in (*ticked, *stretch) if place})


@login_required
@require_POST
def import_undo(request, slug, pk):
    """Take the last change back; pressed again, the one before it."""
    imported = _import(request, slug, pk)
    run_action(
        request,
        lambda: looking_over.undo(imported, by=request.user, revision=_revision(request)),
        _("The last change has been undone."),
    )
    return _back(imported, number_from_request(request.POST.get("place")) or 1)


@login_required
@require_POST
def import_renumber(request, slug, pk):
    imported = _import(request, slug, pk)
    run_action(
        request,
        lambda: looking_over.renumber_passages(imported, by=request.user, revision=_revision(request)),
        _("The passages have been renumbered."),
    )
    return redirect("consultations:import", slug, pk)


@login_required
@require_POST
def import_confirm(request, slug, pk):
    """All doubtful passages come from where it was proposed."""
    imported = _import(request, slug, pk)
    run_action(
        request,
        lambda: looking_over.confirm_origins(imported, by=request.user, revision=_revision(request)),
        _("Choice saved."),
    )
    return redirect("consultations:import", slug, pk)


@login_required
@require_POST
def import_issue(request, slug, pk):
    imported = _import(request, slug, pk)
    form = IssueForm(request.POST)
    if process_form(
        request,
        form,
        _issue(request, imported),
        _("The version is issued."),
    ):
        return redirect("consultations:document_detail", slug)
    return _shown(request, _import(request, slug, pk), form)


def _address(imported):
    return reverse("consultations:import", args=[imported.document.slug, imported.pk])


def _issue(request, imported):
    """Where another version was issued meanwhile, the passages are matched anew, and stay so: that comes first."""
    revision = _revision(request)

    def issue(**data):
        actions.require_matched(imported, by=request.user, revision=revision)
        act = confirmed(request, actions.issue_import, imported, back=_address(imported), revision=revision)
        return act(**data)

    return issue


@login_required
def import_discard(request, slug, pk):
    imported = _import(request, slug, pk)
    discard = confirmed(request, actions.discard_import, imported, back=_address(imported))
    run_action(request, discard, _("The text was discarded."))
    return redirect("consultations:document_detail", slug)
