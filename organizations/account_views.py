"""The page of one's own account: what the footer of each message leads to."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from organizations.actions.accounts import choose_language
from organizations.forms import AccountForm
from seko.web.pages import process_form


@login_required
def account_settings(request):
    """In which language and script messages come; the password is changed on a page of its own."""
    form = AccountForm(request.POST or None, instance=request.user)

    def choose(language):
        choose_language(by=request.user, language=language)

    if process_form(request, form, choose, _("Choice saved.")):
        return redirect("account_settings")
    return render(request, "account/settings.html", {"form": form})
