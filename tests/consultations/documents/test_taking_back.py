"""A version that was issued by mistake is withdrawn, a document that has none can go."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from consultations.consultation.forms import ConsultationForm
from consultations.documents.actions.taking_back import delete_document, withdraw_version
from consultations.documents.actions.versions import add_version, attach_file, create_document
from consultations.models import Consultation, Document, DocumentVersion
from tests import factories as make
from tests.browsing import press
from tests.cast import Cast
from tests.happened import last_event
from tests.refusals import refused

REASON = "Текст другог документа."
NO_OFFICE = [role for role in Cast.roles() if role not in {"coordinator", "desk_officer"}]


@pytest.fixture
def document(cast):
    return make.make_document_version().document


@pytest.fixture
def slip(cast, document):
    """The second version, which holds the text of another document."""
    return add_version(document, by=cast.coordinator, text="Нешто сасвим друго.")


def test_a_withdrawn_version_says_why_and_keeps_its_number(cast, document, slip, client):
    withdraw_version(slip, by=cast.desk_officer, reason=f" {REASON} ")

    slip.refresh_from_db()
    assert slip.withdrawn_reason == REASON
    assert (last_event().verb, last_event().facts["reason"]) == ("document.version_withdrawn", REASON)
    client.force_login(cast.coordinator)
    assert REASON in client.get(f"/sr/documents/{document.slug}/").content.decode()
    assert add_version(document, by=cast.coordinator, text="Прави текст.").number == slip.number + 1


def test_nobody_is_offered_a_withdrawn_version(cast, slip):
    withdraw_version(slip, by=cast.coordinator, reason=REASON)

    assert slip not in ConsultationForm.base_fields["version"].queryset.all()
    assert slip not in DocumentVersion.objects.visible_to(cast.coordinator)
    assert slip not in DocumentVersion.objects.visible_to(cast.user("anonymous"))


def test_the_next_version_comes_from_the_one_that_stands(cast, document, slip):
    first = document.versions.get(number=1)
    withdraw_version(slip, by=cast.coordinator, reason=REASON)

    third = add_version(document, by=cast.coordinator, text=make.TEXT + "\n\n9.9 Нова тачка.")

    kept = third.passages.exclude(text="Нова тачка.")
    assert {passage.key for passage in kept} == {passage.key for passage in first.passages.all()}


def test_a_version_on_which_something_rests_stays(cast, document, slip):
    first = document.versions.get(number=1)
    with refused("version_in_use"):  # the second comes from it
        withdraw_version(first, by=cast.coordinator, reason=REASON)
    make.make_consultation("draft", [cast.seko], version=slip)
    with refused("version_in_use"):
        withdraw_version(slip, by=cast.coordinator, reason=REASON)


def test_a_withdrawn_version_is_put_under_no_consultation(cast, slip):
    draft = make.make_consultation("draft", [cast.seko])
    withdraw_version(slip, by=cast.coordinator, reason=REASON)

    with pytest.raises(IntegrityError, match="consultation_version_stands"), transaction.atomic():
        Consultation.objects.filter(pk=draft.pk).update(version=slip)


def test_it_is_withdrawn_once_and_with_a_reason(cast, slip):
    with refused("reason_missing"):
        withdraw_version(slip, by=cast.coordinator, reason=" ")
    withdraw_version(slip, by=cast.coordinator, reason=REASON)
    with refused("already_withdrawn"):
        withdraw_version(slip, by=cast.coordinator, reason=REASON)


@pytest.mark.parametrize("role", NO_OFFICE)
def test_only_the_office_takes_back(cast, document, slip, role):
    with pytest.raises(PermissionDenied):
        withdraw_version(slip, by=cast.user(role), reason=REASON)
    with pytest.raises(PermissionDenied):
        delete_document(document, by=cast.user(role))


def test_an_empty_document_goes_and_leaves_a_trace(cast):
    document = create_document(by=cast.coordinator, title="Погрешан унос", issuer=cast.office)

    delete_document(document, by=cast.coordinator)

    assert not Document.objects.filter(pk=document.pk).exists()
    assert (last_event().verb, last_event().facts["title"]) == ("document.deleted", "Погрешан унос")


def test_a_document_with_a_version_or_a_file_stays(cast, document):
    with refused("document_in_use"):
        delete_document(document, by=cast.coordinator)
    other = create_document(by=cast.coordinator, title="Са датотеком", issuer=cast.office)
    attach_file(other, by=cast.coordinator, file=ContentFile(b"%PDF-", "nacrt.pdf"))
    with refused("document_in_use"):
        delete_document(other, by=cast.coordinator)


def test_both_are_done_on_pages(cast, document, slip, client):
    client.force_login(cast.coordinator)
    empty = create_document(by=cast.coordinator, title="Погрешан унос", issuer=cast.office)

    withdraw = reverse("consultations:version_withdraw", args=[document.slug, slip.number])
    assert press(client, withdraw, {"reason": REASON}).status_code == 302
    assert press(client, reverse("consultations:document_delete", args=[empty.slug])).status_code == 302

    slip.refresh_from_db()
    assert slip.withdrawn_at
    assert not Document.objects.filter(pk=empty.pk).exists()
