"""Of which list a paragraph is, by its own word or that of its styles."""

from consultations.documents.importing.word.numbering import DEEPEST, Drawn
from consultations.documents.importing.word.styles import numbering_in


def drawn_before(properties, style, styles, numbering) -> Drawn | None:
    """What Word draws before the paragraph, which is counted by it; None where nothing is."""
    own, place = numbering_in(properties)
    num = own or next((num for _key, num, _level in styles.numberings(style) if num), None)
    if num in (None, "0"):
        return None
    if place is None:
        place = 0 if own else _place_in_style(num, style, styles, numbering)
    return numbering.draw(num, max(0, min(place, DEEPEST - 1)))


def _place_in_style(num, style, styles, numbering) -> int:
    """The nearest style that names a level, or to which a level of the list belongs."""
    for key, _num, level in styles.numberings(style):
        if level is not None:
            return level
        if (linked := numbering.place_of_style(num, key)) is not None:
            return linked
    return 0
