"""Documents as PDF. What they look like stands in `templates/pdf/`, what they say in modules registered here.

Words and texts go to typst as data and are never read as its markup. The same data give the same bytes.
"""

import hashlib
import json
import logging
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.files import locks
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import seko.scripts
from seko.files import letters, tables
from seko.web.downloads import attachment_header, known_or_made

log = logging.getLogger(__name__)

TEMPLATES = settings.BASE_DIR / "templates" / "pdf"
TYPESETTER = Path(__file__).with_name("typesetter.py")
SCRIPTS = Path(seko.scripts.__file__).parent
LOGO = settings.BASE_DIR / "static" / "img" / "seko.svg"
MOST_SECONDS = 120  # the largest report known, of 5,000 comments, takes less than ten
LANGUAGES = {"sr": ("sr", "cyrl"), "sr-latn": ("sr", "latn"), "en": ("en", "latn")}

_LONG_WORD = re.compile(r"[^\s\u200b]{31,}")
MOST_NAMES = 20  # letters that the note at the beginning tells

_sources = set()  # modules that say what stands in documents


class PdfError(RuntimeError):
    """The document could not be set: a mistake in its template, never one in the words of a person."""


def register_source(module_file) -> None:
    """Register a module whose code decides what a document says: when it changes, documents are made anew.

    Called with `__file__` where the module is imported."""
    _sources.add(Path(module_file))


def render(template_name, data, *, language, content="") -> bytes:
    """The PDF of a template in `templates/pdf/`, in a language of the portal.

    `data` holds only words and texts that are ready to be shown; `content` is the text of the attached file."""
    lang, script = LANGUAGES[language]
    attached = data.get("attachment", "")  # the name of a file is never broken
    replaced: Counter = Counter()
    data = _printable({**data, "lang": lang, "script": script}, replaced)
    data |= {"attachment": attached, "letters": _note_on(replaced)}
    job = {
        "main": str(TEMPLATES / template_name),
        "root": str(TEMPLATES),
        "inputs": {
            "data": json.dumps(data, ensure_ascii=False),
            "logo": LOGO.read_text(encoding="utf-8"),
            "content": content,
        },
    }
    done = subprocess.run(  # noqa: PLW1510  the end is looked at below
        [sys.executable, "-I", str(TYPESETTER)],
        input=json.dumps(job, ensure_ascii=False).encode(),
        capture_output=True,
        timeout=MOST_SECONDS,
        env={name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ},  # no secret
    )
    told = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise PdfError(told)
    if told:
        log.warning("%s is no PDF/A and PDF/UA: %s", template_name, told)
    return done.stdout


def pdf_response(request, make, *, key, filename):
    """A document as a download. `make()` is asked only for one that is not at hand; `key` names its content.

    A reader who has it already gets 304."""
    name = hashlib.sha256(f"{sources_digest()} {settings.SITE_URL} {get_language()} {key}".encode()).hexdigest()

    def answer():
        response = HttpResponse(_stored(name, make), content_type="application/pdf")
        response["Content-Disposition"] = attachment_header(filename)
        return response

    return known_or_made(request, name, answer)


@cache
def sources_digest() -> str:
    """Changes with everything but its content that a document depends on: typst, templates, words, scripts."""
    sources = [Path(__file__), Path(letters.__file__), Path(tables.__file__), letters.COVERAGE, TYPESETTER, LOGO]
    sources += [*sorted(TEMPLATES.iterdir()), *sorted(_sources)]
    sources += sorted(path for path in SCRIPTS.iterdir() if path.is_file())
    sources += sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/django.po"))
    digest = hashlib.sha256(version("typst").encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _stored(name, make) -> bytes:
    """The document from the store, or made now; one at a time, as a large one takes a gigabyte while it is set."""
    store = caches["files"]
    if (found := store.get(name)) is not None:
        return found
    with one_at_a_time_lock():
        found = store.get(name)  # another request may have made it meanwhile
        if found is None:
            found = make()
            try:
                store.set(name, found)
            except OSError as exc:
                log.warning("A document could not be kept: %s", exc)
    return found


@contextmanager
def one_at_a_time_lock() -> Iterator[None]:
    """One at a time on this machine, whichever process asks."""
    with TYPESETTER.open("rb") as held:
        locks.lock(held, locks.LOCK_EX)
        yield  # closing the file lets the next one in


def _printable(value, replaced):
    """Data whose texts can be set: lines end alike, a long word can be broken, and every letter is in a font.

    `replaced` counts the letters that are not."""
    if isinstance(value, dict):
        return {key: _printable(inner, replaced) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner, replaced) for inner in value]
    if not isinstance(value, str):
        return value
    text = tables.without_stray_tabs(value.replace("\r\n", "\n").replace("\r", "\n"))
    return _LONG_WORD.sub(_breakable, letters.readable(text, replaced))


def _note_on(replaced) -> str:
    """What the reader has to know of the letters that were told by their names; empty where there are none."""
    if not replaced:
        return ""
    names = [letters.name_of(letter) for letter in sorted(replaced)[:MOST_NAMES]]
    return _(
        "Some letters that were typed are in none of the fonts of this document. Their names stand in their place, in "
        "square brackets: %(names)s."
    ) % {"names": "; ".join(names + ["…"] * (len(replaced) > MOST_NAMES))}


def _breakable(match) -> str:
    word = match.group()
    return "\u200b".join(word[at : at + 30] for at in range(0, len(word), 30))
