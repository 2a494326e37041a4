"""The plots of the portal: each formula of `statistics` as a sentence, a table and a drawing."""

from consultations.statistics.plots.comment_flow import comment_flow_plot
from consultations.statistics.plots.comments import acceptance_over_time, organization_history
from consultations.statistics.plots.districts import district_map, district_maps
from consultations.statistics.plots.institutions import response_times

__all__ = [
    "acceptance_over_time",
    "comment_flow_plot",
    "district_map",
    "district_maps",
    "organization_history",
    "response_times",
]
