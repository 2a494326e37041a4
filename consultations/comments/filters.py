import django_filters
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from consultations.comments.disposition import Disposition, taken_up
from consultations.comments.models import Comment
from consultations.consultation.models import Consultation
from consultations.responses.models import Response
from organizations.filters import NamedChoice
from organizations.models import Organization
from seko.search.text import FoldedSearch, order_by_name
from seko.web.filters import YesNo


def by_disposition(comments, wanted):
    """Comments with this disposition in submitted opinions, or with the outcome of an item that holds them, which is
    public with the report."""
    if wanted in Disposition.values:
        return comments.having(wanted)
    answered = taken_up(Disposition.MERGED).filter(
        item__response__outcome=wanted, comment__consultation__status=Consultation.Status.ANSWERED
    )
    return comments.filter(Exists(answered))


class CommentFilter(django_filters.FilterSet):
    """Comments of one consultation, by words, kind, organization, lateness and disposition; in order or by support."""

    q = FoldedSearch(label=_("Search text"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Comment.Kind)
    organization = NamedChoice(label=_("Organization"), to_field_name="slug", queryset=Organization.objects.none())
    is_late = YesNo(label=_("Arrived"), choices=[("false", _("in time")), ("true", _("late"))])
    status = django_filters.ChoiceFilter(
        label=_("Outcome of the comment"),
        method="narrow_by_disposition",
        choices=[*Disposition.choices, (_("Answer"), Response.Outcome.choices)],
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
