"""The comments of a consultation as a file, with what became of each."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.comments.disposition import Disposition, taken_up
from consultations.comments.filters import CommentFilter
from consultations.comments.models import Attachment, Comment, Support
from consultations.consultation.models import Consultation
from consultations.responses.models import Response
from seko.jobs.exports import ExportColumn, Table, register_export
from seko.rules.counting import number_of


@register_export("consultations.comments", gettext_lazy("Comments of a consultation"))
def comment_table(reader, *, slug):
    """What the list of comments shows, narrowed in the same way."""
    consultation = Consultation.objects.visible_to(reader.user).get(slug=slug)
    found = CommentFilter(reader.query, queryset=_rows(consultation), request=reader)
    columns = [
        ExportColumn(_("Number"), 8),
        ExportColumn(_("Organization"), 40),
        ExportColumn(_("Passage"), 10),
        ExportColumn(_("Text of the passage"), 60),
        ExportColumn(_("Kind")),
        ExportColumn(_("Proposed text"), 60),
        ExportColumn(_("Reason"), 60),
        ExportColumn(_("Submitted at")),
        ExportColumn(_("Arrived")),
        ExportColumn(_("Organizations that support it"), 12),
        ExportColumn(_("Files"), 30),
        ExportColumn(_("Merged into the items"), 30),
        ExportColumn(_("What the Ministry answered"), 60),
        ExportColumn(_("Minority position"), 60),
        ExportColumn(_("Set aside"), 60),
    ]

    def cells_of(comments):
        return (_cells(reader, consultation, comment) for comment in comments)

    name = _("comments %(number)s") % {"number": consultation.number}
    return Table(name, columns, found.qs, cells_of)


def _rows(consultation):
    """Standing comments with all that one row needs, what became of each too: one query however many there are."""
    files = Attachment.objects.filter(comment=OuterRef("pk")).order_by("pk").values("name")
    rows = Comment.objects.active().filter(consultation=consultation).order_by("number")
    return (
        rows.select_related("organization", "passage")
        .only(
            *("number", "kind", "proposed_text", "reason", "submitted_at", "is_late"),
            *("organization__name", "organization__name_en", "passage__number", "passage__text"),
        )
        .annotate(
            support_count=number_of(Support.objects.standing().filter(comment=OuterRef("pk"))),
            files=ArraySubquery(files),
            merged=ArraySubquery(_merged()),
            kept=ArraySubquery(_kept()),
            aside=ArraySubquery(_set_aside()),
        )
    )


def _merged():
    """The items of submitted opinions that a comment was merged into, each with its answer."""
    rows = taken_up(Disposition.MERGED)
    told = JSONObject(
        opinion="item__opinion__number",
        position="item__position",
        outcome="item__response__outcome",
        forwarded_to="item__response__forwarded_to",
        reason="item__response__reason",
    )
    return rows.order_by("item__opinion__seko__order", "item__position").values(told=told)


def _kept():
    """The minority positions in submitted opinions that a comment was kept as, each with its text."""
    return _by_seko(taken_up(Disposition.MINORITY), "position__opinion", words="position__text")


def _set_aside():
    """The submitted opinions that left a comment out, each with its reason."""
    return _by_seko(taken_up(Disposition.SET_ASIDE), "opinion", words="reason")


def _by_seko(rows, opinion, *, words):
    seko = {name: F(f"{opinion}__seko__{name}") for name in ("name", "name_en")}
    return rows.order_by(f"{opinion}__seko__order", "pk").values(told=JSONObject(words=words, **seko))


def _cells(reader, consultation, comment):
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
        "\n".join(f"{item['opinion']}, {item['position']}" for item in comment.merged),
        "\n".join(_answer(reader, item) for item in comment.merged) if answered else "",
        _by_whom(reader, comment.kept),
        _by_whom(reader, comment.aside),
    ]


def _answer(reader, item):
    """The outcome, the body it was forwarded to, and the reason."""
    parts = [str(Response.Outcome(item["outcome"]).label), item["forwarded_to"], item["reason"]]
    return ": ".join([parts[0], *(reader.text(part) for part in parts[1:] if part)])


def _by_whom(reader, rows):
    return "\n".join(f"{reader.told(row)}: {reader.text(row['words'])}" for row in rows)
