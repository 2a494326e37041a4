"""The demo: what it costs to load, told for comparison with the last time."""

from django.apps import apps
from django.core.management import call_command

from tests.bench.costs import cost_of, tell
from tests.ground import load_demo

MOST_QUERIES_FOR_A_ROW = 1
OURS = ("seko", "organizations", "sectors", "memoranda", "consultations")


def rows():
    return sum(model.objects.count() for app in OURS for model in apps.get_app_config(app).get_models())


def test_the_demo_takes_fewer_queries_than_it_has_rows(db, tmp_path):
    cost = cost_of(lambda: load_demo(tmp_path), turns=1)

    tell(f"The demo of {rows()} rows is loaded", cost)
    assert cost.queries <= MOST_QUERIES_FOR_A_ROW * rows()


def test_a_demo_that_is_there_is_not_loaded_again(demo):
    cost = cost_of(lambda: call_command("load_demo", verbosity=0))

    tell("A demo that is there is loaded again", cost)
    assert cost.queries == 2
