"""The public clock: what was promised until when, and whether it was kept."""

from django.utils import timezone

from consultations.consultation.models import Consultation
from consultations.deadlines.consultations import (
    DeadlineKind,
    deadlines_by_year,
    deadlines_of_each,
    with_deadlines,
    with_moves,
)
from consultations.deadlines.forms import YearForm
from consultations.deadlines.institutions import in_all, institution_deadlines
from seko.rules.deadlines import day_of
from seko.web.pages import list_page

NEEDED = ("slug", "title", "title_en", "status", "version", "opens_at", "comments_close_at", "opinion_due_at")


def deadlines(request):
    """Kept and broken terms by year, by consultation and by institution; `?year=` narrows it."""
    consultations = with_deadlines(Consultation.objects.promised().only(*NEEDED, "answer_due_at"))
    clocks = deadlines_of_each(list(consultations.order_by("-answer_due_at", "-pk")), timezone.now())
    institutions = institution_deadlines()
    by_year = deadlines_by_year(clocks, institutions)
    form = YearForm(request.GET, by_year)
    year = form.chosen
    if year:
        by_year = {year: by_year[year]}
        clocks = [clock for clock in clocks if any(day_of(term.due).year == year for term in clock.terms)]
        institutions = [row for row in institutions if row.year == year]
    return list_page(
        request,
        "consultations/deadlines/page.html",
        clocks,
        filter={"form": form},
        more=lambda shown: {"clocks": with_moves(shown)},
        year=year,
        kinds=DeadlineKind.labels,
        by_year=by_year,
        institutions=in_all(institutions),
    )
