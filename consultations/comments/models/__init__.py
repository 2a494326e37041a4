from consultations.comments.models.comments import Attachment, Comment, Support, active, number_of_comments
from consultations.comments.models.drafts import CommentDraft, DraftFile
from consultations.comments.models.revisions import CommentRevision, is_same_meaning, words_of

__all__ = [
    "Attachment",
    "Comment",
    "CommentDraft",
    "CommentRevision",
    "DraftFile",
    "Support",
    "active",
    "is_same_meaning",
    "number_of_comments",
    "words_of",
]
