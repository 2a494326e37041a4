"""Pages about areas, SEKOs and consortia."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render

from organizations.models import Organization
from sectors.filters import AreaFilters, ConsortiumFilters, SekoFilters
from sectors.models import Area, Consortium, NetworkMembership, Seko
from seko.events import activity
from seko.pages import page_of
from seko.search import order_by_name

FEED_ROWS = 20


def area_list(request):
    """Sectors and thematic areas, in the order of the mechanism."""
    filters = AreaFilters(request.GET, Area.objects.with_sekos(), request=request)
    page = page_of(request, filters.qs)
    return render(request, "sectors/area_list.html", {"filter": filters, "page": page})


def area_detail(request, code):
    """One area: who looks after it, what it came from, and who works in it."""
    areas = Area.objects.with_sekos().prefetch_related("predecessors", "successors")
    area = get_object_or_404(areas, code=code)
    at_work = order_by_name(area.organizations.visible_to(request.user).active().with_place())
    page = page_of(request, at_work)
    return render(request, "sectors/area_detail.html", {"area": area, "page": page})


def seko_list(request):
    """Every SEKO with its areas, its lead and the size of its network."""
    filters = SekoFilters(request.GET, Seko.objects.with_areas().with_leads(), request=request)
    page = page_of(request, filters.qs)
    sizes = network_sizes(page.object_list)
    for seko in page.object_list:
        seko.network_size = sizes.get(seko.pk, 0)
    return render(request, "sectors/seko_list.html", {"filter": filters, "page": page})


def seko_detail(request, code):
    """One SEKO: areas, consortium, network and what has happened in it."""
    seko = get_object_or_404(Seko.objects.with_areas(), code=code)
    consortia = list(seko.consortia.visible_to(request.user).with_members())
    running = next((consortium for consortium in consortia if consortium.is_running()), None)
    members = NetworkMembership.objects.current().filter(seko=seko)
    network = order_by_name(Organization.objects.active().with_place().filter(pk__in=members.values("organization")))
    context = {
        "seko": seko,
        "consortium": running,
        "other_terms": [consortium for consortium in consortia if consortium != running],
        "page": page_of(request, network),
        "events": activity(f"seko:{seko.pk}", request.user)[:FEED_ROWS],
    }
    return render(request, "sectors/seko_detail.html", context)


def consortium_list(request):
    """Who runs and who ran the SEKOs."""
    consortia = Consortium.objects.visible_to(request.user).with_all_members()
    filters = ConsortiumFilters(request.GET, consortia, request=request)
    page = page_of(request, filters.qs)
    return render(request, "sectors/consortium_list.html", {"filter": filters, "page": page})


def consortium_detail(request, pk):
    """One consortium with everybody who has been in it."""
    consortium = get_object_or_404(Consortium.objects.visible_to(request.user).with_all_members(), pk=pk)
    return render(request, "sectors/consortium_detail.html", {"consortium": consortium})


def network_sizes(sekos):
    """{SEKO id: number of organizations that take part in its network today}, in one query."""
    members = NetworkMembership.objects.current().filter(seko__in=[seko.pk for seko in sekos])
    active = Count("organization", filter=Q(organization__status=Organization.Status.ACTIVE))
    return dict(members.order_by().values("seko").annotate(size=active).values_list("seko", "size"))
