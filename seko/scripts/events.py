"""What happens to the list of acronyms."""

from typing import TypedDict

from seko.events.declarations import declare


class AcronymFacts(TypedDict):
    latin: str
    cyrillic: str


class ChangedAcronymFacts(AcronymFacts):
    before: str


UNTOLD = "A list of words, which concerns nobody in person."

declare("acronym.listed", facts=AcronymFacts, public=False, untold=UNTOLD)
declare("acronym.changed", facts=ChangedAcronymFacts, public=False, untold=UNTOLD)
