"""Where accepted items landed, noted by the Office after the report."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.consultation.views.consultations import visible_consultation
from consultations.responses.actions.implementation import note_implementation
from consultations.responses.forms import ImplementationForm
from consultations.responses.implementation import items_not_in_text, successors_of
from consultations.responses.models import Landing
from consultations.responses.permissions import can_note_implementation
from consultations.responses.queries import items_of
from seko.rules.errors import require
from seko.scripts import for_visitor, serbian
from seko.scripts.marks import in_sentence
from seko.web.pages import list_page, process_form

ROWS = 25


@login_required
def implementation_list(request, slug):
    """Accepted items that nobody has found in the text yet, each with the passage where it likely landed."""
    consultation = _published(request, slug)
    template, items = "consultations/responses/implementation.html", items_not_in_text(consultation)
    return list_page(request, template, items, per=ROWS, more=_with_successors, consultation=consultation)


def _with_successors(items):
    successors = successors_of([item.passage for item in items])
    return {"rows": [(item, successors.get(item.passage_id, [])) for item in items]}


@login_required
def implementation_edit(request, slug, pk):
    """Choose the passage; noting it again corrects it."""
    consultation = _published(request, slug)
    item = get_object_or_404(items_of(request.user, consultation), pk=pk)
    likely = successors_of([item.passage])[item.passage_id][:1] if item.passage else []
    noted = Landing.objects.filter(response__item=item).select_related("passage").first()
    stored = {"passage": noted and noted.passage}
    first = {} if noted else {"passage": (likely or [None])[0]}
    form = ImplementationForm(request.POST or None, version=consultation.version, stored=stored, initial=first)
    done = _("The place of the item in the text is saved.")
    if process_form(request, form, lambda **data: note_implementation(item, by=request.user, **data), done):
        return redirect("consultations:implementation_list", slug)
    title = in_sentence(
        _("Passage for the item “%(item)s”"), item=serbian(f"{item.position}. {for_visitor(item.title)}")
    )
    context = {"form": form, "title": title, "subject": consultation.title}
    return render(request, "consultations/consultation/form.html", context)


def _published(request, slug):
    consultation = visible_consultation(request, slug)
    require(can_note_implementation(request.user, consultation))
    if consultation.status != consultation.Status.ANSWERED:
        raise Http404
    return consultation
