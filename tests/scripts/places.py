"""Where messages stand: which of them are headings, heads of columns, labels of fields."""

import ast
import re
from pathlib import Path

import polib
from django.conf import settings
from django.db import models
from django.utils.translation import override

from seko.scripts.catalogues import catalogue
from seko.scripts.messages import FOLDERS, QUOTED

BASE = Path(settings.BASE_DIR)
# What holds a heading or a label in a page.
HEADS = r"<(h[1-6]|th|dt|legend|caption|label)\b[^>]*>(.*?)</\1>"
TITLE = r"({%\s*block title\s*%})(.*?){%\s*endblock"
# Names under which templates give a heading or a crumb on to a component.
HANDED_ON = ("up_label", "list_label", "label2")
LITERAL = rf"{{%\s*translate\s+({QUOTED})(?:\s+context\s+({QUOTED}))?(?:\s+as\s+(\w+))?\s*%}}"
LABELLED = {"label", "title", "heading", "verbose_name", "verbose_name_plural", "description"}
HEADED_CALLS = {"ExportColumn": 0, "PlotColumn": 0}
LAZY = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy"}
# Headings of the admin, by the texts of the libraries that make it.
OF_LIBRARIES = ("Add %s", "Change %s", "Select %s to change", "Select %s to view", "View %s", "Change password")


def entries():
    return [entry for entry in polib.pofile(str(catalogue("sr_Latn"))) if not entry.obsolete]


def texts(entry):
    """The Serbian texts of a message: one, or its plural forms in their order."""
    return [entry.msgstr] if not entry.msgid_plural else [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)]


def headings():
    """(context, message) of all that stands as a heading, in templates, in Python and in the admin's libraries."""
    return {*in_templates(), *in_python(), *((None, text) for text in OF_LIBRARIES)}


def in_templates():
    for path in (BASE / "templates").rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        named = [(found.start(), found[3], _message(found)) for found in re.finditer(LITERAL, source) if found[3]]
        yield from (message for _at, name, message in named if name in HANDED_ON)
        for head in (*re.finditer(HEADS, source, re.DOTALL), *re.finditer(TITLE, source, re.DOTALL)):
            yield from (_message(found) for found in re.finditer(LITERAL, head[2]) if not found[3])
            for name in re.findall(r"{{\s*(\w+)\s*}}", head[2]):
                yield from [message for at, known, message in named if known == name and at < head.start()][-1:]


def _message(found):
    return _text(found[2]), _text(found[1])


def _text(quoted):
    return quoted[1:-1] if quoted else None


def in_python():
    """What is called a title or a label: by keyword, by key, or at the place of a parameter with that name."""
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for path in (BASE / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]
    places = HEADED_CALLS | {name: at for tree in trees for name, at in _titled(tree)}
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call):
            at = places.get(getattr(node.func, "id", None) or getattr(node.func, "attr", None))
            if at is not None and at < len(node.args):
                yield from messages_within(node.args[at])
            for keyword in node.keywords:
                if keyword.arg in LABELLED:
                    yield from messages_within(keyword.value)
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and (key.value == "title" or str(key.value).endswith("_head")):
                    yield from messages_within(value)


def _titled(tree):
    """Functions and data classes with a parameter called `title`, and where it stands."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.FunctionDef):
            names = [arg.arg for arg in node.args.args]
        elif isinstance(node, ast.ClassDef):
            names = [each.target.id for each in node.body if isinstance(each, ast.AnnAssign)]
        if "title" in names:
            yield node.name, names.index("title")


def messages_within(node):
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in LAZY:
            values = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            if values:
                yield (values[0], values[1]) if call.func.id.startswith("pgettext") else (None, values[0])


def names_of_models():
    """Every name that a model and its fields have in Serbian."""
    from django.apps import apps

    with override("sr-latn"):
        for model in apps.get_models():
            yield str(model._meta.verbose_name)
            yield str(model._meta.verbose_name_plural)
            yield from (str(f.verbose_name) for f in model._meta.get_fields() if isinstance(f, models.Field))
