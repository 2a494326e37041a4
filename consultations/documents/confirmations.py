"""What has to be read before a version is withdrawn or an empty document deleted."""

from django.utils.translation import gettext_lazy as _

from consultations.documents.actions.taking_back import delete_document, withdraw_version
from seko.web.confirmation import Loss, declare_act

declare_act(
    withdraw_version,
    title=_("Withdrawal of the version"),
    button=_("Withdraw the version"),
    notes=lambda version: [_("The version can no longer be consulted on. It keeps its number, and its page says why.")],
    tone="danger",
)
declare_act(
    delete_document,
    title=_("Deletion of the document"),
    button=_("Delete the document"),
    lost=lambda document: [Loss(document.title)],
    tone="danger",
)
