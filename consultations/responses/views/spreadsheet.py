"""Items as a table for a ministry, and the filled table brought in: shown first, applied when the person says so."""

from tempfile import TemporaryFile
from uuid import UUID

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
from consultations.responses.spreadsheet.imports import JOB, apply, begin_reading, plan_with_refusals, table_of
from consultations.responses.views.responses import consultation_of_items, filter_items, table_address
from seko.files.sheets import XlsxFile
from seko.jobs.actions import Requester, message_of
from seko.jobs.models import Job, JobStatus
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
    query = request.GET.copy()
    asked = query.pop("job", [""])[-1]
    context = {"consultation": consultation, "back_url": table_address(slug, query.urlencode())}
    context["is_office"] = can_review(request.user, consultation)
    if asked and (answer := _after_reading(request, _reading(request, consultation, asked), context)):
        return answer
    form = ImportForm(
        None if is_language_change(request) else request.POST or None,
        request.FILES or None,
        office=context["is_office"],
    )
    if request.method == "POST" and form.is_valid():
        send = form.cleaned_data["then"] == "send"
        try:
            job = begin_reading(
                consultation, form.cleaned_data["file"], by=request.user, send=send, query=query.urlencode()
            )
        except ValidationError as refusal:
            add_errors(form, refusal)
        else:
            return redirect("job", job.pk)
    return render(request, "consultations/responses/import.html", context | {"form": form})


def _reading(request, consultation, uuid):
    """The reading that this person asked for here, or None."""
    try:
        rows = Job.objects.requested_by(Requester(request.user)).filter(pk=UUID(uuid), kind=JOB)
    except ValueError:
        return None
    return rows.filter(parameters__consultation=consultation.pk).first()


def _after_reading(request, job, context):
    """What came of the reading; None where a new file is sent."""
    if request.FILES:
        return None
    if job is not None and job.is_unfinished:
        return redirect("job", job.pk)
    form = ImportForm(office=context["is_office"])
    if job is not None and job.status == JobStatus.FAILED:
        context["words"] = message_of(job)
        return render(request, "consultations/responses/import.html", context | {"form": form})
    table = table_of(job) if job is not None and job.file else None
    if table is None:
        if job is None or job.status == JobStatus.DONE:
            messages.error(request, _("The changes shown are out of date. Send the table again."))
        return redirect(request.path)
    return _shown(request, table, job.parameters["send"], context | {"form": form})


def _shown(request, table, send, context):
    """What would change; or, confirmed, apply exactly what was shown."""
    plan = plan_with_refusals(table, context["consultation"], by=request.user, send=send)
    if request.method == "POST" and not is_language_change(request):
        if request.POST.get("plan") == plan.digest and plan.changes and not plan.faults:
            try:
                apply(plan.changes, by=request.user, send=send)
            except ValidationError:  # somebody was faster by a moment
                plan = plan_with_refusals(table, context["consultation"], by=request.user, send=send)
            else:
                n = len(plan.changes)
                done = ngettext("%(n)s item changed.", "%(n)s items changed.", n) % {"n": n}
                messages.success(request, done, extra_tags="done")
                return redirect(context["back_url"])
        messages.error(request, _("Something has changed since the table was shown. Check it again."))
    return render(request, "consultations/responses/import.html", context | {"plan": plan, "send": send})
