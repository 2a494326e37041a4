"""What may be answered to a question, and what all answers together say."""

from collections import Counter
from decimal import Decimal, InvalidOperation
from statistics import fmean, median

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from consultations.questions.models import Question, QuestionAnswer

Kind = Question.Kind
CHOICES, NUMBERS = {Kind.SINGLE, Kind.MULTIPLE}, {Kind.SCALE, Kind.NUMBER}
LONGEST_TEXT = 20_000  # characters, as of a comment
LONGEST_SCALE = 20  # steps; all of a shorter one are shown, also those that nobody chose
MOST_BARS = 12  # different numbers that are counted each by itself
LARGEST = 10**15  # beyond it numbers lose their last digits on the way


def checked_answer(question, value):
    """The answer as it is kept, or None where nothing was answered.

    Raises ValidationError `text_too_long`, `unknown_option`, `not_a_number`, `not_whole`, `out_of_bounds`."""
    if question.kind in NUMBERS:
        return _number(question, value)
    if question.kind == Kind.MULTIPLE:
        chosen = _known(question, value if isinstance(value, list) else [value] if value else [])
        return [option for option in question.options if option in chosen] or None
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        return None
    if question.kind == Kind.SINGLE:
        return _known(question, [text])[0]
    if len(text) > LONGEST_TEXT:
        message = _("Write at most %(most)s characters.") % {"most": LONGEST_TEXT}
        raise ValidationError(message, code="text_too_long")
    return text


def _known(question, chosen):
    if not set(chosen) <= set(question.options):
        raise ValidationError(_("Choose among the answers that are offered."), code="unknown_option")
    return chosen


def _number(question, value):
    text = str(value if value is not None else "").strip().replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValidationError(_("Write a number, such as 12 or 12,5."), code="not_a_number")
    if question.kind == Kind.SCALE and number != number.to_integral_value():
        raise ValidationError(_("Choose a whole number."), code="not_whole")
    low, high = question.minimum, question.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise ValidationError(bounds_in_words(question), code="out_of_bounds")
    return int(number) if number == number.to_integral_value() else float(number)


def bounds_in_words(question):
    """Which numbers are taken, in a sentence; empty where all are."""
    bounds = {"low": question.minimum, "high": question.maximum}
    if None not in bounds.values():
        return _("A number from %(low)s to %(high)s.") % bounds
    if question.minimum is not None:
        return _("A number from %(low)s on.") % bounds
    return _("A number up to %(high)s.") % bounds if question.maximum is not None else ""


def answer_in_words(value):
    """An answer in one line."""
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def question_results(consultation):
    """What organizations answered to each question, as plain data that can be frozen; two queries.

    Each question has `position`, `text`, `text_en`, `kind`, `answers` and `late` (how many); a choice has `options`
    with `count`; a scale or a number has `numbers` (`mean`, `median`, `least`, `most`, None without an answer) and
    `distribution` (`low`, `high`, `count`; the same number twice, or from low to below high, the last one included);
    a text has `texts`, each with its organization."""
    given = QuestionAnswer.objects.submitted().select_related("organization").order_by("submitted_at", "pk")
    questions = consultation.questions.order_by("position")
    questions = questions.prefetch_related(Prefetch("answers", given, to_attr="given"))
    return [_result(question, question.given) for question in questions]


def _result(question, answers):
    values = [answer.value for answer in answers]
    result = {
        "position": question.position,
        "text": question.text,
        "text_en": question.text_en,
        "kind": question.kind,
        "answers": len(answers),
        "late": sum(answer.is_late for answer in answers),
    }
    if question.kind in CHOICES:
        chosen = Counter(option for value in values for option in (value if isinstance(value, list) else [value]))
        return result | {"options": [{"option": option, "count": chosen[option]} for option in question.options]}
    if question.kind in NUMBERS:
        return result | {"numbers": _numbers(values), "distribution": _distribution(question, values)}
    return result | {"texts": [_text(answer) for answer in answers]}


def _numbers(values):
    if not values:
        return {"mean": None, "median": None, "least": None, "most": None}
    return {
        "mean": round(fmean(values), 2),
        "median": round(median(values), 2),
        "least": min(values),
        "most": max(values),
    }


def _distribution(question, values):
    """How often each number was given; many different ones in ten steps of the same length."""
    counts = Counter(values)
    if question.kind == Kind.SCALE and question.maximum - question.minimum <= LONGEST_SCALE:
        among = range(question.minimum, question.maximum + 1)
    elif len(counts) <= MOST_BARS:
        among = sorted(counts)
    else:
        return _in_steps(values)
    return [{"low": value, "high": value, "count": counts[value]} for value in among]


def _in_steps(values, steps=10):
    least, most = min(values), max(values)
    width = (most - least) / steps
    found = Counter(min(int((value - least) / width), steps - 1) for value in values)
    ends = [round(least + width * step, 2) for step in range(steps + 1)]
    return [{"low": ends[step], "high": ends[step + 1], "count": found[step]} for step in range(steps)]


def _text(answer):
    organization = answer.organization
    return {
        "organization": {"id": organization.pk, "name": organization.name, "name_en": organization.name_en},
        "text": answer.value,
        "is_late": answer.is_late,
    }
