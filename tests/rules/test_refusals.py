"""What the database refuses is told in words, what breaks it is not; and what the API refuses it tells whole."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.utils import DataError
from rest_framework import exceptions
from rest_framework.authentication import BasicAuthentication
from rest_framework.permissions import IsAuthenticated
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from organizations.models import Organization, User
from sectors.models import Area, Seko
from seko.rules.errors import PROBLEM, api_exception_handler, database_refusals, storable
from tests import factories as make
from tests.refusals import codes_of, refused
from tests.rules.breaking import rows, sql

pytestmark = pytest.mark.django_db


def ask(statement, *values):
    with transaction.atomic():
        sql(statement, *values)


# --- what PostgreSQL can not hold, and all other trouble -------------------------------------


@pytest.mark.parametrize(
    "too_much",
    [
        ("SELECT to_tsvector('simple', string_agg(n::text, ' ')) FROM generate_series(1, 300000) n", ()),  # 54000
        ("SELECT %s::integer", ("9" * 30,)),  # a number beyond its size
        ("SELECT %s", ("реч\x00реч",)),
        ("SELECT %s", ("реч\ud800реч",)),
    ],
)
def test_what_can_not_be_stored_is_refused(too_much):
    statement, values = too_much

    with refused("not_storable"), storable():
        ask(statement, *values)


def lost_patience():
    ask("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")


def was_cut_off():
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.parametrize("trouble", [lost_patience, was_cut_off])
def test_trouble_of_the_database_is_not_told_as_a_text_that_is_too_long(trouble):
    with pytest.raises(OperationalError), storable():
        trouble()
    with pytest.raises(OperationalError), database_refusals(Organization):
        trouble()


@pytest.mark.parametrize("error", [ValueError("not a moment"), KeyError("a"), IntegrityError("of nobody")])
def test_a_fault_of_the_code_stays_a_fault(error):
    with pytest.raises(type(error)), storable():
        raise error


def test_data_that_do_not_fit_are_refused_whatever_they_are():
    with refused("not_storable"), storable():
        raise DataError("value out of range")


# --- rules of the database -------------------------------------------------------------------


@pytest.mark.parametrize("models", [[Organization], [Seko, Organization], [Organization, Seko]])
def test_a_unique_field_is_explained_beside_it_whichever_model_is_concerned(models):
    taken, other = make.make_organization(), make.make_organization()

    with pytest.raises(ValidationError) as caught, database_refusals(*models):
        rows(other).update(slug=taken.slug)

    assert (list(caught.value.error_dict), codes_of(caught.value)) == (["slug"], {"unique"})
    assert all(caught.value.messages)


@pytest.mark.parametrize(
    ("model", "one", "field"),
    [(User, make.make_user, "email"), (Seko, make.make_seko, "code"), (Area, make.make_area, "code")],
)
def test_each_unique_field_is_explained(model, one, field):
    taken, other = one(), one()

    with pytest.raises(ValidationError) as caught, database_refusals(model):
        rows(other).update(**{field: getattr(taken, field)})

    assert list(caught.value.error_dict) == [field]


def test_a_rule_of_a_model_that_was_not_named_stays_a_fault():
    taken, other = make.make_organization(), make.make_organization()

    with pytest.raises(IntegrityError), database_refusals(Seko):
        rows(other).update(slug=taken.slug)


def test_after_a_refusal_the_transaction_goes_on():
    taken, other = make.make_organization(), make.make_organization()

    with pytest.raises(ValidationError), database_refusals(Organization):
        rows(other).update(name="Ново име", slug=taken.slug)

    other.refresh_from_db()
    assert other.name != "Ново име"


def test_a_deferred_rule_speaks_at_the_end_of_the_block_and_not_at_commit():
    consortium = make.make_consortium()

    with refused("consortium_size"), database_refusals(type(consortium)):
        consortium.memberships.filter(role="member").first().delete()

    assert consortium.memberships.count() == 3


# --- the API ---------------------------------------------------------------------------------


def answer_to(refusal, **attributes):
    """What the API answers where a view writes and then refuses, in a transaction for each request."""

    class Refusing(APIView):
        authentication_classes = permission_classes = ()

        def get_exception_handler(self):
            return api_exception_handler

        def post(self, request):
            make.make_area("written")
            raise refusal

    for name, value in attributes.items():
        setattr(Refusing, name, value)
    with transaction.atomic():
        return Refusing.as_view()(APIRequestFactory().post("/"))


@pytest.mark.parametrize(
    "refusal",
    [
        ValidationError("Не.", code="no"),
        ValidationError({"reason": ValidationError("Не.", code="no")}),
        exceptions.ValidationError("Не."),
        exceptions.PermissionDenied(),
        exceptions.NotFound(),
    ],
)
@pytest.mark.parametrize("each_request", [True, False])
def test_a_refusal_takes_back_what_the_request_has_written(monkeypatch, refusal, each_request):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", each_request)

    answer = answer_to(refusal)

    assert (400 <= answer.status_code < 500, answer.content_type) == (True, PROBLEM)
    assert Area.objects.filter(code="written").exists() != each_request


@pytest.mark.parametrize("wait", [30, None])
def test_who_asks_too_often_is_told_when_to_come_again(wait):
    answer = answer_to(exceptions.Throttled(wait=wait))

    assert (answer.status_code, answer.data["code"]) == (429, "throttled")
    assert answer.get("Retry-After") == (str(wait) if wait else None)


def test_who_has_not_signed_in_is_told_how():
    answer = answer_to(None, authentication_classes=(BasicAuthentication,), permission_classes=(IsAuthenticated,))

    assert (answer.status_code, answer.data["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_another_method_is_told_which_ones_there_are():
    answer = answer_to(None, post=None, http_method_names=["get"], get=lambda self, request: None)

    assert (answer.status_code, answer["Allow"]) == (405, "GET")


def test_a_fault_is_no_problem_document():
    with pytest.raises(ZeroDivisionError):
        answer_to(ZeroDivisionError())
