"""The dashboard of those who run a SEKO: what waits today, the consultations, the network."""

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from consultations.comments.disposition import TAKEN_UP, rows_of
from consultations.models import (
    Approval,
    Comment,
    Consultation,
    Invitation,
    Objection,
    Opinion,
    active,
)
from consultations.opinions.consent import times_asked
from consultations.statistics.formulas import silent_members
from organizations.permissions import represented_organization_ids
from sectors.models import Seko
from sectors.permissions import consortium_seko_ids, led_seko_ids
from seko.events.models import Event
from seko.portal.dashboards.tasks import Task
from seko.rules.counting import number_of

NAME, LABEL = "consortium", gettext_lazy("Our consortium")
ROWS, EVENTS, SILENT, DEADLINES = 10, 6, 5, 6


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
        "tasks": [task for row in rows for task in _tasks(row, led, now)],
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
    running = Invitation.objects.filter(seko__in=sekos, consultation__status__in=Consultation.RUNNING)
    urgent = running.annotate(
        begun=Exists(live),
        submitted=Exists(live.submitted()),
        opinion=Subquery(live.values("pk")[:1]),
        revision=Subquery(live.values("revision")[:1]),
    )
    urgent = urgent.order_by("submitted", "consultation__opinion_due_at", "pk")[:ROWS]
    rows = list(urgent.select_related("consultation", "seko"))
    counts = _counts(Invitation.objects.filter(pk__in=[row.pk for row in rows]), user)
    asked = times_asked([row.consultation_id for row in rows])
    for row in rows:
        row.heard, merged, kept, aside, row.objections, row.said_by_us = counts[row.pk]
        row.done = merged + kept + aside
        row.left = row.heard - row.done
        row.is_asked = row.begun and asked.get(row.opinion, (None,))[0] == row.revision
    return rows


def _counts(invitations, user):
    """{invitation: (comments heard, merged, kept as minority positions, set aside, objections to the opinion, did one
    of the person's organizations approve or object?)}"""
    here = {"consultation": OuterRef("consultation")}
    said = Comment.objects.active().filter(**here)
    heard = said.annotate(heard_by=OuterRef("seko")).of_network(OuterRef("heard_by"))
    opinion = {"consultation": OuterRef("consultation"), "seko": OuterRef("seko")}
    merged, kept, aside = (
        rows_of(disposition).in_live().of_opinion(**opinion).filter(active("comment__")) for disposition in TAKEN_UP
    )
    approvals, objections = (model.objects.in_live().of_opinion(**opinion) for model in (Approval, Objection))
    ours = {"organization__in": represented_organization_ids(user)}
    rows = invitations.order_by().values_list(
        "pk",
        number_of(heard),
        number_of(merged, different="comment"),
        number_of(kept, different="comment"),
        number_of(aside),
        number_of(objections),
        Exists(approvals.filter(**ours)) | Exists(objections.filter(**ours)),
    )
    return {pk: tuple(numbers) for pk, *numbers in rows}


def _tasks(row, led, now):
    """What waits for this person in one consultation."""
    consultation = row.consultation
    if row.submitted or not consultation.is_late(now):
        return
    workspace = reverse("consultations:opinion", args=[consultation.slug, row.seko.code])
    due = consultation.opinion_due_at
    if row.seko_id in led:
        if not row.begun:
            yield Task(_("Begin the opinion"), consultation, workspace, "pencil", due)
            return
        if row.objections:
            words = ngettext(
                "%(n)s organization objects to the opinion", "%(n)s organizations object to the opinion", row.objections
            )
            yield Task(words % {"n": row.objections}, consultation, workspace, "exclamation-triangle", due)
        if row.left > 0:
            words = ngettext("%(n)s comment still to deal with", "%(n)s comments still to deal with", row.left) % {
                "n": row.left
            }
            yield Task(words, consultation, workspace, "inbox", due)
        else:
            yield Task(_("Submit the opinion to the Ministry"), consultation, workspace, "send", due)
    elif row.is_asked and not row.said_by_us:
        consent = reverse("consultations:opinion_consent", args=[consultation.slug, row.seko.code])
        yield Task(_("Read the opinion and approve it"), consultation, consent, "clipboard-check", due)


def _deadlines(row, now):
    """(moment, order, words, consultation) of what is still to come."""
    consultation = row.consultation
    dates = [
        (consultation.comments_close_at, _("Comments close")),
        (consultation.opinion_due_at, _("Opinion due")),
        (consultation.answer_due_at, _("Answer due")),
    ]
    return [(at, row.pk, n, words, consultation) for n, (at, words) in enumerate(dates) if at > now]
