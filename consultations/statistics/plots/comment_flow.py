"""The flow of comments: submitted, merged, accepted, in the text."""

from django.utils.translation import gettext as _

from consultations.comments.disposition import Disposition
from consultations.responses.outcomes import BY_WEIGHT
from consultations.statistics.formulas import CANCELLED, STAGES, comment_flow
from consultations.statistics.plots.scope import csv_url
from seko.plots import Plot, PlotColumn, PlotRow, cached_plot

# Node of the drawing, from the top down → where its comments come from, and its colour.
FLOW = {
    "merged": ("submitted", 1),
    Disposition.MINORITY: ("submitted", 5),
    Disposition.SET_ASIDE: ("submitted", 6),
    Disposition.WAITING: ("submitted", 6),
    CANCELLED: ("submitted", 6),
    **{outcome: ("merged", outcome.colour) for outcome in BY_WEIGHT},
    "awaited": ("merged", 6),
}


@cached_plot
def comment_flow_plot(*, seko=None, consultation=None, organization=None, year=None) -> Plot:
    """What became of comments, from submitting to the text."""
    found = comment_flow(seko=seko, consultation=consultation, organization=organization, year=year)
    labels = _stages()
    numbers = {**found.dispositions, "submitted": found.submitted, "merged": found.merged, "text": found.in_the_text}
    numbers["awaited"] = found.dispositions[Disposition.MERGED]
    links = [{"from": source, "to": node, "value": numbers.get(node, 0)} for node, (source, __) in FLOW.items()]
    links += [{"from": disposition, "to": "text", "value": n} for disposition, n in found.landed.items()]
    colours = {"submitted": 1, **{node: colour for node, (__, colour) in FLOW.items()}, "text": 3}
    of_all = found.submitted or 1
    return Plot(
        key="comment-flow",
        title=_("From comment to text"),
        summary=_about_flow(found),
        columns=[PlotColumn(_("Stage"), None), PlotColumn(_("Comments")), PlotColumn(_("Share of all"), 0, "%")],
        rows=[PlotRow([labels[node], numbers.get(node, 0), 100 * numbers.get(node, 0) / of_all]) for node in labels]
        if found.submitted
        else [],
        drawing={
            "kind": "flow",
            "nodes": [
                {"id": node, "label": labels[node], "value": numbers[node], "colour": colour}
                for node, colour in colours.items()
                if numbers.get(node)
            ],
            "links": [link for link in links if link["value"]],
        },
        # The table of a consultation or an organization stands on its page.
        csv_url="" if consultation or organization else csv_url("comment-flow", seko=seko, year=year),
    )


def _stages() -> dict[str, str]:
    """{node: its name}, in the order of the table."""
    left_alone = (CANCELLED, Disposition.WAITING, Disposition.SET_ASIDE, Disposition.MINORITY)
    stages = {
        "submitted": _("submitted"),
        **{stage: STAGES[stage] for stage in left_alone},
        "merged": _("merged into an opinion"),
        "awaited": STAGES[Disposition.MERGED],
        **{outcome: STAGES[outcome] for outcome in BY_WEIGHT},
        "text": _("in the text"),
    }
    return {node: str(name) for node, name in stages.items()}


def _about_flow(found) -> str:
    if not found.submitted:
        return _("No comment has been made yet.")
    return _(
        "Comments submitted: %(submitted)s. Merged into an opinion: %(merged)s. Answered: %(answered)s. "
        "Accepted at least in part: %(accepted)s. Already in a later version of the text: %(landed)s."
    ) % {
        "submitted": found.submitted,
        "merged": found.merged,
        "answered": found.answered,
        "accepted": found.accepted,
        "landed": found.in_the_text,
    }
