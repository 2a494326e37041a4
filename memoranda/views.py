"""Pages about memoranda."""

from django.shortcuts import get_object_or_404, render

from memoranda.filters import MemorandumFilter
from memoranda.models import Memorandum, SignedFile
from sectors.models import CooperationPhase
from seko.web.downloads import stored_file
from seko.web.pages import list_page


def memorandum_list(request):
    """What has been signed, and for the Office and its parties what is in the making."""
    memoranda = Memorandum.objects.visible_to(request.user).with_parties()
    filters = MemorandumFilter(request.GET, memoranda, request=request)
    return list_page(request, "memoranda/list.html", filter=filters)


def memorandum_detail(request, slug):
    """One memorandum: who signed it and when, what they owe, and the signed copies."""
    memorandum = get_object_or_404(Memorandum.objects.visible_to(request.user).with_contents(), slug=slug)
    purposes = [phase.label for phase in CooperationPhase if phase in memorandum.purposes]
    return render(request, "memoranda/detail.html", {"memorandum": memorandum, "purposes": purposes})


def memorandum_file(request, slug, pk):
    """A signed copy, always as a download: what others made is not shown under our address."""
    memoranda = Memorandum.objects.visible_to(request.user).filter(slug=slug)
    signed = get_object_or_404(SignedFile, memorandum__in=memoranda, pk=pk)
    return stored_file(
        request, signed.file, f"{slug}-{signed.pk}.pdf", content_type="application/pdf", sha256=signed.sha256
    )
