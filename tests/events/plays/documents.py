"""Documents on their way to a consultation."""

from django.core.files.base import ContentFile

from consultations.documents.actions.imports import begin_import, discard_import
from consultations.documents.actions.taking_back import delete_document, withdraw_version
from consultations.documents.actions.versions import add_version, attach_file, create_document, remove_file
from seko.discarded.actions import restore_discarded
from seko.discarded.models import Discarded
from tests import factories as make
from tests.events.plays import TITLES, plays


@plays(
    "document.version_issued",
    "document.file_attached",
    "document.file_removed",
    "document.import_begun",
    "document.import_discarded",
    "document.version_withdrawn",
    "document.deleted",
    "document.import_restored",
)
def a_document_is_brought_in(cast):
    office = {"by": cast.user("coordinator")}
    document = create_document(issuer=cast.office, kind="ad", language="sr", **TITLES, **office)
    add_version(document, text=make.TEXT, **office)
    remove_file(attach_file(document, file=ContentFile(b"%PDF-", "nacrt.pdf"), **office), **office)
    withdraw_version(add_version(document, text="1. Друго.", **office), reason="Текст другог документа.", **office)
    delete_document(create_document(issuer=cast.office, kind="ad", language="sr", **TITLES, **office), **office)
    discard_import(begin_import(document, text=f"{make.TEXT}\n\n3. Ново.", **office), **office)
    restore_discarded(Discarded.objects.get(kind="import"), **office)
