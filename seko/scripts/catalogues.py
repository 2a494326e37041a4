"""Message catalogues: Cyrillic is made from Latin, and .mo files are made from .po without GNU gettext."""

import os
import re
from pathlib import Path

import polib
from django.conf import settings

from seko.scripts import to_cyrillic
from seko.scripts.acronyms import ACRONYMS
from seko.scripts.patterns import PLACEHOLDER

BY_HAND, GENERATED = "sr_Latn", "sr"

# What a message holds besides words: placeholders, tags, entities, code.
MARKUP = re.compile(
    r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]"  # %(name)s
    r"|%[#0+-]*\d*(?:\.\d+)?[a-zA-Z%]"  # %s, %d, %%
    r"|\{\{|\}\}|\{[^{}\s]*\}"  # {name}, {0:.1f}
    r"|<(?:code|kbd)\b[^<>]*>.*?</(?:code|kbd)>|</?[A-Za-z][^<>]*>"  # <kbd>Esc</kbd>, <a href="…">
    r"|&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);"  # &nbsp;
    r"|`[^`]*`",
    re.DOTALL,
)


def catalogue(language) -> Path:
    """The folder and file of one language's messages."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def cyrillic_message(message) -> str:
    """A translated message in Cyrillic; its placeholders, tags and code stay."""
    with ACRONYMS.only_defaults():
        words = to_cyrillic(MARKUP.sub(PLACEHOLDER, message))
    kept = (found.group() for found in MARKUP.finditer(message))
    return re.sub(PLACEHOLDER, lambda _: next(kept), words)


def cyrillic_catalogue() -> str:
    """The text of the Cyrillic catalogue that belongs to the Latin one. The same every time."""
    latin = polib.pofile(str(catalogue(BY_HAND)), wrapwidth=120)
    made = polib.POFile(wrapwidth=120)
    made.header = f"Made from locale/{BY_HAND} by `manage.py cyrillize_catalogue`. Changes here are lost."
    made.metadata = {
        "Project-Id-Version": "SEKO",
        "Language": GENERATED,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": latin.metadata["Plural-Forms"],
    }
    for entry in latin:
        if entry.obsolete:
            continue
        made.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgctxt=entry.msgctxt,
                msgstr=cyrillic_message(entry.msgstr),
                msgstr_plural={number: cyrillic_message(form) for number, form in entry.msgstr_plural.items()},
                flags=list(entry.flags),
            )
        )
    return f"{made}\n"


def compile_all() -> list[Path]:
    """Make the .mo file of every catalogue whose .po changed since; returns the paths of those made."""
    made = []
    for source in sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        stamp = source.stat().st_mtime_ns
        if target.exists() and target.stat().st_mtime_ns == stamp:
            continue
        fresh = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        os.utime(fresh, ns=(stamp, stamp))  # equal times say that the two belong together
        fresh.replace(target)  # at once, so that a server that starts now never reads half a file
        made.append(target)
    return made
