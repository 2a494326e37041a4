"""Pages of work in the background: its progress, its file, and lists as files."""

from tempfile import TemporaryFile

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from seko.files.sheets import FORMATS
from seko.jobs.actions import Requester, cancel_job, message_of, new_secret, page_after, start_job, title_of
from seko.jobs.exports import AT_ONCE, SCRIPTS, table_of, write_table
from seko.jobs.models import Job
from seko.rules.errors import first_message
from seko.web.downloads import offered_file, stored_file
from seko.web.pages import is_htmx, page_or_part

SECRET = "visitor_secret"  # noqa: S105  in the session of a visitor who has asked for something
STEPS = 4  # a screen reader tells quarters, not every second


def requester_of(request):
    """The person, and the visitor's secret if this session has one."""
    user = request.user if request.user.is_authenticated else None
    return Requester(user, request.session.get(SECRET, ""))


def new_requester_of(request):
    """The same for somebody who begins something: a visitor gets their secret now."""
    asker = requester_of(request)
    if asker.user is not None:
        return asker
    secret = request.session.setdefault(SECRET, asker.visitor or new_secret())
    origin = salted_hmac("seko.jobs", get_adapter().get_client_ip(request), algorithm="sha256").hexdigest()
    return asker._replace(visitor=secret, origin=origin)


def own_job(request, uuid):
    """The job, for the person or the visitor who asked for it."""
    return get_object_or_404(Job.objects.requested_by(requester_of(request)), pk=uuid)


@require_safe
@vary_on_headers("HX-Request")
def job_detail(request, uuid):
    """How far the work has come, and what came of it."""
    job = own_job(request, uuid)
    if address := page_after(job):
        return HttpResponse(headers={"HX-Redirect": address}) if is_htmx(request) else redirect(address)
    step = STEPS * job.done // job.total * (100 // STEPS) if job.total else 0
    context = {
        "job": job,
        "title": title_of(job),
        "words": message_of(job),
        "step": step,
        "tells": "said" in request.GET and (not job.is_unfinished or request.GET["said"] != str(step)),
    }
    return page_or_part(request, "jobs", "detail", "_job", context)


@require_safe
def job_file(request, uuid):
    """The file, offered for saving."""
    job = own_job(request, uuid)
    if not job.file:
        raise Http404
    return stored_file(request, job.file, job.file_name, content_type=None)  # 404 where its day has just ended


@require_POST
def job_cancel(request, uuid):
    """Stop the work."""
    job = own_job(request, uuid)
    cancel_job(job)
    return redirect("job", job.pk)


@require_POST
def job_again(request, uuid):
    """The same once more, after a failure or when the file is gone."""
    job = own_job(request, uuid)
    if address := page_after(job):
        return redirect(address)
    return job_redirect(request, job.kind, job.parameters) or redirect("job", job.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def download(request, kind, format, **parameters):
    """Answer a small list at once; a large one is written in the background, after a POST."""
    if format not in FORMATS or request.GET.get("script", "") not in SCRIPTS:
        raise Http404
    parameters |= {"form": format, "query": request.GET.urlencode()}
    try:
        table = table_of(kind, request.user, parameters)
    except ObjectDoesNotExist as exc:
        raise Http404 from exc
    total = table.rows.count()
    if total <= AT_ONCE:
        out = TemporaryFile()  # noqa: SIM115  the answer closes it
        name = write_table(table, format, out)
        out.seek(0)
        return offered_file(out, name, FORMATS[format].content_type)
    job = job_redirect(request, kind, parameters) if request.method == "POST" else None
    return job or render(request, "jobs/confirm.html", {"total": total, "name": table.name, "format": format})


def job_redirect(request, kind, parameters):
    """Lead to the job; None where it is refused, with a message why."""
    try:
        job = start_job(kind, parameters, by=new_requester_of(request))
    except ValidationError as refusal:
        messages.error(request, first_message(refusal))
        return None
    if job.parameters != parameters:
        messages.info(
            request, _("Your files are prepared one at a time. Wait for this one, or stop it and ask for another.")
        )
    return redirect("job", job.pk)
