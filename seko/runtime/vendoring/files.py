"""Files that are served as their package has them, and the dark half of Bootstrap."""

import re
from pathlib import Path

from seko.runtime.vendoring.npm import package

BOOTSTRAP = "5.3.9"
HTMX = "2.0.11"


def vendor_bootstrap(target):
    """Bootstrap's CSS, and its dark rules once more by themselves: the page decides by `media` when they hold."""
    with package("bootstrap", BOOTSTRAP) as source:
        folder = _folder(target, f"bootstrap-{BOOTSTRAP}")
        css = (source / "dist/css/bootstrap.min.css").read_text(encoding="utf-8")
        # The map file is not served; a browser would ask for it in vain.
        css = css.replace("/*# sourceMappingURL=bootstrap.min.css.map */", "")
        (folder / "bootstrap.min.css").write_text(css, encoding="utf-8")
        (folder / "bootstrap-dark.css").write_text(_dark_half(css), encoding="utf-8")
        _copy(source / "LICENSE", folder)


def vendor_htmx(target):
    with package("htmx.org", HTMX) as source:
        folder = _folder(target, f"htmx-{HTMX}")
        _copy(source / "dist/htmx.min.js", folder)
        _copy(source / "LICENSE", folder)


def _dark_half(css):
    """The rules of `[data-bs-theme=dark]` without that condition."""
    rules = re.findall(r"([^{}]*\[data-bs-theme=dark\][^{}]*)\{([^{}]*)\}", css)
    lines = []
    for selectors, declarations in rules:
        bare = [each.strip().replace("[data-bs-theme=dark]", "").strip() or ":root" for each in selectors.split(",")]
        lines.append(f"{','.join(bare)}{{{declarations}}}")
    return "\n".join(lines) + "\n"


def _folder(target, name):
    folder = Path(target, name)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _copy(file, folder):
    (folder / file.name).write_bytes(file.read_bytes())
