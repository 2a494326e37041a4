"""What the published report and a submitted opinion say on paper: their frozen content in the reader's words."""

from datetime import UTC

from django.conf import settings
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from consultations.content import canonical, content_hash
from consultations.models import Comment, Response
from seko.pdf import render
from seko.script import for_visitor, localized
from seko.slugs import slug_of
from seko.templatetags.events import fact
from seko.templatetags.script import number, percent

LARGE = 60  # items; the table of contents of a larger report lists its opinions only


def report_pdf(report):
    """The published report, drawn from its frozen content, in the active language."""
    content, consultation = report.content, report.consultation
    numbers = content["numbers"]
    subject = fact(content["consultation"], "title")
    url = reverse("consultations:report", args=[consultation.slug])
    data = _paper(_("Report on the consultation"), subject, report.number, report.published_at, url) | {
        "author": localized(report.organization, "name"),
        "facts": _facts(
            (_("Number"), report.number),
            (_("Published by"), localized(report.organization, "name")),
            (_("Published at"), _moment(report.published_at)),
            (_("Comments were taken"), _window(content["consultation"])),
            (_("Reason of urgency"), for_visitor(content["consultation"]["urgency_reason"])),
        ),
        "summary": for_visitor(report.summary),
        "numbers": _counted(numbers),
        "outcomes": _outcomes(numbers),
        "depth": 1 if numbers["items"] > LARGE else 2,
        "opinions": [_opinion_in_report(opinion) for opinion in content["opinions"]],
    }
    return _set("report", data, content, report.content_hash)


def opinion_pdf(opinion, content):
    """A submitted opinion in the active language; `content` is what `opinion_content` tells of it."""
    consultation = opinion.consultation
    url = reverse("consultations:opinion", args=[consultation.slug, opinion.seko.code])
    title = _("Opinion of %(seko)s") % {"seko": fact(content["seko"], "name")}
    data = _paper(title, localized(consultation, "title"), opinion.number, opinion.submitted_at, url) | {
        "author": fact(content["lead"], "name"),
        "facts": _facts((_("Number"), opinion.number), *_submitted(content, opinion.submitted_at)),
        "opinion": _opinion(content, {}),
    }
    return _set("opinion", data, content, opinion.content_hash)


def file_name(kind, reference):
    """`izvestaj-k-2026-1-r.pdf`: what the download is called; plain letters only."""
    kind = kind if get_language() == "en" else {"report": "izvestaj", "opinion": "misljenje"}[kind]
    return f"{kind}-{slug_of(reference.replace('/', '-'))}.pdf"


def _set(kind, data, content, frozen_hash):
    """The frozen content goes along as a file where it still is what was hashed."""
    language, file = get_language(), file_name(kind, data["number"]).removesuffix("pdf") + "json"
    unchanged = content_hash(content) == frozen_hash
    check = [
        _("The content of this document is frozen. This is its fingerprint (SHA-256), also at the foot of each page:"),
        _(
            "The frozen content is attached to this PDF as the file %(file)s. Save it from the list of attachments and "
            "work out its SHA-256: if the result is the same, nothing has been changed. The fingerprint also stands on "
            "the page of this document:"
        )
        % {"file": file},
    ]
    data |= {"hash": frozen_hash, "check": check if unchanged else [], "attachment": file}
    return render(f"{kind}.typ", data, language=language, content=canonical(content) if unchanged else "")


