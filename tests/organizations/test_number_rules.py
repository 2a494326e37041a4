"""Rule 9: registry number and PIB are unique when present, and the PIB has the right check digit."""

import random

import pytest
from django.db import connection
from stdnum.iso7064 import mod_11_10
from stdnum.rs import pib

from organizations.models import Organization
from tests import factories as make
from tests.rules.breaking import broken, kept, rows

pytestmark = pytest.mark.django_db


def valid_in_database(numbers):
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, seko_pib_valid(number) FROM unnest(%s) AS number", [list(numbers)])
        return dict(cursor.fetchall())


def test_the_database_reckons_like_stdnum():
    luck = random.Random(2014)
    numbers = {f"{luck.randrange(10**9):09}" for _ in range(500)}
    numbers |= {number[:8] + mod_11_10.calc_check_digit(number[:8]) for number in numbers}

    assert valid_in_database(numbers) == {number: pib.is_valid(number) for number in numbers}


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("101134702", True),
        ("101134701", False),
        ("10113470", False),
        ("1011347020", False),
        ("10113470 ", False),
        ("101134702\n", False),
        ("", False),
        ("١٠١١٣٤٧٠٢", False),
    ],
)
def test_known_values(number, valid):
    assert valid_in_database([number]) == {number: valid}


def test_many_organizations_have_no_numbers():
    with kept():
        Organization.objects.bulk_create(
            [Organization(name="Прва", slug="prva"), Organization(name="Друга", slug="druga")]
        )


def test_leading_zeros_belong_to_a_number():
    make.make_organization(registry_number="01234567")

    with kept():
        make.make_organization(registry_number="12345670")


def test_a_number_that_became_free_may_be_taken():
    first, second = make.make_organization(pib="101134702"), make.make_organization()

    with kept():
        rows(first).update(pib="")
        rows(second).update(pib="101134702")


@pytest.mark.parametrize("status", ["applied", "active", "suspended", "left"])
def test_those_who_left_keep_their_number(status):
    make.make_organization(pib="101134702", status=status, status_reason="Разлог.")

    with broken("organization_pib_unique"):
        make.make_organization(pib="101134702")
