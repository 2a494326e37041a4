"""Who: districts and organizations."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.permissions import is_office, represented_organization_ids
from seko.events.declarations import name_facts
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import one_of, trigger_rule
from seko.search.text import Abeceda, Alphabet, Azbuka, WeighedVectorOf


class District(models.Model):
    """An administrative district. Source of codes: ISO 3166-2:RS; of outlines: Natural Earth, public domain."""

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = LineField(_("name"), max_length=80)
    name_en = LineField(_("name in English"), max_length=80, blank=True)
    outline = models.JSONField(_("outline"), null=True, blank=True, help_text=_("GeoJSON geometry, WGS 84."))
    source_note = LongTextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["code"]

    def __str__(self):
        return self.name


class OrganizationKind(models.TextChoices):
    ASSOCIATION = "association", _("association")
    FOUNDATION = "foundation", _("foundation")
    ENDOWMENT = "endowment", _("endowment")
    CHAMBER = "chamber", _("chamber")
    PUBLIC_BODY = "public_body", _("public body")
    DONOR = "donor", _("donor")
    INTERNATIONAL = "international", _("international organization")


class OrganizationStatus(models.TextChoices):
    APPLIED = "applied", _("applied")
    ACTIVE = "active", pgettext_lazy("organization", "active")
    SUSPENDED = "suspended", _("suspended")
    LEFT = "left", _("left")


PUBLIC = (OrganizationStatus.ACTIVE, OrganizationStatus.LEFT)


def active(path=""):
    """Takes part today: a condition on organizations, or on rows from which `path` (such as `organization__`) leads to
    one."""
    return Q(**{f"{path}status": OrganizationStatus.ACTIVE})


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Active organizations are public; the others are seen by the Office and by their own people."""
        if is_office(user):
            return self
        public = Q(status__in=PUBLIC)
        return self.filter(public | Q(pk__in=represented_organization_ids(user)))

    def active(self):
        """Those that take part today."""
        return self.filter(active())

    def in_civil_society(self):
        """Associations, foundations, endowments and chambers: those that may join networks."""
        return self.filter(kind__in=Organization.CIVIL_SOCIETY)

    def with_place(self):
        """With district and areas of work, for lists."""
        return self.select_related("district").prefetch_related("areas_of_work")

    def with_history(self):
        """With what was before and after it, for its own page."""
        return self.with_place().select_related("predecessor").prefetch_related("successors")


OFFICE_ROLE = trigger_rule(
    "representation_office_role",
    "office_role_elsewhere",
    _(
        "Only the Ministry of European Integration has coordinators of the mechanism, sector officers and "
        "administrators."
    ),
)


class PibHasCheckDigit(Func):
    """True for nine digits whose last one is the ISO 7064 MOD 11,10 check digit of the others."""

    function = "seko_pib_valid"
    output_field = models.BooleanField()
    conditional = True


class NameKey(Func):
    """A name as it is compared: folded, letters and digits alone. Names that read alike have the same key."""

    template = "btrim(regexp_replace(seko_fold(%(expressions)s), '[^a-z0-9]+', ' ', 'g'))"
    arity = 1
    output_field = models.TextField()


