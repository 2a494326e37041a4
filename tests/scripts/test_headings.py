"""A heading, a label or the head of a column is a noun; only a button is an order."""

import re

import pytest

from seko.scripts.messages import Message
from tests.scripts.places import entries, headings, names_of_models, texts

# The endings of Serbian orders to people whom one addresses with "vi".
ORDER = re.compile(r"(?:Ili |I )?\w+(?:[aeiu]jte|ite|ajte)\b")


def serbian():
    return {(entry.msgctxt, entry.msgid): texts(entry)[0] for entry in entries()}


def test_no_heading_label_or_head_of_a_column_is_an_order():
    known, heads = serbian(), headings()

    assert {(None, "Comments"), (None, "Organization"), ("heading", "Sign in"), (None, "Reason")} <= heads
    assert {head: known[head] for head in heads if head in known and ORDER.match(known[head])} == {}


def test_no_field_or_model_is_named_by_an_order():
    assert [name for name in names_of_models() if ORDER.match(name)] == []


def test_messages_marked_as_headings_are_nouns():
    assert {
        entry.msgid: entry.msgstr for entry in entries() if entry.msgctxt == "heading" and ORDER.match(entry.msgstr)
    } == {}


@pytest.mark.parametrize(
    ("button", "noun"),
    [
        (Message("Comment", context="button"), Message("Comments")),
        (Message("Answer", context="button"), Message("Answers")),
        (Message("Sign in"), Message("Sign in", context="heading")),
        (Message("Cancel the consultation"), Message("Cancel the consultation", context="heading")),
    ],
)
def test_a_button_and_a_heading_of_one_english_word_have_their_own_messages(button, noun):
    known = serbian()

    assert ORDER.match(known[button.context, button.text])
    assert not ORDER.match(known[noun.context, noun.text])
