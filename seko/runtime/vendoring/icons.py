"""One sprite of the icons that the portal uses; a page shows one by `{% icon "name" %}`."""

import re
from pathlib import Path

from seko.runtime.vendoring.npm import package

VERSION = "1.13.2"
ICONS = [
    *("arrow-left", "arrow-right", "arrow-up-right", "arrow-repeat", "bell", "book", "building", "calendar-event"),
    *("chat-left-text", "chat-square-quote", "check2", "check2-circle", "chevron-down", "chevron-right", "circle"),
    *("clipboard-check", "clock", "clock-history", "dash-circle", "diagram-3", "download", "envelope"),
    *("exclamation-triangle", "eye", "file-earmark-text", "filter", "geo-alt", "globe2", "graph-up", "hand-thumbs-up"),
    *("hourglass-split", "house", "inbox", "info-circle", "journal-text", "list", "lock", "map", "mortarboard"),
    *("paperclip", "pencil", "people", "person", "person-circle", "pin-map", "plus-lg", "printer", "question-circle"),
    *("search", "send", "shield-check", "signpost-split", "sliders", "star", "sun", "moon-stars", "circle-half"),
    *("telephone", "trash", "x-circle", "x-lg", "box-arrow-right", "speedometer2", "link-45deg", "flag"),
]


def vendor_icons(target):
    folder = Path(target, f"bootstrap-icons-{VERSION}")
    folder.mkdir(parents=True, exist_ok=True)
    with package("bootstrap-icons", VERSION) as source:
        symbols = [_symbol((source / "icons" / f"{name}.svg").read_text(encoding="utf-8"), name) for name in ICONS]
        (folder / "LICENSE").write_bytes((source / "LICENSE").read_bytes())
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (folder / "icons.svg").write_text(sprite, encoding="utf-8")


def _symbol(svg, name):
    inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
    inner = re.sub(r"\s*\n\s*", "", inner)
    return f'<symbol id="{name}" viewBox="0 0 16 16">{inner}</symbol>'
