"""Frozen content in the words of the active language: plain data that PDF and DOCX only have to lay out."""

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.comments.models import Comment
from consultations.questions.plots import question_plots, question_title
from consultations.reports.frozen import WHERE_IT_WENT, is_awaited, late_in
from consultations.reports.plots import report_plots
from consultations.responses.models import Response
from seko.events.templatetags import fact
from seko.files.pdf import register_source
from seko.files.tables import as_table
from seko.scripts import for_visitor
from seko.scripts.templatetags import number, percent

register_source(__file__)


def opinion_in_report(opinion):
    answers = {answer["item"]: answer for answer in opinion["answers"]}
    heading = _("Opinion %(number)s") % {"number": opinion["number"]}
    return opinion_words(opinion, answers) | {
        "title": f"{heading} – {fact(opinion['seko'], 'name')}",
        "facts": facts(*submitted(opinion, parse_datetime(opinion["submitted_at"]))),
    }


def opinion_words(opinion, answers):
    return {
        "introduction": for_visitor(opinion["introduction"]),
        "items": [item_words(item, answers.get(item["id"])) for item in opinion["items"]],
        "minority": [position_words(position) for position in opinion["minority_positions"]],
        "set_aside": [
            comment_words(row["comment"]) | {"aside": for_visitor(row["reason"])} for row in opinion["set_aside"]
        ],
    }


def item_words(item, answer):
    merged = len(item["comments"])
    return {
        "title": f"{item['position']}. {for_visitor(item['title'])}",
        "passage": passage_words(item["passage"], _("Passage")),
        "text": for_visitor(item["text"]),
        "proposed": for_visitor(item["proposed_text"]),
        "merged": ngettext("%(n)s merged comment", "%(n)s merged comments", merged) % {"n": merged},
        "comments": [comment_words(comment) for comment in item["comments"]],
        "minority": [position_words(position, _("Minority position")) for position in item["minority_positions"]],
        "answer": answer_words(answer) if answer else None,
    }


def comment_words(comment) -> dict[str, str]:
    parts = [f"#{comment['number']}", fact(comment["organization"], "name"), str(Comment.Kind(comment["kind"]).label)]
    if comment.get("passage"):
        parts.append(f"{_('Passage')} {comment['passage']}")
    if supports := comment.get("supports"):
        parts.append(supporters(supports))
    return {
        "who": " · ".join([*parts, _("late")] if comment["is_late"] else parts),
        "proposed": for_visitor(comment["proposed_text"]),
        "reason": for_visitor(comment["reason"]),
    }


def supporters(supports) -> str:
    """How many organizations stand behind a comment."""
    words = ngettext("supported by %(n)s organization", "supported by %(n)s organizations", supports)
    return words % {"n": supports}


def position_words(position, label="") -> dict[str, list[dict[str, str]] | str]:
    name = fact(position["organization"], "name")
    return {
        "who": f"{label} · {name}" if label else name,
        "text": for_visitor(position["text"]),
        "comments": [comment_words(comment) for comment in position.get("comments", ())],
    }


def answer_words(answer) -> dict[str, dict[str, str] | str | None]:
    landed = answer["landed_in"]
    outcome = Response.Outcome(answer["outcome"])  # type: ignore[call-arg]  # found by its value, not made
    named = for_visitor(answer.get("forwarded_to", ""))
    return {
        "colour": outcome.paper,
        "outcome": f"{outcome.label}: {named}" if named else str(outcome.label),
        "who": f"{fact(answer['answered_by'], 'name')}, {day(parse_datetime(answer['answered_at']))}",
        "reason": for_visitor(answer["reason"]),
        "landed": passage_words(landed, landed and version_words(landed)),
        "note": _("Accepted, not yet visible in the text.") if is_awaited(answer) else "",
    }


def version_words(landed) -> str:
    """In which version a passage stands; old reports do not tell its number."""
    number = landed.get("version")
    return _("In version %(number)s:") % {"number": number} if number else _("In the next version:")


def passage_words(passage, label) -> dict[str, str] | None:
    if passage is None:
        return None
    text = for_visitor(passage["text"])
    told = as_table(text) if passage.get("kind") == "table" else text
    return {"label": f"{label} {passage['number']}".strip(), "text": told}


