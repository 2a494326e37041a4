"""Items as a table for a ministry, and the filled table brought in: shown first, applied when the person says so."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from consultations.responses.forms import ImportForm
from consultations.responses.permissions import can_review
from consultations.responses.spreadsheet.export import write_items
from consultations.responses.spreadsheet.imports import (
    changes_from_token,
    dry_run,
    faults_of,
    plan_of,
    rows_of,
    signed_changes,
)
from consultations.responses.views.responses import consultation_of_items, filter_items, table_address
from seko.files.sheets import XlsxFile
from seko.rules.errors import add_errors
from seko.rules.validity import today
from seko.web.downloads import offered_file
from seko.web.pages import is_language_change
from seko.web.slugs import slug_of


@login_required
@require_safe
def spreadsheet_export(request, slug):
    """The items of the table as it was narrowed."""
    consultation = consultation_of_items(request, slug)
    out = TemporaryFile()  # noqa: SIM115  the answer closes it
    write_items(out, filter_items(request, consultation).qs, consultation)
    out.seek(0)
    name = slug_of(_("answers %(number)s") % {"number": consultation.number})
    name = f"{name}-{today():%Y-%m-%d}.xlsx"
    return offered_file(out, name, XlsxFile.content_type)


@login_required
def spreadsheet_import(request, slug):
    """First the file, then what it would change; nothing is saved before that was confirmed."""
    consultation = consultation_of_items(request, slug)
    request.keeps_typed = True  # what was shown is shown again in another language
    back = table_address(slug, request.GET.urlencode())
    office = can_review(request.user, consultation)
    context = {"consultation": consultation, "back_url": back, "is_office": office}
    if sealed := request.POST.get("sealed"):
        return _confirmed(request, consultation, sealed, context)
    form = ImportForm(
        None if is_language_change(request) else request.POST or None, request.FILES or None, office=office
    )
    if form.is_valid():
        try:
            rows = rows_of(form.cleaned_data["file"].read())
        except ValidationError as refusal:
            add_errors(form, refusal)
        else:
            send = form.cleaned_data["then"] == "send"
            plan = dry_run(plan_of(rows, consultation, request.user), by=request.user, send=send)
            context |= {"plan": plan, "send": send, "sealed": signed_changes(plan, consultation, request.user, send)}
    return render(request, "consultations/responses/import.html", context | {"form": form})


def _confirmed(request, consultation, sealed, context):
    """Apply what was shown, or tell row by row what has changed since."""
    found = changes_from_token(sealed, consultation, request.user)
    if found is None:
        messages.error(request, _("The changes shown are out of date. Send the table again."))
        return redirect(request.get_full_path())
    changes, send = found
    if is_language_change(request):
        faults = []
    elif not (faults := faults_of(changes, by=request.user, send=send)):
        done = ngettext("%(n)s item changed.", "%(n)s items changed.", len(changes)) % {"n": len(changes)}
        messages.success(request, done)
        return redirect(context["back_url"])
    plan = {"changes": changes, "faults": faults}
    context |= {"form": ImportForm(office=context["is_office"]), "plan": plan, "send": send, "sealed": sealed}
    return render(request, "consultations/responses/import.html", context)
