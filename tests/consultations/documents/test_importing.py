"""From files and pasted texts to blocks, without a database."""

from base64 import b64decode
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement

from consultations.documents.importing import Block, ImportRefused, blocks_of_text, number_anew, read, split_block
from tests.consultations.documents.word_files import long_document, saved, with_footnotes, with_list, word_file

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def blocks(data, name=""):
    return [tuple(block) for block in read(data, name).blocks]


# --- plain text ------------------------------------------------------------------------------


def test_plain_text_is_split_at_blank_lines_and_its_parts_are_recognized():
    text = """# 1. Увод

## 1.1 Предмет

Члан 1.

Члан 2. Циљ закона

ГЛАВА II

Глава II Надлежност

1.2 Први став

2020. године усвојен је план.

- прва ставка
- друга ставка
  - подставка

Мера\tРок
Пошумљавање\t2030

[1] Службени гласник 30/18."""

    assert [tuple(block) for block in blocks_of_text(text)] == [
        ("heading", 1, "1", "Увод"),
        ("heading", 2, "1.1", "Предмет"),
        ("article", 0, "", "Члан 1."),
        ("article", 0, "Члан 2", "Циљ закона"),
        ("heading", 1, "", "ГЛАВА II"),
        ("heading", 1, "", "Глава II Надлежност"),
        ("paragraph", 0, "1.2", "Први став"),
        ("paragraph", 0, "", "2020. године усвојен је план."),
        ("list_item", 1, "", "прва ставка"),
        ("list_item", 1, "", "друга ставка"),
        ("list_item", 2, "", "подставка"),
        ("table", 0, "", "Мера\tРок\nПошумљавање\t2030"),
        ("footnote", 0, "1", "Службени гласник 30/18."),
    ]


def test_a_sentence_about_an_article_is_no_article():
    assert blocks_of_text("Члан 5 закона примењује се од 1. јануара.")[0].kind == "paragraph"


def test_a_longer_text_without_blank_lines_has_a_block_on_each_line():
    assert len(blocks_of_text("Први.\nДруги.\nТрећи.\nЧетврти.")) == 4
    assert len(blocks_of_text("Један став\nу два реда.")) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1250"])
def test_the_letters_of_a_latin_text_are_recognized(encoding):
    text = "Član 1.\n\nOvim zakonom uređuje se zaštita životne sredine, uključujući čuvanje šuma i žita."

    assert read(text.encode(encoding)).blocks[1].text.startswith("Ovim zakonom uređuje se zaštita životne sredine")


def test_the_letters_of_an_old_cyrillic_text_are_recognized():
    text = "Овим законом уређује се заштита животне средине, ђаци, њиве и људи – „све”."

    assert blocks(text.encode("windows-1251")) == [("paragraph", 0, "", text)]


@pytest.mark.parametrize("data", ["Größe, façade, señor, Ærø".encode("latin-1"), b"\xff\xfe\x00"])
def test_letters_that_are_not_recognized_are_refused(data):
    with pytest.raises(ImportRefused, match=r"encoding_unknown|not_document"):
        read(data)


# --- Markdown --------------------------------------------------------------------------------


def test_markdown_keeps_headings_lists_tables_and_notes():
    text = """# 1. Увод

Став са *нагласком*, [везом](http://a.rs) и напоменом[^a].
Исти став.

3. трећа
   - подставка
4. четврта

   наставак четврте

| Мера | Рок |
|------|-----|
| Шума | 2030 |

[^a]: Извор података.
"""

    assert blocks(text.encode(), "nacrt.md") == [
        ("heading", 1, "1", "Увод"),
        ("paragraph", 0, "", "Став са нагласком, везом и напоменом[1]. Исти став."),
        ("footnote", 0, "1", "Извор података."),
        ("list_item", 1, "3", "трећа"),
        ("list_item", 2, "", "подставка"),
        ("list_item", 1, "4", "четврта\nнаставак четврте"),
        ("table", 0, "", "Мера\tРок\nШума\t2030"),
    ]


def test_markup_in_markdown_is_text():
    assert blocks(b"<script>alert(1)</script>\n\nText", "a.md") == [
        ("paragraph", 0, "", "<script>alert(1)</script>"),
        ("paragraph", 0, "", "Text"),
    ]


# --- Word ------------------------------------------------------------------------------------


def test_word_headings_articles_and_paragraphs():
    data = word_file(
        ("Title", "Нацрт стратегије"),
        ("Heading 1", "1. Увод"),
        ("Heading 2", "Предмет"),
        "Члан 1.",
        "1.1 Став.",
        "",
        "Обичан   став.",
    )

    assert blocks(data, "ime.pdf") == [
        ("heading", 1, "", "Нацрт стратегије"),
        ("heading", 1, "1", "Увод"),
        ("heading", 2, "", "Предмет"),
        ("article", 0, "", "Члан 1."),
        ("paragraph", 0, "1.1", "Став."),
        ("paragraph", 0, "", "Обичан став."),
    ]


