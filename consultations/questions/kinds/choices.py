"""One answer, or several, out of those that the Office offers."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.questions.kinds.base import AnswerKind
from seko.scripts import for_visitor
from seko.scripts.marks import Together


class AnyChoices(forms.MultipleChoiceField):
    """Boxes; what may be chosen is for the action to say."""

    def valid_value(self, value) -> bool:
        return True


class Choice(AnswerKind):
    """What both have in common: options that are counted."""

    def counted(self, question, answers) -> dict[str, Any]:
        values = [answer.value for answer in answers]
        chosen = Counter(option for value in values for option in (value if isinstance(value, list) else [value]))
        return {"options": [{"option": option, "count": chosen[option]} for option in question.options]}

    def bars(self, result) -> list[tuple[str, int]]:
        return [(for_visitor(row["option"]), row["count"]) for row in result["options"]]

    def sentence(self, result, bars) -> str:
        told = [Together(label, str(count)) for label, count in bars]
        return Together(Together(*told, separator="; "), ".", separator="")


class OneChoice(Choice):
    """One of several."""

    def field(self, question, **common) -> forms.Field:
        return radio_buttons(question, _offered(question), **common)

    def checked(self, question, value) -> str | None:
        text = value.strip() if isinstance(value, str) else ""
        return _known(question, [text])[0] if text else None


class SeveralChoices(Choice):
    """Several of several, kept in the order in which they are offered."""

    def field(self, question, **common) -> forms.Field:
        return AnyChoices(choices=_offered(question), widget=forms.CheckboxSelectMultiple, **common)

    def checked(self, question, value) -> list[str] | None:
        chosen = _known(question, value if isinstance(value, list) else [value] if value else [])
        return [option for option in question.options if option in chosen] or None


def radio_buttons(question, choices, **common) -> forms.Field:
    """One button for each choice, and one for no answer where none is required."""
    none = [] if question.is_required else [("", _("no answer"))]
    return forms.CharField(widget=forms.RadioSelect(choices=[*choices, *none]), **common)


def _offered(question) -> list[tuple[str, str]]:
    return [(option, for_visitor(option)) for option in question.options]


def _known(question, chosen) -> list[str]:
    if not set(chosen) <= set(question.options):
        raise ValidationError(_("Choose among the answers that are offered."), code="unknown_option")
    return chosen
