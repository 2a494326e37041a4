from consultations.comments.models.comments import Attachment, Comment, Support, active, number_of_comments
from consultations.comments.models.drafts import CommentDraft, DraftFile

__all__ = ["Attachment", "Comment", "CommentDraft", "DraftFile", "Support", "active", "number_of_comments"]
