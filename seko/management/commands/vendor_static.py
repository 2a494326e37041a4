"""Fetch the pinned front-end files into `static/vendor/`, each with its licence."""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

# Package → version, and the files that the portal serves.
PINNED = {
    "bootstrap": ("5.3.9", ["dist/css/bootstrap.min.css", "LICENSE"]),
}


class Command(BaseCommand):
    help = "Fetch the pinned front-end files into static/vendor/ (needs npm)."

    def handle(self, **options):
        for package, (version, files) in PINNED.items():
            target = Path(settings.BASE_DIR, "static", "vendor", f"{package}-{version}")
            target.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory() as folder:
                name = subprocess.run(
                    ["npm", "pack", "--silent", f"{package}@{version}"],
                    cwd=folder,
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.strip()
                with tarfile.open(Path(folder, name)) as archive:
                    for file in files:
                        content = archive.extractfile(f"package/{file}").read()
                        # The map file is not served; a browser would ask for it in vain.
                        content = content.replace(b"/*# sourceMappingURL=bootstrap.min.css.map */", b"")
                        Path(target, Path(file).name).write_bytes(content)
            self.stdout.write(f"{package} {version}: {len(files)} files")
