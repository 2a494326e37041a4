"""What the tests of documents share."""

import pytest


@pytest.fixture(autouse=True)
def media(files_apart):
    """Where sent files lie."""
    return files_apart
