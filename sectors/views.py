"""Pages about areas, SEKOs and consortia."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render

from organizations.models import Organization, Representation, active
from organizations.roles import FOR_CIVIL_SOCIETY
from sectors.filters import AreaFilter, ConsortiumFilter, SekoFilter
from sectors.models import Area, Consortium, NetworkMembership, PlanActivity, Seko
from seko.events.log import activity
from seko.search.text import order_by_name
from seko.web.pages import list_page

FEED_ROWS = 10


def area_list(request):
    """Sectors and thematic areas, in the order of the mechanism."""
    filters = AreaFilter(request.GET, Area.objects.with_sekos(), request=request)
    return list_page(request, "sectors/area_list.html", filter=filters)


def area_detail(request, code):
    """One area: who looks after it, what it came from, and who works in it."""
    areas = Area.objects.with_sekos().prefetch_related("predecessors", "successors")
    area = get_object_or_404(areas, code=code)
    at_work = order_by_name(area.organizations.visible_to(request.user).active().with_place())
    return list_page(request, "sectors/area_detail.html", at_work, area=area)


def seko_list(request):
    """Every SEKO with its areas, its lead and the size of its network."""
    filters = SekoFilter(request.GET, Seko.objects.with_areas().with_leads(), request=request)
    return list_page(request, "sectors/seko_list.html", filter=filters, more=_with_network_sizes)


def _with_network_sizes(sekos):
    sizes = network_sizes(sekos)
    for seko in sekos:
        seko.network_size = sizes.get(seko.pk, 0)
    return {}


def seko_detail(request, code):
    """One SEKO: who runs it and whom to call, what it is asked, what it plans and what has happened in it."""
    seko = get_object_or_404(Seko.objects.with_areas().with_network_numbers(), code=code)
    consortia = list(seko.consortia.visible_to(request.user).with_members())
    running = next((consortium for consortium in consortia if consortium.is_running()), None)
    lead = next((row.organization for row in running.members if row.role == "lead"), None) if running else None
    context = {
        "seko": seko,
        "consortium": running,
        "other_terms": [consortium for consortium in consortia if consortium != running],
        "lead": lead,
        "lead_people": _people_of(lead) if lead and request.user.is_authenticated else [],
        "activities": PlanActivity.objects.of_latest_plan(running) if running else [],
        "events": activity(f"seko:{seko.pk}", request.user)[:FEED_ROWS],
    }
    return render(request, "sectors/seko_detail.html", context)


def seko_network(request, code):
    """Every organization of a SEKO's network, in the order of the visitor's alphabet."""
    seko = get_object_or_404(Seko, code=code)
    return list_page(request, "sectors/network.html", order_by_name(_network(seko).with_place()), seko=seko)


def _people_of(organization):
    """Those who speak for an organization today. Their names are shown to signed-in people alone."""
    mandates = Representation.objects.current().filter(organization=organization, role__in=FOR_CIVIL_SOCIETY)
    return mandates.select_related("user").order_by("role", "pk")


def _network(seko):
    members = NetworkMembership.objects.current().filter(seko=seko)
    return Organization.objects.active().filter(pk__in=members.values("organization"))


def consortium_list(request):
    """Who runs and who ran the SEKOs."""
    consortia = Consortium.objects.visible_to(request.user).with_all_members()
    filters = ConsortiumFilter(request.GET, consortia, request=request)
    return list_page(request, "sectors/consortium_list.html", filter=filters)


def consortium_detail(request, pk):
    """One consortium with everybody who has been in it."""
    consortium = get_object_or_404(Consortium.objects.visible_to(request.user).with_all_members(), pk=pk)
    return render(request, "sectors/consortium_detail.html", {"consortium": consortium})


def network_sizes(sekos):
    """{SEKO id: number of organizations that take part in its network today}, in one query."""
    members = NetworkMembership.objects.current().filter(seko__in=[seko.pk for seko in sekos])
    size = Count("organization", filter=active("organization__"))
    return dict(members.order_by().values("seko").annotate(size=size).values_list("seko", "size"))
