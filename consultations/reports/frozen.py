"""Reading the frozen content of a published report: its items with their answers, and where each comment went.

Reports that were published when less was frozen lack some of its parts; they are read as empty."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from consultations.comments.disposition import Disposition
from consultations.responses.content import landed_content
from consultations.responses.models import Landing
from consultations.responses.outcomes import ACCEPTED

WHERE_IT_WENT = Disposition.labels_with(merged=_("merged into an item"), waiting=_("in no opinion"))


class ReportedComment(NamedTuple):
    """One comment in one place of the report.

    `opinion` and `item` are those that took it up, or None; `words` are the reason for setting it aside, or the text
    of the minority position."""

    comment: dict
    disposition: Disposition
    opinion: dict | None = None
    item: dict | None = None
    words: str = ""


def items_in(content):
    """Every item, in the order of the opinions, with its `answer` (or None) and the `opinion` that holds it."""
    for opinion in content["opinions"]:
        answers = {answer["item"]: answer for answer in opinion["answers"]}
        for item in opinion["items"]:
            yield item | {"answer": answers.get(item["id"]), "opinion": opinion}


def reported_comments(content):
    """Every comment with its place; one that two SEKOs took up comes twice."""
    for item in items_in(content):
        yield from (ReportedComment(comment, Disposition.MERGED, item["opinion"], item) for comment in item["comments"])
    for opinion, item, position in positions_of(content):
        kept = position.get("comments", ())
        yield from (ReportedComment(comment, Disposition.MINORITY, opinion, item, position["text"]) for comment in kept)
    for opinion in content["opinions"]:
        yield from (
            ReportedComment(row["comment"], Disposition.SET_ASIDE, opinion, words=row["reason"])
            for row in opinion["set_aside"]
        )
    yield from (ReportedComment(comment, Disposition.WAITING) for comment in content.get("in_no_opinion", ()))


def positions_of(content):
    """Every minority position with its opinion and its item; None for one on the whole opinion."""
    for item in items_in(content):
        yield from ((item["opinion"], item, position) for position in item["minority_positions"])
    for opinion in content["opinions"]:
        yield from ((opinion, None, position) for position in opinion["minority_positions"])


def late_in(content) -> list:
    """The late comments, each once, in the order in which they came."""
    late = {said.comment["number"]: said for said in reported_comments(content) if said.comment["is_late"]}
    return [late[number] for number in sorted(late)]


def is_awaited(answer) -> bool:
    """Accepted, at least in part, and the report does not say where it landed in the text."""
    return bool(answer) and answer["outcome"] in ACCEPTED and not answer["landed_in"]


def implementations_of(items) -> dict[int, dict[str, Any]]:
    """{id of the item: where it landed} for what was noted after the report was published; one query."""
    waiting = [item["id"] for item in items if is_awaited(item["answer"])]
    found = Landing.objects.filter(response__item__in=waiting).select_related("response", "passage__version")
    return {row.response.item_id: landed_content(row.passage) | {"noted_at": row.noted_at} for row in found}
