"""Documents, their versions, and the numbered passages that people comment on."""

import uuid
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.permissions import is_office
from sectors.models import Area
from seko.events.declarations import name_facts
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import SearchVectorOf, WithoutSearchColumn


class DocumentKind(models.TextChoices):
    NAD = "nad", _("National Priorities for International Assistance")
    ISP = "isp", _("Indicative Strategy Paper")
    SPD = "spd", _("Sector Planning Document")
    AD = "ad", _("Action Document")
    AP = "ap", _("Action Programme")
    SR = "sr", _("Strategic Response (IPA III)")
    OP = "op", _("Operational or cooperation programme")
    LAW = "law", _("Draft law or regulation")
    OTHER = "other", _("Other strategy or report")


class DocumentLanguage(models.TextChoices):
    SERBIAN = "sr", _("Serbian")
    ENGLISH = "en", _("English")


class Document(models.Model):
    """A paper on which the Office consults; its text lives in versions."""

    Kind = DocumentKind
    Language = DocumentLanguage

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    title = LineField(_("title"), max_length=250)
    title_en = LineField(_("title in English"), max_length=250, blank=True)
    summary = LongTextField(_("summary"), blank=True)
    summary_en = LongTextField(_("summary in English"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.SERBIAN)
    issuer = models.ForeignKey(Organization, models.PROTECT, related_name="documents", verbose_name=_("issued by"))
    areas = models.ManyToManyField(Area, blank=True, related_name="documents", verbose_name=_("areas"))
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    search = models.GeneratedField(
        expression=SearchVectorOf("title", "title_en"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["title", "pk"]
        constraints = [
            one_of("document_kind_known", "kind", DocumentKind),
            one_of("document_language_known", "language", DocumentLanguage),
        ]
        indexes = [GinIndex(fields=["search"], name="document_search")]

    def __str__(self) -> str:
        return self.title

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this document appears."""
        return [f"document:{self.pk}"]

    def event_facts(self) -> dict[str, str]:
        """What every event about this document tells."""
        return name_facts("title", self, "title")


class DocumentVersionQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """A version is public once it, or a later one, was consulted on; every one when a report is published.

        The Office sees all that stand; withdrawn ones are told on the page of their document alone."""
        if is_office(user):
            return self.standing()
        consultations = DocumentVersion._meta.get_field("consultations").related_model  # a later concept
        opened = DocumentVersion.objects.filter(
            document=models.OuterRef("document"), consultations__status__in=consultations.OPENED
        )
        answered = models.Q(consultations__status=consultations.Status.ANSWERED)
        shown = models.Q(number__gte=models.OuterRef("number")) | answered
        return self.standing().filter(models.Exists(opened.filter(shown)))

    def standing(self) -> Self:
        """All but those that were issued by mistake and withdrawn."""
        return self.filter(withdrawn_at=None)


class DocumentVersion(models.Model):
    """One state of the text, numbered from 1."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("number"))
    issued_on = models.DateField(_("issued on"))
    note = LongTextField(_("what changed"), blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    withdrawn_reason = LongTextField(_("reason for withdrawing"), blank=True, editable=False)

    objects = DocumentVersionQuerySet.as_manager()

    rule_fields = {"document_version_withdrawn_has_reason": "reason"}
    trigger_rules = [
        trigger_rule(
            "document_version_in_use",
            "version_in_use",
            _(
                "A consultation, an answer or a later version is based on this version, so it can no longer be "
                "withdrawn."
            ),
        )
    ]

    class Meta:
        verbose_name = _("document version")
        verbose_name_plural = _("document versions")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"],
                name="document_version_number_unique",
                violation_error_code="version_number_taken",
                violation_error_message=_("The document already has a version with this number."),
            ),
            models.CheckConstraint(
                name="document_version_number_positive",
                condition=models.Q(number__gte=1),
                violation_error_code="version_number_positive",
                violation_error_message=_("Versions are numbered from 1."),
            ),
            models.CheckConstraint(
                name="document_version_withdrawn_has_reason",
                condition=models.Q(withdrawn_at=None, withdrawn_reason="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason="")),
                violation_error_code="reason_missing",
                violation_error_message=_("Give a reason. It is published with the version."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(document)s, version %(number)s") % {"document": self.document, "number": self.number}

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this version appears."""
        return [f"document:{self.document_id}"]

    def event_facts(self) -> dict[str, int | str]:
        """What every event about this version tells."""
        return {**self.document.event_facts(), "number": self.number}


class PassageKind(models.TextChoices):
    HEADING = "heading", _("heading")
    ARTICLE = "article", _("article")
    PARAGRAPH = "paragraph", _("plain paragraph")
    LIST_ITEM = "list_item", _("list item")
    TABLE = "table", _("table")
    FOOTNOTE = "footnote", _("footnote")


class Passage(models.Model):
    """A numbered part of the text. Its key survives from version to version.

    The rows of a table stand on lines of their own, its cells are parted by tabs."""

    Kind = PassageKind

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="passages", verbose_name=_("version"))
    key = models.UUIDField(_("key"), default=uuid.uuid4, help_text=_("The same in every version of the document."))
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PARAGRAPH)
    level = models.PositiveSmallIntegerField(
        _("level"), default=0, help_text=_("Heading: 1 to 6. List item: its depth. Anything else: 0.")
    )
    text = models.TextField(_("text"))
    forerunners = models.ManyToManyField(
        "self", through="PassageOrigin", symmetrical=False, related_name="successors", verbose_name=_("forerunners")
    )

    search = models.GeneratedField(expression=SearchVectorOf("text"), output_field=SearchVectorField(), db_persist=True)

    objects = WithoutSearchColumn()

    trigger_rules = [
        trigger_rule(
            "passage_under_consultation_fixed",
            "passage_fixed",
            _("This text is under consultation and cannot be changed. Issue a new version instead."),
        )
    ]

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ["version", "position"]
        constraints = [
            one_of("passage_kind_known", "kind", PassageKind),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="passage_position_unique",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_code="position_taken",
                violation_error_message=_("Two passages have the same position."),
            ),
            models.UniqueConstraint(
                fields=["version", "key"],
                name="passage_key_unique",
                violation_error_code="key_taken",
                violation_error_message=_("Two passages of one version have the same key."),
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="passage_search")]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}".strip()


class OriginWay(models.TextChoices):
    SAME = "same", _("unchanged")
    CHANGED = "changed", _("changed")
    MOVED = "moved", _("moved")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")


class PassageOrigin(models.Model):
    """From which passage of the version before a passage has come, and what happened to it on the way.

    A passage without a forerunner is new; one that is nobody's forerunner in the next version was removed."""

    Way = OriginWay

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="origins", verbose_name=_("passage"))
    forerunner = models.ForeignKey(Passage, models.PROTECT, related_name="continuations", verbose_name=_("forerunner"))
    way = models.CharField(_("what happened"), max_length=10, choices=Way)

    trigger_rules = [
        trigger_rule(
            "passage_origin_in_document",
            "origin_elsewhere",
            _("A passage comes from an earlier version of the same document."),
        )
    ]

    class Meta:
        verbose_name = _("origin of a passage")
        verbose_name_plural = _("origins of passages")
        ordering = ["passage", "forerunner"]
        constraints = [
            one_of("passage_origin_way_known", "way", OriginWay),
            models.UniqueConstraint(
                fields=["passage", "forerunner"],
                name="passage_origin_once",
                violation_error_code="origin_twice",
                violation_error_message=_("This origin is already noted."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forerunner} → {self.passage}"