class Organization(models.Model):
    """A civil society organization, the Office, a ministry, a donor: whoever can be a party."""

    Kind = OrganizationKind
    Status = OrganizationStatus
    PUBLIC = PUBLIC
    CIVIL_SOCIETY = (Kind.ASSOCIATION, Kind.FOUNDATION, Kind.ENDOWMENT, Kind.CHAMBER)

    slug = models.SlugField(_("address name"), max_length=90, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.ASSOCIATION)
    name = LineField(_("name"), max_length=250)
    name_en = LineField(_("name in English"), max_length=250, blank=True)
    short_name = LineField(_("short name"), max_length=40, blank=True)
    short_name_en = LineField(_("short name in English"), max_length=40, blank=True)
    registry_number = models.CharField(_("registration number"), max_length=8, blank=True, help_text=_("Eight digits."))
    pib = models.CharField(
        _("tax number (PIB)"), max_length=9, blank=True, help_text=_("Nine digits, the last one a check digit.")
    )
    seat = LineField(pgettext_lazy("of an organization", "seat"), max_length=80, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="organizations", verbose_name=_("district")
    )
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = LineField(_("phone"), max_length=40, blank=True)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("predecessor")
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("exists to"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.APPLIED)
    status_on = models.DateField(_("status since"), null=True, blank=True)
    status_reason = LongTextField(_("reason for the change of status"), blank=True)
    is_office = models.BooleanField(
        _("the Ministry of European Integration"),
        default=False,
        help_text=_("The Ministry of European Integration or the body in its place."),
    )
    source_note = LongTextField(
        _("source"), blank=True, help_text=_("Where the facts come from and what is deduced or disputed.")
    )
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("name", "name_en", "short_name", "short_name_en"), texts=("seat",)),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    azbuka = models.GeneratedField(
        expression=Azbuka("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    abeceda = models.GeneratedField(
        expression=Abeceda("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    alphabet = models.GeneratedField(
        expression=Alphabet("name_en", "name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    name_key = models.GeneratedField(
        expression=NameKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True, db_index=True
    )

    objects = OrganizationQuerySet.as_manager()

    trigger_rules = [OFFICE_ROLE]

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["azbuka", "pk"]
        constraints = [
            one_of("organization_kind_known", "kind", OrganizationKind),
            one_of("organization_status_known", "status", OrganizationStatus),
            models.UniqueConstraint(
                fields=["registry_number"],
                condition=~Q(registry_number=""),
                name="organization_registry_number_unique",
                violation_error_code="registry_number_taken",
                violation_error_message=_("Another organization has this registration number."),
            ),
            models.CheckConstraint(
                name="organization_registry_number_digits",
                condition=Q(registry_number="") | Q(registry_number__regex=r"^[0-9]{8}$"),
                violation_error_code="registry_number_digits",
                violation_error_message=_("A registration number has eight digits."),
            ),
            models.UniqueConstraint(
                fields=["pib"],
                condition=~Q(pib=""),
                name="organization_pib_unique",
                violation_error_code="pib_taken",
                violation_error_message=_("Another organization has this tax number."),
            ),
            models.CheckConstraint(
                name="organization_pib_check_digit",
                condition=Q(pib="") | PibHasCheckDigit("pib"),  # type: ignore[arg-type]  # a Q, says Django
                violation_error_code="pib_check_digit",
                violation_error_message=_("This is not a tax number: nine digits, the last one a check digit."),
            ),
            models.CheckConstraint(
                name="organization_status_has_reason",
                condition=~Q(status__in=["suspended", "left"]) | ~Q(status_reason=""),
                violation_error_code="status_reason_missing",
                violation_error_message=_("Give a reason for suspending or leaving."),
            ),
            models.CheckConstraint(
                name="organization_status_has_day",
                condition=Q(status="applied") | Q(status_on__isnull=False),
                violation_error_code="status_day_missing",
                violation_error_message=_("Give the day since which the status holds."),
            ),
            models.CheckConstraint(
                name="organization_validity_forward",
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                violation_error_code="validity_backwards",
                violation_error_message=_("The validity ends before it begins. Choose a later end."),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="organization_search"),
            models.Index(fields=["azbuka", "id"], name="organization_azbuka"),
            models.Index(fields=["abeceda", "id"], name="organization_abeceda"),
            models.Index(fields=["alphabet", "id"], name="organization_alphabet"),
        ]

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("organizations:detail", args=[self.slug])

    @property
    def is_active(self):
        """Twin of `active()` for one object."""
        return self.status == self.Status.ACTIVE

    @property
    def is_public(self):
        """Anybody may open its page; twin of `visible_to(None)`."""
        return self.status in PUBLIC

    def event_topics(self):
        """Feeds in which an event about this organization appears."""
        return [f"organization:{self.pk}"]

    def event_facts(self):
        """What every event about this organization tells."""
        return {**name_facts("organization", self), "slug": self.slug}
