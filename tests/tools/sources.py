"""The sources of the portal as text, for tests of what may be written where."""

import ast
import subprocess

from django.conf import settings


def sources(*endings):
    """(name, text) of every file with one of these endings; tests, migrations and what others wrote are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.splitlines():
        left_out = name.startswith("tests/") or "/migrations/" in name or ".min." in name
        if name.endswith(endings) and not left_out and (settings.BASE_DIR / name).exists():
            yield name, (settings.BASE_DIR / name).read_text(encoding="utf-8")


def members_named(home, holders, choices):
    """{(file, code or member)} of `choices` that modules outside `home` write out: a string, or `Holder.MEMBER`."""
    return {
        (name, found)
        for name, text in sources(".py")
        if not name.startswith(home)
        for found in _named_in(ast.parse(text), holders, choices)
    }


def _named_in(tree, holders, choices):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in choices.values:
            yield node.value
        elif isinstance(node, ast.Attribute) and node.attr in choices.names:
            holder = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if holder in holders:
                yield node.attr
