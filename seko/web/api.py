"""Plumbing that every endpoint shares: order, and texts in the script that the caller asks for."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import AllowAny

from seko.rules.errors import field_error
from seko.scripts import to_cyrillic, to_latin


def script_asked(request):
    """What brings texts in Serbian into the script that the caller asks for, or None."""
    return {"cyrl": to_cyrillic, "latn": to_latin}.get(request.query_params.get("script")) if request else None


class ScriptSerializer(serializers.ModelSerializer):
    """Texts as typed, or with `?script=cyrl` or `?script=latn` in one script.

    `script_fields` names the texts in Serbian; all else stays as stored."""

    script_fields = ()

    def to_representation(self, instance):
        data = super().to_representation(instance)
        convert = script_asked(self.context.get("request"))
        if convert:
            for field in self.script_fields:
                if data.get(field):
                    data[field] = convert(data[field])
        return data


SCRIPT = OpenApiParameter(
    "script", enum=["cyrl", "latn"], description="Texts in Serbian in one script; without it as typed."
)


OF_EVERY_LIST = ("script", "search", "ordering", "page", "page_size")


class Reading(viewsets.GenericViewSet):
    """Open to everybody: `get_queryset()` of the subclass says what is visible to whom."""

    permission_classes = (AllowAny,)  # there is nothing to write: other methods are 405, not 403
    ordering_fields = ()
    own_parameters = ()  # that the view reads itself, beside those of its filter

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self.refuse_unknown_parameters(request)
        if request.query_params.get("script", "cyrl") not in SCRIPT.enum:
            raise field_error("script", _("Choose `cyrl` or `latn`."), "unknown_choice")

    def refuse_unknown_parameters(self, request):
        """Whoever asks by something that is no filter here is told, instead of getting rows that are not narrowed."""
        filters = getattr(getattr(self, "filterset_class", None), "base_filters", ())
        unknown = set(request.query_params) - {*OF_EVERY_LIST, *self.own_parameters, *filters}
        if unknown:
            raise ValidationError(
                {name: ValidationError(_("This list has no such filter."), code="unknown_filter") for name in unknown}
            )

    def filter_queryset(self, queryset):
        """Rows that the order leaves equal follow by key, so that no page repeats or skips one."""
        queryset = super().filter_queryset(queryset)
        return queryset.order_by(*(queryset.query.order_by or queryset.model._meta.ordering), "pk")


@extend_schema_view(list=extend_schema(parameters=[SCRIPT]))
class ReadOnlyList(mixins.ListModelMixin, Reading):
    """A list without details."""


@extend_schema_view(list=extend_schema(parameters=[SCRIPT]), retrieve=extend_schema(parameters=[SCRIPT]))
class ReadOnlyViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Reading):
    """A list and its details."""
