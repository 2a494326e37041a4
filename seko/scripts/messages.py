"""Collects the messages of the portal from Python and templates, without GNU gettext."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

from seko.scripts.catalogues import catalogue

# A quoted text inside a tag, as Django's template language reads it.
QUOTED = r"\"[^\"\\]*(?:\\.[^\"\\]*)*\"|'[^'\\]*(?:\\.[^'\\]*)*'"
FOLDERS = ["seko", "organizations", "sectors", "memoranda", "consultations", "templates"]
# Arguments of each function: c context, s singular, p plural.
FUNCTIONS = {"gettext": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}
FUNCTIONS |= {f"{name}_lazy": parts for name, parts in FUNCTIONS.items()} | {"gettext_noop": "s", "_": "s"}
HEADER = {
    "Project-Id-Version": "SEKO",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    # The forms of Django's own catalogues: with others Django refuses to merge the two.
    "Plural-Forms": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}


class Message(NamedTuple):
    """One message as gettext looks it up."""

    text: str
    plural: str = ""
    context: str | None = None


class BadMessage(Exception):
    """A message that can not be collected, with the place where it stands."""


def all_messages() -> dict[Message, list[str]]:
    """Every message of the portal with the files that use it, in the order of files and lines."""
    found = {}
    for path in sorted(p for folder in FOLDERS for p in (Path(settings.BASE_DIR) / folder).rglob("*")):
        reader = {".py": python_messages, ".html": template_messages, ".txt": template_messages}.get(path.suffix)
        if reader is None or (path.suffix == ".txt" and "templates" not in path.parts):
            continue
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for message in reader(path.read_text(encoding="utf-8"), name):
            found.setdefault(message, dict.fromkeys([name]))[name] = None
    return {message: list(names) for message, names in found.items()}


def python_messages(source, name="<python>") -> Iterator[Message]:
    """Messages in a Python source. Raises BadMessage for one that is not a plain string, such as an f-string."""
    calls = (node for node in ast.walk(ast.parse(source, name)) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        function = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
        if function not in FUNCTIONS:
            continue
        parts = FUNCTIONS[function]
        if not all(isinstance(arg, ast.Constant) and isinstance(arg.value, str) for arg in call.args[: len(parts)]):
            if function == "_" or any(isinstance(arg, ast.JoinedStr) for arg in call.args):
                raise BadMessage(f"{name}:{call.lineno}: a message must be a plain string.")
            continue  # a wrapper such as gettext(variable) translates what is collected elsewhere
        values = dict(zip(parts, (arg.value for arg in call.args), strict=False))
        if values.get("s"):
            yield Message(values["s"], values.get("p", ""), values.get("c"))


def template_messages(source, name="<template>") -> Iterator[Message]:
    """Messages in a template: translate, blocktranslate, and `_("…")` inside tags and variables."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        bits = list(smart_split(token.contents))
        tag = bits[0] if token.token_type == TokenType.BLOCK and bits else ""
        if tag in {"translate", "trans"} and bits[1][0] in "\"'":
            yield Message(_literal(re.findall(QUOTED, bits[1])[0]).replace("%", "%%"), context=_context(bits))
        elif tag in {"blocktranslate", "blocktrans"}:
            yield _block_message(tokens, bits, f"{name}:{token.lineno}")
        for literal in re.findall(rf"(?<!\w)_\(({QUOTED})\)", token.contents):
            yield Message(_literal(literal).replace("%", "%%"))


def _block_message(tokens, bits, place) -> Message:
    texts = [""]
    for token in tokens:
        if token.token_type == TokenType.TEXT:
            texts[-1] += token.contents.replace("%", "%%")
        elif token.token_type == TokenType.VAR:
            texts[-1] += f"%({token.contents})s"
        elif token.token_type == TokenType.BLOCK and token.contents.strip() == "plural":
            texts.append("")
        elif token.token_type == TokenType.BLOCK and token.contents.startswith("endblocktrans"):
            break
        elif token.token_type == TokenType.BLOCK:
            raise BadMessage(f"{place}: a blocktranslate holds no other tag.")
    else:
        raise BadMessage(f"{place}: blocktranslate has no end.")
    counted = "count" in bits
    if counted != (len(texts) == 2):
        raise BadMessage(f"{place}: `count` and `plural` belong together.")
    if "trimmed" in bits:
        texts = [trim_whitespace(text) for text in texts]
    return Message(*texts, context=_context(bits))


def _context(bits) -> str | None:
    return _literal(bits[bits.index("context") + 1]) if "context" in bits else None


def _literal(quoted) -> str:
    return quoted[1:-1].replace(f"\\{quoted[0]}", quoted[0]).replace("\\\\", "\\")


def updated_catalogue(language):
    """The catalogue of a language with today's messages: translations are kept, unused messages are dropped."""
    path = catalogue(language)
    old = polib.pofile(str(path)) if path.exists() else polib.POFile()
    known = {(entry.msgid, entry.msgctxt): entry for entry in old}
    new = polib.POFile(wrapwidth=120)
    new.metadata = HEADER | {"Language": language}
    for message, names in _merged(all_messages()).items():
        entry = known.get((message.text, message.context))
        had = entry is not None and not entry.obsolete
        new.append(
            polib.POEntry(
                msgid=message.text,
                msgctxt=message.context,
                msgid_plural=message.plural,
                msgstr="" if message.plural or not had else entry.msgstr,
                msgstr_plural=_plural_forms(entry if had else None) if message.plural else {},
                occurrences=[(name, "") for name in names],
                flags=["python-format"] if re.search(r"%\(\w+\)|%[sd]", message.text) else [],
                tcomment=entry.tcomment if had else "",
            )
        )
    return new


def _plural_forms(entry) -> dict[int, str]:
    old = entry.msgstr_plural if entry else {}
    return {number: old.get(number, "") for number in range(3)}


def _merged(messages) -> dict[Message, list[str]]:
    """One entry per text and context, as in gettext: a message with a plural also serves the call without it."""
    merged = {}
    for message, names in messages.items():
        key = next((m for m in merged if (m.text, m.context) == (message.text, message.context)), None)
        if key is None:
            merged[message] = list(names)
            continue
        if message.plural and not key.plural:
            merged = {(message if m == key else m): n for m, n in merged.items()}
            key = message
        merged[key] = sorted({*merged[key], *names})
    return merged


def missing(language) -> list[str]:
    """Messages that the portal uses and the catalogue of a language does not translate."""
    return [entry.msgid for entry in updated_catalogue(language) if not entry.translated()]
