"""What the consortia of the demo mean to do this year, and what one did in the last."""

from datetime import date

from consultations.demo.files import data
from sectors.models import AnnualPlan, AnnualReport, PlanActivity


def load_plans(stage, consortia):
    """Three plans in their different states, and the report of the consortium before."""
    facts = data("plans")
    year = stage.calendar.term_from.year
    for told in facts["plans"]:
        plan = AnnualPlan.objects.create(
            consortium=consortia[told["consortium"]],
            year=year,
            status=told["status"],
            introduction=told["introduction"],
        )
        PlanActivity.objects.bulk_create(
            PlanActivity(
                plan=plan,
                kind=kind,
                title=title,
                due_on=stage.calendar.day(due),
                done_on=None if done is None else stage.calendar.day(done),
                outcome=outcome,
            )
            for kind, title, due, done, outcome in told["activities"]
        )
    AnnualReport.objects.create(
        consortium=consortia[facts["report"]["consortium"]],
        year=year - 1,
        text=facts["report"]["text"],
        published_on=date(year, 2, 15),
    )
