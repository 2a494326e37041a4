"""Does a test notice? Each change of `mutations` is made alone, and one of the tests named beside it must fail.

    python -m tests.tools.mutants [WORD …]

With words only the changes are tried whose file or description holds one of them. All of them take about MINUTES
minutes on two cores. The project itself is never changed: the changes are made in copies, one for each core, with test
databases of their own.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.tools.mutations import MUTATIONS

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("consultations", "memoranda", "organizations", "sectors", "seko", "templates", "static", "locale", "tests")
WORKERS = int(os.environ.get("PYTEST_WORKERS") or 2)
KILLED, SURVIVED, NOT_FOUND, BROKEN = "killed", "SURVIVED", "snippet not found once", "DOES NOT RUN"
TESTS_PASSED, TESTS_FAILED = 0, 1  # exit codes of pytest; any other means that it could not even try


class Stage:
    """A copy of the project with a test database of its own."""

    def __init__(self, folder, number):
        from seko.runtime import embedded

        self.tree = Path(folder) / f"stage-{number}"
        for name in COPIED:
            shutil.copytree(PROJECT / name, self.tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy2(PROJECT / "pyproject.toml", self.tree)
        self.environment = {
            **os.environ,
            "SEKO_DATA_DIR": str(embedded.data_dir()),
            "TOX_PARALLEL_ENV": f"mutants{number}",  # pytest-django appends it to the name of the test database
            "PYTHONDONTWRITEBYTECODE": "1",  # what is compiled of a changed file must not outlive the change
            "PYTEST_XDIST_WORKER": f"gw{number}",  # a Redis of its own, see `embedded.redis_database`
        }

    def test(self, tests, *options):
        """Run these tests; (exit code of pytest, the end of what it said)."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no", *options, *tests]
        run = subprocess.run(command, cwd=self.tree, env=self.environment, capture_output=True, text=True)
        return run.returncode, "\n".join((run.stdout + run.stderr).strip().splitlines()[-15:])

    def try_out(self, mutation):
        """What became of one change."""
        file = self.tree / mutation.file
        original = file.read_text(encoding="utf-8")
        if original.count(mutation.old) != 1:
            return NOT_FOUND
        unchanged = file.stat()
        try:
            file.write_text(original.replace(mutation.old, mutation.new), encoding="utf-8")
            code, _ = self.test(mutation.tests, "--reuse-db", "-p", "no:cacheprovider")
        finally:
            file.write_text(original, encoding="utf-8")
            os.utime(file, ns=(unchanged.st_atime_ns, unchanged.st_mtime_ns))
        return {TESTS_FAILED: KILLED, TESTS_PASSED: SURVIVED}.get(code, BROKEN)


def main(words):
    from seko.runtime import embedded

    wanted = [m for m in MUTATIONS if not words or any(word in f"{m.file} {m.what}" for word in words)]
    if not wanted:
        sys.exit("No change is called so.")
    embedded.attach()  # the servers stay for as long as this process lives
    with TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(WORKERS) as pool:
        stages = [Stage(folder, number) for number in range(min(WORKERS, len(wanted)))]
        tests = sorted({test for mutation in wanted for test in mutation.tests})
        shares = [tests[number :: len(stages)] for number in range(len(stages))]
        for code, said in pool.map(lambda stage, share: stage.test(share, "--create-db"), stages, shares):
            if code != TESTS_PASSED:
                sys.exit(f"Without any change the tests must pass first:\n{said}")
        free = SimpleQueue()
        for stage in stages:
            free.put(stage)

        def try_out(mutation):
            stage = free.get()
            try:
                return stage.try_out(mutation)
            finally:
                free.put(stage)

        alive = 0
        for mutation, result in zip(wanted, pool.map(try_out, wanted), strict=True):
            alive += result != KILLED
            print(f"{result:10} {mutation.file}: {mutation.what}", flush=True)
    print(f"{len(wanted) - alive} of {len(wanted)} changes were noticed.")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
