"""Choices of objects, by their names in the visitor's language and script."""

from django import forms

from seko.scripts.visitor import for_visitor, localized


def name_of(obj) -> str:
    """What a person chooses an object by: its name or title, else what it calls itself."""
    for attribute in ("name", "title"):
        if hasattr(obj, attribute):
            return localized(obj, attribute)
    return for_visitor(str(obj))


class NamedChoiceField(forms.ModelChoiceField):
    """One of some objects."""

    def label_from_instance(self, obj):
        return name_of(obj)


class NamedChoicesField(forms.ModelMultipleChoiceField):
    """Several of some objects."""

    def label_from_instance(self, obj):
        return name_of(obj)
