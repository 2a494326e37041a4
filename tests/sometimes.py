"""What walks the same road again is not walked with every run of the checks."""

import pytest


def the_first_of(values):
    """The first value with every run, the others with `make test-slow`."""
    first, *others = values
    return [first, *(pytest.param(value, marks=pytest.mark.slow) for value in others)]
