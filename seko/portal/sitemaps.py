"""The site maps of all rooms, joined, and their addresses."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from consultations.consultation.sitemaps import Consultations
from consultations.groups.sitemaps import Meetings, WorkingGroups
from consultations.opinions.sitemaps import Opinions
from consultations.reports.sitemaps import Reports
from consultations.trainings.sitemaps import Trainings
from memoranda.sitemaps import Memoranda
from organizations.sitemaps import Organizations
from sectors.sitemaps import Areas, Consortia, Sekos
from seko.web import crawlers

PAGES = ("home", "about", "accessibility")
LISTS = (
    "organizations:list",
    *("sectors:area_list", "sectors:seko_list", "sectors:consortium_list"),
    "memoranda:list",
    *("consultations:list", "consultations:working_group_list"),
    *("consultations:meeting_list", "consultations:training_list"),
)
SITEMAPS = {
    "pages": crawlers.NamedPages(*PAGES, *LISTS),
    "organizations": Organizations(),
    "areas": Areas(),
    "sekos": Sekos(),
    "consortia": Consortia(),
    "memoranda": Memoranda(),
    "consultations": Consultations(),
    "opinions": Opinions(),
    "reports": Reports(),
    "working-groups": WorkingGroups(),
    "meetings": Meetings(),
    "trainings": Trainings(),
}

urlpatterns = [
    path("sitemap.xml", crawlers.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
