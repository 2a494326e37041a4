"""The dashboard of an institution's contact: the items that wait for its answer."""

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy

from consultations.deadlines.institutions import with_due
from consultations.models import Assignment, Consultation, OpinionItem, Response
from consultations.responses.queries import stuck_items
from organizations.permissions import is_institution_contact, represented_organization_ids
from seko.rules.validity import today

NAME, LABEL = "institution", gettext_lazy("Items to answer")
ROWS = 20
State = Response.Status


def is_for(user):
    return is_institution_contact(user)


def context(user, now):
    own = with_due(Assignment.objects.filter(institution__in=represented_organization_ids(user)))
    waiting = stuck_items("item__") & ~Q(item__opinion__consultation__status__in=Consultation.OVER)
    return {
        "items": items_to_answer(user)[:ROWS],
        "today": today(),
        "numbers": own.aggregate(
            waiting=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(due__lt=today())),
            returned=Count("pk", filter=waiting & Q(item__response__status=State.RETURNED)),
            in_review=Count("pk", filter=Q(item__response__status=State.IN_REVIEW)),
            approved=Count("pk", filter=Q(item__response__status=State.APPROVED)),
        ),
    }


def items_to_answer(user):
    """Items that wait for the person's institution: without an answer, in draft or returned; the most urgent first."""
    own = OpinionItem.objects.filter(stuck_items(), assignment__institution__in=represented_organization_ids(user))
    items = own.exclude(opinion__consultation__status__in=Consultation.OVER)
    items = items.annotate(due=Coalesce("assignment__due_on", TruncDate("opinion__consultation__answer_due_at")))
    return items.select_related("opinion__consultation", "opinion__seko", "assignment", "response").order_by(
        "due", "pk"
    )
