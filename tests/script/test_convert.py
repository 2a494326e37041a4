"""Both scripts of Serbian: what becomes Cyrillic, what stays Latin, and that the way back is the same."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seko.script import to_cyrillic, to_latin

ORDINARY = [
    ("Kancelarija za saradnju sa civilnim društvom", "Канцеларија за сарадњу са цивилним друштвом"),
    ("Životna sredina, šume i čist vazduh", "Животна средина, шуме и чист ваздух"),
    ("Đorđe Đukić, Ćuprija", "Ђорђе Ђукић, Ћуприја"),
    ("Ljubljana, LJUBLJANA, ljiljan", "Љубљана, ЉУБЉАНА, љиљан"),
    ("Njegoš, NJEGOŠ, konj", "Његош, ЊЕГОШ, коњ"),
    ("Džep, DŽEP, budžet, menadžer", "Џеп, ЏЕП, буџет, менаџер"),
    ("„Zeleni krug“ i »Most«", "„Зелени круг“ и »Мост«"),
    ("Udruženje 'Sunce' (Niš)", "Удружење 'Сунце' (Ниш)"),
    ("neophodno ophođenje", "неопходно опхођење"),
    ("hiperrealan i vannastavni rad", "хиперреалан и ваннаставни рад"),
    ("Kneza Miloša bb, doc. dr Petar", "Кнеза Милоша бб, доц. др Петар"),
    ("e-Uprava, eUprava, BiH, KiM", "е-Управа, еУправа, БиХ, КиМ"),
    ("blog, link, sajt, atom, plan", "блог, линк, сајт, атом, план"),
]

TWO_LETTERS = [
    ("injekcija", "инјекција"),
    ("injekcijom", "инјекцијом"),
    ("INJEKCIJE", "ИНЈЕКЦИЈЕ"),
    ("reinjekcija", "реинјекција"),
    ("injektor", "инјектор"),
    ("injicirati", "инјицирати"),
    ("konjunktura", "конјунктура"),
    ("konjunkcija", "конјункција"),
    ("konjunktivitis", "конјунктивитис"),
    ("konjugacija", "конјугација"),
    ("konjektura", "конјектура"),
    ("Tanjug", "Танјуг"),
    ("Tanjuga", "Танјуга"),
    ("vanjezički", "ванјезички"),
    ("izvanjezički", "изванјезички"),
    ("anjon", "анјон"),
    ("Benjamin Netanjahu", "Бенјамин Нетанјаху"),
    ("nadživeti", "надживети"),
    ("nadživela", "надживела"),
    ("Nadžnjeti", "Наджњети"),
    ("nadžupan", "наджупан"),
    ("podžupan", "поджупан"),
    ("podžanr", "поджанр"),
    ("odžaliti", "оджалити"),
    ("odživeti", "одживети"),
    ("odžvakati", "оджвакати"),
    ("predželudac", "преджелудац"),
    ("Andžej", "Анджеј"),
]
# Words that look like those above and have the one letter.
ONE_LETTER = [
    ("konj, konji, konjušar, konjski", "коњ, коњи, коњушар, коњски"),
    ("kanjon", "кањон"),
    ("panj, sanjar, stanje, znanje", "пањ, сањар, стање, знање"),
    ("Tanja, Vanja, Sonja", "Тања, Вања, Соња"),
    ("Dnjepar", "Дњепар"),
    ("Odžaci, odžak, hodža", "Оџаци, оџак, хоџа"),
    ("nadžak, nadžakbaba", "наџак, наџакбаба"),
    ("Hadži, adžija, Tadžikistan, medžlis", "Хаџи, аџија, Таџикистан, меџлис"),
    ("injad", "ињад"),
    ("feljton, biljka, milje", "фељтон, биљка, миље"),
]

ACRONYMS = [
    ("EU, IPA, OCD, SEKO", "ЕУ, ИПА, ОЦД, СЕКО"),
    ("NALED, BOŠ, CEKOR, CRTA", "НАЛЕД, БОШ, ЦЕКОР, ЦРТА"),
    ("OCD-a, CEKOR-a, EU-om", "ОЦД-а, ЦЕКОР-а, ЕУ-ом"),
    ("SSSR, MMF, PTT", "СССР, ММФ, ПТТ"),
    ("OCDi i NALEDov", "ОЦДи и НАЛЕДов"),
]

STAYS_LATIN = [
    "seio.gov.rs",
    "https://www.seko.rs/konsultacije?strana=2&tekst=šume#k-5",
    "www.cekor.org",
    "ime.prezime@primer.rs",
    "izvestaj.docx",
    "Izveštaj_2014-konačni.pdf",
    "@sekomehanizam #razgovor",
    "PDF, DOCX, URL, API, JSON",
    "GeoJSON, SHA-256, UTC",
    "online, e-mail, web, Word, Excel",
    "Sida, DFID, TACSO, Facebook, Google, YouTube",
    "Microsoft Office",
    "New York, Waterways, Brexit",
    "Müller, Łódź, Besançon",
    "Centre for the Rule of Law",
    "Freedom House",
    "ad hoc",
    "II, III, IV, XII, MMXIV",
    "H2020, A4, CO2",
    "naziv_polja",
    "College, Council, Commission",
]

IN_ONE_SENTENCE = [
    ("Pošaljite na adresu konsultacije@seko.rs do petka.", "Пошаљите на адресу konsultacije@seko.rs до петка."),
    ("Prilog je izvestaj.docx, a ne PDF.", "Прилог је izvestaj.docx, а не PDF."),
    ("Program IPA II i poglavlje VI", "Програм ИПА II и поглавље VI"),
    ("IPA I i II, komponente I–V", "ИПА I и II, компоненте I–V"),
    ("I pored toga, IV kvartal", "И поред тога, IV квартал"),
    ("V. Petrović i I. Ilić", "В. Петровић и И. Илић"),
    ("I. Uvod", "I. Увод"),
    ("MI SMO ZA, A VI?", "МИ СМО ЗА, А ВИ?"),
    ("5 km, 10 ha, 3 l", "5 km, 10 ha, 3 l"),
    ("član 12a, 2014. g.", "члан 12а, 2014. г."),
    ("PDF-om i e-mailom", "PDF-ом и e-mailom"),
    ("Naš Centre for Research radi", "Наш Centre for Research ради"),
    ("100 EUR, tj. 11.700 dinara", "100 EUR, тј. 11.700 динара"),
]

TYPED_IN_TWO_SCRIPTS = [
    ("Iniciјаtivоm", "Иницијативом", "Inicijativom"),  # Cyrillic ј, а, о in a Latin word
    ("Cpбиja", "Србија", "Srbija"),  # Latin C, p, j, a in a Cyrillic word
    ("konјunkturа", "конјунктура", "konjunktura"),
    ("ЕU", "ЕУ", "EU"),  # Cyrillic Е, Latin U
    ("c\u030cas, s\u030ck\u0061la", "час, шкала", None),  # letter and háček apart
    ("Ðorðe", "Ђорђе", None),  # Eth instead of Đ
]

EVERY_PAIR = [*ORDINARY, *TWO_LETTERS, *ONE_LETTER, *ACRONYMS, *IN_ONE_SENTENCE]


@pytest.mark.parametrize(("latin", "cyrillic"), EVERY_PAIR)
def test_latin_becomes_cyrillic(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(("latin", "cyrillic"), EVERY_PAIR)
def test_cyrillic_becomes_the_latin_it_came_from(latin, cyrillic):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(("latin", "cyrillic"), EVERY_PAIR)
def test_text_that_is_in_the_wanted_script_stays(latin, cyrillic):
    assert to_cyrillic(cyrillic) == cyrillic
    assert to_latin(latin) == latin


@pytest.mark.parametrize("text", STAYS_LATIN)
def test_foreign_words_addresses_and_numerals_stay_latin(text):
    assert to_cyrillic(text) == text


@pytest.mark.parametrize(("typed", "cyrillic", "latin"), TYPED_IN_TWO_SCRIPTS)
def test_a_word_typed_in_two_scripts_is_mended(typed, cyrillic, latin):
    assert to_cyrillic(typed) == cyrillic
    if latin:
        assert to_latin(typed) == latin


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Љиг, ЉИГ, Љ. Њ. Џ.", "Ljig, LJIG, Lj. Nj. Dž."),
        ("Щука и Київ", "Щuka i Kiїv"),  # letters that Serbian lacks stay
        ("ЊУЈОРК Њујорк", "NJUJORK Njujork"),
    ],
)
def test_capital_digraphs_follow_their_word(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(("value", "text"), [(None, ""), ("", ""), (12, "12"), ("12. 5.", "12. 5.")])
def test_values_that_are_no_text_are_shown_as_text(value, text):
    assert to_cyrillic(value) == text
    assert to_latin(value) == text


SERBIAN = st.text("abcčćdđefghijklmnoprsštuvzžABCČĆDĐIVXwxyабвгдђљњџАБИЉЊЏ .,-–/_@#\n05„“") | st.text()


@given(SERBIAN)
@example("\x00\ud800")
@example("Ĳİŉ \u0345")
@example("I. I i II V–X")
@example("a of B c of D")
def test_converting_twice_is_converting_once(text):
    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)
    assert to_latin(to_latin(text)) == to_latin(text)


@given(SERBIAN)
def test_nothing_but_letters_changes(text):
    def without_letters(text):
        return [char for char in text if not (char.isalpha() or "\u0300" <= char <= "\u036f")]

    assert without_letters(to_cyrillic(text)) == without_letters(text)
    assert without_letters(to_latin(text)) == without_letters(text)


@given(st.lists(st.text("абвгдђежзијклљмнњопрстћуфхцчџш", min_size=1), min_size=1).map(" ".join))
def test_cyrillic_never_holds_latin_after_conversion(text):
    assert to_cyrillic(text) == text
    assert to_latin(text).isascii() or set(to_latin(text)) <= set("abcčćdđefghijklmnoprsštuvzž ")


@pytest.mark.parametrize("pattern", ["-", "a-", "a.", "a@", "A ", "Aa ", "I V ", "_", "of ", "\u0300", "č"])
def test_a_long_odd_text_takes_no_long_time(pattern):
    text = (pattern * 100_000)[:100_000]

    assert to_cyrillic(to_cyrillic(text)) == to_cyrillic(text)
