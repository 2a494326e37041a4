"""The dashboard of an institution's contact: the items that wait for its answer."""

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy

from consultations.models import Assignment, OpinionItem
from organizations.permissions import is_institution_contact, represented_organization_ids
from seko.validity import today

NAME, LABEL = "institution", gettext_lazy("Items to answer")
ROWS = 20
CLOSED = ["answered", "cancelled"]


def is_for(user):
    return is_institution_contact(user)


def context(user, now):
    own = Assignment.objects.filter(institution__in=represented_organization_ids(user))
    waiting = Q(item__response__isnull=True) & ~Q(item__opinion__consultation__status__in=CLOSED)
    return {
        "items": items_to_answer(user)[:ROWS],
        "numbers": own.aggregate(
            waiting=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(due_on__lt=today())),
            answered=Count("pk", filter=Q(item__response__isnull=False)),
        ),
        "today": today(),
    }


def items_to_answer(user):
    """Items sent to the person's institution that have no answer yet, the most urgent first."""
    items = OpinionItem.objects.filter(
        assignment__institution__in=represented_organization_ids(user), response__isnull=True
    ).exclude(opinion__consultation__status__in=CLOSED)
    return items.select_related("opinion__consultation", "opinion__seko", "assignment", "passage").order_by(
        F("assignment__due_on").asc(nulls_last=True), "pk"
    )
