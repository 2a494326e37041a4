"""Bringing in a version: a file or a text is sent, looked over passage by passage, and issued."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.documents.actions import imports as actions
from consultations.documents.forms import ImportForm, IssueForm, PassageForm
from consultations.documents.imported_text import JOB
from consultations.documents.importing import MESSAGES
from consultations.documents.models import Document, DocumentImport
from consultations.documents.permissions import can_prepare
from consultations.documents.preview import Preview
from seko.jobs.actions import message_of
from seko.jobs.models import Job
from seko.rules.errors import require
from seko.web.pages import is_htmx, number_from_request, page_of, page_or_part, process_form, run_action

ROWS = 50


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
            "left_out": imported.message.split(","),
        }
    else:
        context["words"] = MESSAGES.get(imported.message, "")
    return render(request, "consultations/documents/import.html", context)


def _reading(request, context):
    job = Job.objects.filter(kind=JOB, user=context["imported"].mandate.user_id).first()
    context |= {"job": job, "words": message_of(job) if job else ""}
    return page_or_part(request, "consultations/documents", "import", "_reading", context)


@login_required
@require_POST
def import_read(request, slug, pk):
    """Read it here and now, when nobody in the background comes to it."""
    imported = _import(request, slug, pk)
    run_action(request, lambda: actions.read_now(imported, by=request.user), _("The text has been processed."))
    return redirect("consultations:import", slug, pk)


@login_required
def import_passage(request, slug, pk, place):
    """Change or split a passage, or say where it comes from."""
    imported = _import(request, slug, pk)
    preview = Preview(imported)
    row = preview.row_at(place - 1)
    form = PassageForm(request.POST or None, initial=row.block._asdict())
    if process_form(
        request,
        form,
        lambda **data: actions.change_passage(
            imported, by=request.user, revision=_revision(request), place=place - 1, **data
        ),
        _("The passage is changed."),
    ):
        return _back(imported, place)
    context = {"form": form, "imported": imported, "document": imported.document, "row": row, "preview": preview}
    return render(request, "consultations/documents/import_passage.html", context)


def _back(imported, place):
    """The page of the preview on which a passage stands."""
    address = redirect("consultations:import", imported.document.slug, imported.pk).url
    return redirect(f"{address}?page={(place - 1) // ROWS + 1}#b{place}")


@login_required
@require_POST
def import_change(request, slug, pk, place):
    """The buttons beside a passage: merge it with the one above, delete it, say where it comes from."""
    imported = _import(request, slug, pk)
    seen = {"by": request.user, "revision": _revision(request), "place": place - 1}
    do = request.POST.get("do")
    if do == "merge":
        run_action(request, lambda: actions.merge_with_above(imported, **seen), _("The two passages have been merged."))
        place = max(place - 1, 1)
    elif do == "delete":
        run_action(request, lambda: actions.delete_passage(imported, **seen), _("The passage is deleted."))
        place = max(place - 1, 1)
    elif (origin := request.POST.get("origin", "")) == "new" or number_from_request(origin, 18):
        old = number_from_request(origin, 18)
        run_action(request, lambda: actions.decide_origin(imported, old=old, **seen), _("Choice saved."))
    else:
        messages.error(request, _("Choose where the passage comes from."))
    return _back(imported, place)


@login_required
@require_POST
def import_renumber(request, slug, pk):
    imported = _import(request, slug, pk)
    run_action(
        request,
        lambda: actions.renumber_passages(imported, by=request.user, revision=_revision(request)),
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
        lambda: actions.confirm_origins(imported, by=request.user, revision=_revision(request)),
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
        lambda **data: actions.issue_import(imported, by=request.user, revision=_revision(request), **data),
        _("The version is issued."),
    ):
        return redirect("consultations:document_detail", slug)
    return _shown(request, _import(request, slug, pk), form)


@login_required
@require_POST
def import_discard(request, slug, pk):
    imported = _import(request, slug, pk)
    run_action(request, lambda: actions.discard_import(imported, by=request.user), _("The text was discarded."))
    return redirect("consultations:document_detail", slug)
