"""Choices among many rows, searched as one types; what is no key at all is refused as a choice that does not exist."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField, ModelMultipleChoiceField


class OnlyKeysMixin:
    """Draw the form again after a value that can not be a key, which Django would look up and fail."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if self.is_key(each)], attr)

    def is_key(self, value):
        """Could it be the key of a row?"""
        if value in self.choices.field.empty_values:
            return True
        try:
            self.field.remote_field.model._meta.pk.to_python(value)
        except ValidationError:
            return False
        return True


class Pick(OnlyKeysMixin, AutocompleteSelect):
    """One row."""


class PickSeveral(OnlyKeysMixin, AutocompleteSelectMultiple):
    """Several rows."""


class PickingMixin:
    """An admin or inline whose `autocomplete_fields` use these widgets."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Pick(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", PickSeveral(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def picker(field, admin_site, queryset, **extra):
    """A choice for the form of an action; `field` is a relation of a model, whose rows are searched."""
    return ModelChoiceField(queryset, widget=Pick(field, admin_site), **extra)


def pickers(field, admin_site, queryset, **extra):
    """The same for several rows."""
    return ModelMultipleChoiceField(queryset, widget=PickSeveral(field, admin_site), **extra)
