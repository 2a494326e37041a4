"""The Office's answering page, and the published report."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.actions.report import answer_item, assign_item, publish_report, unanswered_items
from consultations.content import accepted_share
from consultations.forms.report import AnswerForm, AssignForm, PublishForm
from consultations.models import ItemComment, OpinionItem
from consultations.papers import file_name, report_pdf
from consultations.permissions import can_answer, can_assign, can_publish_report
from consultations.views.consultation import visible_consultation
from organizations.permissions import is_case_worker, is_institution_contact, represented_organization_ids
from seko.errors import require
from seko.pages import page_of, submitted
from seko.pdf import pdf_response


def _items(user, consultation):
    """Items of submitted opinions that this person answers: all for the Office, those assigned for a contact."""
    items = OpinionItem.objects.filter(opinion__consultation=consultation, opinion__status="submitted")
    if not is_case_worker(user):
        items = items.filter(assignment__institution__in=represented_organization_ids(user))
    return items.select_related(
        "opinion__seko", "passage", "response__organization", "response__landed_in", "assignment__institution"
    ).order_by("opinion__seko__order", "position")


@login_required
def answer_list(request, slug):
    consultation = visible_consultation(request, slug)
    require(is_case_worker(request.user) or is_institution_contact(request.user))
    context = {
        "consultation": consultation,
        "page": page_of(request, _items(request.user, consultation), 50),
        "unanswered": unanswered_items(consultation).count(),
        "can_publish": can_publish_report(request.user, consultation),
    }
    return render(request, "consultations/answers/list.html", context)


@login_required
def answer_edit(request, slug, pk):
    """The item, its comments and their authors beside the answer."""
    consultation = visible_consultation(request, slug)
    item = get_object_or_404(_items(request.user, consultation), pk=pk)
    require(can_answer(request.user, item))
    response = getattr(item, "response", None)
    initial = {name: getattr(response, name) for name in ("outcome", "reason", "landed_in")} if response else {}
    form = AnswerForm(request.POST or None, version=consultation.version, initial=initial)
    if submitted(request, form, lambda **data: answer_item(item, by=request.user, **data), _("The answer is saved.")):
        return redirect("consultations:answers", slug)
    assignment = getattr(item, "assignment", None)
    context = {
        "consultation": consultation,
        "item": item,
        "form": form,
        "merged": ItemComment.objects.filter(item=item)
        .select_related("comment__organization")
        .order_by("comment__number"),
        "minority": item.minority_positions.select_related("organization"),
        "assign_form": AssignForm(
            initial={"institution": assignment.institution_id, "due_on": assignment.due_on} if assignment else {}
        ),
        "can_assign": can_assign(request.user, consultation),
    }
    return render(request, "consultations/answers/edit.html", context)


@login_required
def answer_assign(request, slug, pk):
    consultation = visible_consultation(request, slug)
    require(can_assign(request.user, consultation))
    item = get_object_or_404(_items(request.user, consultation), pk=pk)
    form = AssignForm(request.POST or None)
    if submitted(
        request,
        form,
        lambda **data: assign_item(item, by=request.user, **data),
        _("The item is sent to the institution."),
    ):
        return redirect("consultations:answers", slug)
    context = {"form": form, "title": _("Send to an institution"), "subject": consultation.title}
    return render(request, "consultations/form.html", context)


@login_required
def report_publish(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_publish_report(request.user, consultation))
    form = PublishForm(request.POST or None)
    if submitted(
        request,
        form,
        lambda **data: publish_report(consultation, by=request.user, **data),
        _("The report is published. Everyone who commented is told."),
    ):
        return redirect("consultations:report", slug)
    context = {"form": form, "consultation": consultation, "missing": unanswered_items(consultation)}
    return render(request, "consultations/answers/publish.html", context)


def _published(request, slug):
    """The report of a consultation that this person may see; 404 before it is out."""
    report = getattr(visible_consultation(request, slug), "report", None)
    if report is None:
        raise Http404
    return report


@require_safe
def report_document(request, slug):
    """The report on paper."""
    report = _published(request, slug)
    key = f"{report.number} {report.content_hash} {report.organization.name} {report.organization.name_en}"
    return pdf_response(request, lambda: report_pdf(report), key=key, filename=file_name("report", report.number))


def report_detail(request, slug):
    """Drawn from the frozen content alone, so that it stays what was published."""
    report = _published(request, slug)
    consultation = report.consultation
    for opinion in report.content["opinions"]:
        answers = {answer["item"]: answer for answer in opinion["answers"]}
        for item in opinion["items"]:
            item["answer"] = answers.get(item["id"])
    content = report.content
    context = {
        "consultation": consultation,
        "report": report,
        "content": content,
        "accepted_share": accepted_share(content["numbers"]),
    }
    return render(request, "consultations/report.html", context)
