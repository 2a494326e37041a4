"""What passages can be narrowed by; for the API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.documents.models import Passage
from seko.web.filters import WholeNumber


class PassageFilter(django_filters.FilterSet):
    version = WholeNumber(
        field_name="version__number", label=_("Number of a version; without it, the version consulted")
    )
    key = django_filters.UUIDFilter(label=_("Key of the passage"))
    kind = django_filters.ChoiceFilter(choices=Passage.Kind.choices, label=_("Kind"))

    class Meta:
        model = Passage
        fields = ()
