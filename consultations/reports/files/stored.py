"""The files of a published report: each is made once, kept, and known by its fingerprint for ever."""

import hashlib
import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.consultation.models import Consultation
from consultations.opinions.content import canonical
from consultations.reports.files.docx import write_docx
from consultations.reports.files.sheets import write_csv, write_xlsx
from consultations.reports.models import ConsultationReport, ReportFile
from consultations.reports.print.document import file_name, report_pdf
from seko.files import docx
from seko.files.pdf import alone
from seko.files.sheets import FORMS
from seko.jobs.actions import Asker, JobFailed, job_kind, start_job
from seko.jobs.models import Job
from seko.rules.errors import first_message

log = logging.getLogger(__name__)

Form = ReportFile.Form
ANY_FACE = "any"  # the content itself is as typed, on every face
FACES = [code for code, __ in settings.LANGUAGES]
AT_ONCE = 300  # comments and items of a report of which a file is made while its reader waits
ALL_FILES, ONE_FILE = "consultations.report_files", "consultations.report_file"
CONTENT_TYPES = {
    Form.PDF: "application/pdf",
    Form.DOCX: docx.CONTENT_TYPE,
    Form.XLSX: FORMS["xlsx"].content_type,
    Form.CSV: FORMS["csv"].content_type,
    Form.JSON: "application/json",
}
WRITERS = {
    Form.PDF: lambda report, out: out.write(_set_alone(report)),
    Form.DOCX: write_docx,
    Form.XLSX: write_xlsx,
    Form.CSV: write_csv,
    Form.JSON: lambda report, out: out.write(canonical(report.content).encode()),
}
EVERY_FILE = [(form, face) for form in Form.values for face in ([ANY_FACE] if form == Form.JSON else FACES)]


def _set_alone(report):
    """A large document takes a gigabyte while it is set: one at a time on this machine."""
    with alone():
        return report_pdf(report)


def face_of(form, language):
    """The face of the file that a reader of this language gets in this form."""
    return ANY_FACE if form == Form.JSON else language


def rows_of(numbers):
    """Comments and items of a report: how much is to be written. `numbers` are those of its content."""
    return numbers["comments"] + numbers["items"]


@dataclass(frozen=True)
class Place:
    """One form and face of a report: the file, or None as long as it has not been made."""

    form: str
    face: str
    file: ReportFile | None

    @property
    def label(self):
        return Form(self.form).label

    @property
    def face_name(self):
        return face_name(self.face)


def face_name(face):
    """The language and script of a file, in words."""
    return _("as typed") if face == ANY_FACE else dict(settings.LANGUAGES)[face]


def places_of(report):
    """Every form and face, with its file where it has been made; one query."""
    made = {(file.form, file.face): file for file in report.files.all()}
    return [Place(form, face, made.get((form, face))) for form, face in EVERY_FILE]


def made_file(report, form, face):
    """The file if it has been made, else None."""
    return ReportFile.objects.filter(report=report, form=form, face=face).first()


def make_file(report, form, face):
    """The file of a report; made now if it is not there. However many ask at once, one is made and kept."""
    with _one_maker(f"report file {report.pk} {form} {face}"):
        return made_file(report, form, face) or _make(report, form, face)


@contextmanager
def _one_maker(what):
    """Whoever else wants to make the same waits, on whichever machine; no transaction is held open meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [what])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [what])


def _make(report, form, face):
    language = settings.LANGUAGE_CODE if face == ANY_FACE else face
    with translation.override(language), TemporaryFile() as out:
        WRITERS[form](report, out)
        size = out.tell()
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
        out.seek(0)
        made = ReportFile(report=report, form=form, face=face, size=size, sha256=digest)
        made.file.save(name_of(report, form, language), File(out), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # another machine was faster
        made.file.storage.delete(made.file.name)
        return ReportFile.objects.get(report=report, form=form, face=face)
    return made


def name_of(report, form, language):
    """What the download is called."""
    with translation.override(language):
        return file_name("report", report.number, form)


# --- in the background -----------------------------------------------------------------------


def ask_for_files(report, by):
    """Have every file made of a report that has just been published. What is refused is made when somebody asks."""
    try:
        start_job(ALL_FILES, {"report": report.pk}, by=Asker(by))
    except ValidationError as refusal:
        log.warning("The files of %s wait until somebody asks for them: %s", report.number, first_message(refusal))


def unfinished_job(report):
    """The work by which the files of this report are on their way at this moment, or None."""
    return Job.objects.unfinished().filter(kind=ALL_FILES, parameters__report=report.pk).first()


@job_kind(ALL_FILES, gettext_lazy("The files of a report"))
def make_all_files(job, progress, out):
    """Every file of the report, and of those that the same person published meanwhile."""
    todo = [job.parameters["report"]]
    for pk in todo:
        report = ConsultationReport.objects.select_related("consultation", "organization").get(pk=pk)
        rows = max(rows_of(report.content["numbers"]), 1)
        progress.expect(progress.done + rows * len(EVERY_FILE))
        for form, face in EVERY_FILE:
            make_file(report, form, face)
            progress.advance(rows)
        meanwhile = ConsultationReport.objects.filter(published_at__gte=job.created_at).exclude(pk__in=todo)
        todo += meanwhile.values_list("pk", flat=True)


@job_kind(ONE_FILE, gettext_lazy("A file of a report"))
def make_one_file(job, progress, out):
    """One file, in the language of the person who asked."""
    visible = Consultation.objects.visible_to(job.user or AnonymousUser()).filter(slug=job.parameters["slug"])
    reports = ConsultationReport.objects.select_related("consultation", "organization")
    report = reports.filter(consultation__in=visible).first()
    if report is None:
        raise JobFailed("not_visible")
    form, rows = job.parameters["form"], rows_of(report.content["numbers"])
    progress.expect(rows)
    file = make_file(report, form, face_of(form, job.language))
    with file.file.open() as kept:
        shutil.copyfileobj(kept, out)
    progress.advance(rows)
    return name_of(report, form, job.language)
