"""Plumbing that every endpoint shares: pages, and texts in the script that the caller asks for."""

from rest_framework import serializers, viewsets
from rest_framework.pagination import PageNumberPagination

from seko.script import to_cyrillic, to_latin

DEFAULT_PAGE, MAX_PAGE = 50, 200  # rows


class Pages(PageNumberPagination):
    """`?page=` and `?page_size=`, at most 200 rows."""

    page_size = DEFAULT_PAGE
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE


class ScriptSerializer(serializers.ModelSerializer):
    """Texts as typed, or with `?script=cyrl` or `?script=latn` in one script.

    `script_fields` names the texts in Serbian; all else stays as stored."""

    script_fields = ()

    def to_representation(self, instance):
        data = super().to_representation(instance)
        request = self.context.get("request")
        convert = {"cyrl": to_cyrillic, "latn": to_latin}.get(request.query_params.get("script")) if request else None
        if convert:
            for field in self.script_fields:
                if data.get(field):
                    data[field] = convert(data[field])
        return data


class ReadOnlyViewSet(viewsets.ReadOnlyModelViewSet):
    """A list and its details. `queryset` says what is visible, in `get_queryset()` of the subclass."""

    ordering_fields = ()
