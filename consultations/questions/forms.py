from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.questions.kinds import kind_of
from consultations.questions.models import Question
from seko.scripts import localized
from seko.scripts.marks import Together
from seko.web.stale import SeenForm


class OptionsField(forms.CharField):
    """One answer on each line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class QuestionForm(SeenForm, forms.Form):
    """What the Office asks."""

    kind = forms.ChoiceField(label=_("Kind of answer"), choices=Question.Kind)
    text = forms.CharField(label=_("Question"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    text_en = forms.CharField(
        label=_("Question in English"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    options = OptionsField(
        label=_("Answers to choose from"),
        required=False,
        max_length=20000,
        help_text=_("One per line. Only for single and multiple choice."),
    )
    minimum = forms.IntegerField(
        label=_("Lowest number"), required=False, help_text=_("For a scale; for a number it may stay empty.")
    )
    maximum = forms.IntegerField(label=_("Highest number"), required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)


class AnswersForm(forms.Form):
    """The answers of one organization, a field for each question that is not answered yet; drafts are filled in."""

    def __init__(self, *args, questions, answers, **kwargs):
        self.questions = {f"q{question.pk}": question for question in questions}
        first = {f"q{pk}": value for pk, value in answers.items()}
        super().__init__(*args, initial=first, **kwargs)
        for name, question in self.questions.items():
            label = Together(f"{question.position}.", localized(question, "text"))
            self.fields[name] = kind_of(question).field(question, label=label, required=False)

    def values(self):
        """{id of the question: what was written}."""
        return {question.pk: self.cleaned_data[name] for name, question in self.questions.items()}
