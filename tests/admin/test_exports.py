"""The registry as a file from the admin: the rows of the list, by the portal's own way out."""

import pytest
from django.urls import reverse

from organizations.models import Organization
from tests import factories as make
from tests.jobs.reading import READ


def registry(browser, form, query=""):
    answer = browser.get(reverse("admin:organizations_organization_export", args=[form]) + query)
    assert answer.status_code == 200
    return READ[form](b"".join(answer.streaming_content))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_registry_is_exported_as_it_is_narrowed(cast, at, form):
    rows = registry(at("desk_officer"), form, "?status__exact=active")

    names = set(Organization.objects.filter(status="active").values_list("name", flat=True))
    assert {row[0] for row in rows[1:]} == names
    assert len(rows) == len(names) + 1


@pytest.mark.parametrize("role", ["network", "contact", "stranger"])
def test_the_registry_is_for_the_office_alone(cast, at, role):
    assert at(role).get(reverse("admin:organizations_organization_export", args=["csv"])).status_code == 403


def test_a_list_without_columns_of_its_own_is_no_file(cast, at):
    assert at("coordinator").get(reverse("admin:organizations_user_export", args=["csv"])).status_code == 404


@pytest.mark.parametrize("query", ["?email__startswith=a", "?nonsense=1", "?is_demo__exact=x"])
def test_a_file_is_narrowed_by_filters_of_the_list_alone(cast, at, query):
    address = reverse("admin:organizations_organization_export", args=["csv"]) + query

    assert at("coordinator").get(address).status_code == 404


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", " ="])
def test_a_name_does_not_become_a_formula_in_the_registry(cast, at, mark):
    organization = make.make_organization("Удружење")
    Organization.objects.filter(pk=organization.pk).update(seat=f"{mark}HYPERLINK(1)")

    seats = [row[7] for row in registry(at("coordinator"), "csv")]

    assert [seat for seat in seats if "HYPERLINK" in seat] == [f"'{mark.strip()}HYPERLINK(1)"]


def test_the_list_offers_its_files(cast, at):
    page = at("coordinator").get("/admin/organizations/organization/?status__exact=active").content.decode()

    assert "/admin/organizations/organization/export.csv?status__exact=active" in page
