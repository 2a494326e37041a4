"""The accounts of the demo, one for each role: shown on the login page of a demo, never made in production.

Invented people of invented organizations, except those of the Office, which cannot be invented twice.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "demo-lozinka-2026"  # noqa: S105  no secret
DOMAIN = "demo.seko.example"


class DemoAccount(NamedTuple):
    """What a visitor of the demo needs in order to sign in."""

    email: str
    password: str
    role: str | Promise
    organization: str


# The part before the @, the role in words, the organization as it is shown.
_ACCOUNTS = (
    ("koordinator", _("Coordinator of the mechanism"), "Министарство за европске интеграције"),
    ("referent", _("Sector officer"), "Министарство за европске интеграције"),
    ("administrator", _("Administrator"), "Министарство за европске интеграције"),
    ("vodeca", _("Lead SEKO coordinator (energy)"), "Удружење „Енергија за суседство“ (демо)"),
    ("konzorcijum", _("Consortium member (energy)"), "Центар „Топлина дома“ (демо)"),
    ("mreza1", _("Network representative (energy)"), "Удружење станара „Топле зграде“ (демо)"),
    ("mreza2", _("Network representative (energy)"), "Удружење потрошача „Поштен рачун“ (демо)"),
    ("organ", _("Contact of an institution"), "Министарство за климу и енергетику (демо)"),
    ("donator", _("Donor observer"), "Фонд за развојну сарадњу „Север“ (демо)"),
)


def demo_accounts():
    """E-mail, password, role and organization of each account of the demo."""
    return [DemoAccount(f"{name}@{DOMAIN}", PASSWORD, role, organization) for name, role, organization in _ACCOUNTS]
