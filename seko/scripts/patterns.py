"""What a word is, and what in a text is no Serbian word: addresses, file names, codes, measures, English names."""

import re

from seko.scripts.lists import PHRASES

PLACEHOLDER = "\ue000"  # stands for a number or name that is filled in later; a character without a meaning in Unicode
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
CYRILLIC = "\u0400-\u052f"
MARKS = "\u0300-\u036f"  # combining: the háček of a letter typed apart
WORD = rf"[{LATIN}{CYRILLIC}][{LATIN}{CYRILLIC}{MARKS}]*"

ADDRESS = r"""[A-Za-z][A-Za-z0-9+.-]{0,20}://[^\s<>"„“”]+"""
_UNIT = (
    "km|dm|cm|mm|ha|kg|dag|mg|kt|hl|dl|cl|ml|kB|MB|GB|TB|Gb|kV|MV|mA|kJ|MJ|GJ|TJ|Pa|kPa|MPa|hPa|MVA|Hz|kHz|MHz|GHz|dB|"
    "toe|ktoe|Mtoe|m|t|l|h|V|A|J"
)
UNITS = frozenset(_UNIT.split("|"))
_TOP_LEVELS = (
    "rs|com|org|net|eu|int|info|gov|edu|io|ac|al|at|ba|be|bg|biz|ch|co|cz|de|dk|fr|hr|hu|me|mk|nl|ro|se|si|tv|uk|us"
)
_ENDING = (
    "docx?|xlsx?|pptx?|pdf|od[pst]|csv|(?:geo)?json|xml|html?|txt|rtf|md|epub|ics|zip|rar|7z|gz|jpe?g|png|gif|svg|webp|"
    "mp[34]|css|js|py|sql|ya?ml"
)
_ENDINGS = f"(?:{_ENDING}|{_ENDING.upper()})"
_LABEL = f"[{LATIN}0-9-]{{1,63}}"
_ENGLISH = "[Tt]he|of|and|for|with|from|by"
# Serbian words that an English name follows: Program Rule of Law.
_INTRODUCTION = (
    "(?:Agencij|Fondacij|Inicijativ|Koalicij|Konferencij|Organizacij|Strategij|Kampanj)[aeiu]|Projek(?:at|t[aiu])|"
    "Program[aiu]?|Centar|Institut|Fond"
)
_PHRASES = "|".join(
    re.escape(phrase).replace(r"\ ", "[ ]").replace(r"\*", "[a-z]*")
    for phrase in sorted(PHRASES, key=len, reverse=True)
)
# What takes part in a formula; two-letter ones first.
_ELEMENT = (
    "(?:He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Se|Br|Sr|Zr|Mo|Ag|Cd|Sn|Sb|Cs|Ba|Pt|Au|Hg|Pb|Bi|Rn|"
    "Ra|Pu|H|B|C|N|O|F|P|S|K|V|W|I|U)"
)
_BELOW = "₀-₉ₐ-ₜ"
_ABBREVIATION = (  # of other languages: i.e., etc., et al.
    r"i\.e\.|e\.g\.|etc\b|et[ ]al\.|cf\.|viz\.|vs\b|ibid\b|(?:op|loc)\.[ ]cit\.|[ap]\.m\."
    r"|Ph\.D\.|M\.Sc\.|Inc\.|Ltd\b|Corp\.|C\+\+|C\#"
)
_PROTECTED = rf"""
    # addresses
    {ADDRESS} | www\.[^\s<>"„“”]+ | (?:mailto|doi):[^\s<>"]+
  | /(?:api|admin|sr|sr-latn|en)/[A-Za-z0-9_./-]*
    # a@seko.rs, @seko, #seko
  | [{LATIN}0-9._%+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,9}} | [@\#][{LATIN}0-9_]+
    # seio.gov.rs/a, .rs
  | \.(?:rs|com|org|net|eu)\b | (?:{_LABEL}\.){{1,9}}(?:{_TOP_LEVELS})\b(?:/[^\s<>"„“”]*)?
    # izvestaj.docx, .docx
  | [{LATIN}0-9_.-]{{1,120}}\.{_ENDINGS}\b | \.{_ENDINGS}\b
    # field_name; A4, H2020, tCO2, CO₂; v2; a1b2, and what names a file by its content
  | [A-Za-z0-9]*_[A-Za-z0-9_]+ | t?[A-Z]{{1,3}}[0-9]+[A-Za-z0-9]*\b | [A-Za-z]{{1,5}}[₀-₉]+[A-Za-z₀-₉]* | v[0-9]+
  | [0-9]*(?:[A-Za-z]+[0-9]+){{2,}}[A-Za-z]*\b | [0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}} | [0-9a-f]{{16,}}
    # NOₓ, Ca(OH)₂, CaCO3, Na⁺, C-14
  | (?=[A-Za-z0-9()]*[{_BELOW}]|[A-Za-z0-9()]*?[A-Z][a-z0-9()]*[A-Z])(?=[A-Za-z()]*[0-9{_BELOW}])
    (?>(?:{_ELEMENT}[0-9{_BELOW}]*|\(|\)[0-9{_BELOW}]*){{1,24}}[⁰¹²³⁴-⁹]*[⁺⁻]?)
  | {_ELEMENT}[⁰¹²³⁴-⁹]*[⁺⁻] | (?:C|Cs|I|Sr|U|Pu|Co|Ra|Rn)-[1-9][0-9]{{1,2}}
    # i.e., etc.; OCDoskoP
  | {_ABBREVIATION} | [A-Z]{{2,}}[a-z]{{2,}}[A-Z][A-Za-z]*
    # (i), ii)
  | (?<=\()(?:i|v|vi)(?=\)) | (?:iii?|iv|viii?|ix)(?=\))
    # Centre for the Rule of Law
  | (?!(?:{_INTRODUCTION})\s[A-Z])(?:[A-Z][A-Za-z]*\s){{0,6}}(?:[A-Za-z]+\s)?(?:{_ENGLISH})(?:\s(?:{_ENGLISH}))*\b
    (?:\s[A-Za-z]+\b)?(?:\s(?:[A-Z][A-Za-z]*|{_ENGLISH})\b)*(?![-+%.@]\w)
  | (?i:{_PHRASES})\b
"""
# km/h, EUR/t, m², µg, °C: also straight after a number
_MEASURE = rf"(?:{_UNIT}|EUR|RSD)/(?:{_UNIT}|s)[23²³]? | [kdcm]?m[23²³] | [µμ][A-Za-z]{{1,3}} | °[ \u00a0]?[CF]"
_TAGS = (
    "a|abbr|article|aside|b|blockquote|body|br|button|caption|cite|code|dd|del|details|div|dl|dt|em|figure|figcaption|footer|form|"
    "h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|ol|option|p|pre|q|s|script|section|"
    "select|small|span|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|u|ul|video"
)
_TAG = rf"</?(?i:{_TAGS})(?:\s[^<>]{{0,1000}})?/?>|<!--[^<>]{{0,1000}}-->"  # <b>, <a href="…">
_ENTITY = r"&(?:[A-Za-z]{2,31}|\#[0-9]{1,7}|\#x[0-9A-Fa-f]{1,6});"  # &nbsp;
TOKEN = re.compile(
    rf"(?P<protected>(?<![\w.@{MARKS}])(?=[\w.@\#/]) (?:{_PROTECTED}) (?![{LATIN}{MARKS}]))"
    rf"| (?P<measure>(?<![^\W\d]) (?:{_MEASURE}) (?!\w)) | (?P<entity>{_ENTITY}|{_TAG}) | {WORD}",
    re.VERBOSE,
)
