"""A table that an item cites is a table in the report too, although what is frozen has no position."""

import pytest
from django.template.loader import render_to_string


@pytest.mark.parametrize("number", ["", "Табела 3"])
def test_a_frozen_table_is_shown_with_or_without_a_number(number):
    passage = {"number": number, "text": "Мера\tРок\nОбука\t2027", "kind": "table", "key": "k"}

    shown = render_to_string("components/_quoted_passage.html", {"passage": passage, "classes": ""})

    assert shown.count("<th") == 2 + shown.count("<thead")
    assert shown.count("<td") == 2
