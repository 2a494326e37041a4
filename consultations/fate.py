"""What became of a comment: merged and answered, kept as a minority position, or set aside with a reason."""

from dataclasses import dataclass, field

from consultations.models import ItemComment, MinorityComment, SetAside

ROAD = (
    *("item__opinion__seko", "item__opinion__consultation"),
    *("item__response__landed_in__version", "item__response__landing__passage__version"),
)


@dataclass
class Fate:
    """The road of one comment through the submitted opinions. Answers are told once the report is out."""

    items: list = field(default_factory=list)
    minority: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)

    @property
    def is_open(self):
        """No opinion has taken it up or left it out yet."""
        return not self.items and not self.minority and not self.set_aside


def fates_of(comments):
    """{comment id: Fate} in three queries, whatever the number of comments."""
    fates = {comment.pk: Fate() for comment in comments}
    merged = ItemComment.objects.filter(comment__in=fates, item__opinion__status="submitted")
    for row in merged.select_related(*ROAD):
        fates[row.comment_id].items.append(row.item)
    kept = MinorityComment.objects.filter(comment__in=fates, position__opinion__status="submitted")
    for row in kept.select_related("position__opinion__seko"):
        fates[row.comment_id].minority.append(row.position)
    aside = SetAside.objects.filter(comment__in=fates, opinion__status="submitted")
    for row in aside.select_related("opinion__seko"):
        fates[row.comment_id].set_aside.append(row)
    return fates
