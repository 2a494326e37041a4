"""`?script=` reaches every text in Serbian, and nothing else."""

import re

import pytest
from rest_framework import serializers

import seko.urls  # noqa: F401  brings in every serializer
from consultations.models import Consultation
from seko.web.api import ScriptSerializer
from tests import factories as make
from tests.world import addresses

CYRILLIC = re.compile("[\u0400-\u04ff]")
# Texts that have no second script: English forms, codes, numbers, names of files, addresses.
OF_NO_SCRIPT = {"code", "number", "opinion", "seko", "registry_number", "pib", "phone", "sha256", "content_hash"}
NAME_OF_A_FILE = {"AttachmentSerializer": {"name"}}
NO_TEXT = (serializers.ChoiceField, serializers.SlugField, serializers.URLField, serializers.EmailField)


def kinds(serializer=ScriptSerializer):
    for kind in serializer.__subclasses__():
        yield kind
        yield from kinds(kind)


@pytest.mark.parametrize("kind", sorted({*kinds()}, key=str), ids=lambda kind: kind.__name__)
def test_each_text_in_serbian_is_converted(kind):
    fields = kind().fields
    texts = {
        name
        for name, field in fields.items()
        if isinstance(field, serializers.CharField) and not isinstance(field, NO_TEXT) and not name.endswith("_en")
    }

    assert texts - OF_NO_SCRIPT - NAME_OF_A_FILE.get(kind.__name__, set()) == set(kind.script_fields)


def texts_in(data, path=""):
    """(path, text) of every text in an answer, however deep."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from texts_in(value, f"{path}.{name}")
    elif isinstance(data, list):
        for value in data:
            yield from texts_in(value, path)
    elif isinstance(data, str):
        yield path, data


@pytest.mark.parametrize("person", ["anonymous", "coordinator", "lead"])
def test_nothing_cyrillic_is_left_in_latin_answers(client, cast, world, person):
    Consultation.objects.update(contact="Јасна Ђурић, jasna@test.seko.example", urgency_reason="Хитно је.")
    if person != "anonymous":
        client.force_login(cast.user(person))
    lists = {name: address for name, address in addresses(world).items() if re.search("-(list|detail)$", name)}

    answers = {name: client.get(address, {"script": "latn"}) for name, address in lists.items()}

    assert len(answers) > 20
    assert {response.status_code for response in answers.values()} == {200}
    left = {
        (name, path)
        for name, response in answers.items()
        for path, text in texts_in(response.json())
        if CYRILLIC.search(text) and not path.startswith(".content")  # frozen, and hashed as it was typed
    }
    assert left == set()


def test_addresses_in_texts_keep_their_letters(client, cast):
    consultation = make.make_consultation(sekos=[cast.seko], contact="Jasna Đurić, jasna@test.seko.example")

    answer = client.get(f"/api/v1/consultations/{consultation.slug}/", {"script": "cyrl"}).json()

    assert answer["contact"] == "Јасна Ђурић, jasna@test.seko.example"
