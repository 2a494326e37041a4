"""How people sign in: by e-mail, with accounts that the Office opens."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.translation import gettext as _

from seko.web.addresses import absolute


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up; mails name the portal, not the host."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def format_email_subject(self, subject) -> str:
        return f"{_('SEKO portal')}: {subject}"


def password_address(user) -> str:
    """Where a person chooses a password, as in a message about a forgotten one: it opens once, and for some days."""
    key = {"uidb36": user_pk_to_url_str(user), "key": PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)}
    return absolute(reverse("account_reset_password_from_key", kwargs=key))
