"""The living page of the design: each component in all its states, drawn by the same templates as everywhere.

Nothing here is data of the portal: the specimens are made up, and their names say so.
"""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seko.plots import Plot, PlotColumn, PlotRow, PlotSeries
from seko.web.templatetags.icons import drawings

TONES = ["success", "info", "warning", "danger", "secondary", "light"]
COLOURS = ["paper", "surface", "sunken", "ink", "muted", "line", "line-strong", "primary", "primary-soft", "accent"]
COLOURS += ["deep", "success", "success-soft", "warning", "warning-soft", "danger", "danger-soft", "neutral", "mark"]
COLOURS += [f"plot-{n}" for n in range(1, 7)]


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As it stands in the register."))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("a", gettext_lazy("association")), ("f", gettext_lazy("foundation"))]
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Outcome"),
        choices=[("yes", gettext_lazy("accepted")), ("no", gettext_lazy("not accepted"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}))
    agreed = forms.BooleanField(label=gettext_lazy("I have read the document"), required=False)


@dataclass(frozen=True)
class Step:
    """A step of the specimen road."""

    label: str
    state: str


def at_four():
    """Today, at four in the afternoon."""
    return timezone.localtime().replace(hour=16, minute=0, second=0, microsecond=0)


def components(request):
    """Every component in every state."""
    wrong = SpecimenForm({"wrong-email": "—", "wrong-kind": "a"}, prefix="wrong")
    wrong.add_error(None, _("This form is a specimen: it is never sent."))
    words = [_("Comments"), _("Opinions"), _("Answers"), _("Report")]
    context = {
        "colours": COLOURS,
        "tones": TONES,
        "icons": sorted(drawings()),
        "form": SpecimenForm(),
        "wrong": wrong,
        "page": Paginator(range(60), 25).get_page(2),
        # At a full hour of a day: a page that nobody has changed stays the same from minute to minute.
        "deadlines": [at_four() + timedelta(days=days) for days in (12, 1, -2)],
        "stages": [Step(*step) for step in zip(words, ["done", "now", "", ""], strict=True)],
        "changes": [
            ("kept", _("Comments stay open for ")),
            ("deleted", _("seven ")),
            ("inserted", _("fifteen ")),
            ("kept", _("days.")),
        ],
        "passage": {"number": "3.2", "text": _("Opening text tells in one or two sentences what the page is for.")},
        "plot": _plot(),
    }
    return render(request, "web/components.html", context)


def _plot():
    """A drawing with its sentence and its table."""
    values = {_("Comments"): 12, _("Opinions"): 7, _("Answers"): 5}
    return Plot(
        key="specimen",
        title=_("A chart with its table"),
        summary=_("Comments: 12. Opinions: 7. Answers: 5."),
        columns=[PlotColumn(_("What"), None), PlotColumn(_("How many"))],
        rows=[PlotRow([label, n]) for label, n in values.items()],
        drawing={
            "kind": "rows",
            "decimals": 0,
            "rows": [{"label": label, "values": [n]} for label, n in values.items()],
        },
        legend=[PlotSeries(_("How many"), 1)],
        size=len(values),
    )
