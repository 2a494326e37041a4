"""Who may see to the delivery of messages."""


def may_send_again(user) -> bool:
    """The Office, in any of its roles."""
    return bool(user is not None and user.is_authenticated and user.is_staff)