def counted(numbers) -> list[list[str]]:
    """The numbers, each with the word that it counts in the form that the number asks for."""
    comments, organizations, opinions, items, late = (
        numbers[name] for name in ("comments", "organizations", "opinions", "items", "late_comments")
    )
    told = [
        (comments, ngettext("%(n)s comment", "%(n)s comments", comments)),
        (organizations, ngettext("%(n)s organization", "%(n)s organizations", organizations)),
        (opinions, ngettext("%(n)s opinion", "%(n)s opinions", opinions)),
        (items, ngettext("%(n)s item answered", "%(n)s items answered", items)),
        (late, ngettext("%(n)s late comment", "%(n)s late comments", late)),
    ]
    return [[number(n), (words % {"n": ""}).strip()] for n, words in told]


def outcomes(numbers) -> list[dict[str, str]]:
    """Each outcome that was given, in the order of the answers, with its share of the items."""
    counts, items = numbers["outcomes"], numbers["items"]
    return [
        {
            "code": outcome.value,
            "label": str(outcome.label),
            "colour": outcome.paper,
            "count": number(counts[outcome]),
            "share": percent(100 * counts[outcome] / items),
        }
        for outcome in Response.Outcome
        if outcome in counts
    ]


def beside_the_numbers(numbers) -> str:
    """What else was counted, in a sentence each."""
    supports, hidden = numbers.get("supports", 0), numbers.get("hidden_comments", 0)
    told = [
        supports and ngettext("%(n)s expression of support for comments of other organizations.",
                              "%(n)s expressions of support for comments of other organizations.", supports),
        hidden and ngettext("%(n)s comment was hidden by a lead organization, with a public reason.",
                            "%(n)s comments were hidden by lead organizations, with public reasons.", hidden),
    ]  # fmt: skip
    return " ".join(words % {"n": n} for words, n in zip(told, (supports, hidden), strict=True) if words)


def tables(content):
    """The numbers by SEKO and by district, as tables."""
    return [
        {
            "title": plot.title,
            "summary": plot.summary,
            "head": [column.heading for column in plot.columns],
            "rows": [
                [column.shown(cell) for column, cell in zip(plot.columns, row.cells, strict=True)] for row in plot.rows
            ],
        }
        for plot in report_plots(content)
    ]


def questions(content):
    """The questions with what was answered: bars with their share of the longest, or texts; old reports have none."""
    return [_question(question, plot) for question, plot in question_plots(content.get("questions", ()))]


def _question(question, plot) -> dict[str, list[dict[str, int | str]] | str]:
    counts = [row.cells[:2] for row in plot.rows] if plot else []
    most = max((count for __, count in counts), default=0) or 1
    answers = question["answers"]
    return {
        "title": question_title(question),
        "note": plot.summary if plot else ngettext("%(n)s answer.", "%(n)s answers.", answers) % {"n": answers},
        "bars": [
            {"label": label, "count": number(count), "length": round(100 * count / most)} for label, count in counts
        ],
        "texts": [{"who": answer_of(text), "text": for_visitor(text["text"])} for text in question.get("texts", ())],
    }


def answer_of(text) -> str:
    """Who answered in words, and whether in time."""
    name = fact(text["organization"], "name")
    return f"{name} · {_('late')}" if text["is_late"] else name


def late_words(content) -> list:
    """The late comments, each in one row: number, organization, and where it went."""
    return [
        [f"#{said.comment['number']}", fact(said.comment["organization"], "name"), place_of(said)]
        for said in late_in(content)
    ]


def place_of(said) -> str:
    """Where a comment went, with the number of the opinion and of the item."""
    place = str(WHERE_IT_WENT[said.disposition])
    where = [said.opinion["number"]] if said.opinion else []
    where += [str(said.item["position"])] if said.item else []
    return f"{place}: {', '.join(where)}" if where else place


def extensions(consultation) -> list[tuple[str, str]]:
    """Each time that dates were moved: when, and why."""
    return [
        (_("Deadlines changed on %(day)s") % {"day": day(parse_datetime(moved["at"]))}, for_visitor(moved["reason"]))
        for moved in consultation.get("extensions", ())
    ]


def document_words(consultation) -> str | None:
    """The document that was consulted on, with its version; old reports do not tell it."""
    document = consultation.get("document")
    return document and _("%(document)s, version %(number)s") % {
        "document": fact(document, "title"), "number": document["version"],
    }  # fmt: skip


def submitted(content, at) -> tuple[tuple[str, str], tuple[str, str]]:
    return (_("Submitted by"), fact(content["lead"], "name")), (_("Submitted at"), moment(at))


def facts(*rows) -> list[list[str]]:
    return [list(row) for row in rows if row[1]]


def window(consultation) -> str:
    opens, closes = (moment(parse_datetime(consultation[name])) for name in ("opens_at", "comments_close_at"))
    return f"{opens} – {closes}"


def moment(at) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def day(at) -> str:
    return date_format(localtime(at), "DATE_FORMAT")
