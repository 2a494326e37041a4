"""Does a test notice? Each change of `mutations.txt` is made alone, and one of the tests named there must fail.

    python -m tests.tools.mutants [WORD …]

With words only the changes are tried whose file or description holds one of them. The project itself stays as it is:
the changes are made in copies, one for each core, with test databases of their own.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from seko.runtime import embedded
from tests.tools.mutations import MUTATIONS, PROJECT

COPIED = ("consultations", "memoranda", "organizations", "sectors", "seko", "templates", "static", "locale", "tests")
WORKERS = int(os.environ.get("PYTEST_WORKERS") or 2)
TESTS_PASSED, TESTS_FAILED = 0, 1  # as pytest ends; with any other number it could not even try
KILLED, SURVIVED, NOT_FOUND, BROKEN = "killed", "SURVIVED", "NOT FOUND ONCE", "DOES NOT RUN"


class Stage:
    """A copy of the project with a test database and a Redis of its own."""

    def __init__(self, folder, number):
        self.tree = Path(folder) / f"stage-{number}"
        for name in COPIED:
            shutil.copytree(PROJECT / name, self.tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(PROJECT / "pyproject.toml", self.tree)
        self.environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",  # what is compiled of a changed file must not outlive the change
            "SEKO_DATA_DIR": str(embedded.data_dir()),
            "TOX_PARALLEL_ENV": f"mutants{number}",  # pytest-django appends it to the name of the test database
            "PYTEST_XDIST_WORKER": f"gw{number + 1}",  # see `embedded.redis_database`
        }

    def test(self, tests, *options):
        """Run these tests up to the first that fails; (how pytest ended, the end of what it said)."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=line", "-p", "no:cacheprovider"]
        run = subprocess.run(
            [*command, *options, *tests],
            cwd=self.tree,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return run.returncode, "\n".join((run.stdout + run.stderr).strip().splitlines()[-15:])

    def try_out(self, mutation):
        """What became of one change."""
        file = self.tree / mutation.file
        source = file.read_text(encoding="utf-8")
        if not mutation.is_in(source):
            return NOT_FOUND
        try:
            file.write_text(mutation.applied_to(source), encoding="utf-8")
            ended, _ = self.test(mutation.tests, "--reuse-db")
        finally:
            file.write_text(source, encoding="utf-8")
        return {TESTS_FAILED: KILLED, TESTS_PASSED: SURVIVED}.get(ended, BROKEN)


def try_each(mutations, stages):
    """What became of each change, in their order; every stage tries one at a time."""
    free = SimpleQueue()
    for stage in stages:
        free.put(stage)

    def try_out(mutation):
        stage = free.get()
        try:
            return stage.try_out(mutation)
        finally:
            free.put(stage)

    with ThreadPoolExecutor(len(stages)) as pool:
        yield from pool.map(try_out, mutations)


def require_passing(mutations, stages):
    """Without any change the tests pass. Makes the test databases."""
    tests = sorted({test for mutation in mutations for test in mutation.tests})
    shares = [tests[number :: len(stages)] or tests[:1] for number in range(len(stages))]
    with ThreadPoolExecutor(len(stages)) as pool:
        for ended, said in pool.map(lambda stage, share: stage.test(share, "--create-db"), stages, shares):
            if ended != TESTS_PASSED:
                sys.exit(f"Without any change the tests must pass first:\n{said}")


def main(words):
    wanted = [m for m in MUTATIONS if not words or any(word in f"{m.file} {m.what}" for word in words)]
    if not wanted:
        sys.exit("No change is called so.")
    embedded.attach()  # the servers stay for as long as this process lives
    alive = 0
    with TemporaryDirectory(prefix="mutants-") as folder:
        stages = [Stage(folder, number) for number in range(min(WORKERS, len(wanted)))]
        require_passing(wanted, stages)
        for mutation, result in zip(wanted, try_each(wanted, stages), strict=True):
            alive += result != KILLED
            print(f"{result:8}  {mutation.file}: {mutation.what}", flush=True)
    print(f"{len(wanted) - alive} of {len(wanted)} changes were noticed.")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
