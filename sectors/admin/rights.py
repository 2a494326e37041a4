"""Who keeps what is registered here."""

from sectors.permissions import can_manage_sekos


def keeps_sekos(user, obj):
    """The coordinator keeps them all."""
    return can_manage_sekos(user)
