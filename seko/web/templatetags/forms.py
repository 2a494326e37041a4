"""Form fields in the portal's dress: `{% load forms %}`."""

from django import forms, template
from django.utils.translation import gettext as _

from seko.rules.lengths import never_cut

register = template.Library()

_CLASSES = {
    forms.CheckboxInput: "form-check-input",
    forms.CheckboxSelectMultiple: "",
    forms.RadioSelect: "",
    forms.Select: "form-select",
}


@register.filter
def styled(field):
    """The widget with its class, and for assistive technology what is wrong with it and where that is said."""
    widget = field.field.widget
    name = next((css for kind, css in _CLASSES.items() if isinstance(widget, kind)), "form-control")
    attrs = {}
    never_cut(widget)
    if "data-most" in widget.attrs:
        attrs["data-count"] = _("%(n)s of at most %(most)s characters") % {"n": "{n}", "most": "{most}"}
    if name:
        attrs["class"] = f"{widget.attrs.get('class', '')} {name} {'is-invalid' if field.errors else ''}".strip()
    if field.errors and not is_group(field):  # a group tells it at its head, once for all of its boxes
        attrs["aria-invalid"] = "true"
        attrs["aria-errormessage"] = f"{field.auto_id}_error"
    return field.as_widget(attrs=attrs)


@register.filter
def is_checkbox(field):
    """A single box, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_group(field):
    """Several boxes or buttons under one legend."""
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect)


@register.filter
def theirs(field):
    """What somebody else has saved in this field since the page was opened, or None: `seko.web.stale.Theirs`."""
    return getattr(field.form, "theirs", {}).get(field.name)
