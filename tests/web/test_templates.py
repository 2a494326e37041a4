"""Templates can be read: no line is longer than a screen, and each one loads."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

LONGEST = 160  # bytes, as tools count them; a Cyrillic letter is two
FOLDER = Path(settings.BASE_DIR, "templates")
TEMPLATES = sorted(
    path.relative_to(FOLDER).as_posix() for kind in ("html", "txt") for path in FOLDER.rglob(f"*.{kind}")
)


@pytest.mark.parametrize("kind", ["html", "txt", "typ"])
def test_no_line_of_a_template_is_longer_than_a_screen(kind):
    long = [
        f"{path.relative_to(FOLDER)}:{number}"
        for path in sorted(FOLDER.rglob(f"*.{kind}"))
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if len(line) > LONGEST
    ]

    assert long == []


@pytest.mark.parametrize("kind", ["css", "js"])
def test_no_line_of_a_style_or_a_script_is_longer_than_a_screen(kind):
    long = [
        f"{path.name}:{number}"
        for path in sorted(Path(settings.BASE_DIR, "static", kind).glob(f"*.{kind}"))
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if len(line) > LONGEST
    ]

    assert long == []


def test_every_template_loads():
    broken = {}
    for name in TEMPLATES:
        try:
            get_template(name)
        except Exception as exc:  # noqa: BLE001  whatever is wrong with it
            broken[name] = exc

    assert broken == {}
