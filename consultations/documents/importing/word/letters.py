"""Letters that are more than their code: raised and lowered ones, and those of fonts that draw signs."""

_DIGITS = "0123456789"
_RAISED = str.maketrans(
    f"{_DIGITS}+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
)
_LOWERED = str.maketrans(f"{_DIGITS}+-−–=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

# Letters of the font Symbol from 0x20 on. Source: Adobe Symbol Encoding to Unicode; a space where there is no sign.
_SYMBOL = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ "
    "                                 ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ "
    "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
)
_WINGDINGS = {
    0x22: "✂",
    0x28: "☎",
    0x2A: "✉",
    0x36: "⌛",
    0x3F: "✍",
    0x4A: "☺",
    0x4C: "☹",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9F: "•",
    0xA1: "○",
    0xA4: "◉",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xB2: "⟡",
    0xD8: "➢",
    0xDC: "➲",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xEF: "⇦",
    0xF0: "⇨",
    0xF1: "⇧",
    0xF2: "⇩",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x97: "●", 0xA3: "□", 0xA7: "▪"}
_OTHER_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "wingdings 3": {0x7D: "▶", 0x84: "◀"}}
_SURROGATES = 0xD800
_PRIVATE = range(0xE000, 0xF900)
_SYMBOLS = range(0xF020, 0xF100)  # where Word keeps the letters of fonts of signs


def raised(text, way) -> str:
    """Letters above (1) or below (-1) the line: as Unicode has them, else marked ^(…) or _(…); signs alone stay."""
    words = text.strip()
    if not way or not any(letter.isalnum() for letter in words):
        return text
    written = words.translate(_RAISED if way > 0 else _LOWERED)
    if any(old == new and not old.isspace() for old, new in zip(words, written, strict=True)):
        written = f"{'^' if way > 0 else '_'}({words})"
    at = text.index(words)
    return text[:at] + written + text[at + len(words) :]


def sign(code, font) -> str | None:
    """A letter of a font of signs as Unicode has it; None where nobody knows it."""
    if font and code not in _PRIVATE and font.lower() not in ("symbol", *_OTHER_FONTS):
        return chr(code) if 0x20 <= code < _SURROGATES else None
    place = code - 0xF000 if code in _SYMBOLS else code
    if (of_font := _OTHER_FONTS.get(font.lower())) is not None:
        return of_font.get(place)
    if place not in range(0x20, 0x20 + len(_SYMBOL)):
        return None
    found = _SYMBOL[place - 0x20]
    return found if found != " " or place == 0x20 else None


def readable(text, font) -> tuple[str, int]:
    """(the text with its signs as Unicode has them, how many nobody knows)."""
    if text.isascii() or not any(ord(letter) in _PRIVATE for letter in text):
        return text, 0
    written, unknown = [], 0
    for letter in text:
        if ord(letter) not in _PRIVATE:
            written.append(letter)
        elif ord(letter) in _SYMBOLS and (found := sign(ord(letter), font)):
            written.append(found)
        else:
            unknown += 1
    return "".join(written), unknown
