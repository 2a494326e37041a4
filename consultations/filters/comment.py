import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment
from organizations.filters import NamedChoice
from organizations.models import Organization
from seko.filters import YesNo
from seko.search import FoldedSearch, order_by_name


class CommentFilter(django_filters.FilterSet):
    """Comments of one consultation, by words, kind, organization and lateness."""

    q = FoldedSearch(label=_("Words"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Comment.Kind)
    organization = NamedChoice(label=_("Organization"), to_field_name="slug", queryset=Organization.objects.none())
    is_late = YesNo(label=_("Arrived"), choices=[("false", _("in time")), ("true", _("late"))])

    class Meta:
        model = Comment
        fields = ["q", "kind", "organization", "is_late"]

    def __init__(self, *args, **extra):
        super().__init__(*args, **extra)
        heard = self.queryset.order_by().values("organization")
        self.filters["organization"].queryset = order_by_name(Organization.objects.filter(pk__in=heard))
