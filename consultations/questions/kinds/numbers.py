"""A number, or a step of a scale."""

from collections import Counter
from decimal import Decimal, InvalidOperation
from statistics import fmean, median
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.questions.kinds.base import AnswerKind
from consultations.questions.kinds.choices import radio_buttons
from seko.plots import PlotColumn

STEPS_AS_BUTTONS = 11  # a longer scale is typed
LONGEST_SCALE = 20  # steps; all of a shorter one are shown, also those that nobody chose
MOST_BARS = 12  # different numbers that are counted each by itself
LARGEST = 10**15  # beyond it numbers lose their last digits on the way
SHORT = PlotColumn("", 2).shown


class Number(AnswerKind):
    """Any number within the bounds, with a fraction or without."""

    def field(self, question, **common) -> forms.Field:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        return forms.CharField(widget=widget, help_text=bounds_in_words(question), max_length=40, **common)

    def checked(self, question, value) -> float | None:
        text = str(value if value is not None else "").strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or abs(number) >= LARGEST:
            raise ValidationError(gettext_lazy("Enter a number, such as 12 or 12.5."), code="not_a_number")
        self.check_step(number)
        low, high = question.minimum, question.maximum
        if (low is not None and number < low) or (high is not None and number > high):
            raise ValidationError(bounds_in_words(question), code="out_of_bounds")
        return int(number) if number == number.to_integral_value() else float(number)

    def check_step(self, number) -> None:
        """Is it one of the numbers between the bounds that may be given?"""

    def counted(self, question, answers) -> dict[str, Any]:
        values = [answer.value for answer in answers]
        return {"numbers": _numbers(values), "distribution": self.distribution(question, values)}

    def distribution(self, question, values) -> list[dict[str, float]]:
        """How often each number was given; many different ones in ten steps of the same length."""
        counts = Counter(values)
        if len(counts) > MOST_BARS:
            return _in_steps(values)
        return _each(sorted(counts), counts)

    def bars(self, result) -> list[tuple[str, int]]:
        return [(_step(row["low"], row["high"]), row["count"]) for row in result["distribution"]]

    def sentence(self, result, bars) -> str:
        numbers = {name: SHORT(value) for name, value in result["numbers"].items()}
        return _("Mean %(mean)s, median %(median)s, from %(least)s to %(most)s.") % numbers


class Scale(Number):
    """A whole number from the lowest to the highest."""

    def field(self, question, **common) -> forms.Field:
        if question.maximum - question.minimum >= STEPS_AS_BUTTONS:
            return super().field(question, **common)
        steps = [(str(step), str(step)) for step in range(question.minimum, question.maximum + 1)]
        return radio_buttons(question, steps, **common)

    def check_step(self, number) -> None:
        if number != number.to_integral_value():
            raise ValidationError(gettext_lazy("Enter a whole number."), code="not_whole")

    def distribution(self, question, values) -> list[dict[str, float]]:
        """Each step of a short scale, also those that nobody chose."""
        if question.maximum - question.minimum > LONGEST_SCALE:
            return super().distribution(question, values)
        return _each(range(question.minimum, question.maximum + 1), Counter(values))


def bounds_in_words(question) -> str:
    """Which numbers are taken, in a sentence; empty where all are."""
    bounds = {"low": question.minimum, "high": question.maximum}
    if None not in bounds.values():
        return gettext_lazy("Enter a number from %(low)s to %(high)s.") % bounds
    if question.minimum is not None:
        return gettext_lazy("Enter a number from %(low)s on.") % bounds
    return gettext_lazy("Enter a number up to %(high)s.") % bounds if question.maximum is not None else ""


def _numbers(values) -> dict[str, float | None]:
    if not values:
        return {"mean": None, "median": None, "least": None, "most": None}
    return {
        "mean": round(fmean(values), 2),
        "median": round(median(values), 2),
        "least": min(values),
        "most": max(values),
    }


def _each(numbers, counts) -> list[dict[str, float]]:
    return [{"low": number, "high": number, "count": counts[number]} for number in numbers]


def _in_steps(values, steps=10) -> list[dict[str, float]]:
    least, most = min(values), max(values)
    width = (most - least) / steps
    found = Counter(min(int((value - least) / width), steps - 1) for value in values)
    ends = [round(least + width * step, 2) for step in range(steps + 1)]
    return [{"low": ends[step], "high": ends[step + 1], "count": found[step]} for step in range(steps)]


def _step(low, high) -> str:
    return _plain(low) if low == high else _("%(low)s to %(high)s") % {"low": _plain(low), "high": _plain(high)}


def _plain(number) -> str:
    return PlotColumn("", 0 if number == int(number) else 2).shown(number)
