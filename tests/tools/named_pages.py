"""The 25 pages by which the look of the portal is judged: who looks, and where. Found by what they are."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation

from consultations.models import Consultation, Meeting, Opinion, OpinionItem, Training, WorkingGroup
from memoranda.models import Memorandum
from organizations.models import Organization
from sectors.models import Area, Consortium

VISITOR = ""
SEND_EMPTY = "send the form as it is, without anything in it"


class Found:
    """The objects of the demo that the pages are about; None where there is no such thing."""

    def __init__(self):
        spoken = Consultation.objects.annotate(spoken=Count("comments")).order_by("-spoken")
        self.open = spoken.filter(pk__in=Consultation.objects.open(timezone.now())).first()
        self.answered = spoken.filter(status="answered", report__isnull=False).first()
        self.upcoming = Consultation.objects.upcoming(timezone.now()).first()
        comment = self.open and self.open.comments.active().filter(passage__isnull=False).first()
        self.passage = comment and comment.passage
        opinions = Opinion.objects.select_related("consultation", "seko")
        self.opinion = opinions.filter(consultation=self.answered, status="submitted").first()
        self.draft = opinions.filter(status="draft").first()
        waiting = OpinionItem.objects.filter(opinion__consultation__status="in_review", opinion__status="submitted")
        self.item = waiting.filter(response__isnull=True, assignment__isnull=True).first()
        self.review = self.item and self.item.opinion.consultation
        consortium = Consortium.objects.filter(status="active").order_by("pk")
        self.consortium = consortium.filter(seko__invitations__consultation=self.answered).first() or consortium.first()
        self.seko = self.consortium and self.consortium.seko
        lead = Q(consortium_memberships__consortium=self.consortium, consortium_memberships__role="lead")
        self.organization = Organization.objects.filter(lead).first()
        self.memorandum = Memorandum.objects.filter(status="in_force").first()
        self.area = Area.objects.first()
        self.group = WorkingGroup.objects.first()
        self.meeting = Meeting.objects.filter(status="held").first()
        self.training = Training.objects.upcoming(timezone.now()).first()


class NamedPage(NamedTuple):
    """A page in one state, as one person sees it."""

    name: str
    who: str  # the part of a demo account's address before the @
    route: str
    arguments: Callable[[Found], dict] = lambda found: {}
    query: str = ""
    first: str = ""

    def address(self, found, language):
        """The path in one variant, or None while the portal has no such page or nothing to show on it."""
        try:
            with translation.override(language):
                return reverse(self.route, kwargs=self.arguments(found)) + self.query
        except (NoReverseMatch, AttributeError):
            return None


def slug(name):
    return lambda found: {"slug": getattr(found, name).slug}


def opinion(name):
    return lambda found: {"slug": getattr(found, name).consultation.slug, "code": getattr(found, name).seko.code}


def passage(found):
    return {"slug": found.open.slug, "pk": found.passage.pk}


def key(name, field="pk"):
    return lambda found: {field: getattr(getattr(found, name), field)}


PAGES = [
    NamedPage("home", VISITOR, "home"),
    NamedPage("consultations", VISITOR, "consultations:list"),
    NamedPage("consultation-open", VISITOR, "consultations:detail", slug("open")),
    NamedPage("consultation-open-member", "mreza1", "consultations:detail", slug("open")),
    NamedPage("passage-form", "mreza1", "consultations:passage", passage),
    NamedPage("consultation-answered", VISITOR, "consultations:detail", slug("answered")),
    NamedPage("report", VISITOR, "consultations:report", slug("answered")),
    NamedPage("comments", VISITOR, "consultations:comments", slug("open")),
    NamedPage("opinion-submitted", VISITOR, "consultations:opinion", opinion("opinion")),
    NamedPage("opinion-workspace", "vodeca", "consultations:opinion", opinion("draft")),
    NamedPage("opinion-item-error", "vodeca", "consultations:item_create", opinion("draft"), first=SEND_EMPTY),
    NamedPage("answers", "referent", "consultations:responses", slug("review")),
    NamedPage("answer-form", "referent", "consultations:response", lambda f: {"slug": f.review.slug, "pk": f.item.pk}),
    NamedPage("dashboard-lead", "vodeca", "dashboard"),
    NamedPage("dashboard-member", "mreza1", "dashboard"),
    NamedPage("dashboard-institution", "organ", "dashboard"),
    NamedPage("dashboard-office", "koordinator", "dashboard"),
    NamedPage("sekos", VISITOR, "sectors:seko_list"),
    NamedPage("seko", VISITOR, "sectors:seko_detail", key("seko", "code")),
    NamedPage("organizations", VISITOR, "organizations:list"),
    NamedPage("organization", VISITOR, "organizations:detail", slug("organization")),
    NamedPage("search", VISITOR, "search", query="?q=energ"),
    NamedPage("statistics", VISITOR, "statistics"),
    NamedPage("memorandum", VISITOR, "memoranda:detail", slug("memorandum")),
    NamedPage("login", VISITOR, "account_login"),
]

# The other public pages, which are measured too.
MORE_PUBLIC_PAGES = [
    NamedPage("about", VISITOR, "about"),
    NamedPage("accessibility", VISITOR, "accessibility"),
    NamedPage("components", VISITOR, "components"),
    NamedPage("consultation-upcoming", VISITOR, "consultations:detail", slug("upcoming")),
    NamedPage("passage", VISITOR, "consultations:passage", passage),
    NamedPage("whole-document", VISITOR, "consultations:whole", slug("open")),
    NamedPage("areas", VISITOR, "sectors:area_list"),
    NamedPage("area", VISITOR, "sectors:area_detail", key("area", "code")),
    NamedPage("network", VISITOR, "sectors:seko_network", key("seko", "code")),
    NamedPage("consortia", VISITOR, "sectors:consortium_list"),
    NamedPage("consortium", VISITOR, "sectors:consortium_detail", key("consortium")),
    NamedPage("memoranda", VISITOR, "memoranda:list"),
    NamedPage("working-groups", VISITOR, "consultations:working_group_list"),
    NamedPage("working-group", VISITOR, "consultations:working_group_detail", slug("group")),
    NamedPage("meetings", VISITOR, "consultations:meeting_list"),
    NamedPage("meeting", VISITOR, "consultations:meeting_detail", key("meeting")),
    NamedPage("trainings", VISITOR, "consultations:training_list"),
    NamedPage("training", VISITOR, "consultations:training_detail", slug("training")),
    NamedPage("signup", VISITOR, "account_signup"),
    NamedPage("password-reset", VISITOR, "account_reset_password"),
]
