"""The typefaces: Source Sans 3 for text, Source Serif 4 for headings, cut down to the letters that the portal needs.

Both draw the Serbian forms of Cyrillic letters (feature `locl`, language SRB), in the italic above all. Their licence
reserves the name Source for what Adobe itself publishes, so the cut fonts carry a name of ours.
"""

from io import BytesIO
from pathlib import Path

from seko.runtime.vendoring.npm import package

SANS, SERIF = "3.52.0", "4.5.1"

LATIN = [*range(0x20, 0x7F), 0xA0, 0xA7, 0xA9, 0xAB, *range(0xB0, 0xB4), 0xB7, 0xBB, 0xBD, *range(0xC0, 0x100)]
# Letters of names from the neighbourhood.
NEIGHBOURS = [ord(letter) for letter in "ĄąĆćČčĎďĐđĘęĚěŁłŃńŇňŐőŘřŚśŞşŠšŤťŮůŰűŹźŻżŽžȘșȚț"]
CYRILLIC = [*range(0x400, 0x460), 0x490, 0x491]
SIGNS = [ord(sign) for sign in "\u2009\u2010\u2011\u2012–—‘’‚“”„•…\u202f‰‹›€№←→−"]
LETTERS = [*LATIN, *NEIGHBOURS, *CYRILLIC, *SIGNS]
FEATURES = ["kern", "locl", "ccmp", "tnum"]

# File that is served → package, version, source file, what is fixed of its axes.
FONT_FACES = {
    "seko-sans": ("source-sans", SANS, "VF/SourceSans3VF-Upright.ttf", {"wght": (400, 700)}),
    "seko-sans-italic": ("source-sans", SANS, "VF/SourceSans3VF-Italic.ttf", {"wght": (400, 700)}),
    "seko-serif-heading": (
        "source-serif",
        SERIF,
        "VAR/SourceSerif4Variable-Roman.ttf",
        {"wght": 600, "opsz": 32},
    ),
}


def vendor_fonts(target):
    for name, (origin, version, file, axes) in FONT_FACES.items():
        folder = Path(target, f"{origin}-{version}")
        folder.mkdir(parents=True, exist_ok=True)
        with package(origin, version) as source:
            (folder / f"{name}.woff2").write_bytes(cut(source / file, axes, name))
            (folder / "LICENSE.md").write_bytes((source / "LICENSE.md").read_bytes())


def cut(file, axes, name):
    """The font with its axes limited and only our letters, as WOFF2. fontTools comes with requirements-dev.txt."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    whole = BytesIO()
    instancer.instantiateVariableFont(TTFont(file), axes).save(whole)
    whole.seek(0)
    font = TTFont(whole, recalcTimestamp=False)
    for record in list(font["name"].names):
        if record.nameID in {1, 3, 4, 6, 16}:
            font["name"].setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.flavor = "woff2"
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    small = BytesIO()
    subset.save_font(font, small, options)
    return small.getvalue()
