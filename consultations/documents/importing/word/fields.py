"""Fields of Word: of a page number, a reference, a contents list only what is shown counts, never the instruction."""

_CONTENTS = {"TOC", "INDEX", "TOA", "RD"}
_NOT_THERE = {"w:del", "w:moveFrom"}


def is_contents(instruction) -> bool:
    """Does the field repeat headings or words of the text with their pages?"""
    words = instruction.split(maxsplit=1)
    return bool(words) and words[0].upper() in _CONTENTS


class Fields:
    """Where in its fields a part stands while it is read; a field may begin and end in different paragraphs.

    What has no end would swallow the rest of the text, so only marks that belong together count."""

    def __init__(self, root) -> None:
        self.whole = _marks_with_an_end(root)
        self.open: list[dict] = []

    def mark(self, element) -> None:
        """A mark of a field: its beginning, the end of its instruction, its end."""
        if id(element) not in self.whole:
            return
        way = element.get("w:fldCharType")
        if way == "begin":
            self.open.append({"instruction": "", "shown": False})
        elif way == "separate":
            self.open[-1]["shown"] = True
        else:
            self.open.pop()

    def instruct(self, text) -> None:
        if self.open and not self.open[-1]["shown"]:
            self.open[-1]["instruction"] += text[:80]

    @property
    def is_shown(self) -> bool:
        return all(field["shown"] for field in self.open)

    @property
    def in_contents(self) -> bool:
        return any(is_contents(field["instruction"]) for field in self.open)


def _marks_with_an_end(root) -> set[int]:
    whole, waiting = set(), []
    for element in _marks(root):
        way = element.get("w:fldCharType")
        if way == "begin":
            waiting.append([element])
        elif waiting:
            if way == "separate" and len(waiting[-1]) == 1:
                waiting[-1].append(element)
            elif way == "end":
                whole.update(map(id, [*waiting.pop(), element]))
    return whole


def _marks(element):
    """In the order of reading; what is deleted is not there."""
    for child in element:
        if child.tag == "w:fldChar":
            yield child
        elif child.tag not in _NOT_THERE:
            yield from _marks(child)
