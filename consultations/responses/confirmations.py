"""What has to be read before a published answer is corrected."""

from django.utils.translation import gettext_lazy as _

from consultations.responses.actions.corrections import correct_response
from seko.web.confirmation import declare_act

declare_act(
    correct_response,
    title=_("Correction of a published answer"),
    button=_("Publish the correction"),
    notes=lambda item: [_("A correction cannot be taken back. The report stays as it was published.")],
)