def _paper(title, subject, reference, at, url):
    """What every document has: its name, its moment, its place on the portal, and the words of its parts."""
    at = at.astimezone(UTC)
    return {
        "portal": _("SEKO portal"),
        "title": title,
        "subject": subject,
        "number": reference,
        "date": {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "url": f"{settings.SITE_URL.rstrip('/')}{url}",
        "said_script": "cyrl" if get_language() == "sr" else "latn",
        "words": {
            "contents": _("Contents"),
            "outcome": _("Outcome"),
            "items": _("Items"),
            "share": _("Share"),
            "proposed": _("Proposed text"),
            "minority": _("Minority positions"),
            "set_aside": _("Comments set aside"),
            "aside_reason": _("Reason for setting aside"),
            "no_opinion": _("No SEKO gave an opinion."),
            "check": _("How to check this document"),
            "attached": _("The frozen content of this document"),
        },
    }


def _opinion_in_report(opinion):
    answers = {answer["item"]: answer for answer in opinion["answers"]}
    heading = _("Opinion %(number)s") % {"number": opinion["number"]}
    return _opinion(opinion, answers) | {
        "title": f"{heading} – {fact(opinion['seko'], 'name')}",
        "facts": _facts(*_submitted(opinion, parse_datetime(opinion["submitted_at"]))),
    }


def _opinion(opinion, answers):
    return {
        "introduction": for_visitor(opinion["introduction"]),
        "items": [_item(item, answers.get(item["id"])) for item in opinion["items"]],
        "minority": [_position(position) for position in opinion["minority_positions"]],
        "set_aside": [_comment(row["comment"]) | {"aside": for_visitor(row["reason"])} for row in opinion["set_aside"]],
    }


def _item(item, answer):
    merged = len(item["comments"])
    return {
        "title": f"{item['position']}. {for_visitor(item['title'])}",
        "passage": _passage(item["passage"], _("Passage")),
        "text": for_visitor(item["text"]),
        "proposed": for_visitor(item["proposed_text"]),
        "merged": ngettext("%(n)s merged comment", "%(n)s merged comments", merged) % {"n": merged},
        "comments": [_comment(comment) for comment in item["comments"]],
        "minority": [_position(position, _("Minority position")) for position in item["minority_positions"]],
        "answer": _answer(answer) if answer else None,
    }


def _comment(comment):
    parts = [f"#{comment['number']}", fact(comment["organization"], "name"), str(Comment.Kind(comment["kind"]).label)]
    return {
        "who": " · ".join([*parts, _("late")] if comment["is_late"] else parts),
        "proposed": for_visitor(comment["proposed_text"]),
        "reason": for_visitor(comment["reason"]),
    }


def _position(position, label=""):
    name = fact(position["organization"], "name")
    return {"who": f"{label} · {name}" if label else name, "text": for_visitor(position["text"])}


def _answer(answer):
    landed = _passage(answer["landed_in"], _("In the next version:"))
    waits = answer["outcome"] in {Response.Outcome.ACCEPTED, Response.Outcome.PARTLY} and not landed
    return {
        "code": answer["outcome"],
        "outcome": str(Response.Outcome(answer["outcome"]).label),
        "who": f"{fact(answer['answered_by'], 'name')}, {_day(parse_datetime(answer['answered_at']))}",
        "reason": for_visitor(answer["reason"]),
        "landed": landed,
        "note": _("Not yet visible in the text.") if waits else "",
    }


def _passage(passage, label):
    if passage is None:
        return None
    return {"label": f"{label} {passage['number']}".strip(), "text": for_visitor(passage["text"])}


def _counted(numbers):
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


def _outcomes(numbers):
    """Each outcome that was given, in the order of the answers, with its share of the items."""
    counts, items = numbers["outcomes"], numbers["items"]
    return [
        {"code": code, "label": str(label), "count": number(counts[code]), "share": percent(100 * counts[code] / items)}
        for code, label in Response.Outcome.choices
        if code in counts
    ]


def _submitted(content, at):
    return (_("Submitted by"), fact(content["lead"], "name")), (_("Submitted at"), _moment(at))


def _facts(*rows):
    return [list(row) for row in rows if row[1]]


def _window(consultation):
    opens, closes = (_moment(parse_datetime(consultation[name])) for name in ("opens_at", "comments_close_at"))
    return f"{opens} – {closes}"


def _moment(at):
    return date_format(localtime(at), "DATETIME_FORMAT")


def _day(at):
    return date_format(localtime(at), "DATE_FORMAT")
