"""How people sign in: by e-mail, with accounts that the Office opens."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up; mails name the portal, not the host."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject) -> str:
        return f"{_('SEKO portal')}: {subject}"
