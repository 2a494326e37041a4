from consultations.comments.models.comments import Attachment, Comment, Support, number_of_comments, standing
from consultations.comments.models.drafts import CommentDraft, DraftFile

__all__ = ["Attachment", "Comment", "CommentDraft", "DraftFile", "Support", "number_of_comments", "standing"]
