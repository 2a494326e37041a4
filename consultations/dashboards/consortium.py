"""The dashboard of those who run a SEKO: what waits today, the consultations, the network."""

from django.db.models import Exists, OuterRef
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
    rows = invitations_with_progress(sekos, user)
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
    """The most urgent invitations to running consultations: how many comments each has heard, and how many of them
    its live opinion has taken care of. What is counted is counted for these alone: a SEKO may have had hundreds."""
    live = Opinion.objects.live().filter(consultation=OuterRef("consultation"), seko=OuterRef("seko"))
    running = Invitation.objects.filter(seko__in=sekos, consultation__status__in=RUNNING)
    urgent = running.annotate(begun=Exists(live), submitted=Exists(live.submitted()))
    urgent = urgent.order_by("submitted", "consultation__opinion_due_at", "pk")[:ROWS]
    rows = list(urgent.select_related("consultation", "seko"))
    counts = _counts(Invitation.objects.filter(pk__in=[row.pk for row in rows]), user)
    for row in rows:
        row.heard, merged, aside, row.approved_by_us = counts[row.pk]
        row.done = merged + aside
        row.left = row.heard - row.done
    return rows


def _counts(invitations, user):
    """{invitation: (comments heard, merged, set aside, did one of the person's organizations approve?)}"""
    here = {"consultation": OuterRef("consultation")}
    standing = Comment.objects.standing().filter(**here)
    heard = standing.annotate(heard_by=OuterRef("seko")).of_network(OuterRef("heard_by"))
    merged = ItemComment.objects.filter(
        comment__consultation=OuterRef("consultation"),
        comment__withdrawn_at__isnull=True,
        item__opinion__seko=OuterRef("seko"),
    ).exclude(item__opinion__status=Opinion.Status.DISCARDED)
    aside = SetAside.objects.filter(comment__consultation=OuterRef("consultation"), opinion__seko=OuterRef("seko"))
    ours = represented_organization_ids(user)
    approved = Approval.objects.filter(
        opinion__consultation=OuterRef("consultation"), opinion__seko=OuterRef("seko"), organization__in=ours
    )
    rows = invitations.order_by().values_list(
        "pk",
        number_of(heard),
        number_of(merged, different="comment"),
        number_of(aside.exclude(opinion__status=Opinion.Status.DISCARDED)),
        Exists(approved.exclude(opinion__status=Opinion.Status.DISCARDED)),
    )
    return {pk: tuple(numbers) for pk, *numbers in rows}


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
