"""Signed copies of a memorandum."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from memoranda.actions.life import lock_memorandum
from memoranda.models import Memorandum, SignedFile
from memoranda.permissions import can_manage_memoranda, memoranda_mandate
from seko.events.log import record
from seko.rules.errors import database_refusals, require
from seko.rules.uploads import check_pdf, sha256_of


@transaction.atomic
def attach_signed_file(memorandum, file, *, by) -> SignedFile:
    """Keep a signed copy: a PDF, told by its first bytes and not by its name, of at most 20 MB.

    Raises PermissionDenied; ValidationError `not_signing`, `file_size`, `not_pdf`, `file_twice`."""
    memorandum = lock_memorandum(memorandum)
    require(can_manage_memoranda(by))
    if memorandum.status in Memorandum.UNSIGNED:
        raise ValidationError(
            _("Nobody has signed this memorandum yet. Open it for signing first."), code="not_signing"
        )
    check_pdf(file, _("This is not a PDF. Choose the signed PDF."))
    signed = SignedFile(memorandum=memorandum, sha256=sha256_of(file))
    file.name = f"{memorandum.slug}.pdf"  # the name that came with it may say anything
    signed.file = file
    with database_refusals(SignedFile):
        signed.full_clean()
        try:
            signed.save()
        except Exception:
            signed.file.delete(save=False)  # the row is taken back, so must the bytes be
            raise
    record("memorandum.file_attached", memorandum, by=by, mandate=memoranda_mandate(by), sha256=signed.sha256)
    return signed
