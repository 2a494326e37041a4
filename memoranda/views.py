"""Pages about memoranda."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render

from memoranda.filters import MemorandumFilter
from memoranda.models import Memorandum, SignedFile
from sectors.models import CooperationPhase
from seko.web.pages import page_of


def memorandum_list(request):
    """What has been signed, and for the Office and its parties what is in the making."""
    memoranda = Memorandum.objects.visible_to(request.user).with_parties()
    filters = MemorandumFilter(request.GET, memoranda, request=request)
    page = page_of(request, filters.qs)
    return render(request, "memoranda/list.html", {"filter": filters, "page": page})


def memorandum_detail(request, slug):
    """One memorandum: who signed it and when, what they owe, and the signed copies."""
    memorandum = get_object_or_404(Memorandum.objects.visible_to(request.user).with_contents(), slug=slug)
    purposes = [phase.label for phase in CooperationPhase if phase in memorandum.purposes]
    return render(request, "memoranda/detail.html", {"memorandum": memorandum, "purposes": purposes})


def memorandum_file(request, slug, pk):
    """A signed copy, always as a download: what others made is not shown under our address."""
    memoranda = Memorandum.objects.visible_to(request.user).filter(slug=slug)
    signed = get_object_or_404(SignedFile, memorandum__in=memoranda, pk=pk)
    try:
        content = signed.file.open("rb")
    except FileNotFoundError as exc:
        raise Http404 from exc
    response = FileResponse(
        content, as_attachment=True, filename=f"{slug}-{signed.pk}.pdf", content_type="application/pdf"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
