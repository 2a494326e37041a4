from django.utils import timezone

from consultations.models import (
    Consultation,
    ConsultationReport,
    DocumentImport,
    DocumentVersion,
    PassageOrigin,
    ReportFile,
)
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

# --- where passages come from ----------------------------------------------------------------


def two_versions():
    """The first passages of two versions of one document, the older first."""
    before = make.make_document_version()
    now = make.make_document_version(document=before.document, number=2)
    return before.passages.first(), now.passages.first()


def noted_origin():
    before, now = two_versions()
    return PassageOrigin.objects.create(passage=now, forerunner=before, way="same")


@breaks("passage_origin_way_known", PassageOrigin)
def an_unknown_way_of_a_passage():
    origin = noted_origin()
    return lambda: rows(origin).update(way="flown")


@breaks("passage_origin_once", PassageOrigin)
def an_origin_noted_twice():
    origin = noted_origin()
    again = PassageOrigin(passage=origin.passage, forerunner=origin.forerunner, way="changed")
    return lambda: PassageOrigin.objects.bulk_create([again])


@breaks("passage_origin_in_document", PassageOrigin)
def an_origin_in_another_document():
    origin, elsewhere = noted_origin(), make.make_document_version().passages.first()
    return lambda: rows(origin).update(forerunner=elsewhere)


@breaks("passage_origin_in_document", PassageOrigin)
def an_origin_in_a_later_version():
    before, now = two_versions()
    backwards = PassageOrigin(passage=before, forerunner=now, way="same")
    return lambda: PassageOrigin.objects.bulk_create([backwards])


# --- texts on their way in --------------------------------------------------------------------


def made_import(**fields):
    version = make.make_document_version()
    fields = {"document": version.document, "source": "pasted", "mandate": make.make_representation(), **fields}
    return version, DocumentImport.objects.create(**fields)


@breaks("document_import_source_known", DocumentImport)
def an_import_from_an_unknown_source():
    _, found = made_import()
    return lambda: rows(found).update(source="fax")


@breaks("document_import_status_known", DocumentImport)
def an_import_in_an_unknown_state():
    _, found = made_import()
    return lambda: rows(found).update(status="lost")


@breaks("document_import_issued_has_version", DocumentImport)
def an_import_issued_without_a_version():
    _, found = made_import()
    return lambda: rows(found).update(status="issued")


@breaks("document_import_issued_has_version", DocumentImport)
def a_version_of_an_import_that_was_not_issued():
    version, found = made_import(status="ready")
    return lambda: rows(found).update(version=version)


@breaks("import_one_per_version", DocumentImport)
def two_imports_of_one_version():
    version, first = made_import()
    rows(first).update(status="issued", version=version)
    second = DocumentImport(
        document=version.document, source="pasted", mandate=first.mandate, status="issued", version=version
    )
    return lambda: DocumentImport.objects.bulk_create([second])


# --- files of reports -------------------------------------------------------------------------


def made_file():
    mandate = make.make_representation()
    report = ConsultationReport.objects.create(
        consultation=make.make_consultation("in_review"), number="K-1/R", content={}, content_hash="0" * 64,
        organization=mandate.organization, mandate=mandate, published_at=timezone.now(),
    )  # fmt: skip
    return ReportFile.objects.create(report=report, form="json", face="en", file="r.json", size=2, sha256="0" * 64)


@breaks("report_file_form_known", ReportFile)
def a_file_in_an_unknown_form():
    made = made_file()
    other = ReportFile(report=made.report, form="rtf", face="en", file="r.rtf", size=2, sha256="0" * 64)
    return lambda: ReportFile.objects.bulk_create([other])


@breaks("report_file_once", ReportFile)
def a_second_file_of_the_same_form():
    made = made_file()
    again = ReportFile(report=made.report, form="json", face="en", file="s.json", size=2, sha256="1" * 64)
    return lambda: ReportFile.objects.bulk_create([again])


@breaks("report_file_fixed", ReportFile)
def a_file_of_a_report_that_changes():
    made = made_file()
    return lambda: rows(made).update(sha256="1" * 64)


@breaks("report_file_fixed", ReportFile)
def a_file_of_a_report_that_vanishes():
    made = made_file()
    return lambda: sql("DELETE FROM consultations_reportfile WHERE id = %s", made.pk)


# --- what was issued by mistake --------------------------------------------------------------


def withdrawn(version):
    return lambda: rows(version).update(withdrawn_at=timezone.now(), withdrawn_reason="Друго.")


@breaks("document_version_in_use", DocumentVersion)
def a_version_withdrawn_that_is_consulted_on():
    return withdrawn(make.make_consultation().version)


@breaks("document_version_in_use", DocumentVersion)
def a_version_withdrawn_from_which_a_later_one_comes():
    first = make.make_document_version()
    make.make_document_version(document=first.document, number=2)
    return withdrawn(first)


@breaks("document_version_withdrawn_has_reason", DocumentVersion)
def a_version_withdrawn_without_a_reason():
    version = make.make_document_version()
    return lambda: rows(version).update(withdrawn_at=timezone.now())


@breaks("document_version_withdrawn_has_reason", DocumentVersion)
def a_reason_for_a_version_that_stands():
    version = make.make_document_version()
    return lambda: rows(version).update(withdrawn_reason="Друго.")


@breaks("consultation_version_stands", Consultation)
def a_withdrawn_version_put_under_a_consultation():
    draft, version = make.make_consultation("draft"), make.make_document_version()
    withdrawn(version)()
    return lambda: rows(draft).update(version=version)
