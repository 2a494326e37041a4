"""Every rule that a model declares, broken by a write that goes past `clean()`: refused by name, told in words."""

import pytest
from django.core.exceptions import ValidationError

from seko.rules.errors import database_refusals
from tests.refusals import codes_of
from tests.rules.breaking import CASES, broken
from tests.rules.cases import (  # noqa: F401 registers
    answer,
    comment,
    consultation,
    contribution,
    document,
    jobs,
    meeting,
    memoranda,
    opinion,
    organizations,
    sectors,
)

every_case = pytest.mark.parametrize("case", CASES, ids=str)


@every_case
@pytest.mark.django_db
def test_the_database_itself_refuses(case):
    write = case.ready()

    with broken(case.rule):
        write()


@every_case
@pytest.mark.django_db
def test_the_refusal_is_told_in_the_words_of_the_model(case):
    write = case.ready()

    with pytest.raises(ValidationError) as caught, database_refusals(case.model):
        write()

    assert codes_of(caught.value) == {case.code}
    assert all(message.endswith(".") for message in caught.value.messages)
