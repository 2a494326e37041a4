"""One road for refusals: an action refuses, and page, API and admin show the same words.

An action refuses with `PermissionDenied` or with a `ValidationError` that carries a code. A rule that
the database keeps speaks through `database_refusals`.
"""

from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler, set_rollback


@contextmanager
def database_refusals(*models):
    """Re-raise a refused named constraint as the `ValidationError` that its model declares."""
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()  # deferred triggers speak here, not at COMMIT
    except IntegrityError as exc:
        name = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", None)
        for rule in rules_of(*models):
            if rule.name == name:
                raise ValidationError(rule.get_violation_error_message(), code=rule.violation_error_code) from exc
        raise


def rules_of(*models):
    """The named constraints of these models: those Django writes and those that triggers keep."""
    for model in models:
        yield from model._meta.constraints
        yield from getattr(model, "trigger_rules", ())


def add_errors(form, refusal):
    """Put each message of a refusal beside its field, or at the head of the form if it lacks the field."""
    for field, errors in refusal.update_error_dict({}).items():
        form.add_error(field if field in form.fields else None, errors)


def first_message(refusal):
    """The words of a refusal in one line, for a flash message or the admin."""
    return " ".join(refusal.messages)


def require(allowed):
    """Refuse a person who may not; `allowed` is the answer of a predicate."""
    if not allowed:
        raise PermissionDenied(_("You may not do this. Sign in with an account that has the right, or ask the Office."))


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
    body = {"type": "about:blank", "status": status, "code": str(code), "detail": str(detail), **more}
    return Response(body, status=status, content_type="application/problem+json")


def _leaves(refusal):
    if hasattr(refusal, "error_dict"):
        return [leaf for errors in refusal.error_dict.values() for leaf in errors]
    return refusal.error_list
