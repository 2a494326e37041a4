import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.models import Comment


class CommentFilter(django_filters.FilterSet):
    """Comments of one consultation, by kind, organization and lateness."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Comment.Kind)
    organization = django_filters.CharFilter(
        label=_("Organization (last part of its address)"), field_name="organization__slug"
    )
    is_late = django_filters.TypedChoiceFilter(
        label=_("Arrived"), choices=[("false", _("in time")), ("true", _("late"))], coerce=lambda value: value == "true"
    )

    class Meta:
        model = Comment
        fields = ["kind", "organization", "is_late"]
