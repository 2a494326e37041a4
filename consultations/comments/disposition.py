"""What became of a comment in the opinions on it: merged and answered, kept as a minority position, or set aside.

Every page, file, mail and number asks here. Opinions are a later concept: their rows are known here by the relation
that leads back to the comment, and know themselves which belong to submitted opinions.
"""

from dataclasses import dataclass, field

from django import forms
from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Prefetch,
    QuerySet,
    TextChoices,
    Value,
    When,
    prefetch_related_objects,
)
from django.utils.translation import gettext_lazy as _


class Disposition(TextChoices):
    """What opinions have done with a comment; `relation` leads from the comment to the rows that say so."""

    def __new__(cls, code, relation) -> str:
        disposition = str.__new__(cls, code)
        disposition._value_, disposition.relation = code, relation
        return disposition

    WAITING = "waiting", "", _("not dealt with yet")
    MERGED = "merged", "item_comments", _("merged")
    MINORITY = "minority", "minority_comments", _("kept as a minority position")
    SET_ASIDE = "set_aside", "set_aside", _("set aside")

    @classmethod
    def first(cls, found) -> str:
        """The one that counts where several opinions, or one, have done several things with a comment."""
        return next((disposition for disposition in TAKEN_UP if disposition in found), cls.WAITING)

    @classmethod
    def labels_with(cls, **own) -> dict[str, str]:
        """{disposition: its label}, those taken up first; a page may have words of its own: `waiting=…`."""
        return {disposition: own.get(disposition, disposition.label) for disposition in (*TAKEN_UP, cls.WAITING)}


TAKEN_UP = (Disposition.MERGED, Disposition.MINORITY, Disposition.SET_ASIDE)  # the first counts before the others
SHOWN = {  # what pages tell beside each
    Disposition.MERGED: (
        *("item__opinion__seko", "item__opinion__consultation"),
        *("item__response__landed_in__version", "item__response__landing__passage__version"),
    ),
    Disposition.MINORITY: ("position__opinion__seko",),
    Disposition.SET_ASIDE: ("opinion__seko",),
}


def in_submitted(rows) -> QuerySet:
    """The rows of opinions that everybody may know."""
    return rows.in_submitted()


def rows_of(disposition) -> QuerySet:
    """Every row by which an opinion gives a comment this disposition."""
    comments = apps.get_model("consultations", "Comment")
    return comments._meta.get_field(disposition.relation).related_model.objects.all()


def taken_up(disposition, among=in_submitted) -> QuerySet:
    """Such rows of the comment of an outer query; `among` narrows them to some opinions: by default those submitted."""
    return among(rows_of(disposition)).filter(comment=OuterRef("pk"))


def disposition_case(among=in_submitted) -> Case:
    """The disposition as a column of comments."""
    return Case(
        *(When(Exists(taken_up(disposition, among)), then=Value(disposition.value)) for disposition in TAKEN_UP),
        default=Value(Disposition.WAITING.value),
    )


def prefetch_of(disposition, *related) -> Prefetch:
    """The rows of submitted opinions, for `prefetch_related`, in the list `<disposition>_rows` of each comment."""
    rows = in_submitted(rows_of(disposition)).select_related(*related)
    if disposition == Disposition.MERGED:
        rows = rows.prefetch_related("item__response__corrections")
    return Prefetch(disposition.relation, rows, to_attr=f"{disposition}_rows")


@dataclass
class CommentDispositions:
    """The road of one comment through the submitted opinions. Answers are told once the report is out."""

    items: list = field(default_factory=list)
    minority: list = field(default_factory=list)
    set_aside: list = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """No opinion has taken it up or left it out yet."""
        return not self.items and not self.minority and not self.set_aside


def dispositions_of(comments) -> dict[int, CommentDispositions]:
    """{comment id: its dispositions} in three queries, and one for corrected answers, however many there are."""
    comments = list(comments)
    prefetch_related_objects(comments, *(prefetch_of(disposition, *SHOWN[disposition]) for disposition in TAKEN_UP))
    return {
        comment.pk: CommentDispositions(
            [row.item for row in comment.merged_rows],
            [row.position for row in comment.minority_rows],
            comment.set_aside_rows,
        )
        for comment in comments
    }


FORMER_WORDS = {"left": Disposition.WAITING, "in_no_opinion": Disposition.WAITING, "aside": Disposition.SET_ASIDE}


class DispositionField(forms.ChoiceField):
    """What became of comments; addresses that use a former word lead to the same."""

    def prepare_value(self, value) -> str | None:
        return FORMER_WORDS.get(value, value)

    def to_python(self, value) -> str:
        return FORMER_WORDS.get(value, super().to_python(value))
