"""An action refuses with a code; tests name the code, not the words."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError


@contextmanager
def refused(code):
    """Exactly one reason for the refusal, with this code."""
    with pytest.raises(ValidationError) as caught:
        yield
    assert codes_of(caught.value) == {code}


def codes_of(refusal):
    if hasattr(refusal, "error_dict"):
        return {error.code for errors in refusal.error_dict.values() for error in errors}
    return {error.code for error in refusal.error_list}
