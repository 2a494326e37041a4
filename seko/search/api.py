"""The search for other systems."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers

from seko.rules.errors import field_error
from seko.search.excerpts import as_written, excerpt_of, words_of
from seko.search.kinds import kind_of, kinds
from seko.search.rows import search_for
from seko.search.text import cleaned_query
from seko.web.api import SCRIPT, Reading, script_asked


class HitSerializer(serializers.Serializer):
    """Something found. Texts as typed, or in one script with `?script=`."""

    kind = serializers.CharField(source="kind.code", help_text="Code of the kind, as in `?kind=`.")
    sign = serializers.CharField(
        help_text="A number or mark of it, such as that of a comment; empty where it has none."
    )
    title = serializers.SerializerMethodField()
    title_en = serializers.CharField()
    about = serializers.SerializerMethodField(help_text="What it belongs to, such as the consultation of a comment.")
    about_en = serializers.CharField()
    excerpt = serializers.SerializerMethodField(help_text="About 200 characters around the first word found.")
    at = serializers.DateTimeField(allow_null=True, help_text="The moment by which the newest come first.")
    url = serializers.SerializerMethodField(help_text="Address of its page.")

    def get_title(self, hit) -> str:
        return self._convert(hit.title)

    def get_about(self, hit) -> str:
        return self._convert(hit.about)

    def get_excerpt(self, hit) -> str:
        return excerpt_of(hit, self.context["view"].words, self._convert)[0]

    def get_url(self, hit) -> str:
        return self.context["request"].build_absolute_uri(hit.url)

    def _convert(self, text):
        convert = script_asked(self.context["request"])
        return convert(text) if convert else text


class SearchViewSet(mixins.ListModelMixin, Reading):
    """Everything in which all words of `q` are found, the best first; of each kind at most 1000.

    Where nothing holds them all, `match` of the answer says what was done: `mended`, a letter of a word was taken as
    wrong, and `meant` is what was looked for; or `most`, most of the words are found."""

    filter_backends = ()
    serializer_class = HitSerializer
    own_parameters = ("q", "kind")

    @extend_schema(
        operation_id="search_list",
        parameters=[
            OpenApiParameter("q", description="Words to find, in any script. Without them nothing is found."),
            OpenApiParameter("kind", enum=[kind.code for kind in kinds()], description="Of one kind alone."),
            SCRIPT,
        ],
    )
    def list(self, request, *args, **kwargs):
        return super().list(request, *args, **kwargs)

    def get_queryset(self):
        code = self.request.query_params.get("kind")
        if code and not kind_of(code):
            raise field_error("kind", _("Choose one of the listed values."), "unknown_choice")
        return search_for(self.request.query_params.get("q"), self.request.user, [kind_of(code)] if code else kinds())

    def filter_queryset(self, queryset):
        return queryset

    def paginate_queryset(self, queryset):
        hits = super().paginate_queryset(queryset)
        self.words = words_of(queryset.text, hits)
        self.match = queryset.match
        self.meant = as_written(queryset.text, cleaned_query(self.request.query_params.get("q")), hits)
        return hits

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        response.data |= {"match": self.match, "meant": self.meant}
        return response
