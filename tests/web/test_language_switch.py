"""A change of language with a half-filled form keeps what was typed, does nothing and judges nothing."""

import pytest
from django.test import Client

from consultations.models import Comment
from tests import factories as make
from tests.browsing import address, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage(cast):
    return make.make_consultation("open", [cast.seko]).version.passages.get(number="1.1")


def page_of(passage, language="sr-latn"):
    return address("passage", passage.version.consultations.get().slug, passage.pk, language=language)


def test_a_half_filled_form_comes_back_as_typed_in_the_other_language(client, cast, passage):
    client.force_login(cast.network)

    typed = {"kind": "addition", "proposed_text": "Пола реченице", "reason": "", "keep_typed": "sr-latn"}
    page = text_of(client.post(page_of(passage), typed))

    assert "Пола реченице" in page  # as typed, not converted
    assert '<option value="addition" selected>' in page
    assert 'lang="sr-Latn"' in page
    assert "error-summary" not in page
    assert not Comment.objects.exists()


def test_a_complete_form_is_not_sent_by_the_switch(client, cast, passage):
    client.force_login(cast.network)

    client.post(page_of(passage), {"kind": "change", "reason": "Рокови.", "keep_typed": "sr-latn"})

    assert not Comment.objects.exists()


def test_what_came_back_can_be_sent(client, cast, passage):
    client.force_login(cast.network)
    client.post(page_of(passage), {"kind": "change", "reason": "Рокови.", "keep_typed": "sr-latn"})

    client.post(page_of(passage), {"kind": "change", "proposed_text": "Ново.", "reason": "Рокови."})

    assert Comment.objects.get().reason == "Рокови."


def test_who_was_signed_out_meanwhile_keeps_the_text_too(client, passage):
    page = text_of(client.post(page_of(passage), {"kind": "change", "reason": "Рокови.", "keep_typed": "sr-latn"}))

    assert not Comment.objects.exists()
    assert "sr-latn/accounts/login" in page


def test_the_switch_needs_the_forms_token(cast, passage):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.network)

    assert client.post(page_of(passage), {"reason": "Рокови.", "keep_typed": "sr-latn"}).status_code == 403


def test_boxes_and_choices_are_kept(client, cast):
    """The form of a new consultation: text, a choice, many choices, moments."""
    client.force_login(cast.coordinator)
    version = make.make_document_version()
    typed = {
        "title": "Наслов",
        "version": version.pk,
        "sekos": [cast.seko.pk, cast.other_seko.pk],
        "opens_at": "2027-01-01T09:00",
        "keep_typed": "en",
    }

    page = text_of(client.post(address("create", language="en"), typed))

    assert 'value="Наслов"' in page
    assert f'<option value="{version.pk}" selected>' in page
    assert page.count(" checked") == 2
    assert 'value="2027-01-01T09:00"' in page


def test_a_page_without_a_form_switches_by_links(client, cast):
    page = text_of(client.get(address("list", language="sr")))

    assert 'name="keep_typed"' not in page
    assert 'href="/en/consultations/"' in page


def test_each_page_that_keeps_what_is_typed_marks_its_form(client, cast, passage):
    """The switch posts the form with the id `typed`; without it its buttons would do nothing."""
    consultation = passage.version.consultations.get()
    pages = {
        "network": [page_of(passage), address("whole", consultation.slug)],
        "coordinator": [
            address("create"),
            address("document_create"),
            address("move", consultation.slug),
            address("cancel", consultation.slug),
            address("close", consultation.slug),
        ],
    }
    for who, addresses in pages.items():
        client.force_login(cast.user(who))
        for page in addresses:
            text = text_of(client.get(page))
            assert text.count('name="keep_typed"') == 2, page  # two other variants
            assert text.count('id="typed"') == 1, page
