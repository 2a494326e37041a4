"""What the documents name is there: paths, functions, commands, links; and no concept is missing from the map. What a
module keeps to itself no other takes.

In backticks a path is written from the root of the repository, or from `consultations/`; `<concept>`, `*` and `…` stand
for any name, and `path.py:name,other` names what the file defines.
"""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.tools.sources import sources

ROOT = Path(__file__).resolve().parent.parent
MAP = ROOT / "docs" / "architecture.md"
DECISIONS = ROOT / "docs" / "decisions"
# The change log tells what was; everything else tells what is.
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SUFFIXES = r"\.(?:css|html|js|json|md|po|py|sql|toml|txt|typ|yml)"
SKIPPED = {".git", ".local", ".venv", "node_modules", "__pycache__"}
PARTS_OF_A_DECISION = ["Context", "Decision", "Alternatives", "Price"]

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def files_and_folders():
    """Every file of the repository, and every folder that holds one, by its path from the root."""
    found, waiting = set(), [ROOT]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.is_dir():
                waiting.extend([path] if path.name not in SKIPPED else [])
            else:
                inside = path.relative_to(ROOT)
                found |= {inside.as_posix(), *(folder.as_posix() for folder in inside.parents)}
    return found - {"."}


THERE = files_and_folders()
TOP = {path for path in THERE if "/" not in path}


def without_blocks(text):
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def in_backticks(text):
    return re.findall(r"`([^`\n]+)`", without_blocks(text))


def paths_in(text):
    """(path, names that it defines) of what stands in backticks and looks like something of the repository."""
    for words in in_backticks(text):
        path, _, names = words.partition(":")
        if re.search(r"[\s(){}%&=@]|://", words) or path.startswith(("/", ".", "-")):
            continue
        first, slash, _ = path.partition("/")
        if (slash and (first in TOP or is_open(first))) or re.search(f"{SUFFIXES}$", path):
            yield path, names.split(",") if names else []


def is_open(part):
    return re.search(r"<.+>|\*|…", part)


def matches(path):
    """The files or folders that a path in a document may mean."""
    path = path.rstrip("/")
    if "/" not in path and not is_open(path):
        return [found for found in THERE if found.rpartition("/")[2] == path]
    pattern = "".join("[^/]*" if is_open(part) else re.escape(part) for part in re.split(r"(<[^>]+>|\*|…)", path))
    return [found for found in THERE if re.fullmatch(f"(?:consultations/)?{pattern}", found)]


def defined_in(path):
    """Names of the functions, classes and values at the top of a module."""
    for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_what_is_not_there_is_noticed():
    text = (
        "`seko/web/no_page.py`, `<concept>/no_views.py`, `no_file.md`; `seko/web/`, `<concept>/views.py`, `README.md`"
    )

    assert [path for path, _ in paths_in(text) if not matches(path)] == [
        "seko/web/no_page.py",
        "<concept>/no_views.py",
        "no_file.md",
    ]


@every_document
def test_every_path_exists(document):
    missing = [path for path, _ in paths_in(document.read_text(encoding="utf-8")) if not matches(path)]

    assert missing == []


@every_document
def test_every_name_behind_a_path_is_defined_there(document):
    missing = [
        f"{path}:{name}"
        for path, names in paths_in(document.read_text(encoding="utf-8"))
        for name in names
        if name not in chain.from_iterable(map(defined_in, matches(path)))
    ]

    assert missing == []


@every_document
def test_every_target_of_make_and_every_command_exists(document):
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) - targets == set()
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) - set(get_commands()) == set()


@every_document
def test_every_link_leads_somewhere(document):
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_map_names_every_package_of_the_frame_and_of_consultations():
    told = {path.rstrip("/") for path, _ in paths_in(MAP.read_text(encoding="utf-8"))}
    packages = {
        path.parent.relative_to(ROOT).as_posix()
        for room in ("seko", "consultations")
        for path in (ROOT / room).glob("*/__init__.py")
        if path.parent.name != "migrations"
    }

    assert packages - told == set()


def test_the_map_lists_every_decision():
    links = re.findall(r"\]\(decisions/([^)]+)\)", MAP.read_text(encoding="utf-8"))

    assert links == sorted(path.name for path in DECISIONS.glob("*.md"))


@pytest.mark.parametrize("decision", sorted(DECISIONS.glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_says_when_why_what_else_and_at_what_price(decision):
    text = decision.read_text(encoding="utf-8")

    assert re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", decision.name)
    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert re.search(r"^Status: (accepted|superseded by \d{4}) · \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS_OF_A_DECISION


def test_decisions_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted(DECISIONS.glob("*.md"))]

    assert numbers == list(range(1, len(numbers) + 1))


def test_no_module_takes_what_another_keeps_to_itself():
    taken = [
        f"{path}: {name.name} of {node.module}"
        for path, text in sources(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if re.match("_[^_]", name.name)
    ]

    assert taken == []
