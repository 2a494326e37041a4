"""An organization is not entered twice unseen, however its name is written."""

import pytest

from organizations.actions import register_organization
from organizations.models import Organization
from organizations.twins import twins_of
from tests import factories as make
from tests.refusals import refused

NAME = "Удружење „Пример“, Ниш"
SAME = [
    "Udruženje „Primer“, Niš",
    "Удружење  „Пример“,  Ниш",
    "Удружење\u00a0„Пример“, Ниш",
    'УДРУЖЕЊЕ "ПРИМЕР", НИШ',
    "Udruzenje Primer Nis",
    " удружење „Прuмер“ Ниш ".replace("u", "и"),
]


@pytest.fixture
def there(db):
    return make.make_organization(NAME)


@pytest.mark.parametrize("name", SAME)
def test_the_one_that_is_there_is_shown_before_anything_is_saved(cast, there, name):
    before = Organization.objects.count()

    with refused("organization_exists"):
        register_organization(by=cast.administrator, name=name, kind="association")

    assert Organization.objects.count() == before


@pytest.mark.parametrize("name", SAME)
def test_it_can_be_entered_on_purpose(cast, there, name):
    made = register_organization(by=cast.administrator, name=name, kind="association", despite_twins=True)

    assert list(twins_of(NAME, besides=there)) == [made]


@pytest.mark.parametrize("name", ["Удружење „Пример 2“, Ниш", "Удружење „Пример“", "Пример, Ниш"])
def test_another_name_is_no_twin(there, name):
    assert not twins_of(name).exists()


def test_a_name_without_letters_is_nobodys_twin(there):
    assert not twins_of("„ “ …").exists()


def test_the_admin_asks_and_takes_yes_for_an_answer(cast, there, client):
    client.force_login(cast.administrator)
    form = {"kind": "association", "name": SAME[0]}

    refused_page = client.post("/admin/organizations/organization/add/", form)

    assert refused_page.status_code == 200
    assert "Пример" in refused_page.content.decode() or "Primer" in refused_page.content.decode()
    assert Organization.objects.filter(name_key=there.name_key).count() == 1
    assert client.post("/admin/organizations/organization/add/", form | {"despite_twins": "on"}).status_code == 302
    assert twins_of(NAME).count() == 2


def test_the_admin_lists_those_that_are_entered_twice(cast, there, client):
    make.make_organization(SAME[0])
    make.make_organization("Сам свој")
    client.force_login(cast.administrator)

    page = client.get("/admin/organizations/organization/", {"twins": "1"})

    assert {row.name for row in page.context["cl"].queryset} == {NAME, SAME[0]}
