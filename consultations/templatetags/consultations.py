"""Words and colours of a consultation's state: `{% load consultations %}`."""

from django import template
from django.db.models import Count, OuterRef, Sum, Window
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from consultations.models import Comment, Consultation, Response
from consultations.paper_parts import place_of as place_in_words
from consultations.plots.questions import question_title as title_of_question
from consultations.proposals import changes_of as proposed_changes
from consultations.questions import answer_in_words, bounds_in_words
from consultations.redline import redline as changes_of
from consultations.report_files import ANY_FACE
from seko.rules.counting import number_of
from seko.rules.templatetags import deadline, free_days_in_words, time_left_in_words
from seko.scripts import for_visitor

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
    Response.Outcome.NOTED: "secondary",
    Response.Outcome.ALREADY_COVERED: "secondary",
    Response.Outcome.OUT_OF_SCOPE: "secondary",
    Response.Outcome.FORWARDED: "light",
}
ANSWER_TONES = {
    Response.Status.DRAFT: "secondary",
    Response.Status.IN_REVIEW: "warning",
    Response.Status.RETURNED: "danger",
    Response.Status.APPROVED: "success",
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


@register.simple_tag
def answer_badge(response):
    """How far an answer has come; that there is none, where there is none."""
    if not response:
        return _badge(_("no answer yet"), "light")
    return _badge(response.get_status_display(), ANSWER_TONES[response.status])


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
    return time_left_in_words(consultation.comments_close_at)


@register.simple_tag
def deadline_of(consultation, name):
    """One of the four dates of a consultation, with what is left or late while it is awaited:
    `{% deadline_of consultation "answer_due_at" %}`."""
    return deadline(getattr(consultation, name), consultation.awaits(name))


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
    dates = ["comments_close_at", "opinion_due_at", "answer_due_at", ""]
    return [
        {
            "label": label,
            "date": name,
            "until": getattr(consultation, name) if name else None,
            "state": "done" if step < reached or status == "answered" else "now" if step == reached else "",
        }
        for step, (label, name) in enumerate(zip(labels, dates, strict=True))
    ]


@register.inclusion_tag("components/_redline.html")
def redline(before, after):
    """What was deleted and inserted between two texts: `{% redline passage.text comment.proposed_text %}`."""
    return {"changes": changes_of(before, after)}


@register.inclusion_tag("consultations/comments/_proposal.html")
def proposal_of(comment):
    """What a comment, or its draft, proposes: `{% proposal_of comment %}`, whose passage is at hand."""
    return {"comment": comment, "changes": proposed_changes(comment)}


@register.simple_tag
def bounds_of(question):
    """Which numbers are taken as an answer, in a sentence."""
    return bounds_in_words(question)


@register.filter
def answer_words(value):
    """An answer to a question in one line, in the visitor's script."""
    return for_visitor(answer_in_words(value))


@register.simple_tag
def question_title(result):
    """A question of `question_results`, with its number."""
    return title_of_question(result)


@register.filter
def table_rows(passage):
    """The rows of a table with their cells; shorter rows are filled up."""
    rows = [line.split("\t") for line in passage.text.splitlines()]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


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


@register.filter
def place_of(said):
    """Where a comment of a report went, in words."""
    return place_in_words(said)


@register.filter
def file_url(consultation, place):
    """The address of a file of the consultation's report in the language of that file."""
    language = get_language() if place.face == ANY_FACE else place.face
    with override(language):
        return reverse("consultations:report_file", args=[consultation.slug, place.form])
