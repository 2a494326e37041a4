"""What the consortia of the demo mean to do this year, and what they did in the last."""

from datetime import date

from sectors.models import AnnualPlan, AnnualReport, PlanActivity
from seko.demo.files import data


def load_plans(stage, consortia):
    """A plan of each consortium for this year, and the report of whoever ran the SEKO in the last."""
    calendar = stage.calendar
    year = calendar.today.year
    term_of_report = "now" if calendar.term_from.year < year else "before"
    for told in data("plans"):
        plan = AnnualPlan.objects.create(
            consortium=consortia["now"][told["seko"]],
            year=year,
            status=told["status"],
            introduction=told["introduction"],
        )
        PlanActivity.objects.bulk_create(
            PlanActivity(
                plan=plan,
                kind=kind,
                title=title,
                due_on=calendar.this_year(due),
                done_on=None if done is None else calendar.this_year(done),
                outcome=outcome,
            )
            for kind, title, due, done, outcome in told["activities"]
        )
    AnnualReport.objects.bulk_create(
        AnnualReport(
            consortium=consortia[term_of_report][told["seko"]],
            year=year - 1,
            text=told["report"],
            published_on=min(date(year, 2, 15), calendar.today),
        )
        for told in data("plans")
    )
