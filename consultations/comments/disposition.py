"""What became of a comment: merged and answered, kept as a minority position, or set aside with a reason."""

from dataclasses import dataclass, field

from consultations.comments.models import Comment

RELATED = (
    *("item__opinion__seko", "item__opinion__consultation"),
    *("item__response__landed_in__version", "item__response__landing__passage__version"),
)


@dataclass
class Disposition:
    """The road of one comment through the submitted opinions. Answers are told once the report is out."""

    items: list = field(default_factory=list)
    minority: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)

    @property
    def is_open(self):
        """No opinion has taken it up or left it out yet."""
        return not self.items and not self.minority and not self.set_aside


def dispositions_of(comments):
    """{comment id: Fate} in three queries, whatever the number of comments."""
    dispositions = {comment.pk: Disposition() for comment in comments}
    merged = _rows("item_comments").filter(comment__in=dispositions, item__opinion__status="submitted")
    for row in merged.select_related(*RELATED):
        dispositions[row.comment_id].items.append(row.item)
    kept = _rows("minority_comments").filter(comment__in=dispositions, position__opinion__status="submitted")
    for row in kept.select_related("position__opinion__seko"):
        dispositions[row.comment_id].minority.append(row.position)
    aside = _rows("set_aside").filter(comment__in=dispositions, opinion__status="submitted")
    for row in aside.select_related("opinion__seko"):
        dispositions[row.comment_id].set_aside.append(row)
    return dispositions


def _rows(relation):
    """The rows of a later concept that lead back to comments; here they are known by their relation alone."""
    return Comment._meta.get_field(relation).related_model.objects.all()
