"""Texts as their parts: lists and tables are found where they are plain, and everything else stays as it was typed."""

import pytest

from seko.files.tables import as_table, column_weights, parts_of, without_stray_tabs


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Један.\n\nДва.\nТри.", [("text", ["Један."]), ("text", ["Два.\nТри."])]),
        ("Прво:\n- а\n– б\nКрај.", [("text", ["Прво:"]), ("bullets", ["а", "б"]), ("text", ["Крај."])]),
        ("1. а\n2. б", [("numbers", ["а", "б"])]),
        ("2. а\n3. б", [("text", ["2. а\n3. б"])]),
        ("- сам", [("text", ["- сам"])]),
        ("5.1. а\n-5 степени", [("text", ["5.1. а\n-5 степени"])]),
        ("а\tб\nв\tг\tд", [("table", [["а", "б", ""], ["в", "г", "д"]])]),
        ("један\tред", [("text", ["један ред"])]),
        ("", []),
    ],
)
def test_a_text_has_its_parts(text, parts):
    assert [tuple(part) for part in parts_of(text)] == parts


def test_the_text_of_a_table_is_known_again_whatever_its_rows_lack():
    assert as_table("Наслов\nа\tб") == "Наслов\t\nа\tб"
    assert without_stray_tabs("а\tб\n\nв\t\nг\tд") == "а б\n\nв\t\nг\tд"


def test_a_column_has_room_by_its_words():
    first, second = column_weights([["Мера", "Рок"], ["Дуг опис мере која се спроводи", "2026"]])

    assert first > second
