"""A text that is too long is told by how much and never cut; a long file name keeps its ending."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from consultations.comments.actions.comments import submit_comment
from consultations.consultation.forms import CancelForm
from consultations.models import Attachment
from seko.rules.errors import first_message
from seko.rules.uploads import short_name
from tests import factories as make
from tests.browsing import address, text_of
from tests.forms import typed_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("more", [1, 2, 5, 21, 25])
@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_the_number_of_what_is_too_much_stands_in_its_form(language, more):
    forms = {
        "sr": ("знак", "знака", "знакова"),
        "sr-latn": ("znak", "znaka", "znakova"),
        "en": ("character", "characters"),
    }
    words = forms[language]
    form = {1: 0, 2: 1, 5: 2, 21: 0, 25: 2}[more] if len(words) == 3 else int(more != 1)

    with translation.override(language):
        (told,) = CancelForm({"reason": "а" * (5000 + more)}).errors["reason"]

    assert re.search(rf" {more} {words[form]}\b", told)
    assert "5000" in told and str(5000 + more) in told


def test_an_action_tells_it_too(cast):
    running = make.make_consultation("open", [cast.seko])

    with pytest.raises(ValidationError) as refused:
        submit_comment(running, by=cast.network, kind="general", reason="а" * 20003)

    with translation.override("en"):
        assert "3 characters too long" in first_message(refused.value)


def test_a_form_keeps_a_text_that_is_too_long_whole(client, cast):
    running = make.make_consultation("open", [cast.seko])
    client.force_login(cast.network)
    page = address("whole", running.slug)
    long = "а" * 20010

    refused = client.post(page, typed_form(client.get(page)).sent() | {"reason": long, "act": "submit"})

    assert "10 characters too long" in text_of(refused)
    assert typed_form(refused).sent()["reason"] == [long]
    assert "maxlength" not in refused.content.decode().split('id="typed"')[1]


def test_a_long_file_name_is_cut_in_the_middle():
    name = "а" * 300 + "-kraj.pdf"

    assert len(short_name(name)) == 200
    assert short_name(name).startswith("ааа") and short_name(name).endswith("-kraj.pdf")
    assert short_name("nacrt.pdf") == "nacrt.pdf"


def test_a_file_with_a_long_name_is_offered_as_what_it_is(client, cast):
    running = make.make_consultation("open", [cast.seko])
    name = "d" * 240 + "-kraj.pdf"
    file = SimpleUploadedFile(name, b"%PDF-1.4")

    submit_comment(running, by=cast.network, kind="general", reason="Прилог.", attachments=[file])

    kept = Attachment.objects.get()
    assert kept.name.endswith("-kraj.pdf") and len(kept.name) <= 200
    offered = client.get(address("attachment", running.slug, kept.pk))
    assert "-kraj.pdf" in offered["Content-Disposition"]
    assert b"".join(offered.streaming_content).startswith(b"%PDF")
