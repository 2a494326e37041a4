"""Filters that refuse what they can not read instead of passing over it."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _


class YesNo(django_filters.ChoiceFilter):
    """`true` or `false`."""

    def __init__(self, **extra):
        super().__init__(choices=[("true", _("yes")), ("false", _("no"))], **extra)

    def filter(self, queryset, value):
        return super().filter(queryset, value == "true") if value else queryset


class WholeNumber(django_filters.NumberFilter):
    """Digits, without a fraction."""

    field_class = forms.IntegerField


def day(**extra):
    """A day in Belgrade, such as `2026-11-23`, chosen in the browser's calendar where there is one."""
    return django_filters.DateFilter(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **extra)
