"""What the search finds here."""

from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment
from seko.search.kinds import SearchKind, register


def comments(user):
    """Comments that were not withdrawn."""
    return Comment.objects.visible_to(user).active()


def _place_of_comment(slug, passage, number):
    page = (
        reverse("consultations:passage", args=[slug, passage])
        if passage
        else reverse("consultations:whole", args=[slug])
    )
    return f"{page}?comment={number}#c{number}"


COMMENTS = SearchKind(
    code="comments",
    label=_("Comments"),
    position=40,
    rows=comments,
    place=("consultation__slug", "passage", "number"),
    address=_place_of_comment,
    sign=Concat(Value("#"), Cast("number", TextField())),
    title="organization__name",
    title_en="organization__name_en",
    about="consultation__title",
    about_en="consultation__title_en",
    at="submitted_at",
    texts=("reason", "proposed_text"),
)

register(COMMENTS)
