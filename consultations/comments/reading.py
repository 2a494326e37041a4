"""The text under consultation as it is read: headings of the right rank, contents, numbers of comments."""

from django.db.models import OuterRef

from consultations.comments.models import number_of_comments
from consultations.documents.models import Passage

FIRST_RANK, LAST_RANK = 3, 6  # below the heading of the page and the one of the text


DEEPEST = 4  # list items that lie deeper are shown like these


Kind = Passage.Kind


def passages_to_read(consultation) -> list[Passage]:
    """The passages of the version under consultation, in one query.

    Each has `comment_count`; a heading and an article `rank`, as HTML counts headings, none of which is left out on the
    way down; a list item `depth`; a heading `section_count`, the comments down to the next heading of its rank."""
    said = number_of_comments(consultation=consultation, passage=OuterRef("pk"))
    found = Passage.objects.filter(version=consultation.version_id).annotate(comment_count=said)
    passages: list[Passage] = list(found.order_by("position"))
    rank, around = FIRST_RANK - 1, []  # the headings inside which we are
    for passage in passages:
        passage.depth = min(max(passage.level, 1), DEEPEST)
        passage.rank = _rank(passage, rank)
        if passage.kind == Kind.HEADING:
            rank = passage.rank
            around = [heading for heading in around if heading.rank < rank] + [passage]
            passage.section_count = 0
        for heading in around:
            heading.section_count += passage.comment_count
    return passages


def _rank(passage, rank) -> int | None:
    """Of a heading by its level, at most one below the heading before it; an article stands below that. Else None."""
    if passage.kind == Kind.HEADING:
        return max(FIRST_RANK, min(FIRST_RANK - 1 + passage.level, rank + 1, LAST_RANK))
    return min(rank + 1, LAST_RANK) if passage.kind == Kind.ARTICLE else None


def contents_of(passages) -> list[Passage]:
    """The headings, for the table of contents."""
    return [passage for passage in passages if passage.kind == Kind.HEADING]
