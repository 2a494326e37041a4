"""No refusal of the database ends as an error page: each rule is declared, has words and a code, and exists."""

import re

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.functional import Promise
from django.utils.translation import override

from organizations.models import Organization
from seko.rules.errors import database_refusals, rules_of, unique_fields
from tests import factories as make
from tests.refusals import codes_of
from tests.rules.breaking import CASES, rows
from tests.rules.cases import (  # noqa: F401 registers
    answer,
    comment,
    consultation,
    contribution,
    discarded,
    document,
    jobs,
    meeting,
    memoranda,
    opinion,
    organizations,
    scripts,
    sectors,
)

OURS = {"seko", "organizations", "sectors", "memoranda", "consultations"}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
RULES = [(model, rule) for model in MODELS for rule in rules_of(model)]
RAISED = re.compile(r"seko_(?:refuse|mandate_matches)\('(\w+)'\)")
RENAMED = re.compile(r"RENAME CONSTRAINT \w+ TO (\w+)")

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def names(rules):
    return {rule.name for rule in rules}


def triggers_declared(*models):
    return {rule.name for model in models for rule in getattr(model, "trigger_rules", ())}


def ask(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def raised_by_triggers_of(table):
    """The rules that the trigger functions of a table name, and the functions that those call.

    A function that refuses nothing names none: that of the words to search for is given columns, not rules."""
    sources = dict(ask("SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))

    def raised(function, seen=()):
        source = sources.get(function)
        if source is None or function in seen:
            return set()
        called = set(re.findall(r"\b(\w+)\s*\(", source)) - {"seko_refuse"}
        return set(RAISED.findall(source)).union(*(raised(name, (*seen, function)) for name in called))

    rules = set()
    for function, arguments in ask(
        """SELECT p.proname, encode(t.tgargs, 'escape') FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE t.tgrelid = %s::regclass AND NOT t.tgisinternal""",
        table,
    ):
        rules |= raised(function)
        if "seko_refuse(TG_ARGV" in sources[function]:
            rules |= {argument for argument in arguments.split("\\000") if argument}
    return rules


@pytest.mark.parametrize(("model", "rule"), RULES, ids=lambda part: getattr(part, "name", None) or part.__name__)
def test_every_rule_has_words_and_a_code(model, rule):
    assert isinstance(rule.violation_error_message, Promise)
    with override("en"):
        words = str(rule.violation_error_message)
    assert re.fullmatch(r"[A-Z].*[.]", words)
    assert words != str(rule.default_violation_error_message)
    for language in ("sr", "sr-latn"):
        with override(language):
            assert str(rule.violation_error_message) not in {"", words}
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.violation_error_code)


def test_a_name_means_one_rule_with_one_code():
    told = {(rule.name, rule.violation_error_code, str(rule.violation_error_message)) for _, rule in RULES}

    assert len(told) == len(names(rule for _, rule in RULES))


@pytest.mark.django_db
def test_what_the_migrations_refuse_is_declared_and_the_other_way_round():
    migrations = MigrationLoader(None).disk_migrations
    operations = [o for (app, _), migration in migrations.items() if app in OURS for o in migration.operations]
    written = "\n".join(str(getattr(operation, "sql", "")) for operation in operations)

    assert set(RAISED.findall(written)) | set(RENAMED.findall(written)) == triggers_declared(*MODELS)


@every_model
@pytest.mark.django_db
def test_each_model_declares_what_its_own_triggers_refuse(model):
    assert raised_by_triggers_of(model._meta.db_table) <= triggers_declared(model)


@every_model
@pytest.mark.django_db
def test_each_declared_rule_is_in_the_database(model):
    table = model._meta.db_table
    there = {name for [name] in ask("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", table)}
    there |= {name for [name] in ask("SELECT indexname FROM pg_indexes WHERE tablename = %s", table)}

    assert names(model._meta.constraints) <= there
    raised = set().union(*(raised_by_triggers_of(other._meta.db_table) for other in MODELS))
    assert triggers_declared(model) <= there | raised


@every_model
@pytest.mark.django_db
def test_uniqueness_of_a_single_field_has_the_name_by_which_it_is_told(model):
    table = model._meta.db_table
    unique = {
        name
        for [name] in ask("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'", table)
    }

    told = names(rules_of(model)) | {f"{table}_{field.column}_key" for field in unique_fields(model)}
    assert unique <= told


@pytest.mark.django_db
def test_every_rule_has_a_case_that_breaks_it():
    needed = {(rule.name, model) for model in MODELS for rule in model._meta.constraints}
    needed |= {(name, model) for model in MODELS for name in raised_by_triggers_of(model._meta.db_table)}
    needed |= {(name, model) for model, name in _renamed()}

    assert {(case.rule, case.model) for case in CASES} == needed


def _renamed():
    return [(model, name) for model in MODELS for name in triggers_declared(model) if "_one_per_" in name]


@pytest.mark.django_db
def test_a_taken_address_name_is_told_beside_its_field():
    taken, other = make.make_organization(), make.make_organization()

    with pytest.raises(ValidationError) as caught, database_refusals(Organization):
        rows(other).update(slug=taken.slug)

    assert list(caught.value.error_dict) == ["slug"]
    assert codes_of(caught.value) == {"unique"}
