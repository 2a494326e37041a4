"""The admin site belongs to the Office: its people enter by their mandate, in their own language."""

import json
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_POST
from django.views.i18n import set_language
from unfold.sites import UnfoldAdminSite

from seko.admin.base import OfficeAdmin
from seko.scripts import cited, to_latin
from seko.scripts.marks import in_latin
from seko.web.locale import VARIANTS, keep_language


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
            chosen = chosen_language(request)
            speak(request, chosen or request.user.language)
            response = guarded(request, *args, **kwargs)
            if chosen and chosen != request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
                keep_language(request, response, chosen)
            return readable(response)

        return inner

    def get_urls(self):
        return [path("language/", require_POST(set_language), name="language"), *super().get_urls()]

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


def language_address(request):
    """Where the switch of languages is sent."""
    return reverse("admin:language")


def languages(request):
    """The three variants, each by its name in itself."""
    return [{"code": code, "name_local": cited(name)} for code, (_, name) in VARIANTS.items()]


def chosen_language(request):
    """The variant that the person chose: that of the portal's page they come from, else the one chosen before."""
    came_from = request.headers.get("Referer", "")
    own = f"{request.scheme}://{request.get_host()}/"
    variant = came_from[len(own) :].partition("/")[0] if came_from.startswith(own) else ""
    chosen = variant if variant in VARIANTS else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in VARIANTS else ""


def readable(response):
    """What is stored in Cyrillic, in Latin letters where the answer is not in Cyrillic."""
    if get_language() == settings.LANGUAGE_CODE or response.streaming:
        return response
    if hasattr(response, "add_post_render_callback"):
        response.add_post_render_callback(_in_latin)
    else:
        _in_latin(response)
    return response


def _in_latin(response):
    kind = response.get("Content-Type", "")
    if kind.startswith("text/html"):
        response.content = in_latin(response.content.decode(response.charset))
    elif isinstance(response, JsonResponse):  # what a field offers while one types
        data = json.loads(response.content)
        for offered in data.get("results", ()) if isinstance(data, dict) else ():
            offered["text"] = to_latin(offered["text"])
        response.content = json.dumps(data)


def speak(request, language):
    """Answer in this language: the admin has no language in its addresses, so the person's own one counts."""
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    translation.activate(language)  # the next request chooses its own, see LocaleMiddleware
    request.LANGUAGE_CODE = language
