"""The consolidated opinion of a SEKO: what the lead makes of the network's comments."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.consultation.models import Consultation
from organizations.models import Organization, Representation
from sectors.models import Seko
from sectors.permissions import consortium_seko_ids
from seko.rules.texts import long_text
from seko.rules.validity import one_of, trigger_rule


class OpinionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    DISCARDED = "discarded", pgettext_lazy("opinion", "discarded")


def submitted(path="") -> Q:
    """Frozen, and received by the Office: a condition on opinions, or on rows from which `path` (such as `opinion__`)
    leads to them."""
    return Q(**{f"{path}status": OpinionStatus.SUBMITTED})


class OfOpinionQuerySet(models.QuerySet):
    """Rows that belong to an opinion, to which the `opinion_path` of their model leads."""

    def in_submitted(self):
        """Of opinions that the Office has received."""
        return self.filter(submitted(f"{self.model.opinion_path}__"))

    def in_live(self):
        """Of drafts and submitted opinions."""
        return self.exclude(**{f"{self.model.opinion_path}__status": OpinionStatus.DISCARDED})

    def of_opinion(self, **facts):
        """Of opinions of which this is true: `seko=…`, `consultation=…`, or `pk=…` of one."""
        return self.filter(**{f"{self.model.opinion_path}__{name}": value for name, value in facts.items()})


class OpinionQuerySet(models.QuerySet):
    def live(self) -> Self:
        """The draft or submitted opinion; a discarded one no longer counts."""
        return self.exclude(status=OpinionStatus.DISCARDED)

    def submitted(self) -> Self:
        """Those the Office has received."""
        return self.filter(submitted())

    def visible_to(self, user) -> Self:
        """Submitted opinions are public; a draft is seen by the consortium that writes it, and by nobody else."""
        return self.filter(submitted() | Q(seko__in=consortium_seko_ids(user)))


FROZEN = trigger_rule(
    "opinion_submitted_fixed", "opinion_fixed", _("The opinion has been submitted and can no longer be changed.")
)


class Opinion(models.Model):
    """One per SEKO and consultation; frozen with a number and a hash when submitted."""

    Status = OpinionStatus

    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="opinions", verbose_name=_("consultation")
    )
    seko = models.ForeignKey(Seko, models.PROTECT, related_name="opinions", verbose_name=_("SEKO"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    introduction = long_text(_("introduction"), blank=True)
    number = models.CharField(_("number"), max_length=50, blank=True)
    content = models.JSONField(
        _("content"), encoder=DjangoJSONEncoder, null=True, blank=True, help_text=_("Does not change after submission.")
    )
    content_hash = models.CharField(_("SHA-256 of the content"), max_length=64, blank=True)
    revision = models.PositiveIntegerField(_("revision number"), default=1)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="opinions", verbose_name=_("lead organization")
    )
    mandate = models.ForeignKey(Representation, models.PROTECT, related_name="opinions", verbose_name=_("mandate"))
    created_at = models.DateTimeField(_("begun at"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    trigger_rules = [
        FROZEN,
        trigger_rule(
            "opinion_review_begun",
            "review_begun",
            _("Answers to this opinion are already being prepared, so it can no longer be taken back."),
        ),
        trigger_rule(
            "opinion_consultation_fixed",
            "consultation_fixed",
            _("An opinion cannot be moved to another consultation. Begin a new one there."),
        ),
        trigger_rule("opinion_mandate_matches", "mandate_of_other", _("The mandate belongs to another organization.")),
        trigger_rule(
            "report_items_answered",
            "items_unanswered",
            _("Every item of every submitted opinion needs its answer before the report is published."),
        ),
    ]

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["seko__order", "pk"]
        constraints = [
            one_of("opinion_status_known", "status", OpinionStatus),
            models.UniqueConstraint(
                fields=["consultation", "seko"],
                condition=~Q(status="discarded"),
                name="opinion_one_live",
                violation_error_code="opinion_exists",
                violation_error_message=_(
                    "This SEKO already has an opinion on this consultation. Continue with that one."
                ),
            ),
            models.CheckConstraint(
                name="opinion_submitted_has_number",
                condition=~Q(status="submitted")
                | (~Q(number="") & ~Q(content_hash="") & Q(submitted_at__isnull=False)),
                violation_error_code="number_missing",
                violation_error_message=_("A submitted opinion has a number, a hash and the moment of submission."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seko}: {self.consultation}"

    @property
    def is_submitted(self) -> bool:
        """Frozen."""
        return self.status == self.Status.SUBMITTED

    def event_topics(self) -> list[str]:
        """Feeds in which an event about this opinion appears."""
        return [f"consultation:{self.consultation_id}", f"seko:{self.seko_id}"]

    def event_facts(self) -> dict[str, int | str]:
        """What every event about this opinion tells."""
        own = {"number": self.number, "items": self.items.count()}
        return self.consultation.event_facts() | self.seko.event_facts() | own
