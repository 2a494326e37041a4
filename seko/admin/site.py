"""The admin site belongs to the Office: its people enter by their mandate, in their own language."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from unfold.sites import UnfoldAdminSite

from seko.admin.base import OfficeAdmin


class OfficeAdminSite(UnfoldAdminSite):
    """Signing in and out happens on the portal's own pages; whoever is not of the Office is refused.

    It takes the Office's own models alone: what a library registers by itself (groups, addresses of accounts) nobody
    here keeps, and its lists would know neither our rights nor our filters."""

    def register(self, model_or_iterable, admin_class=None, **options):
        if admin_class is not None and issubclass(admin_class, OfficeAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def inner(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if not self.has_permission(request):
                raise PermissionDenied
            speak(request, request.user.language)
            return guarded(request, *args, **kwargs)

        return inner

    def search(self, request, extra_context=None):
        """The theme's own search does not judge the number of the page."""
        try:
            return super().search(request, extra_context)
        except (ValueError, InvalidPage) as exc:
            raise Http404 from exc

    def login(self, request, extra_context=None):
        """There is no second login form."""
        index = reverse("admin:index", current_app=self.name)
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", index), reverse("account_login"))
        if not self.has_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(index)

    def logout(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))


def speak(request, language):
    """Answer in this language: the admin has no language in its addresses, so the person's own one counts."""
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    translation.activate(language)  # the next request chooses its own, see LocaleMiddleware
    request.LANGUAGE_CODE = language
