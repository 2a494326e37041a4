"""What people type, as it is kept: nothing that cannot be seen, and limits that hold where no form stands before, too.

Names and titles are one line: blanks of every kind are one blank, and what turns the direction of writing or has no
width is left out, for two names that look alike are alike. Long texts keep their lines and blanks. A text in which
nothing can be seen is empty, so that a required one is refused like one that was left out.
"""

import re
import unicodedata

from django.core.validators import MaxLengthValidator
from django.db import models

_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and signs by their class, and drawn as nothing
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # what no text can hold at all is refused elsewhere
# No width, or another direction of writing. The joiners stay: names in other scripts are spelt with them.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_BLANKS = re.compile(r"\s+")


def has_visible(text) -> bool:
    """Is there a letter, a number or a sign in it?"""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _FILLERS for sign in text)


def tidy_line(text) -> str:
    """A name or title as it is kept."""
    text = _BLANKS.sub(" ", _UNSEEN.sub("", _CONTROL.sub(" ", text))).strip()
    return text if has_visible(text) else ""


def tidy_text(text) -> str:
    """A text of several lines as it is kept: its lines and blanks stay."""
    text = _CONTROL.sub("", text)
    return text if has_visible(text) else ""


class _Tidy:
    """A field that is tidied whenever it is judged, kept or looked for. To migrations it is what it was."""

    def to_python(self, value):
        value = super().to_python(value)
        return type(self).tidy(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return type(self).tidy(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = type(self).tidy(value)
            setattr(model_instance, self.attname, value)  # the row in hand is as it will be read again
        return value

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class LineField(_Tidy, models.CharField):
    """A name, a title, a number as it is written."""

    tidy = staticmethod(tidy_line)


class LongTextField(_Tidy, models.TextField):
    """A text of many lines."""

    tidy = staticmethod(tidy_text)


def long_text(label, max_length=20000, **more):
    """A text of many lines. Django itself checks the length of such a field in forms only."""
    return LongTextField(label, max_length=max_length, validators=[MaxLengthValidator(max_length)], **more)
