"""Who keeps what is registered here, and until when it can be ended."""

from sectors.permissions import can_manage_sekos
from seko.rules.validity import today


def keeps_sekos(user, obj):
    """The coordinator keeps them all."""
    return can_manage_sekos(user)


def not_over(obj):
    """Valid today or from a later day on."""
    return obj.valid_to is None or obj.valid_to > today()
