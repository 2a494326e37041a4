"""What a comment proposes, as a change of its passage."""

from consultations.comments.models import Comment
from consultations.documents.redline import DELETED, INSERTED, Redline, redline

Kind = Comment.Kind


def changes_of(comment) -> list[Redline] | None:
    """The changes of the passage that a comment (or its draft) proposes; None where it proposes none there.

    Words to be added are often written without the passage: then they are inserted, and the passage is not deleted."""
    passage, text = comment.passage, comment.proposed_text
    if passage is None:
        return None
    if comment.kind == Kind.DELETION:
        return [Redline(DELETED, passage.text)]
    if not text:
        return None
    changes = redline(passage.text, text)
    if comment.kind == Kind.ADDITION and any(change.op == DELETED for change in changes):
        return [Redline(INSERTED, text)]
    return changes
