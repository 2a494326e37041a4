"""The numbers of the portal, as plots and as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from consultations.statistics.forms import StatisticsForm
from consultations.statistics.plots import (
    acceptance_over_time,
    comment_flow_plot,
    district_map,
    district_maps,
    organization_history,
    response_times,
)
from seko.web.downloads import attachment_header
from seko.web.slugs import slug_of


def statistics(request):
    """Who takes part, what became of comments, how fast institutions answer; `?plot=…&format=csv` gives one table."""
    form = StatisticsForm(request.GET, request.user)
    chosen = form.cleaned_data if form.is_valid() else {}
    scope = {"seko": chosen.get("seko"), "year": chosen.get("year")}
    if request.GET.get("format") == "csv":
        if not form.is_valid():
            raise Http404
        return _file(_plot(request.GET.get("plot"), scope, chosen["organization"]))
    plots = [
        *district_maps("organizations", "comments", **scope),
        acceptance_over_time(**scope),
        comment_flow_plot(**scope),
        response_times(**scope),
    ]
    return render(request, "portal/statistics.html", {"filter": {"form": form}, "plots": plots})


FORMER_KEYS = {"road": "comment-flow"}  # of tables that others may have linked


def _plot(key, scope, organization):
    """The one plot that a file is asked for."""
    plots = {
        "organizations-by-district": lambda: district_map("organizations", **scope),
        "comments-by-district": lambda: district_map("comments", **scope),
        "over-time": lambda: acceptance_over_time(**scope),
        "comment-flow": lambda: comment_flow_plot(**scope),
        "response-times": lambda: response_times(**scope),
    }
    if organization:
        plots["history"] = lambda: organization_history(organization)
    key = FORMER_KEYS.get(key, key)
    if key not in plots:
        raise Http404
    return plots[key]()


def _file(plot):
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = attachment_header(f"{slug_of(plot.title)}.csv")
    plot.write_csv(response)
    return response
