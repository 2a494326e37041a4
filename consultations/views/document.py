"""Documents and their versions: public to read once consulted, kept by the Office."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.actions.document import add_version, create_document
from consultations.forms.document import DocumentForm, VersionForm
from consultations.models import Consultation, Document, DocumentVersion
from consultations.permissions import can_prepare
from seko.errors import require
from seko.pages import page_of, submitted
from seko.search import order_by_name, with_alphabets


@login_required
def document_list(request):
    require(can_prepare(request.user))
    documents = Document.objects.select_related("issuer").annotate(version_count=Count("versions"))
    documents = order_by_name(with_alphabets(documents, "title"))
    return render(request, "consultations/documents/list.html", {"page": page_of(request, documents)})


@login_required
def document_create(request):
    require(can_prepare(request.user))
    form = DocumentForm(request.POST or None)
    made = []
    if submitted(
        request,
        form,
        lambda **data: made.append(create_document(by=request.user, **data)),
        _("The document is registered."),
    ):
        return redirect("consultations:document_detail", made[0].slug)
    return render(request, "consultations/form.html", {"form": form, "title": _("New document")})


@login_required
def document_detail(request, slug):
    require(can_prepare(request.user))
    versions = DocumentVersion.objects.annotate(passage_count=Count("passages")).order_by("-number")
    consultations = Prefetch("consultations", Consultation.objects.order_by("-opens_at"))
    document = get_object_or_404(
        Document.objects.select_related("issuer").prefetch_related(
            "areas", Prefetch("versions", versions.prefetch_related(consultations))
        ),
        slug=slug,
    )
    return render(request, "consultations/documents/detail.html", {"document": document})


@login_required
def version_create(request, slug):
    require(can_prepare(request.user))
    document = get_object_or_404(Document, slug=slug)
    form = VersionForm(request.POST or None)
    if submitted(
        request, form, lambda **data: add_version(document, by=request.user, **data), _("The version is issued.")
    ):
        return redirect("consultations:document_detail", document.slug)
    return render(
        request, "consultations/form.html", {"form": form, "title": _("New version"), "subject": document.title}
    )
