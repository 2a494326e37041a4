"""An answer in one's own words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from consultations.questions.kinds.base import AnswerKind
from seko.events.declarations import name_facts

LONGEST_TEXT = 20_000  # characters, as of a comment


class Text(AnswerKind):
    """Told as it was written, each with its organization; there is nothing to be counted or drawn."""

    def field(self, question, **common) -> forms.Field:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **common)

    def checked(self, question, value) -> str | None:
        text = value.strip() if isinstance(value, str) else ""
        if len(text) > LONGEST_TEXT:
            message = _("Write at most %(most)s characters.") % {"most": LONGEST_TEXT}
            raise ValidationError(message, code="text_too_long")
        return text or None

    def counted(self, question, answers) -> dict[str, Any]:
        return {"texts": [_text(answer) for answer in answers]}

    def bars(self, result) -> None:
        return None

    def sentence(self, result, bars) -> str:
        raise TypeError("Texts have no bars")


def _text(answer) -> dict[str, Any]:
    organization = answer.organization
    return {
        "organization": {"id": organization.pk, **name_facts("name", organization)},
        "text": answer.value,
        "is_late": answer.is_late,
    }
