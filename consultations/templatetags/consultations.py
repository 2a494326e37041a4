"""Words and colours of a consultation's state: `{% load consultations %}`."""

from django import template
from django.db.models import Count, OuterRef, Sum, Window
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from consultations.models import Comment, Consultation, Response
from seko.counting import number_of

register = template.Library()

TONES = {
    Consultation.Status.DRAFT: "secondary",
    Consultation.Status.OPEN: "success",
    Consultation.Status.CONSOLIDATION: "info",
    Consultation.Status.IN_REVIEW: "warning",
    Consultation.Status.ANSWERED: "primary",
    Consultation.Status.CANCELLED: "dark",
}
OUTCOME_TONES = {
    Response.Outcome.ACCEPTED: "success",
    Response.Outcome.PARTLY: "info",
    Response.Outcome.NOT_ACCEPTED: "danger",
    Response.Outcome.ALREADY_COVERED: "secondary",
    Response.Outcome.OUT_OF_SCOPE: "secondary",
}


def _badge(label, tone):
    return render_to_string("components/_status.html", {"label": label, "tone": tone})


@register.simple_tag
def consultation_badge(consultation):
    """The state as people see it: one that is announced is not yet open, one whose time is over no longer."""
    now = timezone.now()
    if consultation.is_upcoming(now):
        return _badge(_("announced"), "light")
    if consultation.status == Consultation.Status.OPEN and not consultation.is_open(now):
        return _badge(Consultation.Status.CONSOLIDATION.label, TONES[Consultation.Status.CONSOLIDATION])
    return _badge(consultation.get_status_display(), TONES[consultation.status])


@register.simple_tag
def outcome_badge(code):
    """The outcome of a response, by its code."""
    return _badge(Response.Outcome(code).label, OUTCOME_TONES[code])


@register.filter
def outcome(code):
    """The outcome of a response in words, by its code."""
    return Response.Outcome(code).label


@register.filter
def comment_kind(code):
    """The kind of a comment in words, by its code."""
    return Comment.Kind(code).label


@register.simple_tag
def time_left(consultation):
    """How much of the comment window is left, or nothing when it is not open."""
    if not consultation.is_open():
        return ""
    return _("%(time)s left") % {"time": timeuntil(consultation.comments_close_at, depth=1)}


@register.simple_tag
def road(consultation):
    """The steps of a consultation with their dates: done, now, or to come."""
    at, status = timezone.now(), consultation.status
    order = [
        Consultation.Status.OPEN,
        Consultation.Status.CONSOLIDATION,
        Consultation.Status.IN_REVIEW,
        Consultation.Status.ANSWERED,
    ]
    reached = order.index(status) if status in order else -1
    if consultation.is_upcoming(at):
        reached = -1
    elif status == Consultation.Status.OPEN and consultation.is_late(at):
        reached = 1
    labels = [_("Comments"), _("Opinions"), _("Answers"), _("Report")]
    until = [consultation.comments_close_at, consultation.opinion_due_at, consultation.answer_due_at, None]
    return [
        {
            "label": label,
            "until": day,
            "state": "done" if step < reached or status == "answered" else "now" if step == reached else "",
        }
        for step, (label, day) in enumerate(zip(labels, until, strict=True))
    ]


@register.filter
def of(mapping, key):
    """The value of a key that a template holds in a variable."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def consultations_of(context, seko, rows=5):
    """What a SEKO was asked: the `latest` consultations, how many in all, and how many comments its network made.

    `{% consultations_of seko as asked %}`; one query."""
    visible = Consultation.objects.visible_to(context["request"].user).filter(invitations__seko=seko)
    heard = Comment.objects.standing().of_network(seko).filter(consultation=OuterRef("pk"))
    counted = visible.annotate(heard=number_of(heard), all_of_them=Window(Count("pk")), said=Window(Sum("heard")))
    latest = list(counted.order_by("-opens_at", "-pk")[:rows])
    first = latest[0] if latest else None
    return {"latest": latest, "number": first.all_of_them if first else 0, "comments": first.said if first else 0}
