"""What the parties have signed, and what they owe each other."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.permissions import is_office, represented_organization_ids
from sectors.models import CooperationPhase, Seko
from seko.events.declarations import name_facts
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of, today, trigger_rule
from seko.search.text import WeighedVectorOf


class MemorandumStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    AGREED = "agreed", _("agreed")
    SIGNING = "signing", _("signing")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")


class MemorandumQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Signed memoranda are public; those in the making are seen by the Office and their parties."""
        if is_office(user):
            return self
        mine = Signatory.objects.filter(organization__in=represented_organization_ids(user)).values("memorandum")
        return self.filter(Q(status__in=Memorandum.PUBLIC) | Q(pk__in=mine))

    def with_parties(self):
        """With those who sign, the Office first."""
        return self.prefetch_related(
            models.Prefetch("signatories", Signatory.objects.select_related("organization", "seko"))
        )

    def with_contents(self):
        """With parties, obligations and signed copies, for its own page."""
        obligations = Obligation.objects.select_related("organization")
        return self.with_parties().prefetch_related(models.Prefetch("obligations", obligations), "files")


class Memorandum(models.Model):
    """A memorandum of cooperation between the Office and one or more organizations."""

    Status = MemorandumStatus
    UNSIGNED = (Status.DRAFT, Status.AGREED)
    IN_THE_MAKING = (*UNSIGNED, Status.SIGNING)
    PUBLIC = (Status.IN_FORCE, Status.EXPIRED, Status.TERMINATED)

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = LineField(_("title"), max_length=250)
    title_en = LineField(_("title in English"), max_length=250, blank=True)
    purposes = ArrayField(
        models.CharField(max_length=12, choices=CooperationPhase), default=list, blank=True, verbose_name=_("purposes")
    )
    text = LongTextField(_("text"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_on_note = LongTextField(_("note on the day"), blank=True, help_text=_("Where sources disagree."))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    source_note = LongTextField(_("source"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("number", "title", "title_en"), texts=("text",)),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = MemorandumQuerySet.as_manager()

    trigger_rules = [
        trigger_rule(
            "memorandum_signed_by_all",
            "signature_missing",
            _("A memorandum in force is signed by the Ministry of European Integration and by every other party."),
        ),
        trigger_rule(
            "memorandum_terms_apart",
            "memoranda_overlap",
            _("Another memorandum in force binds this party for the same SEKO at that time."),
        ),
    ]

    class Meta:
        verbose_name = _("memorandum")
        verbose_name_plural = _("memoranda")
        ordering = [F("signed_on").desc(nulls_first=True), "pk"]
        constraints = [
            one_of("memorandum_status_known", "status", MemorandumStatus),
            models.CheckConstraint(
                name="memorandum_in_force_is_signed",
                condition=~Q(status="in_force") | Q(signed_on__isnull=False, valid_from__isnull=False),
                violation_error_code="signing_day_missing",
                violation_error_message=_(
                    "A memorandum in force has a day of signing and a day from which it is valid."
                ),
            ),
            models.CheckConstraint(
                name="memorandum_validity_forward",
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_code="validity_backwards",
                violation_error_message=_("The validity ends before it begins. Choose a later end."),
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="memorandum_number_unique",
                violation_error_code="number_taken",
                violation_error_message=_("Another memorandum has this number."),
            ),
        ]
        indexes = [GinIndex(fields=["search"], name="memorandum_search")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("memoranda:detail", args=[self.slug])

    def event_topics(self):
        """Feeds in which an event about this memorandum appears."""
        return [f"memorandum:{self.pk}"]

    def event_facts(self):
        """What every event about this memorandum tells."""
        return {**name_facts("memorandum", self, "title"), "slug": self.slug}


class Side(models.TextChoices):
    OFFICE = "office", _("the Ministry of European Integration")
    PARTY = "party", _("other party")


class Signatory(models.Model):
    """A party to a memorandum; `signed_on` is empty until it has signed."""

    Side = Side

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="signatories", verbose_name=_("memorandum"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="signatures", verbose_name=_("organization")
    )
    side = models.CharField(_("side"), max_length=10, choices=Side, default=Side.PARTY)
    seko = models.ForeignKey(
        Seko, models.PROTECT, null=True, blank=True, related_name="signatures", verbose_name=_("for the SEKO")
    )
    person_title = LineField(_("title of the person who signs"), max_length=150, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    source_note = LongTextField(_("source"), blank=True)

    trigger_rules = Memorandum.trigger_rules

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["side", "pk"]  # "office" sorts before "party"
        constraints = [
            one_of("signatory_side_known", "side", Side),
            models.UniqueConstraint(
                fields=["memorandum", "organization", "seko"],
                nulls_distinct=False,
                name="signatory_once",
                violation_error_code="signatory_twice",
                violation_error_message=_("This organization is already a party for the same SEKO."),
            ),
        ]

    def __str__(self):
        return f"{self.organization}: {self.memorandum}"


class ObligedSide(models.TextChoices):
    OFFICE = "office", _("the Ministry of European Integration")
    SEKO = "seko", _("the SEKOs")
    BOTH = "both", _("both sides")


class ObligationQuerySet(models.QuerySet):
    def open_for(self, organizations):
        """Not yet fulfilled duties of these organizations by memoranda in force: named for them, or for their side."""
        in_force = self.filter(memorandum__status=MemorandumStatus.IN_FORCE, fulfilled_on__isnull=True)
        signed = Signatory.objects.filter(memorandum=models.OuterRef("memorandum"), organization__in=organizations)
        for_all = Q(organization__isnull=True) & (
            Q(side=ObligedSide.BOTH) & models.Exists(signed)
            | Q(side=ObligedSide.SEKO) & models.Exists(signed.filter(side=Side.PARTY))
            | Q(side=ObligedSide.OFFICE) & models.Exists(signed.filter(side=Side.OFFICE))
        )
        mine = in_force.filter(Q(organization__in=organizations) | for_all)
        return mine.order_by(models.F("due_on").asc(nulls_last=True), "pk")


class Obligation(models.Model):
    """A duty of a party: whose, what, when due, fulfilled by what."""

    Side = ObligedSide

    memorandum = models.ForeignKey(Memorandum, models.CASCADE, related_name="obligations", verbose_name=_("memorandum"))
    side = models.CharField(_("whose"), max_length=10, choices=ObligedSide)
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="obligations", verbose_name=_("organization")
    )
    text = LongTextField(_("text"))
    due_rule = LineField(_("when due"), max_length=200, blank=True, help_text=_("In words, where it recurs."))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    fulfilled_on = models.DateField(_("fulfilled on"), null=True, blank=True)
    fulfilled_by = LineField(_("fulfilled by"), max_length=250, blank=True)
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("The text of the memorandum was not available.")
    )

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["side", "due_on", "pk"]
        constraints = [
            one_of("obligation_side_known", "side", ObligedSide),
            models.CheckConstraint(
                name="obligation_fulfilment_told",
                condition=Q(fulfilled_on__isnull=True) | ~Q(fulfilled_by=""),
                violation_error_code="fulfilment_missing",
                violation_error_message=_("State how the obligation was fulfilled."),
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def is_overdue(self, on=None):
        """Its day has passed and nothing fulfilled it."""
        return self.fulfilled_on is None and self.due_on is not None and self.due_on < (on or today())


class ValidationResult(models.TextChoices):
    UNCHECKED = "unchecked", _("not checked")
    VALID = "valid", _("valid")
    INVALID = "invalid", _("invalid")


class SignedFile(models.Model):
    """A signed copy. The hash is taken of the bytes as they were stored."""

    Result = ValidationResult

    memorandum = models.ForeignKey(Memorandum, models.PROTECT, related_name="files", verbose_name=_("memorandum"))
    file = models.FileField(_("file"), upload_to="memoranda/%Y/")
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)
    validation_result = models.CharField(_("signature check"), max_length=10, choices=Result, default=Result.UNCHECKED)
    validation_note = LongTextField(_("note on the check"), blank=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("signed file")
        verbose_name_plural = _("signed files")
        ordering = ["-uploaded_at", "pk"]
        constraints = [
            one_of("signed_file_result_known", "validation_result", ValidationResult),
            models.UniqueConstraint(
                fields=["memorandum", "sha256"],
                name="signed_file_once",
                violation_error_code="file_twice",
                violation_error_message=_("This file is already there."),
            ),
        ]

    def __str__(self):
        return self.file.name
