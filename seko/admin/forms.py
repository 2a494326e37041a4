"""Forms of pages in the admin: the same fields, words and rules, in the widgets of its theme."""

from django import forms
from django.db.models import ForeignKey
from unfold.widgets import (
    UnfoldAdminDateWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
    UnfoldBooleanWidget,
)

from seko.admin.buttons import ActionForm
from seko.admin.widgets import Pick
from seko.rules.lengths import never_cut

# Widget of a page → that of the theme; the first that fits. Others, such as boxes of several choices, stay.
THEMED = (
    (forms.Textarea, UnfoldAdminTextareaWidget),
    (forms.URLInput, UnfoldAdminURLInputWidget),
    (forms.DateInput, UnfoldAdminDateWidget),
    (forms.TextInput, UnfoldAdminTextInputWidget),
    (forms.CheckboxInput, UnfoldBooleanWidget),
    ((forms.Select, forms.RadioSelect), UnfoldAdminSelectWidget),
)
LEFT = (forms.SelectMultiple, forms.CheckboxSelectMultiple)


class ThemedForm:
    """Comes before the form of a page: `picks` names the relations in whose rows a choice is searched as one types."""

    picks: dict[str, ForeignKey] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.DateTimeField):
                self.fields[name] = _in_two_parts(field)
            elif name in self.picks:
                _show(field, Pick(self.picks[name], self.admin_site))
            elif widget := _themed(field.widget):
                _show(field, widget())


def action_form(page_form, *, arguments=lambda obj: {}):
    """The form of a button, made of the form in which a page asks for the same action.

    `arguments(object)` gives what the page's form is made with beside the data."""

    class InAdmin(ThemedForm, ActionForm, page_form):
        def __init__(self, obj, admin_site, *args, **kwargs):
            super().__init__(obj, admin_site, *args, **arguments(obj), **kwargs)

    return InAdmin


def _themed(widget):
    if isinstance(widget, LEFT) or widget.is_hidden:
        return None
    return next((themed for plain, themed in THEMED if isinstance(widget, plain)), None)


def _in_two_parts(field):
    """A moment is typed as a day and a time."""
    return forms.SplitDateTimeField(
        label=field.label,
        required=field.required,
        help_text=field.help_text,
        initial=field.initial,
        widget=UnfoldAdminSplitDateTimeWidget,
    )


def _show(field, widget):
    widget.is_required = field.required
    widget.attrs.update(field.widget_attrs(widget))
    never_cut(widget)
    field.widget = widget
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = field.queryset  # the field tells the widget its choices
    elif isinstance(field, forms.ChoiceField):
        field.choices = field.choices
