"""Which letters our fonts have, and how the others are told."""

import unicodedata
from collections import Counter

import pytest

from seko.files import pdf
from seko.files.letters import COVERAGE, name_of, readable
from tests.files.test_pdf import set_with
from tests.tools.letters import coverage


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("„Ђурђевак“ – č, ž, € 5 №", "„Ђурђевак“ – č, ž, € 5 №"),
        ("10⁶ m² CO₂ ½ ≥ → ✓", "10⁶ m² CO₂ ½ ≥ → ✓"),  # never 106
        ("e\u0301 ж\u0301", "é ж\u0301"),
        ("x\u0489 х\u0489", "x[U+0489 combining cyrillic millions sign] х[U+0489 combining cyrillic millions sign]"),
        ("ＡＢＣ１２", "ABC12"),
        ("مرحبا", "مرحبا"),
        ("✓\ufe0f\u200e", "✓"),
        ("a\u3000b\u2028c", "a b\nc"),
        ("中国", "[U+4E2D Chinese character, U+56FD Chinese character]"),
        ("\U0001fae8\ue000", "[U+1FAE8, U+E000]"),
        ("а\u1ad5", "а[U+1AD5]" if not unicodedata.name("\u1ad5", "") else "а[" + name_of("\u1ad5") + "]"),
    ],
)
def test_a_text_is_shown_in_letters_that_the_fonts_have(typed, shown):
    assert readable(typed) == shown


def test_what_was_told_by_its_name_is_counted():
    replaced = Counter()

    readable("😀 а 😀 中", replaced)

    assert replaced == {"😀": 2, "中": 1}


def test_the_file_of_letters_is_that_of_the_fonts_of_the_pinned_typst():
    assert COVERAGE.read_text(encoding="ascii") == coverage(), "python -m tests.tools.letters"


def test_every_letter_that_is_left_as_typed_has_a_shape_in_a_document(caplog):
    """Typst refuses the claim of an archive for a letter without a shape."""
    left = [char for n in range(33, 0x1FFFF) if unicodedata.category(char := chr(n))[0] not in "MCZ"]
    left = [char for char in left if readable(char) == char]

    assert len(left) > 5_000
    assert set_with(" ".join(left)).startswith(b"%PDF")
    assert caplog.messages == []
    assert pdf.MOST_NAMES
