"""No page shows Serbian in the other script, and an English page says which of its texts are Serbian."""

import pytest

from tests.browsing import sign_in
from tests.scripts.walk import CyrillicOnPage, pages
from tests.sometimes import the_first_of
from tests.world import addresses

ROLES = ["coordinator", "lead", "anonymous", "network", "contact", "administrator", "member", "stranger"]
SWITCH = "Ћирилица"  # the name of the variant, in itself
# No element of their own may stand in a title or an option; what is typed there is the page's own.
NO_ROOM = {"title", "@alt", "@title", "@aria-label", "@placeholder", "@data-label"}


@pytest.mark.parametrize("role", the_first_of(ROLES))
def test_a_latin_page_shows_cyrillic_only_where_a_label_is_cited(client, cast, world, role):
    sign_in(client, cast, role)

    found = [
        (name, *place)
        for name, html in pages(client, addresses(world, "sr-latn"))
        for place in CyrillicOnPage(html).found
        if place[2] != SWITCH and place[1] != "sr-Cyrl"
    ]

    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("role", the_first_of(ROLES))
def test_an_english_page_says_which_texts_are_serbian(client, cast, world, monkeypatch, role):
    monkeypatch.setattr("seko.scripts.visitor.to_latin", str)  # the data of the tests are Cyrillic: so they are seen
    sign_in(client, cast, role)

    found = [
        (name, *place)
        for name, html in pages(client, addresses(world, "en"))
        for place in CyrillicOnPage(html).found
        if not place[1].startswith("sr") and place[0] not in NO_ROOM
    ]

    assert found == [], "\n".join(map(str, found))
