"""A text on its way into a document: read, looked over by a person, then issued as a version; and files beside it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.documents.models.documents import Document, DocumentVersion
from organizations.models import Representation
from organizations.permissions import is_office
from seko.rules.texts import LongTextField
from seko.rules.validity import one_of, trigger_rule


class ImportSource(models.TextChoices):
    DOCX = "docx", _("Word document (DOCX)")
    MARKDOWN = "markdown", _("Markdown")
    TEXT = "text", _("plain text")
    PASTED = "pasted", _("pasted text")


class ImportStatus(models.TextChoices):
    READING = "reading", _("being processed")
    FAILED = "failed", _("could not be processed")
    READY = "ready", _("to be checked")
    ISSUED = "issued", _("issued")
    DISCARDED = "discarded", _("discarded")


class DocumentImport(models.Model):
    """What was read from a file or a pasted text; nobody but the Office sees it before it is issued.

    `passages` holds {"kind", "level", "number", "text"} in reading order. `matches` holds for each of them {"way",
    "old", "confidence", "decided"}, where `old` are passages of the version before. `left_out` holds {"kind", "place",
    "near", "times"} of what was not taken over, `place` counting passages from 1. `steps` are the last changes, each
    with what stood there before. `revision` grows with every change, so that nobody overwrites another's work
    unseen."""

    Source = ImportSource
    Status = ImportStatus
    UNFINISHED = (Status.READING, Status.FAILED, Status.READY)  # the text still wants a person
    FINISHED = (Status.ISSUED, Status.DISCARDED)

    document = models.ForeignKey(Document, models.PROTECT, related_name="imports", verbose_name=_("document"))
    source = models.CharField(_("source"), max_length=10, choices=Source)
    file = models.FileField(_("file"), upload_to="imports/%Y/", blank=True)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    text = models.TextField(_("text"), blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    note = LongTextField(_("what changed"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.READING)
    message = models.CharField(_("why it could not be processed"), max_length=40, blank=True)
    passages = models.JSONField(_("passages"), default=list, blank=True)
    matches = models.JSONField(_("matches"), default=list, blank=True)
    left_out = models.JSONField(_("what was left out"), default=list, blank=True)
    steps = models.JSONField(_("changes that can be undone"), default=list, blank=True)
    version = models.OneToOneField(
        DocumentVersion, models.PROTECT, null=True, blank=True, related_name="document_import",
        verbose_name=_("version"), help_text=_("What it became."),
    )  # fmt: skip
    revision = models.PositiveIntegerField(_("revision number"), default=1)
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    trigger_rules = [
        trigger_rule("import_one_per_version", "version_taken", _("This version has come from another import.")),
    ]

    class Meta:
        verbose_name = _("document import")
        verbose_name_plural = _("document imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            one_of("document_import_source_known", "source", ImportSource),
            one_of("document_import_status_known", "status", ImportStatus),
            models.CheckConstraint(
                name="document_import_issued_has_version",
                condition=(Q(status="issued") & Q(version__isnull=False))
                | (~Q(status="issued") & Q(version__isnull=True)),
                violation_error_code="version_missing",
                violation_error_message=_("An import that was issued has a version, and no other has one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.file_name or self.get_source_display()}"

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this import appears."""
        return self.document.event_topics()

    def event_facts(self) -> dict[str, str]:
        """What every event about this import tells."""
        return {**self.document.event_facts(), "name": self.file_name}


class DocumentFileQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Files are public with the version they belong to, or with any version of their document."""
        if is_office(user):
            return self
        versions = DocumentVersion.objects.visible_to(user)
        return self.filter(Q(version__in=versions) | Q(version=None, document__in=versions.values("document")))


class DocumentFile(models.Model):
    """A file beside a document, such as its PDF; offered for download, never taken apart."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files", verbose_name=_("document"))
    version = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, blank=True, related_name="files", verbose_name=_("version")
    )
    file = models.FileField(_("file"), upload_to="documents/%Y/")
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveIntegerField(_("size"), help_text=_("Bytes."))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="+", verbose_name=_("mandate"))
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = DocumentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
