"""Words that users read: one for one thing, and retired ones do not come back. The list is told in docs/texts.md."""

import re

import pytest

from tests.scripts.places import entries

# Serbian words that the portal no longer uses, with the better ones.
RETIRED = {
    r"[Kk]ancelarij": "Ministarstvo za evropske integracije, Ministarstvo",
    r"[Čč]asovnik": "poštovanje rokova",
    r"\b[Oo]delj(?:ak|k|c)": "pasus",
    r"\b[Oo]rgan(?:a|u|om|i|e|ima)?\b": "nadležna institucija",
    r"[Pp]ritiskom": "odjednom",
    r"[Ii]spoštovan|[Pp]rekršen": "poštovan, prekoračen",
    r"[Pp]rihvatanje po": "koliko je prihvaćeno",
    r"[Pp]rovera datoteke": "provera verodostojnosti",
    r"[Nn]epoznato": "sve",
    r"[Nn]ajpre\b": "prvo",
    r"\b[Oo]briš\w*|\b[Oo]brisa\w*": "izbrisati",
    r"\b[Oo]belež": "označiti",
    r"[Kk]vartal|\bkv\.": "tromesečje",
    r"[Pp]risutn|[Oo]dsutn": "prisustvo, izostanak",
    r"[Pp]oreski broj": "PIB",
    r"[Kk]rat(?:ak|k\w+) naziv": "skraćeni naziv",
    r"\b[Ii]nternet stranic|\bveb-stran(?!ic)|\b[Vv]eb ": "veb-sajt, veb-stranica",
    r"\bna ovoj strani\b|\bStrane sa\b": "stranica",
    r"\b(?:[Oo]v|nov)(?:a|u|om) vez|Pošaljite vezu": "link",
    r"\bpo stanju\b|\bStanje\b": "status",
    r"\bpregledu\b|\bna pregled\b|za pregled:": "provera",
    r"\b[Čč]lanov[ia]\b": "članice",
    r"[Ss]aglasnost": "odobrenje",
    r"objedinjen\w* u (?:stavk|mišljenj)|mišljenje u mišljenju": "uvršten u stavku, uz mišljenje",
    r"\b(?:vaše|njegove|njene) reči\b": "vaš tekst, tekst komentara",
    r"\bkomentar\w* o\b": "komentar na",
    r"\b[Zz]amrznut|\b[Zz]aključa": "konačan, ne može se menjati",
    r"\bizrađuj|\bDokument se čita|\bčita se\b|\bpročitan\b": "priprema se, obrađuje se",
    r"\b[Rr]adn\w+ tabl": "Moja stranica",
    r"\bk znanju\b|\bbiva\b|\bučinjen": "primljeno na znanje, radi se",
    r"nema veze\b": "prekinuta je veza sa internetom",
    r"\bje blizu\b": "uskoro ističe",
    r"(?:se može|se mogu) samo\b(?! predstavnici)": "možete samo",
    r"\b(?:Sačuvajte|Povucite|Otkažite|Podnesite|Izbrišite)\w* (?:u )?(?:naš|moj)": "svoj, or no possessive",
    r"(?<![)\w])[Ss] (?!tim\b|nj)": "sa; s only in „s tim“, „s njim“",
    # The name of a SEKO is not declined and takes no gender: a consortium submits, a sector is invited.
    r"\b(?:[Oo]v[aeu]|[Tt]a|[Jj]edn[aeu]|[Nn]ijedn[aeu]|[Ss]vak[aeu]|[Dd]rug[aeu]|[Nn]aš[aeu]|[Vv]aš[aeu]"
    r"|[Nn]jihov[aeu]|[Nn]jegov[aeu]|[Pp]ozvan[aeu]|ist[aeu]|vodeć[aeu]|[Dd]evet) SEKO\b": "sektor, konzorcijum, mreža",
    r"%\(seko\)s (?:je|su|daje|podnosi)\b": "konzorcijum, or the name after a colon or in brackets",
    r"(?<!portalu )\bSEKO (?:daje|daju|su|podnosi|traži|imaju|je(?! skraćenica))\b": "konzorcijum",
}
# Where history is told, the former body has its name.
HISTORY = (
    "The former European Integration Office set up the mechanism",
    "In November 2014 the former European Integration Office and nine leading organizations",
    "cep.org.rs and activity4sustainability.org: the Ministry in the place of the former Office",
)
# Messages about files that go with a text. In all others "prilog" was what an organization contributes.
ATTACHMENTS = ("attachment", "attachments", "The final content is attached to this PDF")

