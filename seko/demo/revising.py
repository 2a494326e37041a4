"""How a later version of a document follows from the one before, told in steps; and where in a text a thing stands."""

from consultations.documents.importing import Block
from consultations.documents.importing.blocks import ARTICLE, HEADING, PARAGRAPH
from consultations.documents.matching import CHANGED, MERGED, MOVED, NEW, SAME, SPLIT, Match


def by_address(passages):
    """Passages by number; those without one by the number before them and how far behind it they stand: `4.1.1.6+1`.

    A heading without a number is told by its words before the first full stop: `Прилог 1`."""
    found, before, behind = {}, "", 0
    for passage in passages:
        if passage.number and passage.kind in (HEADING, ARTICLE, PARAGRAPH):
            before, behind = passage.number, 0
        elif passage.kind == HEADING:
            before, behind = passage.text.partition(".")[0], 0
        else:
            behind += 1
        found[f"{before}+{behind}" if behind else before] = passage
    return found


def edit_text(text, words):
    """Other words in place of a text: all of them, or {what is replaced: by what}, each of which stands there once."""
    if isinstance(words, str):
        return words
    for old, new in words.items():
        if text.count(old) != 1:
            raise ValueError(f"“{old}” stands {text.count(old)} times in: {text}")
        text = text.replace(old, new)
    return text


def revise(passages, steps):
    """Blocks of the next version, and for each where it comes from. Places are told as in the version before."""
    return _Revision(passages).after(steps)


class _Revision:
    def __init__(self, passages):
        self.places = {address: place for place, address in enumerate(by_address(passages))}
        # What stands now where each old passage stood: itself, nothing, or several.
        self.active = [[(_block(passage), Match(SAME, (place,)))] for place, passage in enumerate(passages)]

    def after(self, steps):
        for step in steps:
            way = next(way for way in ("change", "split", "merge", "move", "remove", "add") if way in step)
            getattr(self, f"_{way}")(step)
        blocks, matches = zip(*(one for several in self.active for one in several), strict=True)
        return blocks, matches

    def _place(self, address):
        if address not in self.places:
            raise ValueError(f"The document has no passage {address}.")
        return self.places[address]

    def _change(self, step):
        place = self._place(step["change"])
        block, _ = self.active[place][0]
        text = edit_text(block.text, step["words"])
        self.active[place][0] = block._replace(text=text), Match(CHANGED, (place,))

    def _split(self, step):
        place = self._place(step["split"])
        self.active[place] = [(_new_block(part), Match(SPLIT, (place,))) for part in step["into"]]

    def _merge(self, step):
        first, *others = places = tuple(self._place(address) for address in step["merge"])
        self.active[first] = [(_new_block(step["into"]), Match(MERGED, places))]
        for place in others:
            self.active[place] = []

    def _move(self, step):
        place = self._place(step["move"])
        block, _ = self.active[place].pop(0)
        block = block._replace(number=step["number"], text=edit_text(block.text, step.get("words", {})))
        self.active[self._place(step["after"])].append((block, Match(MOVED, (place,))))

    def _remove(self, step):
        self.active[self._place(step["remove"])] = []

    def _add(self, step):
        self.active[self._place(step["after"])].append((_new_block(step["add"]), Match(NEW)))


def _block(passage):
    return Block(passage.kind, passage.level, passage.number, passage.text)


def _new_block(told):
    return Block(told["kind"], told.get("level", 0), told["number"], told["text"])
