"""Texts as parts that can be set: paragraphs, lists, and tables, which are lines of cells parted by tabs."""

import re
from typing import NamedTuple

_BLANK = re.compile(r"\n[ \u00a0]*\n")
_BULLET = re.compile(r"[-–•*][ \u00a0]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})\.[ \u00a0]+(?=\S)")
LONGEST_CELL = 60  # letters; a longer text gets no more room for it
WORD, LEAST = 14, 4


class TextPart(NamedTuple):
    """`kind` is "text", "bullets", "numbers" (from 1 on) or "table"; a text has one line, a table rows of cells."""

    kind: str
    lines: list


def parts_of(text) -> list[TextPart]:
    """The parts of a text that somebody typed. What is only nearly a list or a table stays as it was typed."""
    parts = []
    for paragraph in _BLANK.split(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")):
        if is_table(paragraph):
            parts.append(TextPart("table", rows_of(paragraph)))
        elif paragraph.strip():
            parts += _lists_in(paragraph.strip("\n").replace("\t", " ").split("\n"))
    return parts


def is_table(paragraph) -> bool:
    """Several lines, each of them cells parted by tabs."""
    lines = paragraph.split("\n")
    return len(lines) > 1 and all("\t" in line for line in lines)


def rows_of(text) -> list[list[str]]:
    """The rows of a table with their cells; shorter rows are filled up."""
    rows = [line.split("\t") for line in text.splitlines()]
    width = max((len(row) for row in rows), default=0)
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def as_table(text) -> str:
    """The text of a table whose rows have all its cells, so that it is known by `is_table`."""
    return "\n".join("\t".join(row) for row in rows_of(text))


def without_stray_tabs(text) -> str:
    """The text with tabs in its tables only."""
    pieces = re.split(f"({_BLANK.pattern})", text)
    return "".join(piece if is_table(piece) else piece.replace("\t", " ") for piece in pieces)


def column_weights(rows) -> list[int]:
    """How much room each column needs beside the others, by its words."""
    columns = zip(*rows, strict=True)
    return [max(_weight(str(cell)) for cell in column) for column in columns]


def _weight(cell) -> int:
    longest = max((len(word) for word in cell.split()), default=0)
    return max(LEAST, min(longest, WORD), min(len(cell), LONGEST_CELL) // 2)


def _lists_in(lines) -> list[TextPart]:
    parts: list[TextPart] = []
    for line in lines:
        last = parts[-1] if parts else TextPart("", [])
        number = _NUMBER.match(line)
        if bullet := _BULLET.match(line):
            kind, said = "bullets", line[bullet.end() :]
        elif number and int(number[1]) == (len(last.lines) if last.kind == "numbers" else 0) + 1:
            kind, said = "numbers", line[number.end() :]
        else:
            kind, said = "text", line
        if kind == last.kind:
            last.lines.append(said)
        else:
            parts.append(TextPart(kind, [said]))
    if any(part.kind != "text" and len(part.lines) < 2 for part in parts):  # one such line is no list
        return [TextPart("text", ["\n".join(lines)])]
    return [TextPart("text", ["\n".join(part.lines)]) if part.kind == "text" else part for part in parts]
