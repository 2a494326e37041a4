"""Contact sheets of the pictures, one for each page, variant and theme, with the widths side by side: `make sheets`.

`ONLY`, `VARIANTS` and `THEMES` narrow, as for the pictures."""

import re
import struct
import sys
from collections import defaultdict

from tests.chromium import launched
from tests.tools.pictures import FOLDER, THEMES, VARIANTS, WIDTHS, chosen

SHEETS = FOLDER / "sheets"
WIDEST, HIGHEST = 1800, 2000  # pixels of a sheet
CROP = 3500  # pixels; of a longer page the beginning is shown
GAP, HEAD = 20, 36
PICTURE = re.compile(rf"(.+)-({'|'.join(map(str, WIDTHS))})-({'|'.join(VARIANTS)})-({'|'.join(THEMES)})\.png")

FRAME = f"""<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #777; color: #fff; font: 20px/{HEAD}px sans-serif }}
main {{ display: flex; align-items: flex-start; gap: {GAP}px; padding: 0 {GAP}px {GAP}px }}
h1 {{ font: inherit; height: {HEAD}px; margin: 0 {GAP}px }}
div {{ overflow: hidden }}
img {{ display: block }}
</style><h1></h1><main></main>"""
SHOW = """async ({ title, images, scale, highest }) => {
    document.querySelector("h1").textContent = title;
    document.querySelector("main").replaceChildren(...images.map(([src, width]) => {
        const frame = document.createElement("div"), image = document.createElement("img");
        frame.style.maxHeight = `${highest}px`;
        image.src = src;
        image.width = Math.round(width * scale);
        frame.append(image);
        return frame;
    }));
    await Promise.all([...document.images].map((image) => image.decode()));
}"""


def found():
    """{(page, variant, theme): [(width, file)]} of the pictures that are there."""
    sheets = defaultdict(list)
    for path in FOLDER.glob("*.png"):
        if picture := PICTURE.fullmatch(path.name):
            name, width, variant, theme = picture.groups()
            sheets[name, variant, theme].append((int(width), path))
    names = chosen("ONLY", sorted({name for name, _, _ in sheets}))
    variants, themes = chosen("VARIANTS", VARIANTS), chosen("THEMES", THEMES)
    return {
        (name, variant, theme): sorted(pictures)
        for (name, variant, theme), pictures in sorted(sheets.items())
        if name in names and variant in variants and theme in themes
    }


def size_of(path):
    """Width and height as the head of a PNG file tells them."""
    with path.open("rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


def draw(page, title, pictures, target):
    widths, heights = zip(*(size_of(path) for _, path in pictures), strict=True)
    room = WIDEST - GAP * (len(pictures) + 1), HIGHEST - HEAD - GAP
    shown = min(max(heights), CROP)
    scale = min(room[0] / sum(widths), room[1] / shown)
    images = [[path.as_uri(), width] for (_, path), width in zip(pictures, widths, strict=True)]
    page.evaluate(SHOW, {"title": title, "images": images, "scale": scale, "highest": shown * scale})
    width = round(sum(widths) * scale) + GAP * (len(pictures) + 1)
    page.set_viewport_size({"width": width, "height": round(shown * scale) + HEAD + GAP})
    page.screenshot(path=target)


def main():
    sheets = found()
    if not sheets:
        sys.exit(f"There are no pictures in {FOLDER}: make pictures.")
    SHEETS.mkdir(exist_ok=True)
    frame = SHEETS / "frame.html"
    frame.write_text(FRAME, encoding="utf-8")
    with launched("--allow-file-access-from-files") as browser:
        page = browser.new_page()
        page.goto(frame.as_uri())
        for (name, variant, theme), pictures in sheets.items():
            target = SHEETS / f"{name}-{variant}-{theme}.png"
            draw(
                page,
                f"{name} · {variant} · {theme} · {' / '.join(str(width) for width, _ in pictures)} px",
                pictures,
                target,
            )
    frame.unlink()
    print(f"{len(sheets)} sheets: {SHEETS}")


if __name__ == "__main__":
    main()
