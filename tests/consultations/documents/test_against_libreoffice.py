"""The words that LibreOffice shows of a file are those that we read, or they are told as left out."""

import re
import shutil
import subprocess
import unicodedata

import pytest

from consultations.documents.importing import read
from tests.consultations.documents.traits import ALL

SOFFICE = shutil.which("soffice")
LONGEST = 400  # seconds, for all files at once on a busy machine
# Where LibreOffice itself differs from Word, and why.
OWN_WAYS = {
    "the level that names the style": "looks for the level in the style alone",
    "legal numbers below Roman ones": "does not know legal numbers",
    "a level that never begins anew": "begins it anew",
    "a hidden paragraph is not counted": "counts it",
    "a field within a field": "leaves out what the inner one shows",
    "a field that is never ended takes nothing with it": "loses the whole text",
    "a formula in a sentence and one alone": "exports no formula as text",
    "a formula with a fraction, a power and a root": "exports no formula as text",
    "powers and indices": "writes raised letters like any others",
    "tracked changes": "writes deleted words, too",
    "a box with a fallback is read once": "exports no boxes as text",
    "a box without a fallback": "exports no boxes as text",
    "a box that only the fallback can write": "exports no boxes as text",
    "notes at the foot of the page": "exports no notes as text",
    "articles with a letter of the other script, without diacritics": "leaves the wrong letter",
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed: its text is not compared."),
]


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The text that LibreOffice makes of each file, by the name of the trait; None where it dies of a file."""
    folder = tmp_path_factory.mktemp("libreoffice")
    names = {f"t{place:03}": name for place, name in enumerate(ALL)}
    for short, name in names.items():
        (folder / f"{short}.docx").write_bytes(ALL[name].file)
    left = sorted(folder.glob("*.docx"))
    while left:  # all at once, and after a crash those behind the file that it died of
        export(folder, left)
        done = [path for path in left if path.with_suffix(".txt").exists()]
        left = [path for path in left if path not in done][1:]
    texts = {name: folder / f"{short}.txt" for short, name in names.items()}
    return {name: path.read_text(encoding="utf-8-sig") if path.exists() else None for name, path in texts.items()}


def export(folder, files):
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=False, timeout=LONGEST, capture_output=True)


def words(text):
    """As they are compared: raised letters as plain ones, without signs."""
    return set(re.findall(r"\w+", unicodedata.normalize("NFKC", text.replace("\u2011", "-"))))


@pytest.mark.parametrize("name", ALL)
def test_what_libreoffice_shows_is_read_or_told(name, exported):
    if name in OWN_WAYS:
        pytest.skip(f"LibreOffice {OWN_WAYS[name]}.")
    if exported[name] is None:
        pytest.skip("LibreOffice dies of this file.")
    reading = read(ALL[name].file, "nacrt.docx")
    ours = words("\n".join(f"{block.number} {block.text}" for block in reading.blocks))
    told = words(" ".join(loss.near for loss in reading.left_out))

    shown = words(exported[name])

    assert shown - ours - told == set()
    assert ours - shown == set()