def test_numbers_that_word_draws_are_told_as_the_reader_sees_them():
    document = Document()
    add = with_list(document, [("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "o")], level0=3)
    for text, place in [("трећа", 0), ("а-ставка", 1), ("бе-ставка", 1), ("тачка", 2), ("четврта", 0), ("опет а", 1)]:
        add(text, place)

    assert blocks(saved(document)) == [
        ("list_item", 1, "3", "трећа"),
        ("list_item", 2, "a)", "а-ставка"),
        ("list_item", 2, "b)", "бе-ставка"),
        ("list_item", 3, "", "тачка"),
        ("list_item", 1, "4", "четврта"),
        ("list_item", 2, "a)", "опет а"),
    ]


def test_drawn_numbers_of_headings_paragraphs_and_articles():
    document = Document()
    add = with_list(document, [("upperRoman", "%1"), ("decimal", "%1.%2"), ("decimal", "Члан %3.")])
    add("Увод", 0, "Heading 1")
    add("Став", 1)
    add("Циљ", 2)

    assert blocks(saved(document)) == [
        ("heading", 1, "I", "Увод"),
        ("paragraph", 0, "I.1", "Став"),
        ("article", 0, "Члан 1", "Циљ"),
    ]


def test_tables_keep_their_columns_and_a_frame_is_no_table():
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ц{n}"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "споjено"
    document.add_table(rows=1, cols=1).cell(0, 0).text = "У оквиру."

    assert blocks(saved(document)) == [
        ("table", 0, "", "споjено\tц1\tц2\n\tц4\tц5\nц6\tц7\tц8"),
        ("paragraph", 0, "", "У оквиру."),
    ]


def test_notes_stand_behind_what_refers_to_them():
    data = with_footnotes(word_file("Први став.", "Други став."), ["Прва напомена.", "Друга напомена."])

    assert blocks(data) == [
        ("paragraph", 0, "", "Први став.[1]"),
        ("footnote", 0, "1", "Прва напомена."),
        ("paragraph", 0, "", "Други став.[2]"),
        ("footnote", 0, "2", "Друга напомена."),
    ]


def test_tracked_changes_are_read_as_accepted_and_said():
    document = Document()
    paragraph = document.add_paragraph("Рок је ")
    for name, part, text in (("w:del", "w:delText", "7"), ("w:ins", "w:t", "15")):
        change, run, words = OxmlElement(name), OxmlElement("w:r"), OxmlElement(part)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)

    reading = read(saved(document))

    assert reading.blocks[0].text == "Рок је 15"
    assert [(loss.kind, loss.place, loss.near) for loss in reading.left_out] == [
        ("deleted", 1, "7"),
        ("tracked", 1, "15"),
    ]


def test_items_typed_by_hand_are_items():
    assert blocks(word_file("– прва", "2) друга", "(в) трећа", "U 5) nije stavka")) == [
        ("list_item", 1, "", "прва"),
        ("list_item", 1, "2)", "друга"),
        ("list_item", 1, "(в)", "трећа"),
        ("paragraph", 0, "", "U 5) nije stavka"),
    ]


def test_pictures_are_left_out_and_said():
    document = Document()
    document.add_paragraph("Слика 1.").add_run().add_picture(BytesIO(b64decode(PICTURE)))

    reading = read(saved(document))

    assert [block.text for block in reading.blocks] == ["Слика 1."]
    assert [(loss.kind, loss.place) for loss in reading.left_out] == [("pictures", 1)]


def test_a_table_of_contents_is_left_out():
    document = Document()
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Увод 3", style="toc 1")
    document.add_paragraph("Увод", style="Heading 1")

    assert blocks(saved(document)) == [("heading", 1, "", "Увод")]


# --- working on blocks -----------------------------------------------------------------------


def test_a_block_is_split_where_blank_lines_stand():
    block = Block("paragraph", 0, "1.2", "Први. Други.")

    assert split_block(block, "Први.\n \nДруги.\n\n\n") == [
        Block("paragraph", 0, "1.2", "Први."),
        Block("paragraph", 0, "", "Други."),
    ]


def test_numbers_begin_anew_and_what_has_none_gets_none():
    given = [
        ("heading", 1, "II", "Увод"),
        ("heading", 2, "7", "Предмет"),
        ("paragraph", 0, "9.9", "Став"),
        ("paragraph", 0, "", "Без броја"),
        ("paragraph", 0, "3", "Став"),
        ("list_item", 1, "в)", "ставка"),
        ("list_item", 1, "г)", "ставка"),
        ("list_item", 2, "5", "подставка"),
        ("heading", 1, "4", "Даље"),
        ("article", 0, "", "Члан 12а."),
        ("article", 0, "Члан 15", "Циљ"),
        ("footnote", 0, "8", "Извор"),
    ]

    assert [(block.number, block.text) for block in number_anew(Block(*row) for row in given)] == [
        ("1", "Увод"),
        ("1.1", "Предмет"),
        ("1.1.1", "Став"),
        ("", "Без броја"),
        ("1.1.2", "Став"),
        ("а)", "ставка"),
        ("б)", "ставка"),
        ("1", "подставка"),
        ("2", "Даље"),
        ("", "Члан 1."),
        ("Члан 2", "Циљ"),
        ("1", "Извор"),
    ]


def test_a_long_document_is_read_whole():
    reading = read(long_document(3000))

    assert {block.kind for block in reading.blocks} == {"heading", "paragraph", "list_item", "table", "footnote"}
    assert sum(len(block.text.split()) for block in reading.blocks) > 3000
