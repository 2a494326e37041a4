"""What people put around Markdown: a head of fields, comments, tables and marks of HTML; taken apart before reading.

Goes through the text once. What is taken out leaves a mark in its place, so that its loss is told there."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from consultations.documents.importing.word.letters import raised

LONGEST_FRONT = 400  # lines
MOST_CELLS = 100_000
OPEN, CLOSE = "\ue010", "\ue011"  # around the number of what was taken out
MARK = re.compile(f"{OPEN}(\\d{{1,7}}){CLOSE}")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_FIELD = re.compile(r"(?:[\w\"'.-]{1,60}\s{0,5}:(?:\s|$)|\s|-\s|#|[\]}])")
_PLACE = re.compile(r"<!--|<table\b", re.IGNORECASE)
_STRUCK = re.compile(r"</?(?:del|s|strike)>", re.IGNORECASE)
_LIFTED = re.compile(r"<(sup|sub)>([^<>\n]{1,40})</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<br {0,3}/?>", re.IGNORECASE)
LINE = "\u2028"  # a line that ends within a paragraph or a cell


class Apart(NamedTuple):
    """The text with marks, its head, and what was taken out: words of comments, rows of tables."""

    text: str
    front: str
    taken: list


def take_apart(text) -> Apart:
    """Markdown without its head, comments and tables of HTML."""
    text = text.replace(OPEN, "").replace(CLOSE, "")
    front, text = _without_front(text)
    taken, parts = [], []
    for is_code, part in _by_fences(text):
        parts.append(part if is_code else _plain_markdown(part, taken))
    return Apart("".join(parts), front, taken)


def _without_front(text) -> tuple[str, str]:
    lines = text.lstrip("\ufeff").split("\n")
    mark = lines[0].rstrip()
    if mark not in ("---", "+++"):
        return "", text
    for place, line in enumerate(lines[1:LONGEST_FRONT], start=1):
        if line.rstrip() == mark or (mark == "---" and line.rstrip() == "..."):
            return "\n".join(lines[1:place]), "\n".join(lines[place + 1 :])
        if line.strip() and mark == "---" and not _FIELD.match(line):
            break
    return "", text


def _by_fences(text):
    """(is it code, part) for the parts of a text between lines of ``` or ~~~."""
    held, fence = [], ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if found and (not fence or (found[1].startswith(fence) and not line.strip(" `~\r\n"))):
            if not fence:
                yield False, "".join(held)
                held, fence = [line], found[1]
            else:
                yield True, "".join([*held, line])
                held, fence = [], ""
        else:
            held.append(line)
    yield bool(fence), "".join(held)


def _plain_markdown(text, taken) -> str:
    parts, at, small, unclosed = [], 0, text.lower(), set()
    for found in _PLACE.finditer(text):
        closing = "-->" if found[0] == "<!--" else "</table>"
        if found.start() < at or closing in unclosed:
            continue
        end = small.find(closing, found.end()) + len(closing)
        if end < len(closing):  # never closed: words like any others
            unclosed.add(closing)
            continue
        inner, is_table = text[found.start() : end], closing == "</table>"
        taken.append(_rows(inner) if is_table else inner[4:-3].strip())
        around = "\n\n" if is_table else ""
        parts += [_marks(text[at : found.start()]), f"{around}{OPEN}{len(taken) - 1}{CLOSE}{around}"]
        at = end
    return "".join([*parts, _marks(text[at:])])


def _marks(text) -> str:
    text = _STRUCK.sub("~~", text)
    text = _LIFTED.sub(lambda found: raised(found[2], 1 if found[1].lower() == "sup" else -1), text)
    return _BREAK.sub(LINE, text)


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows, self.cell, self.cells = [], None, 0

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.cells < MOST_CELLS:
            span = dict(attrs).get("colspan") or ""
            if not self.rows:
                self.rows.append([])
            wide = max(1, min(int(span), 63)) if span.isascii() and span.isdecimal() and len(span) < 5 else 1
            self.cell = []
            self.rows[-1] += [self.cell, *([] for _ in range(wide - 1))]
            self.cells += wide
        elif tag in ("br", "p", "li", "div") and self.cell is not None:
            self.cell.append(" ")

    def handle_data(self, data) -> None:
        if self.cell is not None:
            self.cell.append(data)


def _rows(html) -> list[list[str]]:
    parser = _Table()
    parser.feed(html)
    parser.close()
    return [["".join(cell) for cell in row] for row in parser.rows]
