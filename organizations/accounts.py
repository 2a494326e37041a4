"""How people sign in: by e-mail, with accounts that the Office opens."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Closed for sign-up; mails are in the words of the portal."""

    def is_open_for_signup(self, request):
        return False

    def format_email_subject(self, subject):
        return format_lazy("{portal}: {subject}", portal=_("SEKO portal"), subject=subject)
