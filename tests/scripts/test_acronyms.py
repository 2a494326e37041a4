"""The Office says how an acronym is written in Cyrillic, and every process follows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from seko.models import Acronym
from seko.scripts import to_cyrillic, to_latin
from seko.scripts.acronyms import ACRONYMS, DEFAULTS
from seko.scripts.actions import change_acronym, list_acronym
from seko.scripts.reference import load
from tests.admin.forms import add, change, errors
from tests.happened import verbs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_the_beginning():
    yield
    ACRONYMS.become(DEFAULTS)


@pytest.fixture
def office(cast):
    return {"by": cast.user("desk_officer")}


def listed_elsewhere(**fields):
    """Another process has written it; this one knows nothing of it yet."""
    Acronym.objects.create(**fields)


def test_the_office_begins_with_the_list_of_the_code():
    call_command("load_reference", verbosity=0)
    ACRONYMS.read()

    assert ACRONYMS.current == DEFAULTS
    assert to_cyrillic("IPA III, OEBS, NATO i UNDP, GIZ, Sida") == "ИПА III, ОЕБС, НАТО и UNDP, GIZ, Sida"


def test_a_second_load_brings_back_nothing_that_the_office_changed(office):
    load()
    change_acronym(Acronym.objects.get(latin="UNDP"), cyrillic="УНДП", **office)
    load()

    assert Acronym.objects.get(latin="UNDP").cyrillic == "УНДП"


def test_what_is_listed_holds_with_any_ending_and_leads_back(office, django_capture_on_commit_callbacks):
    assert to_cyrillic("JICA i JICA-e") == "ЈИЦА и ЈИЦА-е"

    with django_capture_on_commit_callbacks(execute=True):
        list_acronym(latin=" JICA ", cyrillic="ЏАЈКА", **office)

    assert to_cyrillic("JICA i JICA-e, a ne jica") == "ЏАЈКА и ЏАЈКА-е, а не јица"
    assert to_latin("ЏАЈКА и ЏАЈКА-е") == "JICA i JICA-e"


def test_nothing_in_cyrillic_means_that_it_stays_latin(office, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        list_acronym(latin="JICA", **office)

    assert to_cyrillic("JICA") == "JICA"


def test_what_another_process_listed_holds_at_the_next_look(monkeypatch):
    ACRONYMS.read()
    listed_elsewhere(latin="JICA", cyrillic="ЏАЈКА")
    assert to_cyrillic("JICA") == "ЈИЦА"

    monkeypatch.setattr(ACRONYMS, "due", 0)

    assert to_cyrillic("JICA") == "ЏАЈКА"


def test_a_thousand_conversions_ask_once(monkeypatch):
    monkeypatch.setattr(ACRONYMS, "due", 0)

    with CaptureQueriesContext(connection) as queries:
        for number in range(1000):
            to_cyrillic(f"reč {number}")

    assert len([query for query in queries if "seko_acronym" in query["sql"]]) == 1


def test_a_broken_transaction_keeps_what_is_known(monkeypatch):
    monkeypatch.setattr(ACRONYMS, "due", 0)
    with transaction.atomic():
        transaction.set_rollback(True)

        assert to_cyrillic("IPA") == "ИПА"


def test_messages_are_made_with_the_list_of_the_code(office, django_capture_on_commit_callbacks):
    from seko.scripts.catalogues import cyrillic_message

    with django_capture_on_commit_callbacks(execute=True):
        list_acronym(latin="SEKO", **office)

    assert cyrillic_message("Mehanizam SEKO") == "Механизам СЕКО"
    assert to_cyrillic("Mehanizam SEKO") == "Механизам SEKO"


@pytest.mark.parametrize("role", ["lead", "network", "contact", "stranger"])
def test_only_the_office_keeps_the_list(cast, role):
    acronym = Acronym.objects.create(latin="JICA")

    with pytest.raises(PermissionDenied):
        list_acronym(by=cast.user(role), latin="KAS")
    with pytest.raises(PermissionDenied):
        change_acronym(acronym, by=cast.user(role), cyrillic="ЏАЈКА")


def test_the_same_form_again_tells_nothing(office):
    acronym = list_acronym(latin="JICA", **office)

    change_acronym(acronym, cyrillic=" ", **office)
    change_acronym(acronym, cyrillic="ЏАЈКА", **office)

    assert verbs() == ["acronym.listed", "acronym.changed"]


def test_the_admin_lists_and_changes(cast, client, django_capture_on_commit_callbacks):
    client.force_login(cast.user("desk_officer"))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(add(Acronym), {"latin": "JICA", "cyrillic": ""})
    assert to_cyrillic("JICA") == "JICA"
    with django_capture_on_commit_callbacks(execute=True):
        client.post(change(Acronym.objects.get(latin="JICA")), {"cyrillic": "ЏАЈКА"})

    assert to_cyrillic("JICA") == "ЏАЈКА"
    assert verbs() == ["acronym.listed", "acronym.changed"]


@pytest.mark.parametrize(
    ("latin", "cyrillic"), [("IPA III", ""), ("ИПА", ""), ("I", ""), ("JICA", "JICA"), ("", "ИПА"), ("UNDP", "УНДП")]
)
def test_the_admin_refuses_beside_the_field(cast, client, latin, cyrillic):
    Acronym.objects.create(latin="UNDP")
    client.force_login(cast.user("desk_officer"))

    assert len(errors(client.post(add(Acronym), {"latin": latin, "cyrillic": cyrillic}))) == 1
