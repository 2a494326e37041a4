"""Documents and their versions: public to read once consulted, kept by the Office."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.consultation.models import Consultation
from consultations.documents.actions.taking_back import delete_document, withdraw_version
from consultations.documents.actions.versions import add_version, attach_file, create_document, remove_file
from consultations.documents.forms import DocumentForm, FileForm, VersionForm, WithdrawForm
from consultations.documents.models import Document, DocumentFile, DocumentImport, DocumentVersion, Passage
from consultations.documents.permissions import can_prepare
from seko.rules.errors import require
from seko.search.text import order_by_name, with_alphabets
from seko.web.confirmation import confirmed
from seko.web.downloads import stored_file
from seko.web.pages import list_page, process_form, run_action

COMPARED = 50  # pairs of passages on a page


@login_required
def document_list(request):
    require(can_prepare(request.user))
    documents = Document.objects.select_related("issuer").annotate(version_count=Count("versions"))
    documents = order_by_name(with_alphabets(documents, "title"))
    return list_page(request, "consultations/documents/list.html", documents)


@login_required
def document_create(request):
    require(can_prepare(request.user))
    form = DocumentForm(request.POST or None)
    made = []
    if process_form(
        request,
        form,
        lambda **data: made.append(create_document(by=request.user, **data)),
        _("The document is registered."),
    ):
        return redirect("consultations:document_detail", made[0].slug)
    return render(request, "consultations/consultation/form.html", {"form": form, "title": _("New document")})


@login_required
def document_detail(request, slug):
    require(can_prepare(request.user))
    versions = DocumentVersion.objects.annotate(passage_count=Count("passages")).order_by("-number")
    consultations = Prefetch("consultations", Consultation.objects.order_by("-opens_at"))
    unfinished = DocumentImport.objects.filter(status__in=DocumentImport.UNFINISHED)
    document = get_object_or_404(
        Document.objects.select_related("issuer").prefetch_related(
            "areas",
            Prefetch("versions", versions.prefetch_related(consultations)),
            Prefetch("files", DocumentFile.objects.select_related("version")),
            Prefetch("imports", unfinished.defer("passages", "matches")),
        ),
        slug=slug,
    )
    standing = [version.number for version in document.versions.all() if not version.withdrawn_at]
    for version in document.versions.all():
        version.earlier = max((number for number in standing if number < version.number), default=None)
    return render(request, "consultations/documents/detail.html", {"document": document})


@login_required
def version_create(request, slug):
    require(can_prepare(request.user))
    document = get_object_or_404(Document, slug=slug)
    form = VersionForm(request.POST or None)
    back = reverse("consultations:document_detail", args=[slug])
    if process_form(request, form, confirmed(request, add_version, document, back=back), _("The version is issued.")):
        return redirect(back)
    return render(
        request,
        "consultations/consultation/form.html",
        {"form": form, "title": _("New version"), "subject": document.title},
    )


@login_required
def version_withdraw(request, slug, number):
    """A version that was issued by mistake."""
    require(can_prepare(request.user))
    versions = DocumentVersion.objects.standing().select_related("document")
    version = get_object_or_404(versions, document__slug=slug, number=number)
    form = WithdrawForm(request.POST or None)
    withdraw = confirmed(request, withdraw_version, version, back=_page_of(version.document))
    if process_form(request, form, withdraw, _("The version is withdrawn.")):
        return redirect("consultations:document_detail", slug)
    context = {"form": form, "title": pgettext("heading", "Withdraw the version"), "subject": str(version)}
    return render(request, "consultations/consultation/form.html", context)


@login_required
def document_delete(request, slug):
    """A document that was registered by mistake."""
    require(can_prepare(request.user))
    document = get_object_or_404(Document, slug=slug)
    delete = confirmed(request, delete_document, document, back=_page_of(document))
    if run_action(request, delete, _("The document is deleted.")):
        return redirect("consultations:document_list")
    return redirect("consultations:document_detail", slug)


def _page_of(document):
    return reverse("consultations:document_detail", args=[document.slug])


# --- files -----------------------------------------------------------------------------------


@login_required
def file_attach(request, slug):
    require(can_prepare(request.user))
    document = get_object_or_404(Document, slug=slug)
    form = FileForm(request.POST or None, request.FILES or None, document=document)
    if process_form(
        request, form, lambda **data: attach_file(document, by=request.user, **data), _("The file is attached.")
    ):
        return redirect("consultations:document_detail", slug)
    context = {"form": form, "title": pgettext("heading", "Attach a PDF"), "document": document, "verb": _("Attach")}
    return render(request, "consultations/documents/send.html", context)


def file_download(request, slug, pk):
    """A file is offered for saving and never shown by the portal itself."""
    kept = get_object_or_404(DocumentFile.objects.visible_to(request.user), pk=pk, document__slug=slug)
    return stored_file(request, kept.file, kept.name, sha256=kept.sha256)


@login_required
def file_remove(request, slug, pk):
    require(can_prepare(request.user))
    kept = get_object_or_404(DocumentFile.objects.select_related("document"), pk=pk, document__slug=slug)
    back = reverse("consultations:document_detail", args=[slug])
    run_action(request, confirmed(request, remove_file, kept, back=back), _("The file is removed."))
    return redirect(back)


def contents_of(pairs):
    """The headings with the page on which each stands."""
    return [
        {"passage": passage, "page": n // COMPARED + 1, "place": pair.place}
        for n, pair in enumerate(pairs)
        for passage in (pair.new or pair.old)[:1]
        if passage.kind in (Passage.Kind.HEADING, Passage.Kind.ARTICLE)
    ]
