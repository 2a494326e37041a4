"""What was issued by mistake is taken back: a version with a reason, a document that has none at all."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.documents.models import Document, DocumentVersion
from consultations.documents.permissions import can_prepare
from organizations.permissions import case_worker_mandate
from seko.events.log import record
from seko.rules.errors import check_fields, database_refusals, require, required_reason


@transaction.atomic
def withdraw_version(version, *, by, reason, at=None) -> DocumentVersion:
    """Take back the latest version of a document, if nothing rests on it; it keeps its number and says why.

    Raises PermissionDenied; ValidationError `already_withdrawn`, `reason_missing`, `version_in_use`."""
    Document.objects.select_for_update().get(pk=version.document_id)  # the next version waits, and so do consultations
    version = DocumentVersion.objects.select_for_update(of=("self",)).select_related("document").get(pk=version.pk)
    require(can_prepare(by))
    if version.withdrawn_at:
        raise ValidationError(_("This version has already been withdrawn."), code="already_withdrawn")
    reason = required_reason(reason, _("Give a reason. It is published with the version."))
    version.withdrawn_at, version.withdrawn_reason = at or timezone.now(), reason
    with database_refusals(DocumentVersion):
        check_fields(version)
        version.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    mandate = case_worker_mandate(by)
    record("document.version_withdrawn", version, by=by, mandate=mandate, reason=version.withdrawn_reason)
    return version


@transaction.atomic
def delete_document(document, *, by) -> None:
    """Take a document out that was registered by mistake and has no version, no file and no import under way.

    Raises PermissionDenied; ValidationError `document_in_use`."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require(can_prepare(by))
    if document.versions.exists() or document.files.exists() or document.imports.exists():
        message = _("This document has versions, files or imports. You can delete only an empty document.")
        raise ValidationError(message, code="document_in_use")
    record("document.deleted", document, by=by, mandate=case_worker_mandate(by))
    document.delete()
