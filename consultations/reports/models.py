"""The report that tells everybody what became of what was said, and the files made of it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.responses.models import ITEMS_ANSWERED, PUBLISHED
from organizations.models import Organization, Representation
from seko.rules.texts import long_text
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import WeighedVectorOf


class ConsultationReport(models.Model):
    """The published result, frozen: `content` holds everything that the page shows."""

    consultation = models.OneToOneField(
        Consultation, models.PROTECT, related_name="report", verbose_name=_("consultation")
    )
    number = models.CharField(_("number"), max_length=50, unique=True)
    summary = long_text(_("summary"), blank=True)
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="reports", verbose_name=_("published by")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    published_at = models.DateTimeField(_("published at"))

    search = models.GeneratedField(
        expression=WeighedVectorOf(
            titles=("number", KT("content__consultation__title"), KT("content__consultation__title_en")),
            texts=("summary",),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    trigger_rules = [
        PUBLISHED,
        ITEMS_ANSWERED,
        trigger_rule("report_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
        trigger_rule(
            "report_one_per_consultation", "already_published", _("The report of this consultation is already out.")
        ),
    ]

    class Meta:
        verbose_name = _("consultation report")
        verbose_name_plural = _("consultation reports")
        ordering = ["-published_at", "pk"]
        indexes = [GinIndex(fields=["search"], name="report_search")]

    def __str__(self) -> str:
        return f"{self.number} {self.consultation}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:report", args=[self.consultation.slug])


class ReportFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


class ReportFile(models.Model):
    """A published report as a file; once made it stays, so that a copy can be checked against its hash."""

    Form = ReportFormat

    report = models.ForeignKey(ConsultationReport, models.PROTECT, related_name="files", verbose_name=_("report"))
    form = models.CharField(_("form"), max_length=5, choices=ReportFormat)
    face = models.CharField(_("language"), max_length=10, help_text=_("Language and script of the file."))
    file = models.FileField(_("file"), upload_to="reports/%Y/")
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes."))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    trigger_rules = [
        trigger_rule("report_file_fixed", "file_fixed", _("A file of a published report can no longer be changed.")),
    ]

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["report", "form", "face"]
        constraints = [
            one_of("report_file_form_known", "form", ReportFormat),
            models.UniqueConstraint(
                fields=["report", "form", "face"],
                name="report_file_once",
                violation_error_code="file_exists",
                violation_error_message=_("This file of the report has already been made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report.number}.{self.form} ({self.face})"
