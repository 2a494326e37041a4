"""The comments of a consultation as a file, with what became of each."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.fate import fates_of
from consultations.filters.comment import CommentFilter
from consultations.models import Attachment, Comment, Consultation, Support
from seko.counting import number_of
from seko.exports import Column, Table, exported


@exported("consultations.comments", gettext_lazy("Comments of a consultation"))
def comment_table(reader, *, slug):
    """What the list of comments shows, narrowed in the same way."""
    consultation = Consultation.objects.visible_to(reader.user).get(slug=slug)
    found = CommentFilter(reader.query, queryset=_rows(consultation), request=reader)
    columns = [
        Column(_("Number"), 8),
        Column(_("Organization"), 40),
        Column(_("Passage"), 10),
        Column(_("Text of the passage"), 60),
        Column(_("Kind")),
        Column(_("Proposed text"), 60),
        Column(_("Reason"), 60),
        Column(_("Submitted at")),
        Column(_("Arrived")),
        Column(_("Organizations that support it"), 12),
        Column(_("Files"), 30),
        Column(_("Merged into the items"), 30),
        Column(_("What the Office answered"), 60),
        Column(_("Set aside by"), 60),
    ]

    def cells_of(comments):
        fates = fates_of(comments)
        return (_cells(reader, consultation, comment, fates[comment.pk]) for comment in comments)

    name = _("comments %(number)s") % {"number": consultation.number}
    return Table(name, columns, found.qs, cells_of)


def _rows(consultation):
    """Standing comments with all that one row needs, in one query however many there are."""
    files = Attachment.objects.filter(comment=OuterRef("pk")).order_by("pk").values("name")
    rows = Comment.objects.standing().filter(consultation=consultation).order_by("number")
    return (
        rows.select_related("organization", "passage")
        .only(
            *("number", "kind", "proposed_text", "reason", "submitted_at", "is_late"),
            *("organization__name", "organization__name_en", "passage__number", "passage__text"),
        )
        .annotate(
            support_count=number_of(Support.objects.filter(comment=OuterRef("pk"))),
            files=ArraySubquery(files),
        )
    )


def _cells(reader, consultation, comment, fate):
    passage = comment.passage
    answered = consultation.status == Consultation.Status.ANSWERED
    return [
        comment.number,
        reader.name(comment.organization),
        passage.number if passage else "",
        reader.text(passage.text) if passage else _("The whole document"),
        comment.get_kind_display(),
        reader.text(comment.proposed_text),
        reader.text(comment.reason),
        comment.submitted_at,
        _("late") if comment.is_late else _("in time"),
        comment.support_count,
        "\n".join(comment.files),
        "\n".join(f"{item.opinion.number}, {item.position}" for item in fate.items),
        "\n".join(_answer(reader, item.response) for item in fate.items) if answered else "",
        "\n".join(f"{reader.name(row.opinion.seko)}: {reader.text(row.reason)}" for row in fate.set_aside),
    ]


def _answer(reader, response):
    outcome = response.get_outcome_display()
    return f"{outcome}: {reader.text(response.reason)}" if response.reason else outcome
