"""What changed between two texts, word by word."""

import pytest
from django.template import Context, Template

from consultations.documents.redline import MOST_WORDS, is_same, redline


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Рок је 7 дана.", "Рок је 7 дана.", [("kept", "Рок је 7 дана.")]),
        (
            "Рок је 7 дана.",
            "Рок је 15 дана.",
            [("kept", "Рок је "), ("deleted", "7 "), ("inserted", "15 "), ("kept", "дана.")],
        ),
        ("Рок је дана.", "Рок је 7 дана.", [("kept", "Рок је "), ("inserted", "7 "), ("kept", "дана.")]),
        ("Рок је 7 дана.", "Рок је 7 дана", [("kept", "Рок је 7 дана"), ("deleted", ".")]),
        ("", "Ново.", [("inserted", "Ново.")]),
        ("Старо.", "", [("deleted", "Старо.")]),
        ("", "", []),
    ],
)
def test_words_are_kept_inserted_or_deleted(before, after, changes):
    assert redline(before, after) == changes


def test_the_other_script_spaces_and_invisible_signs_are_no_change():
    assert is_same("Удео енергије  је\u00ad 40\u00a0%.", "Udeo energije je 40 %.")
    assert redline("Удео енергије је 40 %.", "Udeo energije je 45 %.") == [
        ("kept", "Udeo energije je "),
        ("deleted", "40 "),
        ("inserted", "45 "),
        ("kept", "%."),
    ]


def test_capital_letters_and_signs_are_changes():
    assert not is_same("План донесен.", "план донесен.")
    assert not is_same("Да, ли", "Да ли")


def test_a_number_and_a_compound_are_one_word():
    assert redline("види тачку 5.1 за 2014/15. годину", "види тачку 5.2 за 2014/15. годину") == [
        ("kept", "види тачку "),
        ("deleted", "5.1 "),
        ("inserted", "5.2 "),
        ("kept", "за 2014/15. годину"),
    ]


def test_a_stray_word_amid_a_rewritten_sentence_is_rewritten_with_it():
    changes = redline("Министарство надлежно за енергетику доноси план.", "Влада за три месеца усваја програм.")

    assert [op for op, _ in changes] == ["deleted", "inserted", "kept"]


def test_kept_and_inserted_words_are_the_new_text_and_kept_and_deleted_ones_the_old():
    before, after = "А, б в г д ђ; е ж з.\nДруги ред.", "А б, в Г д е ж 7 з!\nДруги нови ред."
    changes = redline(before, after)

    assert "".join(words for op, words in changes if op != "deleted") == after
    kept_or_deleted = "".join(words for op, words in changes if op != "inserted")
    assert "".join(kept_or_deleted.split()) == "".join(before.split())


def test_words_do_not_run_into_each_other_where_a_comma_takes_the_place_of_words():
    assert redline("Ради два дана у седишту.", "Ради два дана, и у селу.")[:3] == [
        ("kept", "Ради два дана"),
        ("deleted", " у седишту"),
        ("inserted", ", и у селу"),
    ]


def test_very_long_texts_are_shown_whole():
    assert [op for op, _ in redline("а " * MOST_WORDS, "б " * MOST_WORDS)] == ["deleted", "inserted"]


def test_a_page_says_in_words_what_is_inserted_and_escapes_what_people_typed():
    page = Template("{% load documents %}{% redline before after %}").render(
        Context({"before": "Рок <b> је", "after": "Рок <i> је"})
    )

    assert "<ins>" in page
    assert "&lt;" in page
    assert "<i>" not in page
    assert page.count('class="visually-hidden"') == 4
