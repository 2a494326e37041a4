"""Packages of the npm registry, fetched at pinned versions (needs npm; only `vendor_static` does)."""

import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def package(name, version):
    """The unpacked package in a temporary folder that goes away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{version}"],  # noqa: S607  the developer's own npm
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        with tarfile.open(Path(folder, packed.stdout.strip())) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder, "package")
