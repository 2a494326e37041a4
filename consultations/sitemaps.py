"""Public pages of the loop, and about working groups, meetings and trainings, for search engines."""

from consultations.consultation.sitemaps import Consultations
from consultations.groups.sitemaps import Meetings, WorkingGroups
from consultations.opinions.sitemaps import Opinions
from consultations.reports.sitemaps import Reports
from consultations.trainings.sitemaps import Trainings

LISTS = (
    "consultations:list",
    "consultations:working_group_list",
    "consultations:meeting_list",
    "consultations:training_list",
)
SITEMAPS = {
    "consultations": Consultations(),
    "opinions": Opinions(),
    "reports": Reports(),
    "working-groups": WorkingGroups(),
    "meetings": Meetings(),
    "trainings": Trainings(),
}
