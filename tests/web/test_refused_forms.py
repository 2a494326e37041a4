"""A form that is refused as a whole still shows what was typed, and names the files that have to be chosen again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.models import CommentDraft
from organizations.models import Representation
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import address, text_of
from tests.forms import typed_form

pytestmark = pytest.mark.django_db

AAA = "AAA нешто <b> дуже"
SHOWN = "AAA нешто &lt;b&gt; дуже"


def test_a_mandate_that_has_ended_shows_what_was_typed(client, cast):
    client.force_login(cast.network)
    page = f"/en/organizations/{cast.network_org.slug}/edit/"
    sent = typed_form(client.get(page)).sent() | {"seat": AAA}
    Representation.objects.filter(user=cast.network).update(valid_to=today())

    refused = client.post(page, sent)

    assert refused.status_code == 403
    assert SHOWN in refused.content.decode()
    assert "readonly" in refused.content.decode()
    assert sent["writer"][0] not in refused.content.decode().split("What you typed")[1]


def test_an_item_that_moved_to_another_institution_shows_what_was_typed(client, cast):
    client.force_login(cast.contact)

    refused = client.post(address("response", "nema-ga", 1), {"reason": AAA, "outcome": "partly"})

    assert refused.status_code == 404
    assert SHOWN in refused.content.decode()


def test_a_form_from_elsewhere_puts_no_words_on_our_page(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.network)
    page = f"/en/organizations/{cast.network_org.slug}/edit/"

    elsewhere = client.post(page, {"seat": AAA}, headers={"origin": "https://primer.rs"})
    ours = client.post(page, {"seat": AAA, "password": "тајна"}, headers={"origin": "http://testserver"})

    assert elsewhere.status_code == ours.status_code == 403
    assert SHOWN not in elsewhere.content.decode()
    assert SHOWN in ours.content.decode() and "тајна" not in ours.content.decode()


@pytest.mark.parametrize(
    "more", [{"act": "submit"}, {"act": "submit", "keep_typed": "en"}], ids=["refused", "language"]
)
def test_a_file_that_was_chosen_is_named(client, cast, more):
    running = make.make_consultation("open", [cast.seko])
    client.force_login(cast.network)
    file = SimpleUploadedFile("dokaz-č.pdf", b"%PDF-1.4")

    page = client.post(
        address("whole", running.slug), {"kind": "general", "reason": "", "attachments": file, "act": "submit", **more}
    )

    assert "Choose these files again: dokaz-č.pdf." in text_of(page)
    assert not CommentDraft.objects.exists()
