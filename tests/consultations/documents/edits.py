"""Edits of a text such as working groups make, with the truth of where each passage came from."""

import random
from typing import NamedTuple

from consultations.documents.importing import Block

NOUNS = (
    *("министарство", "предузеће", "општина", "регистар", "станица", "извештај", "програм", "буџет", "показатељ"),
    *("инспекција", "оператер", "постројење", "отпад", "ваздух", "шума", "земљиште", "вода", "енергија", "дозвола"),
    *("накнада", "удружење", "грађанин", "јавност", "расправа", "рок", "обавеза", "мера", "циљ", "индикатор"),
    *("локација", "процена", "утицај", "мрежа", "подстицај", "фонд", "уговор", "надзор", "казна", "поступак"),
)
VERBS = (
    *("успоставља", "објављује", "спроводи", "прати", "доставља", "усваја", "израђује", "обезбеђује", "финансира"),
    *("утврђује", "надзире", "мења", "укида", "подноси", "разматра", "води", "издаје", "одбија", "одобрава"),
)
OTHERS = (
    *("годишње", "најкасније", "јавно", "електронски", "редовно", "у складу са законом", "у року од тридесет дана"),
    *("на предлог надлежног органа", "без одлагања", "уз сагласност", "по службеној дужности", "у целини", "делимично"),
    *("према програму", "у сарадњи са удружењима", "до краја године", "о свом трошку", "преко портала"),
)


class Edited(NamedTuple):
    """Two texts and the truth: for each new passage the places of the old ones it came from."""

    old: list[Block]
    new: list[Block]
    truth: list[tuple[int, ...]]
    acts: list[str]  # what was done to each new passage


def sentence(rng, length):
    parts = [rng.choice(NOUNS).capitalize(), rng.choice(VERBS), rng.choice(NOUNS)]
    while len(parts) < length:
        parts += [rng.choice(OTHERS if rng.random() < 0.6 else VERBS), rng.choice(NOUNS)]
    return " ".join(parts[:length]) + "."


def document(rng, passages):
    blocks = []
    for n in range(passages):
        if n % 9 == 0:
            title = sentence(rng, rng.randint(2, 4)).rstrip(".")
            blocks.append(Block("heading", 1, str(n // 9 + 1), title))
        elif n % 5 == 0:
            blocks.append(Block("list_item", 1, f"{n % 7 + 1})", sentence(rng, rng.randint(5, 12))))
        else:
            text = " ".join(sentence(rng, rng.randint(7, 16)) for _ in range(rng.randint(1, 4)))
            blocks.append(Block("paragraph", 0, "", text))
    return blocks


def reworded(rng, text, share):
    """The same text with a share of its words exchanged, left out or added."""
    words = text.split()
    for _ in range(max(1, int(share * len(words)))):
        at = rng.randrange(len(words))
        act = rng.random()
        if act < 0.5:
            words[at] = rng.choice(NOUNS + VERBS)
        elif act < 0.75 and len(words) > 3:
            words.pop(at)
        else:
            words.insert(at, rng.choice(NOUNS))
    return " ".join(words)


def halves(rng, text):
    """A text in two, at the end of a sentence where there is one."""
    sentences = [part.strip() + "." for part in text.split(".") if part.strip()]
    if len(sentences) > 1:
        at = rng.randint(1, len(sentences) - 1)
        return " ".join(sentences[:at]), " ".join(sentences[at:])
    words = text.split()
    at = rng.randint(len(words) // 3, 2 * len(words) // 3)
    return " ".join(words[:at]), " ".join(words[at:])


class _Author:
    """Goes through a text and edits it; what was done is noted with what came of it."""

    def __init__(self, seed, passages, change) -> None:
        self.rng, self.change = random.Random(seed), change
        self.old = document(self.rng, passages)
        self.rows: list[tuple[Block, tuple[int, ...], str]] = []

    def put(self, block, text, came_from, act) -> None:
        self.rows.append((block._replace(text=text), came_from, act))

    def perhaps_reworded(self, text):
        return reworded(self.rng, text, self.change) if self.rng.random() < 0.7 else text

    def split(self, place):
        for half in halves(self.rng, self.old[place].text):
            self.put(self.old[place], self.perhaps_reworded(half), (place,), "split")

    def merge(self, place):
        many = 3 if self.rng.random() < 0.25 and self.may_merge(place + 1) else 2
        both = " ".join(block.text for block in self.old[place : place + many])
        came_from = tuple(range(place, place + many))
        self.put(self.old[place], self.perhaps_reworded(both), came_from, "merge")
        return many

    def may_merge(self, place):
        pair = self.old[place : place + 2]
        return len(pair) == 2 and all(block.kind != "heading" for block in pair)

    def alter(self, place):
        share = self.rng.choice([0.1, 0.2, 0.3])
        self.put(self.old[place], reworded(self.rng, self.old[place].text, share), (place,), "change")

    def extend(self, place):
        """New words behind a passage whose neighbour goes: no merging."""
        text = f"{self.old[place].text} {sentence(self.rng, self.rng.randint(8, 16))}"
        self.put(self.old[place], text, (place,), "change")
        return 2

    def cut(self, place):
        """Half a passage goes, and a new one comes behind it: no split."""
        self.put(self.old[place], halves(self.rng, self.old[place].text)[0], (place,), "change")
        self.put(Block("paragraph", 0, "", ""), sentence(self.rng, self.rng.randint(8, 16)), (), "new")

    def add(self, place):
        self.put(self.old[place], self.old[place].text, (place,), "same")
        self.put(Block("paragraph", 0, "", ""), sentence(self.rng, self.rng.randint(8, 20)), (), "new")

    def remove(self, place):
        pass

    def keep(self, place):
        self.put(self.old[place], self.old[place].text, (place,), "same")

    def act_for(self, place):
        block, act = self.old[place], self.rng.random()
        is_long = len(block.text.split()) >= 12 and block.kind == "paragraph"
        if act < 0.10 and is_long:
            return self.split
        if act < 0.20 and self.may_merge(place):
            return self.merge
        if act < 0.24 and self.may_merge(place):
            return self.extend
        if act < 0.28 and is_long:
            return self.cut
        limits = ((0.44, self.alter), (0.50, self.remove), (0.56, self.add))
        return next((do for limit, do in limits if act < limit), self.keep)

    def move(self, times):
        for _ in range(times):
            block, came_from, act = self.rows.pop(self.rng.randrange(len(self.rows)))
            at = self.rng.randrange(len(self.rows) + 1)
            self.rows.insert(at, (block, came_from, "move" if act == "same" else act))


def edited(seed, passages=90, change=0.12):
    """A text and what a working group made of it: `change` of the words of what is merged or split are others."""
    author, place = _Author(seed, passages, change), 0
    while place < len(author.old):
        place += author.act_for(place)(place) or 1
    author.move(3)
    new, truth, acts = zip(*author.rows, strict=True)
    return Edited(author.old, list(new), list(truth), list(acts))
