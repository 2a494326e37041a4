"""The list of `mutations.txt`, read."""

from dataclasses import dataclass, field
from pathlib import Path

LIST = Path(__file__).with_name("mutations.txt")
PROJECT = LIST.parents[2]


@dataclass
class Mutation:
    """In `file` the snippet `old` becomes `new`; `what` would be wrong then, and one of the `tests` must fail."""

    what: str
    file: str
    tests: list
    before: list = field(default_factory=list)
    after: list = field(default_factory=list)

    @property
    def old(self):
        return "\n".join(self.before)

    @property
    def new(self):
        return "\n".join(self.after)

    def is_in(self, source):
        """The snippet stands exactly once in the source of its file."""
        return bool(self.before) and source.count(self.old) == 1

    def applied_to(self, source):
        return source.replace(self.old, self.new)


def read_list(text):
    """One after another, as they stand in the list."""
    file, tests, mutations = "", [], []
    for line in text.splitlines():
        if line.startswith("## "):
            file, tests = line.removeprefix("## "), []
        elif line.startswith("tests: "):
            tests.append(line.removeprefix("tests: "))
        elif line.startswith("- "):
            mutations[-1].before.append(line[2:])
        elif line.startswith("+ "):
            mutations[-1].after.append(line[2:])
        elif line and not line.startswith("#"):
            mutations.append(Mutation(line, file, tests))
    return mutations


MUTATIONS = read_list(LIST.read_text(encoding="utf-8"))
