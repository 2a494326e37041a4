"""The roles in which a person may act for an organization. Source: domain, actors and rights."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RepresentationRole(models.TextChoices):
    REPRESENTATIVE = "representative", _("representative")
    DEPUTY = "deputy", _("deputy")
    COORDINATOR = "coordinator", _("coordinator of the mechanism")
    DESK_OFFICER = "desk_officer", _("sector officer")
    INSTITUTION_CONTACT = "institution_contact", _("contact of an institution")
    OBSERVER = "observer", _("observer")
    ADMINISTRATOR = "administrator", _("administrator")


FOR_CIVIL_SOCIETY = (RepresentationRole.REPRESENTATIVE, RepresentationRole.DEPUTY)
OF_THE_OFFICE = (RepresentationRole.COORDINATOR, RepresentationRole.DESK_OFFICER, RepresentationRole.ADMINISTRATOR)
