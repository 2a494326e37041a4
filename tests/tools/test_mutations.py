"""The list of changes does not rot: each snippet stands once in its file, and the tests named beside it exist.

Whether the tests notice the changes is tried by `make mutants`.
"""

import ast

import pytest

from tests.tools.mutations import MUTATIONS, PROJECT, read_list

FILES = sorted({mutation.file for mutation in MUTATIONS})


@pytest.mark.parametrize("file", FILES)
def test_each_snippet_stands_once_in_its_file_and_what_it_becomes_is_still_python(file):
    source = (PROJECT / file).read_text(encoding="utf-8")

    for mutation in (each for each in MUTATIONS if each.file == file):
        assert mutation.is_in(source), mutation.what
        assert mutation.old != mutation.new, mutation.what
        ast.parse(mutation.applied_to(source))


def test_each_change_names_tests_that_exist():
    named = {test.partition("::")[::2] for mutation in MUTATIONS for test in mutation.tests}

    assert [mutation.what for mutation in MUTATIONS if not mutation.tests] == []
    assert [file for file, _ in named if not (PROJECT / file).exists()] == []
    sources = {file: (PROJECT / file).read_text(encoding="utf-8") for file, _ in named}
    assert [name for file, name in named if f"def {name}" not in sources[file]] == []


def test_each_change_stands_once_in_the_list():
    changes = [(mutation.file, mutation.old, mutation.new) for mutation in MUTATIONS]

    assert sorted(change for change in set(changes) if changes.count(change) > 1) == []


def test_the_list_is_read_line_by_line():
    text = "# Words.\n\n## a.py\ntests: b.py\ntests: c.py\n\nOne thing.\n- if x:\n-     y\n+ y\n\nAnother.\n- z\n"

    one, another = read_list(text)

    assert (one.what, one.file, one.tests) == ("One thing.", "a.py", ["b.py", "c.py"])
    assert one.applied_to("if x:\n    y\nz\n") == "y\nz\n"
    assert another.applied_to("x = z\n") == "x = \n"
    assert [another.is_in(source) for source in ("", "z", "zz")] == [False, True, False]
