"""The page of the search: all kinds with the best of each, or one kind page by page."""

from itertools import chain

from django.views.decorators.vary import vary_on_headers

from seko.search.excerpts import as_written, display_hit, words_of
from seko.search.kinds import kind_of, kinds
from seko.search.rows import MOST, search_for
from seko.search.text import cleaned_query
from seko.web.pages import is_htmx, page_of, page_or_part

BEST, ROWS = 5, 20  # of each kind among all of them; on a page of one
SHORTEST_TYPED = 2  # letters, below which nothing is looked for while they are typed


@vary_on_headers("HX-Request", "HX-History-Restore-Request")
def search(request):
    """What the visitor finds of all kinds, or of one with `?kind=`; only the results for htmx."""
    text = " ".join(request.GET.get("q", "").split())
    typing = is_htmx(request)
    if typing and len(text) < SHORTEST_TYPED:
        text = ""
    everything = search_for(text, request.user, kinds())
    kind = kind_of(request.GET.get("kind"))
    found = everything.only(kind) if kind else everything
    context = {"q": cleaned_query(text), "kind": kind, "kinds": kinds(), "typing": typing, "most": MOST}
    context |= {"everything": everything, "found": found}
    if kind:
        page = page_of(request, found, ROWS)
        words = words_of(found.text, page.object_list)
        context |= {"meant": as_written(found.text, text, page.object_list)}
        context |= {"page": page, "hits": [display_hit(hit, words) for hit in page.object_list]}
    else:
        best = found.best(BEST)
        hits = list(chain(*best.values()))
        words = words_of(found.text, hits)
        context["meant"] = as_written(found.text, text, hits)
        context["groups"] = [
            (kind, [display_hit(hit, words) for hit in hits], found.numbers[kind]) for kind, hits in best.items()
        ]
    return page_or_part(request, "search", "search", "_results", context)
