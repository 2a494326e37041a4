"""Is this file still what was published here?"""

from allauth.core import ratelimit
from django.shortcuts import render
from django.utils.translation import gettext as _

from consultations.reports.files.stored import variant_name
from consultations.reports.forms import VerificationForm
from consultations.reports.verification import find_by_fingerprint


def verify(request):
    """Take the fingerprint of a file, or the one typed or in the address, and say what it belongs to."""
    asked = request.method == "POST" or "sha256" in request.GET
    form = VerificationForm(request.POST or request.GET or {}, request.FILES) if asked else VerificationForm()
    context = {"form": form}
    if asked and not ratelimit.consume(request, action="check_file"):
        form.is_valid()
        form.add_error(
            None, _("Too many files were checked from your address within a minute. Wait a little and try again.")
        )
        return render(request, "consultations/reports/verification.html", context, status=429)
    if asked and form.is_valid():
        fingerprint = form.fingerprint
        known = find_by_fingerprint(fingerprint, request.user)
        context |= {"fingerprint": fingerprint, "known": known, "file": form.cleaned_data["file"]}
        context["is_table"] = form.is_table
        context["variant"] = variant_name(known.file.face) if known and known.file else ""
    return render(request, "consultations/reports/verification.html", context)
