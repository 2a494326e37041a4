import django_filters
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import Comment
from consultations.consultation.models import Consultation
from consultations.opinions.models import ItemComment, MinorityComment, SetAside
from consultations.responses.models import Response
from organizations.filters import NamedChoice
from organizations.models import Organization
from seko.search.text import FoldedSearch, order_by_name
from seko.web.filters import YesNo

WAITING, MERGED, MINORITY, ASIDE = "waiting", "merged", "minority", "set_aside"
DISPOSITIONS = [
    (WAITING, _("not dealt with yet")),
    (MERGED, _("merged")),
    (MINORITY, _("kept as a minority position")),
    (ASIDE, _("set aside")),
]


def by_disposition(comments, disposition):
    """Comments with this disposition in submitted opinions: one of `DISPOSITIONS`, or the outcome of an item that holds
    them, which is public with the report."""
    here = {"comment": OuterRef("pk")}
    merged = ItemComment.objects.filter(item__opinion__status="submitted", **here)
    minority = MinorityComment.objects.filter(position__opinion__status="submitted", **here)
    aside = SetAside.objects.filter(opinion__status="submitted", **here)
    taken_up = {MERGED: merged, MINORITY: minority, ASIDE: aside}
    if disposition == WAITING:
        return comments.exclude(Exists(merged)).exclude(Exists(minority)).exclude(Exists(aside))
    if disposition in taken_up:
        return comments.filter(Exists(taken_up[disposition]))
    answered = {"comment__consultation__status": Consultation.Status.ANSWERED}
    return comments.filter(Exists(merged.filter(item__response__outcome=disposition, **answered)))


class CommentFilter(django_filters.FilterSet):
    """Comments of one consultation, by words, kind, organization, lateness and fate; in order or by support."""

    q = FoldedSearch(label=_("Words"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Comment.Kind)
    organization = NamedChoice(label=_("Organization"), to_field_name="slug", queryset=Organization.objects.none())
    is_late = YesNo(label=_("Arrived"), choices=[("false", _("in time")), ("true", _("late"))])
    status = django_filters.ChoiceFilter(
        label=_("Outcome of the comment"),
        method="narrow_by_disposition",
        choices=[*DISPOSITIONS, (_("Answer"), Response.Outcome.choices)],
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), method="sorted", choices=[("supports", _("most supported"))], empty_label=_("by number")
    )

    class Meta:
        model = Comment
        fields = ["q", "kind", "organization", "is_late", "status", "sort"]

    def __init__(self, *args, **extra):
        super().__init__(*args, **extra)
        heard = self.queryset.order_by().values("organization")
        self.filters["organization"].queryset = order_by_name(Organization.objects.filter(pk__in=heard))

    def narrow_by_disposition(self, queryset, name, value):
        """Merged, kept, set aside, answered in this way."""
        return by_disposition(queryset, value)

    def sorted(self, queryset, name, value):
        """Those first behind which most organizations stand."""
        return queryset.with_support_count().order_by("-support_count", "number")


class CommentDetailedFilter(CommentFilter):
    passage = django_filters.UUIDFilter(field_name="passage__key", label=_("Key of the passage"))
    is_late = YesNo(field_name="is_late", label=_("Late"))
    sort = None  # the API has its own way of ordering

    class Meta:
        model = Comment
        fields = ()
