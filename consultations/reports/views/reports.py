"""The report: published by the Office, read by everybody as pages and as files."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.consultation.models import Consultation
from consultations.consultation.views.consultations import visible_consultation
from consultations.questions.plots import question_plots
from consultations.reports.actions import publish_report, require_in_review
from consultations.reports.content import accepted_share
from consultations.reports.files.stored import (
    AT_ONCE,
    CONTENT_TYPES,
    ONE_FILE,
    existing_file,
    make_file,
    name_of,
    places_of,
    rows_of,
    unfinished_job,
    variant_of,
)
from consultations.reports.filters import ReportedCommentFilter, ReportItemFilter
from consultations.reports.forms import PublishForm
from consultations.reports.frozen import implementations_of, late_in
from consultations.reports.models import ConsultationReport
from consultations.reports.permissions import can_publish_report
from consultations.reports.plots import report_plots
from consultations.responses.actions.responses import items_without_response
from consultations.responses.models import Response
from consultations.responses.permissions import can_correct_response, can_note_implementation
from consultations.responses.queries import corrections_of
from seko.jobs.views import job_redirect, requester_of
from seko.rules.errors import require
from seko.web.confirmation import confirmed
from seko.web.downloads import stored_file
from seko.web.pages import list_page, not_now, page_of, page_or_part, process_form

ITEMS_ON_PAGE = 25
COMMENTS_ON_PAGE = 50
FIRST = 5  # comments, or answers in words, that are shown at once; the rest is a page away


@login_required
def report_publish(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_publish_report(request.user, consultation))
    if away := not_now(request, lambda: require_in_review(consultation), consultation):
        return away
    form = PublishForm(request.POST or None)
    publish = confirmed(request, publish_report, consultation, back=consultation.get_absolute_url())
    done = _("The report is published. Everyone who commented is being notified.")
    if process_form(request, form, publish, done):
        return redirect("consultations:report", slug)
    context = {"form": form, "consultation": consultation, "missing": items_without_response(consultation)}
    return render(request, "consultations/reports/publish.html", context)


def _published(request, slug):
    """The report of a consultation that this person may see, without its long content until that is asked for; 404
    before it is out."""
    reports = ConsultationReport.objects.select_related("consultation__version__document", "organization")
    visible = Consultation.objects.visible_to(request.user)
    rows = reports.annotate(numbers=F("content__numbers")).defer("content")
    return get_object_or_404(rows, consultation__in=visible, consultation__slug=slug)


def report_detail(request, slug):
    """Drawn from the frozen content alone, so that it stays what was published; since then only landings are told."""
    report = _published(request, slug)
    content = report.content
    found = ReportItemFilter(request.GET, content)
    page = _page_with_item(request, found.items)
    items, counts = list(page.object_list), content["numbers"]["outcomes"]
    context = _files_of(request, report) | {
        "consultation": report.consultation,
        "report": report,
        "content": content,
        "outcomes": [(code, counts[code]) for code in Response.Outcome.values if code in counts],
        "filter": found,
        "page": page,
        "items": items,
        "landed": implementations_of(items),
        "corrections": corrections_of(report.consultation),
        "can_correct_response": can_correct_response(request.user, report.consultation),
        "first": FIRST,
        "is_whole": page.number == 1 and not found.chosen,
        "late": late_in(content),
        "plots": report_plots(content),
        "questions": question_plots(content.get("questions", ())),
        "accepted_share": accepted_share(content["numbers"]),
        "can_note_implementation": can_note_implementation(request.user, report.consultation),
    }
    return render(request, "consultations/reports/detail.html", context)


def _page_with_item(request, items):
    """The page asked for; `?item=` asks for that on which the item stands."""
    wanted = request.GET.get("item", "")
    place = next((place for place, item in enumerate(items) if str(item["id"]) == wanted), None)
    if place is None:
        return page_of(request, items, ITEMS_ON_PAGE)
    return Paginator(items, ITEMS_ON_PAGE).get_page(place // ITEMS_ON_PAGE + 1)


def report_comments(request, slug):
    """Every comment of the report with where it went, narrowed to an item or a place; or what was answered in words."""
    report = _published(request, slug)
    found = ReportedCommentFilter(request.GET, report.content)
    context = {"consultation": report.consultation, "report": report}
    template = "consultations/reports/comments.html"
    return list_page(request, template, found.rows, filter=found, per=COMMENTS_ON_PAGE, **context)


# --- files -----------------------------------------------------------------------------------


def _files_of(request, report):
    """The files in each format, and whether they are on their way; the person who waits for them sees how far."""
    places = places_of(report)
    job = unfinished_job(report) if any(place.file is None for place in places) else None
    person = requester_of(request).user
    own = job and person and job.user_id == person.pk
    made = sum(place.file is not None for place in places)
    return {
        "places": places,
        "made": made,
        "is_being_made": job is not None,
        "job": job if own else None,
        "is_quick": rows_of(report.numbers) <= AT_ONCE,
    }


@require_safe
def report_files(request, slug):
    """All files of the report; while they are being made, how many are there."""
    report = _published(request, slug)
    context = _files_of(request, report) | {"consultation": report.consultation, "report": report}
    return page_or_part(request, "consultations/reports", "files", "_files", context)


@require_safe
def report_file(request, slug, format):
    """The report as a file in the language of the page: the one that was kept, or made now if that is quick."""
    if format not in CONTENT_TYPES:
        raise Http404
    report, language = _published(request, slug), get_language()
    file = existing_file(report, format, variant_of(format, language))
    if file is None and rows_of(report.numbers) <= AT_ONCE:
        file = make_file(report, format, variant_of(format, language))
    if file is None:
        return redirect("consultations:report_files", slug)
    name = name_of(report, format, language)
    return stored_file(request, file.file, name, content_type=CONTENT_TYPES[file.form], sha256=file.sha256)


@require_POST
def report_file_make(request, slug, format):
    """Have a file of a large report made in the background."""
    if format not in CONTENT_TYPES:
        raise Http404
    report = _published(request, slug)
    if existing_file(report, format, variant_of(format, get_language())):
        return redirect("consultations:report_file", slug, format)
    parameters = {"slug": slug, "form": format}
    return job_redirect(request, ONE_FILE, parameters) or redirect("consultations:report_files", slug)
