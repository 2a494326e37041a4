"""Actions as buttons of the admin: a link leads to a page with a small form, and only its POST acts.

An action that has to say first what it does (`seko.web.confirmation`) shows that between the form and the act."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.enums import ActionVariant
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from seko.rules.errors import add_errors, require
from seko.rules.validity import today
from seko.web.confirmation import acts, confirmed
from seko.web.pages import CHANGE, is_language_change, show_again


class ActionForm(forms.Form):
    """What an action needs to know beside its object; the names of the fields are those of its arguments."""

    def __init__(self, obj, admin_site, *args, **kwargs):
        self.obj, self.admin_site = obj, admin_site
        super().__init__(*args, **kwargs)


text_field = partial(forms.CharField, widget=UnfoldAdminTextareaWidget)
line_field = partial(forms.CharField, widget=UnfoldAdminTextInputWidget)
date_field = partial(forms.DateField, widget=UnfoldAdminDateWidget, required=False)
moment_field = partial(forms.SplitDateTimeField, widget=UnfoldAdminSplitDateTimeWidget)
choice_of = partial(forms.ModelChoiceField, widget=UnfoldAdminSelectWidget)


class ReasonForm(ActionForm):
    """Why. The action itself says when a reason is needed."""

    reason = text_field(label=_("Reason"), required=False)


class DayForm(ActionForm):
    """On which day; today if it is left empty."""

    on = date_field(label=_("Date"), help_text=_("Leave empty for today."))


@dataclass(frozen=True)
class ActionButton:
    """An action that the admin offers on the page of one object."""

    label: str
    action: Callable
    allowed: Callable  # (user, object): has this person the right? The action asks again
    ready: Callable  # (object): does its state allow it? The action asks again
    form: type
    variant: ActionVariant

    @property
    def name(self):
        """Its part of the address."""
        return self.action.__name__.strip("_").replace("_", "-")

    def offered(self, user, obj):
        """Shown on the page of the object."""
        return bool(self.allowed(user, obj) and self.ready(obj))


def action_button(label, action, *, allowed, ready=lambda obj: True, form=ActionForm, variant=ActionVariant.DEFAULT):
    """A button for `action(obj, by=user, **form)`, shown where the person and the state allow it."""
    return ActionButton(label, action, allowed, ready, form, variant)


def not_over(obj):
    """Something dated that is valid today or from a later day on."""
    return obj.valid_to is None or obj.valid_to > today()


def in_status(*statuses):
    """The object is in one of these states."""
    return lambda obj: obj.status in statuses


class ButtonsMixin:
    """A model admin with `buttons`."""

    buttons = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_action"
        view = self.admin_site.admin_view(self.button_view)
        return [path("<path:object_id>/action/<slug:name>/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["actions_detail"] = [*context.get("actions_detail", ()), *self.button_links(request, obj)]
        return super().render_change_form(request, context, add=add, change=change, form_url=form_url, obj=obj)

    def button_links(self, request, obj):
        """The buttons that this person is offered on this object, as the theme draws them."""
        return [
            {
                "title": button.label,
                "path": self.button_url(obj, button.name),
                "variant": button.variant,
                "icon": None,
                "attrs": {},
                "dialog": None,
            }
            for button in self.buttons
            if button.offered(request.user, obj)
        ]

    def button_url(self, obj, name):
        """The page that asks before it acts."""
        return reverse(
            f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_action", args=[obj.pk, name]
        )

    def address_of(self, obj):
        """The page of the object in the admin."""
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])

    def button_view(self, request, object_id, name):
        """Ask what the action needs to know, and call it by POST; a refusal is shown with what was typed."""
        button = next((button for button in self.buttons if button.name == name), None)
        obj = self.get_object(request, unquote(object_id))
        if button is None or obj is None:
            raise Http404
        require(self.has_view_permission(request, obj) and button.allowed(request.user, obj))
        sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        form = button.form(obj, self.admin_site, **sent)
        back = self.address_of(obj)
        request.current_app = self.admin_site.name
        context = {
            **self.admin_site.each_context(request),
            "title": str(obj),
            "button": button.label,
            "opts": self.opts,
            "original": obj,
            "back": back,
        }
        if not sent and not form.fields and button.action in acts():
            form = button.form(obj, self.admin_site, data={})  # nothing to ask: what it will do is shown at once
        request.keeps_typed = True
        if CHANGE in request.POST or is_language_change(request):
            show_again(form)
        elif form.is_bound and form.is_valid():
            page = {"template": "admin/confirmation.html", "context": context, "back": back}
            try:
                confirmed(request, button.action, obj, **page)(**form.cleaned_data)
            except ValidationError as refusal:
                add_errors(form, refusal)
            else:
                messages.success(request, _("Done."))
                return HttpResponseRedirect(back)
        context |= {"form": form, "media": self.media + form.media}
        return TemplateResponse(request, "admin/action.html", context)
