"""Filters that refuse what they can not read instead of passing over it."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _


class ValidTodayWidget(django_filters.widgets.BooleanWidget):
    """The three choices by what they mean, instead of unknown, yes and no."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = [("", _("All")), ("true", _("Valid")), ("false", _("Not valid"))]


class YesNoField(django_filters.fields.ChoiceField):
    def clean(self, value):
        value = super().clean(value)
        return {"true": True, "false": False}.get(value, value)


class YesNo(django_filters.ChoiceFilter):
    """`true` or `false`, called yes and no unless `choices` has better words."""

    field_class = YesNoField

    def __init__(self, **extra):
        super().__init__(**{"choices": [("true", _("yes")), ("false", _("no"))], **extra})


class ValidToday(django_filters.BooleanFilter):
    """What is valid today, what is not, or all: `true`, `false` or nothing."""

    def __init__(self, **extra):
        super().__init__(**{"label": _("Valid today"), "widget": ValidTodayWidget, **extra})


class WholeNumber(django_filters.NumberFilter):
    """Digits, without a fraction."""

    field_class = forms.IntegerField


def day(**extra):
    """A day in Belgrade, such as `2026-11-23`, chosen in the browser's calendar where there is one."""
    return django_filters.DateFilter(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **extra)


def hide_choices(narrowed, *hidden):
    """Take choices away from a filter, for callers who may not know of them."""
    narrowed.extra["choices"] = [choice for choice in narrowed.extra["choices"] if choice[0] not in hidden]
    narrowed.__dict__.pop("_field", None)  # django-filter keeps the field, and drawing the schema has made it
