"""What became of a comment: where it was merged, what was answered, or why it was set aside."""

from dataclasses import dataclass, field

from consultations.models import ItemComment, SetAside


@dataclass
class Fate:
    """The road of one comment through the submitted opinions. Answers are told once the report is out."""

    items: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)

    @property
    def is_open(self):
        """No opinion has taken it up or left it out yet."""
        return not self.items and not self.set_aside


def fates_of(comments):
    """{comment id: Fate} in two queries, whatever the number of comments."""
    fates = {comment.pk: Fate() for comment in comments}
    merged = ItemComment.objects.filter(comment__in=fates, item__opinion__status="submitted")
    for row in merged.select_related("item__opinion__seko", "item__opinion__consultation", "item__response__landed_in"):
        fates[row.comment_id].items.append(row.item)
    aside = SetAside.objects.filter(comment__in=fates, opinion__status="submitted")
    for row in aside.select_related("opinion__seko"):
        fates[row.comment_id].set_aside.append(row)
    return fates
