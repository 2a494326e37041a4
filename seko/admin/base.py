"""Base classes of the admin: who may, what is searched, and refusals told in the form instead of a broken page."""

from contextlib import suppress
from functools import reduce
from operator import or_

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q, TextField, URLField, Value
from django.db.models.functions import Cast
from django.forms import ModelChoiceField, ModelForm, ModelMultipleChoiceField
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from seko.admin.buttons import ButtonsMixin
from seko.admin.exports import ExportMixin
from seko.admin.lists import DeclaredLookupsMixin
from seko.admin.widgets import PickingMixin
from seko.rules.errors import add_errors, database_refusals, first_message
from seko.rules.lengths import never_cut
from seko.rules.seen import only_changes
from seko.search.text import LONGEST_QUERY, Fold, FoldedQuery
from seko.web.confirmation import confirmed
from seko.web.pages import CHANGE, NOT_SAVED, is_language_change
from seko.web.stale import SEEN, SeenForm

GOOD = ("active", "open", "in_force", "submitted", "announced", "sent", "confirmed", "accepted", "done", "approved")
GOING_ON = (
    *("applied", "forming", "consolidation", "signing", "waiting", "pending", "in_review", "agreed", "running"),
    *("reading", "ready", "returned"),
)
STOPPED = ("suspended", "cancelled", "terminated", "failed", "refused")
DONE = ("answered", "held", "planned", "chosen", "issued")
QUIET = ("draft", "left", "ended", "expired", "discarded", "withdrawn", "dropped")
TONES = {  # status: colour of its label; the theme shows the bare code of one that is missing here
    **dict.fromkeys(GOOD, "success"),
    **dict.fromkeys(GOING_ON, "warning"),
    **dict.fromkeys(STOPPED, "danger"),
    **dict.fromkeys(DONE, "info"),
    **dict.fromkeys(QUIET, "default"),
}


def nobody(user):
    """Rows that belong to others or to history: the Office reads them here and changes nothing."""
    return False


