"""What organizations are organised into: areas, and the SEKOs that look after them."""

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization, active
from seko.events.declarations import name_facts
from seko.rules.counting import number_of
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import Dated, DatedQuerySet, no_overlap, one_of, runs_forward
from seko.search.text import SearchVectorOf, WeighedVectorOf


class AreaKind(models.TextChoices):
    SECTOR = "sector", _("sector")
    THEME = "theme", _("thematic area")


class CooperationPhase(models.TextChoices):
    """The four kinds of cooperation on international development assistance."""

    PLANNING = "planning", _("planning")
    PROGRAMMING = "programming", _("programming")
    MONITORING = "monitoring", _("monitoring")
    REPORTING = "reporting", _("reporting")


class AreaQuerySet(DatedQuerySet):
    def with_sekos(self):
        """With the SEKOs that look after them, now and before."""
        return self.prefetch_related(models.Prefetch("seko_areas", SekoArea.objects.select_related("seko")))


class Area(Dated):
    """A policy field: a sector, or a theme that crosses sectors. Areas split, merge and are added over time."""

    Kind = AreaKind

    code = models.SlugField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = LineField(_("name"), max_length=120)
    name_en = LineField(_("name in English"), max_length=120)
    synonyms = LongTextField(_("other names"), blank=True, help_text=_("Names met in sources, for search."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name=_("predecessors")
    )
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="areas_of_work", verbose_name=_("organizations at work in it")
    )
    source_note = LongTextField(_("source"), blank=True)

    search = models.GeneratedField(
        expression=WeighedVectorOf(titles=("name", "name_en"), texts=("synonyms",)),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["order", "pk"]
        constraints = [runs_forward("area_validity_forward"), one_of("area_kind_known", "kind", AreaKind)]
        indexes = [GinIndex(fields=["search"], name="area_search")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("sectors:area_detail", args=[self.code])


class ApprovalRule(models.TextChoices):
    LEAD = "lead", _("the lead alone")
    MAJORITY = "majority", _("a majority of the consortium")
    ALL = "all", _("the whole consortium")


class SekoQuerySet(models.QuerySet):
    def with_areas(self):
        """With the areas that they look after, now and before."""
        return self.prefetch_related(models.Prefetch("seko_areas", SekoArea.objects.select_related("area")))

    def with_leads(self, on=None):
        """With the consortium that runs each on a day and its members, in the list `running`."""
        consortia = apps.get_model("sectors", "Consortium").objects.running(on).with_members(on)
        return self.prefetch_related(models.Prefetch("consortia", consortia, to_attr="running"))

    def with_network_numbers(self, on=None):
        """With how many active organizations a network has on a day, and from how many districts."""
        members = apps.get_model("sectors", "NetworkMembership").objects.current(on)
        members = members.filter(active("organization__"), seko=models.OuterRef("pk"))
        return self.annotate(
            network_size=number_of(members), network_districts=number_of(members, different="organization__district")
        )


class Seko(models.Model):
    """Sectoral civil society organizations: a consortium and a network that look after one or more areas."""

    ApprovalRule = ApprovalRule

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = LineField(_("name"), max_length=150)
    name_en = LineField(_("name in English"), max_length=150)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    areas = models.ManyToManyField(Area, through="SekoArea", related_name="sekos", verbose_name=_("areas"))
    approval_rule = models.CharField(
        _("who approves an opinion"), max_length=10, choices=ApprovalRule, default=ApprovalRule.LEAD
    )
    source_note = LongTextField(_("source"), blank=True)

    search = models.GeneratedField(
        expression=SearchVectorOf("name", "name_en"), output_field=SearchVectorField(), db_persist=True
    )

    objects = SekoQuerySet.as_manager()

    class Meta:
        verbose_name = _("SEKO")
        verbose_name_plural = _("SEKOs")
        ordering = ["order", "pk"]
        constraints = [one_of("seko_approval_rule_known", "approval_rule", ApprovalRule)]
        indexes = [GinIndex(fields=["search"], name="seko_search")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("sectors:seko_detail", args=[self.code])

    def event_topics(self):
        """Feeds in which an event about this SEKO appears."""
        return [f"seko:{self.pk}"]

    def event_facts(self):
        """What every event about this SEKO tells."""
        return {**name_facts("seko", self), "code": self.code}


class SekoArea(Dated):
    """A SEKO looks after an area, from a day to a day."""

    seko = models.ForeignKey(Seko, models.PROTECT, related_name="seko_areas", verbose_name=_("SEKO"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="seko_areas", verbose_name=_("area"))

    class Meta:
        verbose_name = _("area of a SEKO")
        verbose_name_plural = _("areas of SEKOs")
        ordering = ["area__order", "pk"]
        constraints = [
            runs_forward("seko_area_validity_forward"),
            no_overlap(
                "area_one_seko",
                "area",
                code="area_taken",
                message=_("Another SEKO covers this area at that time. End that first."),
            ),
        ]

    def __str__(self):
        return f"{self.seko}: {self.area}"

    def event_facts(self):
        """What an event about this area of the SEKO adds."""
        return {**name_facts("area", self.area), "valid_from": self.valid_from, "valid_to": self.valid_to}
