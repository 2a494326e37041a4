"""The ways in which somebody who goes past `clean()` would break each rule."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction

from seko.rules.errors import rules_of

CASES = []


@dataclass(frozen=True)
class Case:
    """`prepare` puts valid rows in place and returns the write that the database must refuse."""

    rule: str
    model: type
    prepare: Callable

    def __str__(self):
        return f"{self.rule}-{self.prepare.__name__}"

    def ready(self):
        """The write; what stands before it keeps every rule."""
        write = self.prepare()
        connection.check_constraints()
        return write

    @property
    def code(self):
        """The code that the written model declares for the rule."""
        return next(rule.violation_error_code for rule in rules_of(self.model) if rule.name == self.rule)


def breaks(rule, model):
    """Register a way to break a rule by a write to a table of `model`."""

    def register(prepare):
        CASES.append(Case(rule, model, prepare))
        return prepare

    return register


@contextmanager
def broken(rule):
    """The database refuses by this name, at once or at the end of the transaction."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield
        connection.check_constraints()
    assert caught.value.__cause__.diag.constraint_name == rule


@contextmanager
def kept():
    """The allowed neighbour: no rule has a word to say, neither at once nor at the end of the transaction."""
    with transaction.atomic():
        yield
        connection.check_constraints()


def rows(obj):
    """The row of an object as a queryset, for writes that ask no model."""
    return type(obj)._base_manager.filter(pk=obj.pk)


def sql(statement, *values):
    """A write that has not even heard of Django."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