RETIRED_ENGLISH = {
    r"\bcan not\b": "cannot",
    r"\b(?:land(?:ed|s)?|landings?)\b(?!\))": "implemented",
    r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]im)\b": "they, their, them",
    r"\b[Cc]omment window\b|\bthe window\b": "comments close, the deadline for comments",
    r"\b[Yy]our word\b(?! processor)": "a decision, your choice",
    r"\bwaits? again\b": "is open again",
    r"\b[Tt]he clock\b": "deadlines",
    r"\b[Mm]eanwhile\b": "in the meantime",
    r"\bthrown? away\b": "discarded",
    r"\b(?:are|is) told\b": "notified",
    r"\b[Ww]hat became of\b": "outcome of",
    r"^No .* fits?\b": "no … match these filters",
    r"\b[Ll]ook(?:ed)? (?:it )?over\b": "check",
    r"\b[Dd]esk officer\b": "sector officer",
    r"\bin the making\b|\bhow far it\b": "preparing, progress",
    r"\b[Ss]ay (?:why|what|which|where|from|to|for|by)\b": "give, choose, enter, describe",
    r"\b(?:put|stand)s? beside\b|\b[Tt]ak(?:e|en) (?:out|away)\b": "attach, remove",
    r"\b[Rr]un backwards\b": "in the wrong order",
    r"\b[Ff]rozen\b": "final",
    r"(?<!can )\bno longer changes?\b|\bdoes not change\.$": "can no longer be changed",
    r"\bmended\b|\bwritten down\b|\blooked into\b": "removed, recorded",
    r"\b[Nn]ote to self\b": "internal note",
    r"\b(?:[Kk]ept and broken|broken term|terms kept)\b": "met, missed",
    r"\b[Rr]eason of\b": "reason for",
    r"\b[Ll]ooks? after\b": "covers",
    r"\b[Tt]he Office\b(?! for)": "the Ministry",
}


def serbian(entry):
    return " / ".join(filter(None, [entry.msgstr, *entry.msgstr_plural.values()]))


@pytest.mark.parametrize("pattern", RETIRED, ids=RETIRED.values())
def test_a_retired_serbian_word_does_not_come_back(pattern):
    found = [serbian(entry) for entry in entries() if not entry.msgid.startswith(HISTORY)]

    assert [text for text in found if re.search(pattern, text)] == []


def test_the_former_body_is_named_only_as_the_former_one():
    told = [entry for entry in entries() if entry.msgid.startswith(HISTORY)]

    assert len(told) == len(HISTORY)
    for entry in told:
        assert re.search(r"nekadašnj[ae] Kancelarij[ae]", serbian(entry))


def test_a_contribution_is_called_comments_and_answers():
    found = [entry for entry in entries() if re.search(r"\b[Pp]rilo[gz]", serbian(entry))]

    assert [entry.msgid for entry in found if not entry.msgid.startswith(ATTACHMENTS)] == []
    ours = next(entry for entry in entries() if entry.msgid == "Our contribution")
    assert ours.msgstr == "Naši komentari i odgovori"


@pytest.mark.parametrize("pattern", RETIRED_ENGLISH, ids=RETIRED_ENGLISH.values())
def test_a_retired_english_word_does_not_come_back(pattern):
    texts = [text for entry in entries() for text in (entry.msgid, entry.msgid_plural)]

    assert [text for text in texts if re.search(pattern, text)] == []


def test_quotations_stand_in_the_marks_of_their_language():
    for entry in entries():
        for text in (entry.msgstr, *entry.msgstr_plural.values()):
            words = re.sub(r"<[^>]*>|`[^`]*`", "", text)
            assert not re.search(r"[\"”'‘’«»]", words), text
            assert words.count("„") == words.count("“"), text
        for text in (entry.msgid, entry.msgid_plural):
            words = re.sub(r"<[^>]*>|`[^`]*`", "", text)
            assert '"' not in words and "„" not in words, text
            assert words.count("“") == words.count("”"), text


def test_titles_in_sentences_stand_in_quotation_marks():
    """In every mail and every line of the feed; subjects, which end with the title, have none."""
    title = re.compile(r"(?<!„)%\((?:title|consultation|document|training|meeting|group|memorandum)\)s(?!“)")
    english = re.compile(r"(?<!“)%\((?:title|consultation|document|training|meeting|group|memorandum)\)s(?!”)")

    for entry in entries():
        places = [path for path, _line in entry.occurrences]
        if any(
            path.startswith(("templates/emails/", "templates/events/")) and "_subject" not in path for path in places
        ):
            assert not title.search(serbian(entry)), entry.msgid
            assert not english.search(f"{entry.msgid} {entry.msgid_plural}"), entry.msgid
