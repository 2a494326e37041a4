"""Two versions of a document side by side."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from consultations.comparison.queries import Comparison
from consultations.documents.models import DocumentVersion
from consultations.documents.views.documents import COMPARED, contents_of
from seko.web.pages import page_of

# --- two versions side by side ---------------------------------------------------------------


def compare(request, slug, old, new):
    """What changed from one version to another, word by word, and the comments and items that led there."""
    rows = DocumentVersion.objects.visible_to(request.user).select_related("document")
    versions = {version.number: version for version in rows.filter(document__slug=slug)}
    if old >= new or old not in versions or new not in versions:
        raise Http404
    comparison = Comparison(versions[old], versions[new], request.user)
    show = request.GET.get("show", "")
    pairs = comparison.changed if show == "changed" else comparison.pairs
    at = comparison.pair_of(request.GET.get("at", ""))
    if at and "page" not in request.GET:
        page = Paginator(pairs, COMPARED).get_page(pairs.index(at) // COMPARED + 1 if at in pairs else 1)
    else:
        page = page_of(request, pairs, COMPARED)
    context = {
        "document": versions[new].document,
        "comparison": comparison,
        "versions": sorted(versions),
        "show": show,
        "page": page,
        "at": at,
        "pairs": comparison.filled(list(page)),
        "contents": contents_of(pairs),
    }
    return render(request, "consultations/comparison/comparison.html", context)
