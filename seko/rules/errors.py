"""One road for refusals: an action refuses, and page, API and admin show the same words.

An action refuses with `PermissionDenied` or with a `ValidationError` that carries a code. A rule that
the database keeps speaks through `database_refusals`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.models import DateField
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler, set_rollback

PROBLEM = "application/problem+json"

YEARS = range(1900, 2201)  # beyond the calendar of Python, PostgreSQL keeps moments that no page can show


@contextmanager
def database_refusals(*models, deferred=True) -> Iterator[None]:
    """Re-raise a refused named constraint as the `ValidationError` that its model declares.

    A model may say in `rule_fields` beside which field the words of a rule stand. `deferred=False` saves four
    queries where no deferred trigger can be concerned and the caller's transaction ends with the refusal."""
    try:
        with storable(), transaction.atomic(savepoint=deferred):
            yield
            if deferred:
                connection.check_constraints()  # deferred triggers speak here, not at COMMIT
    except IntegrityError as exc:
        name = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", None)
        for model in models:
            for rule in rules_of(model):
                if rule.name == name:
                    refusal = ValidationError(rule.get_violation_error_message(), code=rule.violation_error_code)
                    field = getattr(model, "rule_fields", {}).get(name)
                    raise (ValidationError({field: refusal}) if field else refusal) from exc
            for field in unique_fields(model):
                if name == f"{model._meta.db_table}_{field.column}_key":  # as PostgreSQL names it
                    raise ValidationError({field.name: model().unique_error_message(model, (field.name,))}) from exc
        raise


@contextmanager
def storable() -> Iterator[None]:
    """Refuse what PostgreSQL can not hold: NUL bytes, half characters, numbers and texts beyond its size."""
    try:
        yield
    except (DataError, OperationalError, ValueError) as exc:
        code = getattr(exc.__cause__, "pgcode", None) or ""
        if isinstance(exc, OperationalError) and not code.startswith("54"):  # program limit exceeded
            raise
        if isinstance(exc, ValueError) and not (isinstance(exc, UnicodeEncodeError) or "NUL (0x00)" in str(exc)):
            raise
        message = _(
            "The text is too long or holds characters that cannot be stored. Shorten it or remove them, and try again."
        )
        raise ValidationError(message, code="not_storable") from exc


def check_fields(obj) -> None:
    """Each field by itself: blank, length, type, a year that every time zone can show.

    What spans fields, rows or tables the database keeps alone."""
    given = [f.name for f in obj._meta.fields if f.is_relation and getattr(obj, f.attname) is not None]
    obj.full_clean(exclude=given, validate_unique=False, validate_constraints=False)
    days = {f.name: getattr(obj, f.name) for f in obj._meta.fields if isinstance(f, DateField)}
    far = [name for name, day in days.items() if day and day.year not in YEARS]
    if far:
        message = _("Choose a year from %(first)s to %(last)s.") % {"first": YEARS[0], "last": YEARS[-1]}
        raise ValidationError({name: ValidationError(message, code="year_out_of_range") for name in far})


def unique_fields(model):
    """Fields that are unique by themselves, such as the address name."""
    return [field for field in model._meta.local_concrete_fields if field.unique and not field.primary_key]


def rules_of(*models):
    """The named constraints of these models: those Django writes and those that triggers keep."""
    for model in models:
        yield from model._meta.constraints
        yield from getattr(model, "trigger_rules", ())


def field_error(field, message, code) -> ValidationError:
    """A refusal that stands beside the field it is about."""
    return ValidationError({field: ValidationError(message, code=code)})


PUBLIC_REASON = _("Give a reason. It will be published.")


def required_reason(reason, words=PUBLIC_REASON) -> str:
    """The reason that somebody gave, without outer spaces. Raises ValidationError `reason_missing` beside its field."""
    reason = reason.strip()
    if not reason:
        raise field_error("reason", words, "reason_missing")
    return reason


def add_errors(form, refusal) -> None:
    """Put each message of a refusal beside its field, or at the head of the form if it lacks the field."""
    for field, errors in refusal.update_error_dict({}).items():
        form.add_error(field if field in form.fields else None, errors)


def first_message(refusal) -> str:
    """The words of a refusal in one line, for a flash message or the admin."""
    return " ".join(refusal.messages)


NOT_ALLOWED = _(
    "You may not do this. Sign in with an account that has the right, or ask the Ministry of European Integration."
)


def require(allowed) -> None:
    """Refuse a person who may not; `allowed` is the answer of a predicate."""
    if not allowed:
        raise PermissionDenied(NOT_ALLOWED)


def api_exception_handler(exc, context):
    """Answer every refusal of the API as an RFC 9457 problem document with a stable code."""
    if isinstance(exc, ValidationError):
        code = next((error.code for error in _leaves(exc) if error.code), "invalid")
        errors = as_serializer_error(exc)
        if NON_FIELD_ERRORS in errors:
            errors["non_field_errors"] = errors.pop(NON_FIELD_ERRORS)
        set_rollback()
        return problem(400, code, _("The data were not accepted."), errors=errors)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied(*exc.args)
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(exc, exceptions.ValidationError):
        answer = problem(400, "invalid", _("The data were not accepted."), errors=response.data)
    else:
        answer = problem(response.status_code, exc.get_codes(), exc.detail)
    for header in ("WWW-Authenticate", "Retry-After", "Allow"):
        if header in response:
            answer[header] = response[header]
    return answer


def problem(status, code, detail, **more):
    """A problem document. Source: RFC 9457, with `code` and `errors` as members of our own."""
    return Response(problem_body(status, code, detail, **more), status=status, content_type=PROBLEM)


def problem_body(status, code, detail, **more) -> dict[str, Any]:
    """What a problem document says."""
    return {"type": "about:blank", "status": status, "code": str(code), "detail": str(detail), **more}


def _leaves(refusal) -> list[ValidationError]:
    if hasattr(refusal, "error_dict"):
        return [leaf for errors in refusal.error_dict.values() for leaf in errors]
    return refusal.error_list
