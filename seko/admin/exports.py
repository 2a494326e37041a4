"""A list of the admin as a file: the rows that it shows, by the portal's one way out of tables."""

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path
from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.enums import ActionVariant

from seko.files.sheets import FORMATS
from seko.jobs.exports import ExportColumn, Table, register_export
from seko.jobs.views import download

KIND = "admin.list"
WIDE, NARROW = 40, 16  # characters
LONG_TEXT = 100  # characters that a column may hold before it is a wide one


@register_export(KIND, gettext_lazy("List of the administration"))
def admin_table(reader, model):
    """The columns `export_fields` of a model's list, narrowed by the list's own filters.

    ObjectDoesNotExist where there is no such list, where it is not theirs, or where it does not know a filter."""
    request = HttpRequest()
    request.GET, request.user = reader.query, reader.user
    shown = admin.site._registry.get(apps.get_model(model))  # noqa: SLF001  `get_model_admin` raises an error of its own
    if shown is None or not shown.export_fields or not shown.has_view_permission(request):
        raise ObjectDoesNotExist
    try:
        rows = shown.get_changelist_instance(request).queryset
    except (IncorrectLookupParameters, SuspiciousOperation) as exc:
        raise ObjectDoesNotExist from exc
    columns = [_column(shown.model, name) for name in shown.export_fields]
    return Table(
        str(shown.opts.verbose_name_plural),
        columns,
        rows,
        lambda chunk: ([_cell(row, name) for name in shown.export_fields] for row in chunk),
    )


class ExportMixin:
    """A model admin whose list can be taken away as a file, if it names `export_fields`."""

    export_fields = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [path("export.<str:format>", view, name=name), *super().get_urls()]

    def export_view(self, request, format):
        """The file, or the question whether a long one is to be prepared."""
        return download(request, KIND, format, model=self.opts.label_lower)

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        if self.export_fields and hasattr(response, "context_data"):
            offered = response.context_data.get("actions_list") or ()
            response.context_data["actions_list"] = [*offered, *self._export_links(request)]
        return response

    def _export_links(self, request):
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_export"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return [
            {
                "title": format.upper(),
                "path": reverse(name, args=[format]) + query,
                "variant": ActionVariant.DEFAULT,
                "icon": "download",
                "attrs": {},
                "dialog": None,
            }
            for format in FORMATS
        ]


def _column(model, name):
    fields = get_fields_from_path(model, name)
    wide = (fields[-1].max_length or 0) > LONG_TEXT or fields[-1].is_relation
    return ExportColumn(str(fields[0].verbose_name), WIDE if wide else NARROW)


def _cell(row, name):
    """Days and numbers as they are, choices by their names, texts as stored."""
    value = row
    for part in name.split("__"):
        shown = getattr(value, f"get_{part}_display", None)
        value = shown() if shown else getattr(value, part, None)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else value
