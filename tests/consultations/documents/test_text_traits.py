"""Plain text and Markdown as people write and export them."""

import pytest

from consultations.documents.importing import read

SERBIAN = "Član 1.\n\nŽivotna sredina, čuvanje šuma i voća."


def seen(data, name="nacrt.txt"):
    data = data.encode() if isinstance(data, str) else data
    return [(block.kind, block.number, block.text) for block in read(data, name).blocks]


def told(text, name="nacrt.md"):
    return [(loss.kind, loss.place, loss.near) for loss in read(text.encode(), name).left_out]


# --- letters ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "iso-8859-2", "windows-1250", "utf-8-sig"])
def test_a_latin_text_is_read_in_every_page_of_letters(encoding):
    assert seen(SERBIAN.encode(encoding))[1][2] == "Životna sredina, čuvanje šuma i voća."


@pytest.mark.parametrize("encoding", ["utf-16-le", "windows-1251", "iso-8859-5"])
def test_a_cyrillic_text_is_read_in_every_page_of_letters(encoding):
    text = "Овим законом уређује се заштита ваздуха, ђаци и њиве."

    assert seen(text.encode(encoding)) == [("paragraph", "", text)]


@pytest.mark.parametrize("letter", "čćšžđŽ")
def test_one_letter_beyond_ascii_is_the_serbian_one(letter):
    text = f"Predlog izmene: clan 5. Oznaka {letter} je obavezna."

    assert seen(text.encode("windows-1250")) == [("paragraph", "", text)]


# --- lines -----------------------------------------------------------------------------------


def test_numbered_lines_are_items_and_a_line_before_them_leads_to_them():
    assert seen("Обавезе су:\n1. прва\n   наставак\n2. друга\n\nЗавршни став.") == [
        ("paragraph", "", "Обавезе су:"),
        ("list_item", "1", "прва\nнаставак"),
        ("list_item", "2", "друга"),
        ("paragraph", "", "Завршни став."),
    ]


def test_a_year_at_the_beginning_of_a_line_makes_no_item():
    assert seen("Извештај за\n2020. годину и\n2021. годину.") == [
        ("paragraph", "", "Извештај за\n2020. годину и\n2021. годину.")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("I. прва\nII. друга\nIII. трећа", "list_item", ["I", "II", "III"]),
        ("2.4. прва\n2.5. друга", "paragraph", ["2.4", "2.5"]),
        ("1.1 прва\n1.2 друга", "paragraph", ["1.1", "1.2"]),
        ("a) прва\nб) друга", "list_item", ["a)", "б)"]),
    ],
)
def test_lines_are_numbered_in_many_ways(text, kind, numbers):
    assert [(seen_kind, number) for seen_kind, number, _text in seen(text)] == [(kind, number) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "31. 12. 2025. године истиче рок.",
        "12.5 милиона динара је обезбеђено.",
        "12.5 % грађана подржава предлог.",
        "ЧЛАН 5. ОВОГ ЗАКОНА ПРИМЕЊУЈЕ СЕ ОД ДАНАС",
        "Члан 5. Став 2. мења се и гласи:",
        "Трећи део је посвећен мерама",
    ],
)
def test_a_sentence_that_begins_with_a_number_or_a_chapter_is_a_sentence(text):
    assert seen(text) == [("paragraph", "", text)]


@pytest.mark.parametrize("text", ["ГЛАВА II.", "Прво поглавље – Мере", "Članak treći", "DEO TRECI", "Одељак 2"])
def test_a_chapter_is_known_however_it_is_written(text):
    assert [kind for kind, *_ in seen(text)] == ["paragraph" if text.startswith("Članak") else "heading"]


def test_lines_and_paragraphs_end_as_unicode_says():
    assert seen("Први.\u2029Други.\u2029Трећи\u2028ред.\x85још") == [
        ("paragraph", "", "Први."),
        ("paragraph", "", "Други."),
        ("paragraph", "", "Трећи\nред.\nјош"),
    ]


def test_a_date_is_no_number_and_numbers_in_a_row_are():
    assert seen("15. јануара почиње.\n\n1. прва мера\n\n2. друга мера\n\n7. седница је одржана.") == [
        ("paragraph", "", "15. јануара почиње."),
        ("paragraph", "1", "прва мера"),
        ("paragraph", "2", "друга мера"),
        ("paragraph", "", "7. седница је одржана."),
    ]


def test_articles_without_diacritics_are_articles():
    assert [kind for kind, *_ in seen("Clan 1.\n\nPrvi stav.\n\nCLAN 2. Ciljevi\n\nclan 3. ovog zakona vazi")] == [
        "article",
        "paragraph",
        "article",
        "paragraph",
    ]


def test_a_contents_list_in_a_plain_text_is_left_out_and_told():
    text = "Садржај\n\nУвод ......... 1\nМере ......... 12\n\nУвод\n\nПрви став."

    assert seen(text) == [("paragraph", "", "Увод"), ("paragraph", "", "Први став.")]
    assert [kind for kind, *_ in told(text, "a.txt")] == ["contents"]


# --- Markdown --------------------------------------------------------------------------------

PAGE = """---
title: Стратегија
lang: sr
---

# Увод

<!-- интерна
белешка -->

Став са ~~брисаним~~ делом и 10<sup>6</sup> kWh, CO<sub>2</sub>.<br>Нови ред.

<table><tr><th>Мера</th><th>Рок</th></tr>
<tr><td colspan="2">Обука</td></tr>

<tr><td>Надзор</td><td>2027</td></tr></table>

Слика: ![графикон](a.png)

```
<!-- у коду остаје -->
```
"""


def test_markup_around_markdown_is_read_or_told():
    assert seen(PAGE, "nacrt.md") == [
        ("heading", "", "Увод"),
        ("paragraph", "", "Став са делом и 10⁶ kWh, CO₂.\nНови ред."),
        ("table", "", "Мера\tРок\nОбука\t\nНадзор\t2027"),
        ("paragraph", "", "Слика: графикон"),
        ("paragraph", "", "<!-- у коду остаје -->"),
    ]
    assert told(PAGE) == [
        ("front_matter", 0, "title: Стратегија lang: sr"),
        ("struck", 2, "брисаним"),
        ("markup", 2, "интерна белешка"),
        ("pictures", 4, "графикон"),
    ]


def test_a_line_at_the_beginning_is_no_head_of_fields():
    assert seen("---\n\nПрви став.\n\n---\n\nДруги став.", "a.md") == [
        ("paragraph", "", "Први став."),
        ("paragraph", "", "Други став."),
    ]


def test_a_comment_that_is_never_closed_takes_nothing_with_it():
    assert ("paragraph", "", "Други став.") in seen("Први став. <!-- а\n\nДруги став.", "a.md")


def test_what_lies_deep_is_read():
    deep = "".join(f"{'  ' * level}- ставка {level}\n" for level in range(30))

    assert len(seen(deep, "a.md")) == 30
