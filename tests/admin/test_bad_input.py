"""Addresses and forms that make no sense are answered with words, never with a broken page."""

import pytest
from django.urls import reverse

from seko.rules.validity import today
from tests import factories as make

ORGANIZATIONS = "/admin/organizations/organization/"
NETWORK = "/admin/sectors/networkmembership/add/"


@pytest.mark.parametrize(
    "query",
    [
        "q=%EF%BF%BF%F0%9F%98%80&p=abc&o=x.y&all=1",
        "q=" + "a" * 3000,
        "q=%27%29%28%26%7C!:*%25_%5C",
        "status__exact=%27&kind__exact=nonsense",
        "district__code__exact=%F0",
        "_facets=maybe",
    ],
)
def test_a_list_answers_any_query(cast, at, query):
    assert at("coordinator").get(f"{ORGANIZATIONS}?{query}", follow=True).status_code == 200


@pytest.mark.parametrize(
    "query", ["date_joined__year=x", "date_joined__year=20000", "date_joined__month=77", "is_active__exact=?"]
)
def test_a_calendar_answers_any_day(cast, at, query):
    assert at("coordinator").get(f"/admin/organizations/user/?{query}", follow=True).status_code == 200


@pytest.mark.parametrize("query", ["s=a&page=x", "s=a&page=999", "s=org&extended=1&page=-1", "s="])
def test_the_search_of_the_admin_answers_any_page(cast, at, query):
    assert at("coordinator").get(f"/admin/search/?{query}").status_code in {200, 404}


@pytest.mark.parametrize("value", ["abc", "-1", "999999", "9" * 30, "1.5", "я"])
@pytest.mark.parametrize("field", ["organization", "seko"])
def test_a_choice_that_does_not_exist_is_refused_beside_its_field(cast, at, field, value):
    data = {"seko": cast.seko.pk, "organization": cast.outsider_org.pk, "valid_from": f"{today():%Y-%m-%d}"}
    browser = at("coordinator")

    response = browser.post(NETWORK, data | {field: value})

    assert response.context["adminform"].form.errors.keys() == {field}
    assert browser.get(f"{NETWORK}?{field}={value}").status_code == 200


@pytest.mark.parametrize("value", ["abc", "9" * 30, ["1", "x"]])
def test_several_choices_that_do_not_exist_are_refused(cast, at, value):
    data = {"seko": cast.other_seko.pk, "lead": cast.outsider_org.pk, "valid_from": f"{today():%Y-%m-%d}"}

    response = at("coordinator").post("/admin/sectors/consortium/add/", data | {"members": value})

    assert response.context["adminform"].form.errors.keys() == {"members"}


@pytest.mark.parametrize("value", ["abc", "9" * 30])
def test_the_form_of_an_action_refuses_a_wrong_choice(cast, at, value):
    address = reverse("admin:sectors_consortium_action", args=[cast.consortium.pk, "change-lead"])

    response = at("coordinator").post(address, {"organization": value, "on": "soon"})

    assert response.context["form"].errors.keys() == {"organization", "on"}


@pytest.mark.parametrize(
    "change", [{}, {"memberships-TOTAL_FORMS": "x"}, {"memberships-0-id": "abc"}, {"memberships-0-id": "99999"}]
)
def test_a_torn_form_is_answered(cast, at, sent, change):
    browser, address = at("coordinator"), reverse("admin:sectors_consortium_change", args=[cast.consortium.pk])
    data = sent(browser.get(address)) if change else {}

    response = browser.post(address, data | change)

    assert response.status_code == 200
    assert cast.consortium.memberships.count() == 3


def test_pages_of_parts_that_do_not_exist_lead_to_those_that_do(cast, at):
    version = make.make_document_version()

    for number in ("x", "-1", "999"):
        address = reverse("admin:consultations_documentversion_change", args=[version.pk])
        assert at("coordinator").get(f"{address}?passages-page={number}").status_code == 200
