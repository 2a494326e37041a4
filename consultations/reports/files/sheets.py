"""The published report as tables: every comment with what became of it as CSV, and a workbook of several sheets."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from consultations.comments.models import Comment
from consultations.questions.plots import question_plots, question_title
from consultations.reports.frozen import WHERE_IT_WENT, items_in, positions_of, reported_comments
from consultations.reports.plots import report_plots
from consultations.reports.print import parts
from consultations.responses.models import Response
from seko.events.templatetags import fact
from seko.files.sheets import CsvFile, XlsxFile
from seko.jobs.exports import ExportColumn
from seko.scripts import for_visitor


def write_csv(report, out) -> None:
    """Every comment with its item and its answer; an item without comments has a row too."""
    content = report.content
    file = CsvFile(out, report.number, [*_comment_columns(), *_item_columns()])
    for said in reported_comments(content):
        file.add([*_comment_cells(said), *_item_cells(said.item)])
    for item in items_in(content):
        if not item["comments"]:
            file.add([*[""] * len(_comment_columns()), *_item_cells(item)])
    file.close()


def write_xlsx(report, out) -> None:
    """Numbers, opinions, items, comments, minority positions and questions, each on a sheet of its own."""
    content = report.content
    file = XlsxFile(
        out,
        _("Numbers"),
        [ExportColumn(_("Measure"), 60), ExportColumn(_("Number"), 24), *[ExportColumn("", 24)] * 3],
    )
    for cells in _number_rows(report):
        file.add(cells)
    file.begin_table(_("Opinions"), _opinion_columns())
    for opinion in content["opinions"]:
        file.add(_opinion_cells(opinion))
    file.begin_table(_("Items"), [*_item_columns(), ExportColumn(_("Comments merged"), 12)])
    for item in items_in(content):
        file.add([*_item_cells(item), len(item["comments"])])
    file.begin_table(_("Comments"), [*_comment_columns(), ExportColumn(_("Item"), 8), ExportColumn(_("Outcome"), 20)])
    for said in reported_comments(content):
        answer = said.item and said.item["answer"]
        file.add(
            [*_comment_cells(said), said.item["position"] if said.item else "", _outcome(answer) if answer else ""]
        )
    file.begin_table(_("Minority positions"), _minority_columns())
    for opinion, item, position in positions_of(content):
        file.add(_minority_cells(opinion, item, position))
    columns = [ExportColumn(_("Question"), 60), ExportColumn(_("Answers"), 60), ExportColumn(_("Organizations"), 40)]
    file.begin_table(_("Questions"), columns)
    for question, plot in question_plots(content.get("questions", ())):
        for cells in _question_rows(question, plot):
            file.add(cells)
    file.close()


def _number_rows(report) -> Iterator[tuple | tuple[float | str, ...]]:
    content = report.content
    yield _("Number"), report.number
    yield _("Consultation"), fact(content["consultation"], "title")
    yield _("Published at"), report.published_at
    for name in ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at"):
        if moment := content["consultation"].get(name):
            yield _dates()[name], parse_datetime(moment)
    if report.summary:
        yield _("Summary"), for_visitor(report.summary)
    for label, reason in parts.extensions(content["consultation"]):
        yield label, reason
    numbers = content["numbers"]
    for name, label in _counted().items():
        if name in numbers:
            yield label, numbers[name]
    for row in parts.outcomes(numbers):
        yield row["label"], numbers["outcomes"][row["code"]]
    for plot in report_plots(content):
        yield "", ""
        yield tuple(column.heading for column in plot.columns)
        for row in plot.rows:
            yield tuple("" if cell is None else cell for cell in row.cells)


def _dates() -> dict[str, str]:
    return {
        "opens_at": _("Comments from"),
        "comments_close_at": _("Comments until"),
        "opinion_due_at": _("Opinions until"),
        "answer_due_at": _("Answers until"),
    }


def _counted() -> dict[str, str]:
    return {
        "comments": _("Comments"),
        "late_comments": _("Late comments"),
        "hidden_comments": _("Hidden comments"),
        "organizations": _("Organizations"),
        "supports": _("Expressions of support"),
        "opinions": _("Opinions"),
        "items": _("Items answered"),
    }


def _opinion_columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("SEKO"), 30),
        ExportColumn(_("Opinion"), 16),
        ExportColumn(_("Submitted by"), 40),
        ExportColumn(_("Submitted at"), 20),
        ExportColumn(_("Introduction"), 80),
    ]


def _opinion_cells(opinion) -> list[datetime | str | None]:
    return [
        fact(opinion["seko"], "name"),
        opinion["number"],
        fact(opinion["lead"], "name"),
        parse_datetime(opinion["submitted_at"]),
        for_visitor(opinion["introduction"]),
    ]


def _item_columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("SEKO"), 30),
        ExportColumn(_("Opinion"), 16),
        ExportColumn(_("Item"), 8),
        ExportColumn(_("Title"), 40),
        ExportColumn(_("Passage"), 10),
        ExportColumn(_("Text of the passage"), 60),
        ExportColumn(_("What the SEKO asks"), 60),
        ExportColumn(_("Proposed text"), 60),
        ExportColumn(_("Outcome"), 20),
        ExportColumn(_("Forwarded to"), 30),
        ExportColumn(_("Reason for the answer"), 60),
        ExportColumn(_("Answered by"), 30),
        ExportColumn(_("Answered at"), 20),
        ExportColumn(_("Version where it was implemented"), 10),
        ExportColumn(_("Passage where it was implemented"), 10),
        ExportColumn(_("Text where it was implemented"), 60),
    ]


def _item_cells(item) -> list[int | str]:
    if item is None:
        return [""] * len(_item_columns())
    opinion, answer = item["opinion"], item["answer"]
    return [
        fact(opinion["seko"], "name"),
        opinion["number"],
        item["position"],
        for_visitor(item["title"]),
        item["passage"]["number"] if item["passage"] else "",
        for_visitor(item["passage"]["text"]) if item["passage"] else "",
        for_visitor(item["text"]),
        for_visitor(item["proposed_text"]),
        *(_answer_cells(answer) if answer else [""] * 8),
    ]


def _answer_cells(answer) -> list[datetime | int | str]:
    landed = answer["landed_in"] or {}
    return [
        _outcome(answer),
        for_visitor(answer.get("forwarded_to", "")),
        for_visitor(answer["reason"]),
        fact(answer["answered_by"], "name"),
        parse_datetime(answer["answered_at"]),
        landed.get("version", ""),
        landed.get("number", ""),
        for_visitor(landed.get("text", "")),
    ]


def _outcome(answer) -> str:
    return str(Response.Outcome(answer["outcome"]).label)  # type: ignore[call-arg]  # found by its value, not made


def _comment_columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Comments"), 8),
        ExportColumn(_("Organization"), 40),
        ExportColumn(_("Kind of comment"), 14),
        ExportColumn(_("Passage of the comment"), 10),
        ExportColumn(_("Text that the comment proposes"), 60),
        ExportColumn(_("Reason for the comment"), 60),
        ExportColumn(_("Arrived"), 10),
        ExportColumn(_("Organizations that support it"), 12),
        ExportColumn(_("Outcome of the comment"), 24),
        ExportColumn(_("Opinion that holds it"), 16),
        ExportColumn(_("Reason for setting it aside, or minority position"), 60),
    ]


def _comment_cells(said) -> list[int | str]:
    comment = said.comment
    return [
        comment["number"],
        fact(comment["organization"], "name"),
        str(Comment.Kind(comment["kind"]).label),
        comment.get("passage") or "",
        for_visitor(comment["proposed_text"]),
        for_visitor(comment["reason"]),
        _("late") if comment["is_late"] else _("in time"),
        comment.get("supports", ""),
        str(WHERE_IT_WENT[said.disposition]),
        said.opinion["number"] if said.opinion else "",
        for_visitor(said.words),
    ]


def _minority_columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("SEKO"), 30),
        ExportColumn(_("Opinion"), 16),
        ExportColumn(_("Item"), 8),
        ExportColumn(_("Organization"), 40),
        ExportColumn(_("Minority position"), 60),
        ExportColumn(_("Comments kept with it"), 20),
    ]


def _minority_cells(opinion, item, position) -> list[str]:
    return [
        fact(opinion["seko"], "name"),
        opinion["number"],
        item["position"] if item else "",
        fact(position["organization"], "name"),
        for_visitor(position["text"]),
        ", ".join(f"#{comment['number']}" for comment in position.get("comments", ())),
    ]


def _question_rows(question, plot) -> Iterator[tuple[str, str, int | str]]:
    words = question_title(question)
    for row in plot.rows if plot else ():
        yield words, *row.cells[:2]
    for text in question.get("texts", ()):
        yield words, for_visitor(text["text"]), parts.answer_of(text)
