"""What the published report and a submitted opinion say on paper: their frozen content in the reader's words."""

from datetime import UTC
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.opinions.content import canonical, content_hash
from consultations.reports.print import parts
from seko.events.templatetags import fact
from seko.files.pdf import register_source, render
from seko.scripts import for_visitor, localized
from seko.web.slugs import slug_of

register_source(__file__)

LARGE = 60  # items; the table of contents of a larger report lists its opinions only


def report_document(report) -> dict[str, Any]:
    """What the report tells on paper, drawn from its frozen content, in the active language."""
    content, consultation = report.content, report.consultation
    numbers, consulted = content["numbers"], content["consultation"]
    url = reverse("consultations:report", args=[consultation.slug])
    title = _("Report on the consultation")
    return _document(title, fact(consulted, "title"), report.number, report.published_at, url) | {
        "author": localized(report.organization, "name"),
        "facts": parts.facts(
            (_("Number"), report.number),
            (_("Published by"), localized(report.organization, "name")),
            (_("Published at"), parts.moment(report.published_at)),
            (_("Document"), parts.document_words(consulted)),
            (_("Comment period"), parts.window(consulted)),
            (_("Reason for urgency"), for_visitor(consulted["urgency_reason"])),
            *parts.extensions(consulted),
        ),
        "summary": for_visitor(report.summary),
        "numbers": parts.counted(numbers),
        "beside": parts.beside_the_numbers(numbers),
        "outcomes": parts.outcomes(numbers),
        "tables": parts.tables(content),
        "questions": parts.questions(content),
        "depth": 1 if numbers["items"] > LARGE else 2,
        "opinions": [parts.opinion_in_report(opinion) for opinion in content["opinions"]],
        "no_opinion": [parts.comment_words(comment) for comment in content.get("in_no_opinion", ())],
        "late": parts.late_words(content),
        "hash": report.content_hash,
    }


def report_pdf(report) -> bytes:
    """The published report as PDF, in the active language."""
    return _set("report", report_document(report), report.content, report.content_hash)


def opinion_pdf(opinion, content) -> bytes:
    """A submitted opinion in the active language; `content` is what `opinion_content` tells of it."""
    consultation = opinion.consultation
    url = reverse("consultations:opinion", args=[consultation.slug, opinion.seko.code])
    title = _("Opinion of %(seko)s") % {"seko": fact(content["seko"], "name")}
    data = _document(title, localized(consultation, "title"), opinion.number, opinion.submitted_at, url) | {
        "author": fact(content["lead"], "name"),
        "facts": parts.facts((_("Number"), opinion.number), *parts.submitted(content, opinion.submitted_at)),
        "opinion": parts.opinion_words(content, {}),
    }
    return _set("opinion", data, content, opinion.content_hash)


def file_name(kind, reference, form="pdf") -> str:
    """`izvestaj-k-2026-1-r.pdf`: what the download is called; plain letters only."""
    kind = kind if get_language() == "en" else {"report": "izvestaj", "opinion": "misljenje"}[kind]
    return f"{kind}-{slug_of(reference.replace('/', '-'))}.{form}"


def _set(kind, data, content, frozen_hash) -> bytes:
    """The frozen content goes along as a file where it still is what was hashed."""
    language, file = get_language(), file_name(kind, data["number"], "json")
    unchanged = content_hash(content) == frozen_hash
    check = [
        _(
            "The content of this document is final. This is its digital fingerprint (SHA-256), also at the "
            "foot of each page:"
        ),
        _(
            "The final content is attached to this PDF as the file %(file)s. Save it from the list of "
            "attachments and work out its SHA-256: if the result is the same, nothing has been changed. The "
            "fingerprint is also shown on the page of this document:"
        )
        % {"file": file},
    ]
    data |= {"hash": frozen_hash, "check": check if unchanged else [], "attachment": file}
    return render(f"{kind}.typ", data, language=language, content=canonical(content) if unchanged else "")


def _document(title, subject, reference, at, url) -> dict[str, dict[str, int | str] | str]:
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
            "no_opinion": _("No opinion was submitted."),
            "left_alone": _("Comments in no opinion"),
            "questions": _("Questions"),
            "late": _("Late comments"),
            "late_head": [_("Comments"), _("Organization"), _("Outcome")],
            "kept": _("Comments kept with it"),
            "numbers": _("Numbers"),
            "number": _("Number"),
            "what": _("Measure"),
            "fact": _("About the report"),
            "value": _("Value"),
            "answer": _("Answer"),
            "check_file": _(
                "The portal can check whether this file is still as it was published: choose it on the page for "
                "checking. The content of the report has this fingerprint (SHA-256):"
            ),
            "check": _("How to check this document"),
            "attached": _("The final content of this document"),
        },
    }
