"""What the lists inside one consultation can be narrowed by; for the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.filters.comment import CommentFilter
from consultations.models import Comment, Opinion, Passage, Response
from organizations.filters import NamedChoice
from sectors.models import Seko
from seko.web.filters import WholeNumber, YesNo


class PassageFilter(django_filters.FilterSet):
    version = WholeNumber(
        field_name="version__number", label=_("Number of a version; without it, the version consulted")
    )
    key = django_filters.UUIDFilter(label=_("Key of the passage"))
    kind = django_filters.ChoiceFilter(choices=Passage.Kind.choices, label=_("Kind"))

    class Meta:
        model = Passage
        fields = ()


class CommentDetailedFilter(CommentFilter):
    passage = django_filters.UUIDFilter(field_name="passage__key", label=_("Key of the passage"))
    is_late = YesNo(field_name="is_late", label=_("Late"))
    sort = None  # the API has its own way of ordering

    class Meta:
        model = Comment
        fields = ()


class OpinionFilter(django_filters.FilterSet):
    seko = NamedChoice(queryset=Seko.objects.all(), label=_("SEKO"))

    class Meta:
        model = Opinion
        fields = ()


class ResponseFilter(django_filters.FilterSet):
    seko = NamedChoice(field_name="item__opinion__seko", queryset=Seko.objects.all(), label=_("SEKO"))
    outcome = django_filters.ChoiceFilter(choices=Response.Outcome.choices, label=_("Outcome"))

    class Meta:
        model = Response
        fields = ()
