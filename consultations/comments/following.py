"""Drafts of comments follow their consultation when another version takes the place of the one consulted on."""

from consultations.comments.models import CommentDraft
from consultations.consultation.hooks import follows_version


def move_drafts(consultation) -> None:
    """Each to the passage with the key of its own in the version of now; to the whole document where there is none."""
    there = dict(consultation.version.passages.values_list("key", "pk"))
    drafts = list(consultation.comment_drafts.filter(passage__isnull=False).select_related("passage"))
    for draft in drafts:
        draft.passage_id = there.get(draft.passage.key)
    CommentDraft.objects.bulk_update(drafts, ["passage"], batch_size=500)


follows_version(move_drafts)
