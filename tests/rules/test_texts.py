"""No name of invisible letters: what people type is kept as it can be seen, by one kind of field."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from organizations.actions import open_account, register_organization
from organizations.models import Organization
from seko.rules.texts import LineField, LongTextField, has_visible, tidy_line, tidy_text
from tests import factories as make

OURS = ("consultations", "memoranda", "organizations", "sectors", "seko")
UNSEEN = ["", " ", "\u00a0", "\u200b", "\ufeff\u2060", "\u3164", "\u2800", "\u200d", "\u202e", "\t\n", "\x7f", "\u0301"]
# Written by the portal itself, or the text of a document, which is cited as its source has it.
NOT_TYPED = {
    *("slug", "code", "sha256", "content_hash", "number", "face", "number_key", "verb", "kind", "language", "password"),
    *("consultations.DraftFile.name", "consultations.Attachment.name", "consultations.DocumentFile.name"),
    *("consultations.Passage.text", "consultations.Retraction.number", "seko.Job.subject"),
    "seko.Discarded.owner",
}


def required_texts():
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.local_concrete_fields:
                label = f"{model._meta.label}.{field.name}"
                typed = type(field) in {models.CharField, models.TextField, LineField, LongTextField}
                if typed and not field.blank and not field.choices and not NOT_TYPED & {label, field.name}:
                    yield label, field


def test_every_text_that_must_be_there_is_of_this_kind():
    assert [label for label, field in required_texts() if not isinstance(field, LineField | LongTextField)] == []


@pytest.mark.parametrize("text", UNSEEN)
def test_a_text_in_which_nothing_can_be_seen_is_none(text):
    for label, field in required_texts():
        with pytest.raises(ValidationError) as caught:
            field.clean(text, None)
        assert [error.code for error in caught.value.error_list] == ["blank"], label


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Удружење\u00a0\u00a0„Зелени  круг“ \n", "Удружење „Зелени круг“"),
        ("Зел\u200bени\u2060 кр\u00adуг", "Зелени круг"),
        ("\u202eгурк\u202c", "гурк"),
        ("А\u2028Б\u3000В\tГ\rД", "А Б В Г Д"),
        ("А\x07Б", "А Б"),
        ("نامه\u200cای", "نامه\u200cای"),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_a_name_is_kept_as_it_can_be_seen(typed, kept):
    assert tidy_line(typed) == kept


def test_a_long_text_keeps_its_lines_and_blanks():
    assert tidy_text("Први  ред.\r\n\r\n\tДруги\u00a0ред.\x0b ") == "Први  ред.\r\n\r\n\tДруги\u00a0ред. "


@given(st.text())
def test_what_is_kept_is_kept_the_same_again(text):
    for tidy in (tidy_line, tidy_text):
        kept = tidy(text)
        assert tidy(kept) == kept
        assert has_visible(kept) or not kept


def test_a_name_is_tidied_on_every_way_into_the_database(cast):
    made = make.make_organization("  Зелени\u00a0 круг ")
    assert made.name == "Зелени круг"
    Organization.objects.filter(pk=made.pk).update(name="\u200bПлави  круг")
    assert Organization.objects.get(pk=made.pk).name == "Плави круг"
    Organization.objects.bulk_update([Organization(pk=made.pk, name="Жути\tкруг")], ["name"])
    assert Organization.objects.get(name=" Жути  круг").pk == made.pk


@pytest.mark.parametrize("name", ["\u200b\u200b", "\u3164", "\u00a0"])
def test_an_action_refuses_a_name_that_cannot_be_seen_beside_its_field(cast, name):
    for act, field in (
        (lambda: register_organization(by=cast.user("coordinator"), name=name, kind="association"), "name"),
        (lambda: open_account(by=cast.user("coordinator"), email="a@test.seko.example", full_name=name), "full_name"),
    ):
        with pytest.raises(ValidationError) as caught:
            act()
        assert field in caught.value.error_dict
