"""The files of a published report: each is made once, kept, and known by its fingerprint for ever."""

import hashlib
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.consultation.models import Consultation
from consultations.opinions.content import canonical
from consultations.reports.files.docx import write_docx
from consultations.reports.files.sheets import write_csv, write_xlsx
from consultations.reports.models import ConsultationReport, ReportFile
from consultations.reports.print.document import file_name, report_pdf
from seko.files import docx
from seko.files.pdf import one_at_a_time_lock
from seko.files.sheets import FORMATS
from seko.jobs.actions import JobFailed, Requester, job_kind, start_job
from seko.jobs.models import Job
from seko.rules.errors import first_message

log = logging.getLogger(__name__)

ReportFormat = ReportFile.Form
ANY_VARIANT = "any"  # the content itself is as typed, on every variant
VARIANTS = [code for code, __ in settings.LANGUAGES]
AT_ONCE = 300  # comments and items of a report of which a file is made while its reader waits
ALL_FILES, ONE_FILE = "consultations.report_files", "consultations.report_file"
CONTENT_TYPES = {
    ReportFormat.PDF: "application/pdf",
    ReportFormat.DOCX: docx.CONTENT_TYPE,
    ReportFormat.XLSX: FORMATS["xlsx"].content_type,
    ReportFormat.CSV: FORMATS["csv"].content_type,
    ReportFormat.JSON: "application/json",
}
WRITERS = {
    ReportFormat.PDF: lambda report, out: out.write(_render_pdf(report)),
    ReportFormat.DOCX: write_docx,
    ReportFormat.XLSX: write_xlsx,
    ReportFormat.CSV: write_csv,
    ReportFormat.JSON: lambda report, out: out.write(canonical(report.content).encode()),
}
EVERY_FILE = [
    (format, variant)
    for format in ReportFormat.values
    for variant in ([ANY_VARIANT] if format == ReportFormat.JSON else VARIANTS)
]


def _render_pdf(report) -> bytes:
    """A large document takes a gigabyte while it is set: one at a time on this machine."""
    with one_at_a_time_lock():
        return report_pdf(report)


def variant_of(format, language) -> str:
    """The variant of the file that a reader of this language gets in this format."""
    return ANY_VARIANT if format == ReportFormat.JSON else language


def rows_of(numbers) -> int:
    """Comments and items of a report: how much is to be written. `numbers` are those of its content."""
    return numbers["comments"] + numbers["items"]


@dataclass(frozen=True)
class ReportFileSlot:
    """One format and variant of a report: the file, or None as long as it has not been made."""

    format: str
    variant: str
    file: ReportFile | None

    @property
    def label(self) -> str | Promise:
        return ReportFormat(self.format).label

    @property
    def variant_name(self) -> str | Promise:
        return variant_name(self.variant)


def variant_name(variant) -> str | Promise:
    """The language and script of a file, in words."""
    return _("in the original script") if variant == ANY_VARIANT else dict(settings.LANGUAGES)[variant]


def places_of(report) -> list[ReportFileSlot]:
    """Every format and variant, with its file where it has been made; one query."""
    made = {(file.form, file.face): file for file in report.files.all()}
    return [ReportFileSlot(format, variant, made.get((format, variant))) for format, variant in EVERY_FILE]


def existing_file(report, format, variant) -> ReportFile | None:
    """The file if it has been made, else None."""
    return ReportFile.objects.filter(report=report, form=format, face=variant).first()


def make_file(report, format, variant) -> ReportFile:
    """The file of a report; made now if it is not there. However many ask at once, one is made and kept."""
    with _one_maker(f"report file {report.pk} {format} {variant}"):
        return existing_file(report, format, variant) or _make(report, format, variant)


@contextmanager
def _one_maker(what) -> Iterator[None]:
    """Whoever else wants to make the same waits, on whichever machine; no transaction is held open meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [what])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [what])


def _make(report, format, variant) -> ReportFile:
    language = settings.LANGUAGE_CODE if variant == ANY_VARIANT else variant
    with translation.override(language), TemporaryFile() as out:
        WRITERS[format](report, out)
        size = out.tell()
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
        out.seek(0)
        made = ReportFile(report=report, form=format, face=variant, size=size, sha256=digest)
        made.file.save(name_of(report, format, language), File(out), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # another machine was faster
        made.file.delete(save=False)
        return ReportFile.objects.get(report=report, form=format, face=variant)
    return made


def name_of(report, format, language) -> str:
    """What the download is called."""
    with translation.override(language):
        return file_name("report", report.number, format)


# --- in the background -----------------------------------------------------------------------


def ask_for_files(report, by) -> None:
    """Have every file made of a report that has just been published. What is refused is made when somebody asks."""
    try:
        start_job(ALL_FILES, {"report": report.pk}, by=Requester(by))
    except ValidationError as refusal:
        log.warning("The files of %s wait until somebody asks for them: %s", report.number, first_message(refusal))


def unfinished_job(report) -> Job | None:
    """The work by which the files of this report are on their way at this moment, or None."""
    return Job.objects.unfinished().filter(kind=ALL_FILES, parameters__report=report.pk).first()


@job_kind(ALL_FILES, gettext_lazy("The files of a report"))
def make_all_files(job, progress, out) -> None:
    """Every file of the report, and of those that the same person published meanwhile."""
    todo = [job.parameters["report"]]
    for pk in todo:
        report = ConsultationReport.objects.select_related("consultation", "organization").get(pk=pk)
        rows = max(rows_of(report.content["numbers"]), 1)
        progress.expect(progress.done + rows * len(EVERY_FILE))
        for format, variant in EVERY_FILE:
            make_file(report, format, variant)
            progress.advance(rows)
        meanwhile = ConsultationReport.objects.filter(published_at__gte=job.created_at).exclude(pk__in=todo)
        todo += meanwhile.values_list("pk", flat=True)


@job_kind(ONE_FILE, gettext_lazy("A file of a report"))
def make_one_file(job, progress, out) -> str:
    """One file, in the language of the person who asked."""
    visible = Consultation.objects.visible_to(job.user or AnonymousUser()).filter(slug=job.parameters["slug"])
    reports = ConsultationReport.objects.select_related("consultation", "organization")
    report = reports.filter(consultation__in=visible).first()
    if report is None:
        raise JobFailed("not_visible")
    format, rows = job.parameters["form"], rows_of(report.content["numbers"])
    progress.expect(rows)
    file = make_file(report, format, variant_of(format, job.language))
    with file.file.open() as kept:
        shutil.copyfileobj(kept, out)
    progress.advance(rows)
    return name_of(report, format, job.language)
