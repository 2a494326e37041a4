"""The dashboard of the Office: the whole mechanism at a glance, and where it is stuck."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.documents.permissions import can_prepare
from consultations.models import Consultation, Invitation, Opinion, Response, submitted
from consultations.statistics.formulas import response_times
from organizations.permissions import is_case_worker, is_office
from seko.events.models import Delivery
from seko.portal.dashboards.tasks import Task

NAME, LABEL = "office", gettext_lazy("The mechanism")
ROWS = 20
Status, State = Consultation.Status, Response.Status


def is_for(user):
    return is_office(user)


def context(user, now):
    rows = list(running_consultations()[:ROWS])
    busy = [row for row in response_times(with_unpublished=True) if row.waiting]
    return {
        "numbers": _numbers(now),
        "mail": Delivery.objects.counts(),
        "tasks": [task for row in rows for task in _stuck(row, now)] if is_case_worker(user) else [],
        "can_prepare": can_prepare(user),
        "rows": rows,
        "institutions": sorted(busy, key=lambda row: (-row.overdue, -row.waiting))[:ROWS],
    }


def running_consultations():
    """Drafts and running consultations with what each still lacks, the nearest end first."""
    received = submitted("opinions__")
    nobodys = Q(opinions__items__assignment__isnull=True, opinions__items__response__isnull=True)
    approved = Q(opinions__items__response__status=State.APPROVED)
    reviewed = Q(opinions__items__response__status=State.IN_REVIEW)
    missing = Invitation.objects.filter(consultation=OuterRef("pk")).exclude(
        Exists(Opinion.objects.submitted().filter(consultation=OuterRef("consultation"), seko=OuterRef("seko")))
    )
    return (
        Consultation.objects.exclude(status__in=Consultation.OVER)
        .annotate(
            item_count=Count("opinions__items", filter=received, distinct=True),
            answer_count=Count("opinions__items__response", filter=received & approved, distinct=True),
            review_count=Count("opinions__items__response", filter=received & reviewed, distinct=True),
            unsent_count=Count("opinions__items", filter=received & nobodys, distinct=True),
            opinion_missing=Exists(missing),
        )
        .order_by("answer_due_at", "pk")
    )


def _numbers(now):
    """How many consultations stand where."""
    closed = Q(comments_close_at__lte=now)
    return Consultation.objects.aggregate(
        announced=Count("pk", filter=Q(status=Status.OPEN, opens_at__gt=now)),
        open=Count("pk", filter=Q(status=Status.OPEN, opens_at__lte=now) & ~closed),
        consolidation=Count("pk", filter=Q(status=Status.CONSOLIDATION) | Q(status=Status.OPEN) & closed),
        in_review=Count("pk", filter=Q(status=Status.IN_REVIEW)),
        answered=Count("pk", filter=Q(status=Status.ANSWERED)),
        late=Count("pk", filter=Q(answer_due_at__lte=now) & Q(status__in=Consultation.RUNNING)),
    )


def _stuck(row, now):
    """What holds one consultation up."""
    page = row.get_absolute_url()
    answers = reverse("consultations:responses", args=[row.slug])
    if row.status == Status.DRAFT:
        return [Task(_("Check the draft and open it"), row, page, "pencil", row.opens_at)]
    if row.status != Status.IN_REVIEW:
        if row.opinion_missing and row.opinion_due_at <= now:
            return [
                Task(_("An opinion is late: contact the lead organization"), row, page, "telephone", row.opinion_due_at)
            ]
        return []
    tasks = []
    unanswered, unsent = row.item_count - row.answer_count - row.review_count, row.unsent_count
    if unsent:
        words = ngettext("Send %(n)s item to an institution", "Send %(n)s items to institutions", unsent)
        tasks.append(Task(words % {"n": unsent}, row, answers, "send", row.answer_due_at))
    if row.review_count:
        words = ngettext("Review %(n)s answer", "Review %(n)s answers", row.review_count) % {"n": row.review_count}
        in_review = f"{answers}?state={State.IN_REVIEW}"
        tasks.append(Task(words, row, in_review, "clipboard-check", row.answer_due_at))
    if unanswered:
        words = ngettext("%(n)s item has no answer yet", "%(n)s items have no answer yet", unanswered)
        tasks.append(Task(words % {"n": unanswered}, row, answers, "hourglass-split", row.answer_due_at))
    if row.item_count == row.answer_count:
        publish = reverse("consultations:report_publish", args=[row.slug])
        tasks.append(Task(_("Publish the report"), row, publish, "journal-text", row.answer_due_at))
    return tasks
