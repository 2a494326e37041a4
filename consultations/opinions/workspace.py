"""What the consortium works with: every comment that its SEKO heard, what became of it, and what is left to do.

Of all comments only what is needed to count, choose and order them is read, in one query; their words are read for the
page that is shown.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from consultations.comments.disposition import Disposition, DispositionField, taken_up
from consultations.comments.models import Attachment, Comment, Support
from consultations.comments.similarity import similar_comments
from seko.rules.counting import number_of
from seko.scripts import cited_words, localized
from seko.search.text import FoldedQuery, cleaned_query

if TYPE_CHECKING:
    from consultations.comments.similarity import Group


WHOLE, ALL = "whole", "all"
_LABELS = Disposition.labels_with(waiting=_("still to deal with"))
LABELS = {disposition: _LABELS[disposition] for disposition in Disposition}  # what is left comes first


class Order(TextChoices):
    PASSAGE = "passage", _("by passage")
    SUPPORT = "support", _("most supported first")
    ARRIVAL = "arrival", _("by number")


@dataclass(frozen=True)
class WorkspaceComment:
    """One comment, without its words."""

    pk: int
    number: int
    kind: str
    organization: int
    name: str
    name_en: str
    passage: int | None
    place: int | None
    passage_number: str | None
    passage_begins: str | None
    supports: int
    files: int
    items: list
    positions: list
    aside: str | None
    found: bool

    @property
    def disposition(self) -> str:
        """What became of it in this opinion."""
        found = {
            Disposition.MERGED: self.items,
            Disposition.MINORITY: self.positions,
            Disposition.SET_ASIDE: self.aside is not None,
        }
        return Disposition.first([disposition for disposition, there in found.items() if there])


def comments_of_network(opinion) -> QuerySet[Comment]:
    """What the SEKO's network and consortium said and did not take back, whatever became of it."""
    return Comment.objects.active().filter(consultation=opinion.consultation_id).of_network(opinion.seko_id)


def workspace_comments(opinion, words="") -> list[WorkspaceComment]:
    """Every comment as `WorkspaceComment`, in the order of the text, in one query. `words` says which are `found`."""
    own = {"comment": OuterRef("pk")}

    def here(rows):
        return rows.of_opinion(pk=opinion.pk)

    words = cleaned_query(words)
    has_words = ExpressionWrapper(Q(search=FoldedQuery(words)), BooleanField()) if words else Value(True)
    comments = comments_of_network(opinion).annotate(
        passage_begins=Left("passage__text", 70),
        supported=number_of(Support.objects.standing().filter(**own)),
        attached=number_of(Attachment.objects.filter(**own)),
        merged=ArraySubquery(taken_up(Disposition.MERGED, here).order_by().values("item")),
        kept=ArraySubquery(taken_up(Disposition.MINORITY, here).order_by().values("position")),
        aside=Subquery(taken_up(Disposition.SET_ASIDE, here).order_by().values("reason")),
        found=has_words,
    )
    fields = (
        *("pk", "number", "kind", "organization", "organization__name", "organization__name_en"),
        *("passage", "passage__position", "passage__number", "passage_begins"),
        *("supported", "attached", "merged", "kept", "aside", "found"),
    )
    rows = [WorkspaceComment(*row) for row in comments.order_by().values_list(*fields)]
    return sorted(rows, key=lambda row: (row.place or 0, row.number))


def similar_comments_left(opinion) -> "list[Group]":
    """Groups of comments that say nearly the same, among those still to deal with."""
    left = [row for row in workspace_comments(opinion) if row.disposition == Disposition.WAITING]
    return similar_comments(comments_of_network(opinion), left)


class ChoiceForm(forms.Form):
    """Which comments to look at, and in which order. Only what was said can be chosen."""

    state = DispositionField(
        label=_("Outcome of the comment"), choices=[*LABELS.items(), (ALL, _("all comments"))], required=False
    )
    q = forms.CharField(label=_("Search text"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    passage = forms.ChoiceField(label=_("Passage"), required=False)
    organization = forms.ChoiceField(label=_("Organization"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("any")), *Comment.Kind.choices], required=False)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices, required=False)

    def __init__(self, data, rows) -> None:
        super().__init__(data, initial={"state": Disposition.WAITING, "order": Order.PASSAGE}, auto_id="choose_%s")
        passages = {str(row.passage): _passage_label(row) for row in rows if row.passage}
        whole = [(WHOLE, _("the whole document"))] if any(row.passage is None for row in rows) else []
        self.fields["passage"].choices = [("", _("any")), *whole, *passages.items()]
        names = {str(row.organization): localized(row, "name") for row in rows}
        by_name = sorted(names.items(), key=lambda choice: choice[1].casefold())
        self.fields["organization"].choices = [("", _("any")), *by_name]

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen and makes sense; what does not is passed over, and the page says so beside it."""
        self.full_clean()
        clean = self.cleaned_data if self.is_bound else {}
        return {"state": Disposition.WAITING, "order": Order.PASSAGE} | {
            name: value for name, value in clean.items() if value
        }


def _passage_label(row) -> str:
    return cited_words(row.passage_number, row.passage_begins)


class Workspace:
    """The comments of one opinion as its consortium has chosen to see them."""

    def __init__(self, opinion, query) -> None:
        self.opinion, query = opinion, query or None
        self.rows = workspace_comments(opinion, (query or {}).get("q", ""))
        self.form = ChoiceForm(query, self.rows)

    @cached_property
    def counts(self) -> dict[Disposition, int]:
        """How many comments are left, and what became of the others."""
        counts = Counter(row.disposition for row in self.rows)
        return {disposition: counts[disposition] for disposition in Disposition}

    @property
    def figures(self) -> list[tuple[Disposition, str, int]]:
        """The counts, each with the words of this page."""
        return [(disposition, LABELS[disposition], n) for disposition, n in self.counts.items()]

    @property
    def left(self) -> int:
        return self.counts[Disposition.WAITING]

    @property
    def chosen(self) -> list[WorkspaceComment]:
        """The comments that fit, in the order asked for."""
        wanted = self.form.chosen
        tests = {
            "state": lambda row, state: state in (ALL, row.disposition),
            "passage": lambda row, passage: passage == (str(row.passage) if row.passage else WHOLE),
            "organization": lambda row, organization: organization == str(row.organization),
            "kind": lambda row, kind: kind == row.kind,
        }
        rows = [
            row
            for row in self.rows
            if row.found and all(test(row, wanted[name]) for name, test in tests.items() if name in wanted)
        ]
        if wanted["order"] == Order.SUPPORT:
            return sorted(rows, key=lambda row: (-row.supports, row.number))
        return sorted(rows, key=lambda row: row.number) if wanted["order"] == Order.ARRIVAL else rows

    @cached_property
    def by_item(self) -> dict[int, list[WorkspaceComment]]:
        """{item id: its comments}"""
        return _by(self.rows, "items")

    @cached_property
    def by_position(self) -> dict[int, list[WorkspaceComment]]:
        """{minority position id: its comments}"""
        return _by(self.rows, "positions")


def with_words(page) -> list[tuple[WorkspaceComment, Comment]]:
    """The rows of a page as (row, comment), in one query."""
    found = Comment.objects.select_related("organization", "passage").in_bulk([row.pk for row in page])
    return [(row, found[row.pk]) for row in page if row.pk in found]


def _by(rows, name) -> dict[int, list[WorkspaceComment]]:
    found = {}
    for row in rows:
        for pk in getattr(row, name):
            found.setdefault(pk, []).append(row)
    return found