class OfficeForm(SeenForm, ModelForm):
    """A form that changes what the person changed, and no more, of a row that is locked while it is saved.

    It knows the status of its row although it does not offer it: rules that ask for it can be judged."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            never_cut(field.widget)

    @property
    def changed_data(self):
        """Of the fields that differ from the row, those that the person changed."""
        return [name for name in super().changed_data if name not in {SEEN, *self.left_alone}]

    def _post_clean(self):
        seen = self.cleaned_data.pop(SEEN, None)
        now = {name: self._now(name) for name in self.stored if name in self.cleaned_data}
        told = {name: self.cleaned_data[name] for name in now}
        try:
            changed = only_changes(seen, told, now, of=self.instance)
        except ValidationError as refusal:
            changed = told
            add_errors(self, refusal)
        self.left_alone = set(now) - set(changed)
        self.cleaned_data.update({name: now[name] for name in self.left_alone})
        super()._post_clean()

    def add_error(self, field, error):
        """What somebody else saved stands in the words of the refusal: the theme has no other place for it."""
        super().add_error(field, error)
        if field in self.theirs and field not in self.told:
            self.told.add(field)
            box = render_to_string("components/_theirs.html", {"field": self[field], "theirs": self.theirs[field]})
            self.errors[field].append(mark_safe(box))  # noqa: S308  a template escapes

    def _now(self, name):
        """The value of the locked row, as a cleaned one."""
        field, value = self.fields[name], self.stored[name]
        if isinstance(field, ModelMultipleChoiceField):
            return field.queryset.filter(pk__in=[getattr(row, "pk", row) for row in value or ()])
        if isinstance(field, ModelChoiceField):
            return getattr(self.instance, name) if hasattr(type(self.instance), name) else field.to_python(value)
        return value

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"status"}


class FoldedSearchMixin:
    """`search_fields` in any script: a path that ends in `search` is a search column, others are folded text."""

    def get_search_results(self, request, queryset, search_term):
        text = search_term.replace("\x00", " ").strip()[:LONGEST_QUERY]
        text = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no UTF-8
        if not text:
            return queryset, False
        found = []
        for number, path in enumerate(self.get_search_fields(request)):
            if path.endswith("search"):
                found.append(Q(**{path: FoldedQuery(text)}))
            else:
                queryset = queryset.alias(**{f"folded_{number}": Fold(Cast(path, TextField()))})
                found.append(Q(**{f"folded_{number}__contains": Fold(Value(text))}))
        return queryset.filter(reduce(or_, found)), False


class OfficeRights:
    """Rights come from predicates: the Office sees everything here, and each model names who keeps it."""

    keeper = staticmethod(nobody)

    def is_changeable(self, obj):
        """Does the state of the row allow a change by form?"""
        return True

    def is_disposable(self, obj):
        """May the row be deleted without loss of history?"""
        return False

    def has_module_permission(self, request):
        return self.listed and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request):
        return self.addable and self.keeper(request.user)

    def has_change_permission(self, request, obj=None):
        return self.keeper(request.user) and (obj is None or self.is_changeable(obj))

    def has_delete_permission(self, request, obj=None):
        return obj is not None and self.keeper(request.user) and self.is_disposable(obj)


class OfficeAdmin(
    OfficeRights, ExportMixin, DeclaredLookupsMixin, FoldedSearchMixin, PickingMixin, ButtonsMixin, ModelAdmin
):
    """One model in the admin of the Office."""

    listed = True  # in the list of models; parts of others are reached from their whole
    addable = True
    add_fields = None  # fields of the form for a new row; default: all that are not read-only
    form = OfficeForm
    add_form = change_form = None
    also_written = ()  # models that the actions of the form write beside its own
    inline_savers = {}  # {model of an inline: function(request, row, new) that saves a row by its action}
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    actions = None
    list_per_page = 50
    show_full_result_count = False
    list_filter_submit = True
    compressed_fields = True

    @display(description=_("status"), label=TONES, ordering="status")
    def state(self, obj):
        return obj.status, obj.get_status_display()

    def get_actions(self, request):
        return {}  # nothing is done to many rows at once: each refusal has its own place

    # --- forms -------------------------------------------------------------------------------

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if obj is None:
            readonly = self.get_readonly_fields(request, obj)
            fields = self.add_fields or [name for name in fields if name not in readonly]
        return fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        special = self.add_form if obj is None else self.change_form
        if special and (obj is None or self.has_change_permission(request, obj)):
            kwargs["form"] = special
        form = super().get_form(request, obj, change=change, **kwargs)
        form.admin_site = self.admin_site
        refusal = getattr(request, "refusal", None)
        return form_with_errors(form, refusal) if refusal else form

    def get_object(self, request, object_id, from_field=None):
        """A row that is being saved is kept still from before it is read."""
        if request.method == "POST" and connection.in_atomic_block:
            with suppress(ValidationError, ValueError):
                pk = self.model._meta.pk.to_python(object_id)
                list(self.model._base_manager.select_for_update().filter(pk=pk).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj is not None else ()

    # --- saving ------------------------------------------------------------------------------

    def _changeform_view(self, request, object_id, form_url, extra_context):
        """Save in a savepoint; what an action or the database refuses is told in the form, which is drawn anew."""
        request.keeps_typed = True
        if request.method != "POST":
            return super()._changeform_view(request, object_id, form_url, extra_context)
        if is_language_change(request):  # what was typed in a session that has ended
            request.refusal = ValidationError(NOT_SAVED, code="not_saved")
            return super()._changeform_view(request, object_id, form_url, extra_context)
        try:
            if CHANGE in request.POST:
                raise ValidationError(
                    _("Nothing has been saved yet. Edit what you wrote, then save."), code="not_saved"
                )
            with database_refusals(*self.models()):
                return super()._changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            request.refusal = refusal
            return super()._changeform_view(request, object_id, form_url, extra_context)

    def models(self):
        """Those whose rules can speak when the form is saved."""
        return self.model, *(inline.model for inline in self.inlines), *self.also_written

    def save_model(self, request, obj, form, change):
        created = None if change else self.create(request, obj, form)
        if created is not None:  # made by its action: the form goes on with what the action has made
            obj.pk, obj._state.adding, obj._state.db = created.pk, False, created._state.db
            obj.refresh_from_db()
        elif not change:
            super().save_model(request, obj, form, change)
        elif not self.change(request, obj, form):
            typed = [field.name for field in obj._meta.concrete_fields if field.name in form.changed_data]
            if typed:  # and nothing else: an action may have moved the row since this form read it
                obj.save(update_fields=typed)

    def run(self, request, action, *objects, **data):
        """Call an action from a form; one that has to say first what it does shows its page before that."""
        context = {**self.admin_site.each_context(request), "opts": self.opts, "subtitle": self.opts.verbose_name}
        page = {"template": "admin/confirmation.html", "context": context, "subject": "", "back": request.path}
        return confirmed(request, action, *objects, **page)(**data)

    def create(self, request, obj, form):
        """Make a new row by its action and return it; None: there is no action, the row is simply saved."""

    def change(self, request, obj, form):
        """Change a row by its action; None: there is no action, the row is simply saved."""

    def save_formset(self, request, form, formset, change):
        save = self.inline_savers.get(formset.model)
        if save is None:
            return super().save_formset(request, form, formset, change)
        formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete()
        for row, _fields in formset.changed_objects:
            save(request, row, new=False)
        for row in formset.new_objects:
            save(request, row, new=True)
        return formset.save_m2m()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        connection.check_constraints()  # deferred rules speak before anybody is told of success

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with database_refusals(*self.models()):
                return super().delete_view(request, object_id, extra_context)
        except ValidationError as refusal:
            self.message_user(request, first_message(refusal), "error")
            obj = self.get_object(request, unquote(object_id))
            return HttpResponseRedirect(self.address_of(obj))


class PartAdmin(OfficeAdmin):
    """Rows that live inside others: found by search and links, not in the list of models."""

    listed = False
    addable = False


class HistoryAdmin(OfficeAdmin):
    """Rows that others have written, or the portal: to be read."""

    addable = False


class OfficeInline(PickingMixin, TabularInline):
    """Rows inside another, changed as far as that one may be changed."""

    form = OfficeForm
    extra = 0
    show_change_link = True
    formfield_overrides = {TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 2})}}
    read_only = False
    addable = removable = True

    def is_changeable(self, parent):
        """Does the state of the whole allow a change of its parts?"""
        return True

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_change_permission(self, request, obj=None):
        if self.read_only or obj is None:
            return False
        whole = self.admin_site.get_model_admin(self.parent_model)
        return whole.has_change_permission(request, obj) and self.is_changeable(obj)

    def has_add_permission(self, request, obj=None):
        return self.addable and self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.removable and self.has_change_permission(request, obj)


class ReadOnlyInline(OfficeInline):
    """Rows inside another, to be read; long lists in pages."""

    read_only = True
    per_page = 50

    def get_readonly_fields(self, request, obj=None):
        return flatten_fieldsets([(None, {"fields": self.fields})])


def form_with_errors(form_class, refusal):
    """The form that reports a refusal beside its fields, with everything that was typed."""

    class Refused(form_class):
        def _post_clean(self):
            super()._post_clean()
            add_errors(self, refusal)

    return Refused
