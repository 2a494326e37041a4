"""Who runs a SEKO and who belongs to its network."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.models import Organization
from organizations.permissions import is_office
from sectors.models.area import Seko
from seko.events.declarations import name_facts
from seko.rules.texts import LongTextField
from seko.rules.validity import Dated, DatedQuerySet, Revocable, no_overlap, one_of, runs_forward, today, trigger_rule

CONSORTIUM_MIN, CONSORTIUM_MAX = 3, 5  # members, the lead among them. Source: press item of November 2014


class ConsortiumStatus(models.TextChoices):
    FORMING = "forming", _("forming")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


class ConsortiumQuerySet(DatedQuerySet):
    def visible_to(self, user):
        """Consortia are public once they have begun; the Office and administrators see those in forming."""
        return self if is_office(user) else self.exclude(status=ConsortiumStatus.FORMING)

    def with_members(self, on=None):
        """With the members of a day, the lead first, in the list `members`."""
        members = ConsortiumMembership.objects.current(on).select_related("organization")
        return self.prefetch_related(models.Prefetch("memberships", members, to_attr="members"))

    def with_all_members(self):
        """With everybody who has been in it."""
        members = ConsortiumMembership.objects.held().select_related("organization")
        return self.select_related("seko").prefetch_related(models.Prefetch("memberships", members))

    def running(self, on=None):
        """Active ones within their term on a day: the consortia that hold rights."""
        return self.current(on).filter(status=ConsortiumStatus.ACTIVE)


class Consortium(Dated):
    """Three to five organizations, one of them the lead, that run a SEKO for a term."""

    Status = ConsortiumStatus
    NOT_ENDED = (Status.FORMING, Status.ACTIVE)

    seko = models.ForeignKey(Seko, models.PROTECT, related_name="consortia", verbose_name=_("SEKO"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.FORMING)
    source_note = LongTextField(_("source"), blank=True)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))

    objects = ConsortiumQuerySet.as_manager()

    trigger_rules = [
        trigger_rule(
            "consortium_size",
            "consortium_size",
            _("An active consortium has three to five members on every day of its term."),
        ),
        trigger_rule(
            "consortium_one_lead",
            "consortium_one_lead",
            _("An active consortium has exactly one lead on every day of its term."),
        ),
    ]

    class Meta:
        verbose_name = _("consortium")
        verbose_name_plural = _("consortia")
        ordering = ["seko__order", "-valid_from", "pk"]
        constraints = [
            runs_forward("consortium_validity_forward"),
            one_of("consortium_status_known", "status", ConsortiumStatus),
            no_overlap(
                "consortium_one_term",
                "seko",
                condition=Q(status__in=[ConsortiumStatus.ACTIVE, ConsortiumStatus.ENDED]),
                code="terms_overlap",
                message=_("Another consortium runs this SEKO at that time. End its term first."),
            ),
        ]

    def __str__(self):
        return f"{self.seko} {self.valid_from:%Y}"

    def get_absolute_url(self):
        return reverse("sectors:consortium_detail", args=[self.pk])

    def is_running(self, on=None):
        """Twin of `running()` for one object."""
        return self.status == ConsortiumStatus.ACTIVE and self.is_current(on)

    def event_topics(self):
        """Feeds in which an event about this consortium appears."""
        return [f"seko:{self.seko_id}"]

    def event_facts(self):
        """What every event about this consortium tells."""
        return {**self.seko.event_facts(), "valid_from": self.valid_from, "valid_to": self.valid_to}


class ConsortiumRole(models.TextChoices):
    LEAD = "lead", _("lead organization")
    MEMBER = "member", pgettext_lazy("organization", "member")


class ConsortiumMembershipQuerySet(DatedQuerySet):
    def in_force(self, on=None):
        """Memberships that give rights on a day: current, in an active consortium within its term."""
        on = on or today()
        return self.current(on).filter(
            Q(consortium__valid_to__isnull=True) | Q(consortium__valid_to__gt=on),
            consortium__status=ConsortiumStatus.ACTIVE,
            consortium__valid_from__lte=on,
        )


class ConsortiumMembership(Revocable):
    """An organization is lead or member of a consortium, from a day to a day."""

    Role = ConsortiumRole

    consortium = models.ForeignKey(Consortium, models.PROTECT, related_name="memberships", verbose_name=_("consortium"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="consortium_memberships", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    source_note = LongTextField(_("source"), blank=True)

    objects = ConsortiumMembershipQuerySet.as_manager()

    trigger_rules = Consortium.trigger_rules

    class Meta:
        verbose_name = _("consortium membership")
        verbose_name_plural = _("consortium memberships")
        ordering = ["role", "valid_from", "pk"]  # "lead" sorts before "member"
        constraints = [
            runs_forward("consortium_membership_validity_forward", revocable=True),
            one_of("consortium_membership_role_known", "role", ConsortiumRole),
            no_overlap(
                "consortium_member_once",
                "consortium",
                "organization",
                code="member_twice",
                message=_("This organization is already in the consortium at that time."),
            ),
        ]

    def __str__(self):
        return f"{self.organization} ({self.consortium})"

    def event_topics(self):
        """Feeds in which an event about this membership appears."""
        return [f"seko:{self.consortium.seko_id}", f"organization:{self.organization_id}"]

    def event_facts(self):
        """What every event about this membership tells."""
        return {
            **self.consortium.seko.event_facts(),
            **name_facts("organization", self.organization),
            "role": self.role,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }


class NetworkMembership(Revocable):
    """An organization belongs to the network of a SEKO, from a day to a day."""

    seko = models.ForeignKey(Seko, models.PROTECT, related_name="network_memberships", verbose_name=_("SEKO"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="network_memberships", verbose_name=_("organization")
    )
    source_note = LongTextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("network membership")
        verbose_name_plural = _("network memberships")
        ordering = ["seko__order", "valid_from", "pk"]
        constraints = [
            runs_forward("network_membership_validity_forward", revocable=True),
            no_overlap(
                "network_member_once",
                "seko",
                "organization",
                code="network_member_twice",
                message=_("This organization is already in the network at that time."),
            ),
        ]

    def __str__(self):
        return f"{self.organization} ({self.seko})"

    def event_topics(self):
        """Feeds in which an event about this membership appears."""
        return [f"seko:{self.seko_id}", f"organization:{self.organization_id}"]

    def event_facts(self):
        """What every event about this membership tells."""
        return {
            **self.seko.event_facts(),
            **name_facts("organization", self.organization),
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }
