"""The dashboard of those who run a SEKO: what waits today, the consultations, the network."""

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.dashboards.tasks import Task
from consultations.models import Approval, Comment, Consultation, Invitation, ItemComment, Opinion, SetAside
from consultations.statistics import silent_members
from organizations.permissions import represented_organization_ids
from sectors.models import Seko
from sectors.permissions import consortium_seko_ids, led_seko_ids
from seko.counting import number_of
from seko.models import Event

NAME, LABEL = "consortium", gettext_lazy("Our SEKO")
ROWS, EVENTS, SILENT, DEADLINES = 10, 6, 5, 6
RUNNING = [Consultation.Status.OPEN, Consultation.Status.CONSOLIDATION, Consultation.Status.IN_REVIEW]


def is_for(user):
    return bool(consortium_seko_ids(user))


def context(user, now):
    sekos = list(Seko.objects.filter(pk__in=consortium_seko_ids(user)))
    led = led_seko_ids(user)
    rows = list(invitations_with_progress(sekos, user)[:ROWS])
    silent = silent_members(sekos[0])
    topics = [topic for seko in sekos for topic in seko.event_topics()]
    events = Event.objects.public().filter(topics__overlap=topics).select_related("organization")
    return {
        "sekos": sekos,
        "led": led,
        "tasks": [task for row in rows if (task := _task(row, led, now))],
        "rows": rows,
        "deadlines": sorted(deadline for row in rows for deadline in _deadlines(row, now))[:DEADLINES],
        "silent": silent[:SILENT],
        "silent_count": silent.count(),
        "events": events.order_by("-at", "-pk")[:EVENTS],
    }


def invitations_with_progress(sekos, user):
    """Invitations to running consultations with how many comments were heard and taken care of in the live opinion."""
    live = Opinion.objects.live().filter(consultation=OuterRef("consultation"), seko=OuterRef("seko"))
    standing = Comment.objects.standing().filter(consultation=OuterRef("consultation"))
    heard = standing.annotate(heard_by=OuterRef("seko")).of_network(OuterRef("heard_by"))
    here = {"comment__consultation": OuterRef("consultation")}
    merged = ItemComment.objects.filter(
        **here, item__opinion__seko=OuterRef("seko"), comment__withdrawn_at__isnull=True
    ).exclude(item__opinion__status=Opinion.Status.DISCARDED)
    aside = SetAside.objects.filter(**here, opinion__seko=OuterRef("seko")).exclude(
        opinion__status=Opinion.Status.DISCARDED
    )
    approved = Approval.objects.filter(
        opinion__consultation=OuterRef("consultation"),
        opinion__seko=OuterRef("seko"),
        organization__in=represented_organization_ids(user),
    ).exclude(opinion__status=Opinion.Status.DISCARDED)
    return (
        Invitation.objects.filter(seko__in=sekos, consultation__status__in=RUNNING)
        .select_related("consultation", "seko")
        .annotate(
            begun=Exists(live),
            submitted=Exists(live.submitted()),
            approved_by_us=Exists(approved),
            heard=number_of(heard),
            merged=number_of(merged, "comment"),
            aside=number_of(aside),
        )
        .annotate(done=F("merged") + F("aside"), left=F("heard") - F("merged") - F("aside"))
        .order_by("submitted", "consultation__opinion_due_at", "pk")
    )


def _task(row, led, now):
    """What waits for this person in one consultation, or None."""
    consultation = row.consultation
    if row.submitted or not consultation.is_late(now):
        return None
    workspace = reverse("consultations:opinion", args=[consultation.slug, row.seko.code])
    due = consultation.opinion_due_at
    if row.seko_id in led:
        if not row.begun:
            return Task(_("Begin the opinion"), consultation, workspace, "pencil", due)
        if row.left > 0:
            words = ngettext("%(n)s comment is left", "%(n)s comments are left", row.left) % {"n": row.left}
            return Task(words, consultation, workspace, "inbox", due)
        return Task(_("Submit the opinion to the Office"), consultation, workspace, "send", due)
    if row.begun and not row.approved_by_us:
        return Task(_("Read the opinion and approve it"), consultation, workspace, "clipboard-check", due)
    return None


def _deadlines(row, now):
    """(moment, order, words, consultation) of what is still to come."""
    consultation = row.consultation
    dates = [
        (consultation.comments_close_at, _("Comments close")),
        (consultation.opinion_due_at, _("Opinion due")),
        (consultation.answer_due_at, _("Answer due")),
    ]
    return [(at, row.pk, n, words, consultation) for n, (at, words) in enumerate(dates) if at > now]
