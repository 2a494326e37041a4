"""Words that users read: retired ones do not come back, and a heading is no order."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from seko.scripts.catalogues import catalogue
from seko.scripts.messages import FOLDERS, QUOTED

BASE = Path(settings.BASE_DIR)

# Serbian words that the portal no longer uses, with the better ones.
RETIRED = {
    r"[Kk]ancelarij": "Ministarstvo za evropske integracije, Ministarstvo",
    r"[Čč]asovnik": "poštovanje rokova",
    r"\b[Oo]delj(?:ak|k|c)": "pasus",
    r"\b[Oo]rgan(?:a|u|om|i|e|ima)?\b": "nadležna institucija",
    r"[Pp]ritiskom": "odjednom",
    r"[Ii]spoštovan|[Pp]rekršen": "poštovan, prekoračen",
    r"[Pp]rihvatanje po": "koliko je prihvaćeno",
    r"[Pp]rovera datoteke": "provera verodostojnosti",
    r"[Nn]epoznato": "sve",
    # The name of a SEKO is not declined and takes no gender: a consortium submits, a sector is invited.
    r"\b(?:[Oo]v[aeu]|[Tt]a|[Jj]edn[aeu]|[Nn]ijedn[aeu]|[Ss]vak[aeu]|[Dd]rug[aeu]|[Nn]aš[aeu]|[Vv]aš[aeu]"
    r"|[Nn]jihov[aeu]|[Nn]jegov[aeu]|[Pp]ozvan[aeu]|ist[aeu]|vodeć[aeu]|[Dd]evet) SEKO\b": "sektor, konzorcijum, mreža",
    r"\bSEKO (?:daje|daju|su|podnosi|traži|imaju|je(?! skraćenica))\b": "konzorcijum",
}
# Where history is told, the former body has its name.
HISTORY = (
    "The former European Integration Office set up the mechanism",
    "In November 2014 the former European Integration Office and nine leading organizations",
    "cep.org.rs and activity4sustainability.org: the Ministry in the place of the former Office",
)
# Messages about files that go with a text. In all others "prilog" was what an organization contributes.
ATTACHMENTS = ("attachment", "attachments", "The frozen content is attached to this PDF")

RETIRED_ENGLISH = {
    r"\bcan not\b": "cannot",
    r"\b(?:land(?:ed|s)?|landings?)\b(?!\))": "implemented",
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]im)\b": "they, their, them",
    r"\b[Cc]omment window\b|\bthe window\b": "comments close, the deadline for comments",
    r"\b[Yy]our word\b(?! processor)": "a decision, your choice",
    r"\bwaits? again\b": "is open again",
    r"\b[Tt]he clock\b": "deadlines",
    r"\b[Mm]eanwhile\b": "in the meantime",
    r"\bthrown? away\b": "discarded",
    r"\b(?:are|is) told\b": "notified",
    r"\b[Ww]hat became of\b": "outcome of",
    r"\b[Ll]ooks? after\b": "covers",
    r"\b[Tt]he Office\b(?! for)": "the Ministry",
}

# The endings of Serbian orders to people whom one addresses with "vi".
ORDER = re.compile(r"\w+(?:[aeiu]jte|ite|ajte)\b")


def entries():
    return [entry for entry in polib.pofile(str(catalogue("sr_Latn"))) if not entry.obsolete]


def serbian(entry):
    return " / ".join(filter(None, [entry.msgstr, *entry.msgstr_plural.values()]))


@pytest.mark.parametrize("pattern", RETIRED, ids=RETIRED.values())
def test_a_retired_serbian_word_does_not_come_back(pattern):
    found = [serbian(entry) for entry in entries() if not entry.msgid.startswith(HISTORY)]

    assert [text for text in found if re.search(pattern, text)] == []


def test_the_former_body_is_named_only_as_the_former_one():
    told = [entry for entry in entries() if entry.msgid.startswith(HISTORY)]

    assert len(told) == len(HISTORY)
    for entry in told:
        assert re.search(r"nekadašnj[ae] Kancelarij[ae]", serbian(entry))


def test_a_contribution_is_called_comments_and_answers():
    found = [entry for entry in entries() if re.search(r"\b[Pp]rilo[gz]", serbian(entry))]

    assert [entry.msgid for entry in found if not entry.msgid.startswith(ATTACHMENTS)] == []
    ours = next(entry for entry in entries() if entry.msgid == "Our contribution")
    assert ours.msgstr == "Naši komentari i odgovori"


@pytest.mark.parametrize("pattern", RETIRED_ENGLISH, ids=RETIRED_ENGLISH.values())
def test_a_retired_english_word_does_not_come_back(pattern):
    texts = [text for entry in entries() for text in (entry.msgid, entry.msgid_plural)]

    assert [text for text in texts if re.search(pattern, text)] == []


def test_quotations_stand_in_the_marks_of_their_language():
    for entry in entries():
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            words = re.sub(r"<[^>]*>|`[^`]*`", "", text)
            assert not re.search(r"[\"”'‘’«»]", words), text
            assert words.count("„") == words.count("“"), text
        for text in (entry.msgid, entry.msgid_plural):
            words = re.sub(r"<[^>]*>|`[^`]*`", "", text)
            assert '"' not in words and "„" not in words, text
            assert words.count("“") == words.count("”"), text


def test_the_head_of_a_column_is_no_order():
    """In print, in spreadsheets, under plots and in the tables of pages."""
    known = {(entry.msgctxt, entry.msgid): serbian(entry) for entry in entries()}
    heads = {*heads_in_python(), *heads_in_templates()}

    assert {"Comments", "Answers", "Organization"} <= heads
    assert {head: known[None, head] for head in heads if ORDER.match(known[None, head])} == {}


def test_a_button_and_a_heading_of_one_english_word_have_their_own_messages():
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in entries()}

    assert known["button", "Comment"] == "Komentarišite" and known[None, "Comments"] == "Komentari"
    assert known["button", "Answer"] == "Odgovorite" and known[None, "Answers"] == "Odgovori"


def heads_in_python():
    """What ExportColumn, PlotColumn and the lists called `…head` hold."""
    for path in (path for folder in FOLDERS for path in (BASE / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"ExportColumn", "PlotColumn"}:
                yield from messages_within(node.args[0])
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and str(key.value).endswith("_head"):
                        yield from messages_within(value)


def messages_within(node):
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "gettext", "gettext_lazy"}:
            yield from (arg.value for arg in call.args if isinstance(arg, ast.Constant))


def heads_in_templates():
    """Messages inside `<th>`, also those that have a name there."""
    for path in (BASE / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        named = dict(re.findall(rf"{{%\s*translate\s+({QUOTED})\s+as\s+(\w+)\s*%}}", source))
        names = {name: text[1:-1] for text, name in named.items()}
        for head in re.findall(r"<th\b[^>]*>(.*?)</th>", source, re.DOTALL):
            yield from (text[1:-1] for text in re.findall(rf"{{%\s*translate\s+({QUOTED})\s*%}}", head))
            yield from (names[name] for name in re.findall(r"{{\s*(\w+)\s*}}", head) if name in names)
