"""Long texts with a limit that also holds where no form stands before it."""

from django.core.validators import MaxLengthValidator
from django.db import models


def long_text(label, max_length=20000, **more):
    """A text of many lines. Django itself checks the length of such a field in forms only."""
    return models.TextField(label, max_length=max_length, validators=[MaxLengthValidator(max_length)], **more)
