"""Dated facts: valid from a day, to the day before another. Intervals are half-open."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seko.rules.texts import LongTextField


def today() -> date:
    """The day in Belgrade, on which validity is judged."""
    return timezone.localdate()


class DatedQuerySet(models.QuerySet):
    def current(self, on=None):
        """Those valid on the day `on` (default: today)."""
        on = on or today()
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)

    def held(self):
        """Those that were, are or will be valid for a day: all but what was revoked on its first day."""
        return self.exclude(valid_to=F("valid_from"))


class Dated(models.Model):
    """Valid from `valid_from` up to, but not on, `valid_to`; an empty `valid_to` means until further notice."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(
        _("valid to"), null=True, blank=True, help_text=_("First day on which it is no longer valid.")
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Say first what is wrong with the days: PostgreSQL can not even compare a range that runs backwards."""
        if self.valid_from and self.valid_to and not self._may_end(self.valid_to):
            refusal = ValidationError(
                _("The validity ends before it begins. Choose a later end."), code="validity_backwards"
            )
            raise ValidationError({"valid_to": refusal})

    def is_current(self, on=None) -> bool:
        """Twin of `current()` for one object."""
        on = on or today()
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def _may_end(self, day) -> bool:
        return day > self.valid_from


class Revocable(Dated):
    """Something dated that was given by mistake can be revoked, with a reason: it ends at once.

    Revoked on its first day, or before it, it was never valid: `valid_to` is `valid_from`. The row stays as a trace."""

    revoked_reason = LongTextField(
        _("why it was revoked"), blank=True, editable=False, help_text=_("Given by mistake, and ended at once.")
    )

    class Meta:
        abstract = True

    def end_as_mistake(self, reason) -> None:
        """End at once, for a reason; the caller saves `valid_to` and `revoked_reason`."""
        self.valid_to, self.revoked_reason = max(self.valid_from, today()), reason

    def _may_end(self, day) -> bool:
        return day > self.valid_from or (day == self.valid_from and bool(self.revoked_reason))


def runs_forward(name, *, revocable=False) -> CheckConstraint:
    """Validity ends after it begins; what was revoked may end on its first day."""
    forward = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
    return models.CheckConstraint(
        name=name,
        condition=forward | (Q(valid_to=F("valid_from")) & ~Q(revoked_reason="")) if revocable else forward,
        violation_error_code="validity_backwards",
        violation_error_message=_("The validity ends before it begins. Choose a later end."),
    )


def no_overlap(name, *keys, code, message, condition=None, nullable=()):
    """No two rows with the same keys are valid on the same day; `nullable` are keys whose absence is a value, too.

    Needs no database extension."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *(
                (
                    Func(key, key, Value("[]"), function="int8range", output_field=BigIntegerRangeField()),
                    RangeOperators.OVERLAPS,
                )
                for key in (*map(F, keys), *(Coalesce(F(key), Value(0)) for key in nullable))
            ),
            (
                Func(F("valid_from"), F("valid_to"), Value("[)"), function="daterange", output_field=DateRangeField()),
                RangeOperators.OVERLAPS,
            ),
        ],
        condition=condition,
        violation_error_code=code,
        violation_error_message=message,
    )


def one_of(name, field, choices) -> CheckConstraint:
    """The column holds one of its choices; the choices of a field alone are not kept by the database."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": choices.values}),
        violation_error_code="unknown_choice",
        violation_error_message=_("Choose one of the listed values."),
    )


def trigger_rule(name, code, message) -> BaseConstraint:
    """A rule that a database trigger keeps, named so that `seko.rules.errors` can tell it in words."""
    return models.constraints.BaseConstraint(name=name, violation_error_code=code, violation_error_message=message)
