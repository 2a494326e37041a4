"""Load the demo in one piece, so that a broken load leaves nothing behind."""

from importlib import import_module

from django.db import transaction

from consultations.demo.calls import load_calls
from consultations.demo.days import Calendar
from consultations.demo.groups import load_groups
from consultations.demo.loop import load_loop
from consultations.demo.networks import load_networks
from consultations.demo.organizations import load_organizations
from consultations.demo.people import load_people
from consultations.demo.plans import load_plans
from consultations.demo.stage import Stage
from consultations.demo.trainings import load_trainings
from consultations.models import Consultation
from organizations.models import User
from seko.demo import untold

# Of rooms beside this one, which are not imported from here: `load(calendar)` finds by itself what it needs.
BESIDE = ("memoranda.demo",)


def is_loaded():
    """The demo is there: its people and its consultations came in one transaction."""
    return User.objects.filter(is_demo=True).exists() and Consultation.objects.filter(is_demo=True).exists()


@transaction.atomic
def load(now=None):
    """Everything of the demo, counted from the day of `now`. Nobody gets mail about what it makes up."""
    calendar = Calendar(now)
    with untold():
        cast, networks = load_organizations(calendar)
        consortia = load_networks(cast, networks, calendar)
        stage = Stage(calendar, cast, *load_people(cast, networks, calendar))
        load_calls(stage, consortia)
        load_plans(stage, consortia)
        load_loop(stage)
        load_groups(stage)
        load_trainings(stage)
        for name in BESIDE:
            import_module(name).load(calendar)
