"""The Office's questions: asked while the consultation is a draft, and what was answered."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.consultation.models import Consultation
from consultations.consultation.views.consultations import visible_consultation
from consultations.documents.permissions import can_prepare
from consultations.questions.actions import delete_question, move_question, require_askable, save_question
from consultations.questions.answers import question_results
from consultations.questions.forms import QuestionForm
from consultations.questions.models import Question
from consultations.questions.permissions import can_see_results
from consultations.questions.plots import question_plots
from seko.rules.errors import require
from seko.rules.seen import stored_values
from seko.web.confirmation import confirmed
from seko.web.pages import not_now, process_form, run_action


def question_list(request, slug):
    """The questions of a consultation; with the answers once they may be seen."""
    consultation = visible_consultation(request, slug)
    sees = can_see_results(request.user, consultation)
    context = {
        "consultation": consultation,
        "questions": consultation.questions.order_by("position"),
        "results": question_plots(question_results(consultation)) if sees else None,
        "may_change": consultation.status == Consultation.Status.DRAFT and can_prepare(request.user),
    }
    return render(request, "consultations/questions/list.html", context)


@login_required
def question_create(request, slug):
    consultation = visible_consultation(request, slug)
    return _by_form(request, consultation, None, None, _("New question"))


@login_required
def question_edit(request, slug, pk):
    question = _question(request, slug, pk)
    names = ("kind", "text", "text_en", "options", "minimum", "maximum", "is_required")
    stored = stored_values(question, names)
    return _by_form(request, question.consultation, question, stored, _("Edit the question"))


@login_required
def question_delete(request, slug, pk):
    question = _question(request, slug, pk)
    back = reverse("consultations:questions", args=[slug])
    run_action(request, confirmed(request, delete_question, question, back=back), _("The question is deleted."))
    return redirect(back)


@login_required
@require_POST
def question_move(request, slug, pk):
    question = _question(request, slug, pk)
    to = question.position + (-1 if "up" in request.POST else 1)
    run_action(request, lambda: move_question(question, by=request.user, to=to), _("The question is moved."))
    return redirect("consultations:questions", slug)


def _question(request, slug, pk):
    consultation = visible_consultation(request, slug)
    question = get_object_or_404(Question, pk=pk, consultation=consultation)
    question.consultation = consultation
    return question


def _by_form(request, consultation, question, stored, title):
    require(can_prepare(request.user))
    if away := not_now(request, lambda: require_askable(consultation), consultation):
        return away
    form = QuestionForm(request.POST or None, stored=stored)
    if process_form(
        request,
        form,
        lambda **data: save_question(consultation, by=request.user, question=question, **data),
        _("The question is saved."),
    ):
        return redirect("consultations:questions", consultation.slug)
    context = {"form": form, "title": title, "subject": consultation.title, "back": consultation}
    return render(request, "consultations/consultation/form.html", context)
