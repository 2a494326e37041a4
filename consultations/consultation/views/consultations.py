"""Consultations: the list, the page of one, and what the Office does with them."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from consultations.comments.models import active, number_of_comments
from consultations.comments.permissions import can_comment
from consultations.comments.reading import contents_of, passages_to_read
from consultations.consultation.actions import (
    cancel_consultation,
    change_consultation,
    close_comments,
    create_consultation,
    link_entry,
    move_dates,
    open_consultation,
    require_draft,
    require_moving,
    require_open,
    require_running,
)
from consultations.consultation.filters import ConsultationFilter
from consultations.consultation.forms import CancelForm, CloseCommentsForm, ConsultationForm, EntryForm, MoveDatesForm
from consultations.consultation.models import Consultation, Invitation
from consultations.consultation.permissions import can_change_dates, can_correct, can_open, may_take_part
from consultations.consultation.queries import with_put_right
from consultations.deadlines.consultations import with_deadlines
from consultations.documents.permissions import can_prepare
from consultations.opinions.models import Opinion
from consultations.questions.models import Question
from consultations.reports.content import accepted_share
from consultations.reports.models import ConsultationReport
from organizations.models import Organization
from sectors.permissions import led_seko_ids
from seko.rules.errors import require
from seko.rules.seen import stored_values
from seko.rules.working_days import next_working_day
from seko.web.confirmation import confirmed
from seko.web.pages import list_page, not_now, process_form, run_action


def consultation_list(request):
    visible = Consultation.objects.visible_to(request.user).annotate(comment_count=number_of_comments())
    rows = visible.prefetch_related(Prefetch("invitations", Invitation.objects.select_related("seko")))
    found = ConsultationFilter(request.GET, queryset=rows, request=request)
    template = "consultations/consultation/list.html"
    return list_page(request, template, filter=found, can_prepare=can_prepare(request.user))


def visible_consultation(request, slug, among=None):
    """The consultation with what every page about it shows; 404 where the person may not see it."""
    rows = (Consultation.objects.all() if among is None else among).visible_to(request.user)
    asked = Question.objects.filter(consultation=OuterRef("pk"))
    rows = rows.select_related("version__document__issuer").annotate(has_questions=Exists(asked))
    return get_object_or_404(
        rows.prefetch_related(Prefetch("invitations", Invitation.objects.select_related("seko"))), slug=slug
    )


def most_active_organizations(consultation, rows=8):
    """The organizations that said most, each with `comment_count`."""
    said = Count("comments", filter=Q(comments__consultation=consultation) & active("comments__"))
    heard = consultation.comments.active().order_by().values("organization")
    return (
        Organization.objects.filter(pk__in=heard).annotate(comment_count=said).order_by("-comment_count", "pk")[:rows]
    )


def consultation_detail(request, slug):
    consultation = visible_consultation(
        request, slug, with_put_right(with_deadlines(Consultation.objects.all(), moves=True))
    )
    passages = passages_to_read(consultation)
    opinions = Opinion.objects.visible_to(request.user).filter(consultation=consultation).live()
    active = consultation.comments.active()
    told = ConsultationReport.objects.filter(consultation=consultation).values_list("content__numbers", flat=True)
    report_numbers = told.first() if consultation.status == Consultation.Status.ANSWERED else None
    context = {
        "consultation": consultation,
        "passages": passages,
        "headings": contents_of(passages),
        "voices": most_active_organizations(consultation),
        "report_numbers": report_numbers,
        "accepted_share": accepted_share(report_numbers) if report_numbers else None,
        "opinions": {opinion.seko_id: opinion for opinion in opinions},
        "numbers": active.aggregate(
            comments=Count("pk"),
            organizations=Count("organization", distinct=True),
            whole=Count("pk", filter=Q(passage__isnull=True)),
        ),
        "led": led_seko_ids(request.user),
        "can_comment": can_comment(request.user, consultation),
        "may_take_part": may_take_part(request.user, consultation),
        "can_prepare": can_prepare(request.user),
        "can_open": can_open(request.user, consultation),
        "can_change_dates": can_change_dates(request.user, consultation),
        "can_correct": can_correct(request.user, consultation),
    }
    return render(request, "consultations/consultation/detail.html", context)


@login_required
def consultation_create(request):
    require(can_prepare(request.user))
    made = []
    form = ConsultationForm(request.POST or None, initial=_first_dates() | {"version": request.GET.get("version")})
    if process_form(
        request,
        form,
        lambda **data: made.append(create_consultation(by=request.user, **data)),
        _("The draft is saved."),
    ):
        return redirect(made[0])
    return render(request, "consultations/consultation/form.html", {"form": form, "title": _("New consultation")})


@login_required
def consultation_edit(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_prepare(request.user))
    corrects = consultation.is_running and can_correct(request.user, consultation)
    instead = reverse("consultations:correct", args=[slug]) if corrects else consultation
    if away := not_now(request, lambda: require_draft(consultation), instead):
        return away
    names = [name for name in ConsultationForm.base_fields if name != "sekos"]
    stored = stored_values(consultation, names) | {"sekos": [row.seko for row in consultation.invitations.all()]}
    form = ConsultationForm(request.POST or None, stored=stored)
    if process_form(
        request,
        form,
        lambda **data: change_consultation(consultation, by=request.user, **data),
        _("The draft is saved."),
    ):
        return redirect(consultation)
    return render(
        request,
        "consultations/consultation/form.html",
        {"form": form, "title": pgettext("heading", "Edit the draft"), "subject": consultation.title},
    )


@login_required
def consultation_open(request, slug):
    consultation = visible_consultation(request, slug)
    do = confirmed(request, open_consultation, consultation, back=consultation.get_absolute_url())
    run_action(request, do, _("The consultation is open. The networks are being notified by e-mail."))
    return redirect(consultation)


@login_required
def consultation_close(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_change_dates(request.user, consultation))
    if away := not_now(request, lambda: require_open(consultation, timezone.now()), consultation):
        return away
    form = CloseCommentsForm(request.POST or None)
    return page_by_form(
        request,
        consultation,
        form,
        close_comments,
        pgettext("heading", "Close comments"),
        _("Comments are closed."),
        button=_("Close comments"),
    )


@login_required
def consultation_move(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_change_dates(request.user, consultation))
    if away := not_now(request, lambda: require_moving(consultation), consultation):
        return away
    form = MoveDatesForm(request.POST or None, consultation=consultation)
    return page_by_form(
        request,
        consultation,
        form,
        move_dates,
        pgettext("heading", "Change the deadlines"),
        _("The deadlines are changed. The networks are being notified."),
        button=_("Change the deadlines"),
    )


@login_required
def consultation_entry(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_prepare(request.user))
    form = EntryForm(request.POST or None, stored=stored_values(consultation, ["ekonsultacije_url"]))
    return page_by_form(
        request, consultation, form, link_entry, _("The entry on eKonsultacije"), _("The address is saved.")
    )


@login_required
def consultation_cancel(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_change_dates(request.user, consultation))
    if away := not_now(request, lambda: require_running(consultation), consultation):
        return away
    form = CancelForm(request.POST or None)
    return page_by_form(
        request,
        consultation,
        form,
        cancel_consultation,
        pgettext("heading", "Cancel the consultation"),
        _("The consultation is cancelled."),
        button=_("Cancel the consultation"),
    )


def page_by_form(request, consultation, form, action, title, done, button=None):
    """The page of a form that calls `action(consultation, by=…, **what was typed)`, after its confirmation if it has
    one; `button` names the act."""
    do = confirmed(request, action, consultation, back=consultation.get_absolute_url())
    if process_form(request, form, do, done):
        return redirect(consultation)
    return render(
        request,
        "consultations/consultation/form.html",
        {"form": form, "title": title, "subject": consultation.title, "back": consultation, "button": button},
    )


def _first_dates():
    """Dates to begin with: twelve days for comments, three for the opinion, fifteen for the answer, each made longer
    to a working day and its 17:00."""
    start = timezone.localtime().replace(second=0, microsecond=0)
    dates, day = {"opens_at": start}, start.date()
    for name, days in (("comments_close_at", 12), ("opinion_due_at", 3), ("answer_due_at", 15)):
        day = next_working_day(day + timedelta(days=days))
        dates[name] = start.replace(year=day.year, month=day.month, day=day.day, hour=17, minute=0, fold=0)
    return dates
