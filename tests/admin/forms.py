"""Addresses and answers of the admin's forms."""

from django.urls import reverse
from django.utils import timezone


def add(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def change(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def moment(value, name):
    local = timezone.localtime(value)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def errors(response):
    """Everything that the page complains about."""
    assert response.status_code == 200
    return [
        str(error) for group in response.context["errors"] for error in ([group] if isinstance(group, str) else group)
    ]
