from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from consultations.comments.disposition import DispositionField
from consultations.reports.frozen import WHERE_IT_WENT, is_awaited, items_in, late_in, reported_comments
from consultations.responses.models import Response
from seko.events.templatetags import fact

AWAITED = "awaited"


class ReportItemForm(forms.Form):
    seko = forms.ChoiceField(label=_("SEKO"), required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("all")), *Response.Outcome.choices, (AWAITED, _("accepted, not yet visible in the text"))],
    )


class ReportItemFilter:
    """Items of a report's content by SEKO and outcome; what is not offered narrows nothing."""

    def __init__(self, data, content):
        self._content = content
        self.form = ReportItemForm(data)
        sekos = [(str(told["seko"]["id"]), fact(told["seko"], "name")) for told in content["opinions"]]
        self.form.fields["seko"].choices = [("", _("all")), *sekos]
        if len(sekos) < 2:
            del self.form.fields["seko"]

    @cached_property
    def chosen(self):
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def items(self):
        """The items that fit, in the order of the report."""
        return [item for item in items_in(self._content) if self._fits(item)]

    def _fits(self, item):
        answer, outcome = item["answer"], self.chosen.get("outcome")
        if self.chosen.get("seko", str(item["opinion"]["seko"]["id"])) != str(item["opinion"]["seko"]["id"]):
            return False
        if outcome == AWAITED:
            return is_awaited(answer)
        return not outcome or (answer and answer["outcome"] == outcome)


class ReportedCommentForm(forms.Form):
    place = DispositionField(
        label=_("Outcome"), required=False, choices=[("", _("all")), *WHERE_IT_WENT.items(), ("late", _("late"))]
    )
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)
    question = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ReportedCommentFilter:
    """Comments of a report's content by where they went, those of one item, or the answers in words to a question."""

    def __init__(self, data, content):
        self._content = content
        self.form = ReportedCommentForm(data)
        self.form.is_valid()
        self._chosen = self.form.cleaned_data

    @cached_property
    def item(self):
        """The item whose comments are asked for, or None."""
        return next((item for item in items_in(self._content) if item["id"] == self._chosen.get("item")), None)

    @cached_property
    def question(self):
        """The question whose answers are asked for, or None."""
        asked = self._chosen.get("question")
        return next((each for each in self._content.get("questions", ()) if each["position"] == asked), None)

    @cached_property
    def rows(self):
        """Comments with their place, or the texts of a question."""
        if self.question:
            return self.question.get("texts", [])
        place = self._chosen.get("place")
        if place == "late":
            return late_in(self._content)
        rows = [said for said in reported_comments(self._content) if not place or said.disposition == place]
        return [said for said in rows if said.item and said.item["id"] == self.item["id"]] if self.item else rows
