"""Load the demo in one piece, so that a broken load leaves nothing behind."""

from django.db import transaction

from consultations.models import Consultation
from organizations.models import User
from seko.demo.calls import load_calls
from seko.demo.days import Calendar
from seko.demo.groups import load_groups
from seko.demo.loop import load_loop
from seko.demo.memoranda import load as load_memoranda
from seko.demo.networks import load_networks
from seko.demo.organizations import load_organizations
from seko.demo.people import load_people
from seko.demo.plans import load_plans
from seko.demo.playback import suppress_mail
from seko.demo.stage import Stage
from seko.demo.trainings import load_trainings


def is_loaded():
    """The demo is there: its people and its consultations came in one transaction."""
    return User.objects.filter(is_demo=True).exists() and Consultation.objects.filter(is_demo=True).exists()


@transaction.atomic
def load(now=None):
    """Everything of the demo, counted from the day of `now`. Nobody gets mail about what it makes up."""
    calendar = Calendar(now)
    with suppress_mail():
        cast, networks = load_organizations(calendar)
        consortia = load_networks(cast, networks, calendar)
        stage = Stage(calendar, cast, *load_people(cast, networks, calendar))
        load_calls(stage, consortia)
        load_plans(stage, consortia)
        load_loop(stage)
        load_groups(stage)
        load_trainings(stage)
        load_memoranda(calendar)
