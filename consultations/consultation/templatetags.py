"""The state of a consultation in words and colours: `{% load consultation %}`."""

from django import template
from django.db.models import Count, OuterRef, Sum, Window
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.comments.models import Comment
from consultations.consultation.forms import ConsultationForm
from consultations.consultation.models import Consultation
from consultations.consultation.queries import CORRECTIONS, MOVING
from seko.events.log import activity
from seko.rules.counting import number_of
from seko.rules.templatetags import deadline, free_days_in_words, time_left_in_words
from seko.web.templatetags.components import badge

register = template.Library()


TONES = {
    Consultation.Status.DRAFT: "secondary",
    Consultation.Status.OPEN: "success",
    Consultation.Status.CONSOLIDATION: "info",
    Consultation.Status.IN_REVIEW: "warning",
    Consultation.Status.ANSWERED: "primary",
    Consultation.Status.CANCELLED: "dark",
}


@register.simple_tag
def consultation_badge(consultation):
    """The state as people see it: one that is announced is not yet open, one whose time is over no longer."""
    now = timezone.now()
    if consultation.is_upcoming(now):
        return badge(pgettext("consultation", "announced"), "light")
    if consultation.status == Consultation.Status.OPEN and not consultation.is_open(now):
        return badge(Consultation.Status.CONSOLIDATION.label, TONES[Consultation.Status.CONSOLIDATION])
    return badge(consultation.get_status_display(), TONES[consultation.status])


@register.simple_tag
def time_left(consultation):
    """How much of the comment window is left, or nothing when it is not open."""
    if not consultation.is_open():
        return ""
    return time_left_in_words(consultation.comments_close_at)


@register.simple_tag
def deadline_of(consultation, name):
    """One of the four dates of a consultation, with what is left or late while it is awaited:
    `{% deadline_of consultation "answer_due_at" %}`."""
    return deadline(getattr(consultation, name), consultation.awaits(name))


@register.simple_tag
def corrections_of(consultation):
    """What the Office put right after the opening, newest first, as events; nothing of a draft."""
    if consultation.status == Consultation.Status.DRAFT:
        return ()
    return [event for event in _put_right(consultation) if event.verb in CORRECTIONS]


def _put_right(consultation):
    """Corrections and moves of dates, newest first: read once for each page, and only where there are some."""
    if not getattr(consultation, "was_put_right", True):
        return []
    if not hasattr(consultation, "put_right"):
        rows = activity(f"consultation:{consultation.pk}", None).filter(verb__in=[*CORRECTIONS, *MOVING])
        consultation.put_right = list(rows)
    return consultation.put_right


@register.simple_tag
def moves_of(consultation):
    """Each move of a date after the opening, newest first: when, why, and `dates` as (label, before, after)."""
    if consultation.status == Consultation.Status.DRAFT:
        return ()
    moved = (event for event in _put_right(consultation) if event.verb in MOVING and "before" in event.facts)
    return [
        {
            "at": event.at,
            "reason": event.facts["reason"],
            "dates": [
                (field_label(name), before, event.facts["after"][name])
                for name, before in event.facts["before"].items()
            ],
        }
        for event in moved
    ]


@register.simple_tag
def field_label(name):
    """What a field of a consultation is called on its forms."""
    return ConsultationForm.base_fields[name].label


@register.simple_tag
def free_days_of(consultation):
    """Warnings for the Office: terms still to come that end on a day on which nobody works."""
    names = {
        "comments_close_at": _("Comments close"),
        "opinion_due_at": _("Opinion due"),
        "answer_due_at": _("Answer due"),
    }
    dues = {label: getattr(consultation, name) for name, label in names.items()}
    running = not consultation.is_over
    return free_days_in_words((label, due) for label, due in dues.items() if running and due > timezone.now())


@register.simple_tag
def stages(consultation):
    """The steps of a consultation with their dates: done, now, or to come."""
    at, status = timezone.now(), consultation.status
    order = list(Consultation.PROMISED)
    reached = order.index(status) if status in order else -1
    if consultation.is_upcoming(at):
        reached = -1
    elif status == Consultation.Status.OPEN and consultation.is_late(at):
        reached = 1
    labels = [_("Comments"), _("Opinions"), _("Answers"), _("Report")]
    dates = ["comments_close_at", "opinion_due_at", "answer_due_at", ""]
    return [
        {
            "label": label,
            "date": name,
            "until": getattr(consultation, name) if name else None,
            "state": "done" if step < reached or consultation.is_answered else "now" if step == reached else "",
        }
        for step, (label, name) in enumerate(zip(labels, dates, strict=True))
    ]


@register.simple_tag(takes_context=True)
def consultations_of(context, seko, rows=5):
    """What a SEKO was asked: the `latest` consultations, how many in all, and how many comments its network made.

    `{% consultations_of seko as asked %}`; one query."""
    visible = Consultation.objects.visible_to(context["request"].user).filter(invitations__seko=seko)
    heard = Comment.objects.active().of_network(seko).filter(consultation=OuterRef("pk"))
    counted = visible.annotate(heard=number_of(heard), all_of_them=Window(Count("pk")), said=Window(Sum("heard")))
    latest = list(counted.order_by("-opens_at", "-pk")[:rows])
    first = latest[0] if latest else None
    return {"latest": latest, "number": first.all_of_them if first else 0, "comments": first.said if first else 0}
