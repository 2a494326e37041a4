"""Dates, times and numbers in each variant."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.formats import date_format, time_format
from django.utils.translation import override

VARIANTS = ["sr", "sr-latn", "en"]
DAY, TIME = date(2014, 11, 20), time(9, 5)
MOMENT = datetime(2014, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight of the next day in Belgrade

DATES = [
    ("DATE_FORMAT", "20. 11. 2014.", "20 November 2014"),
    ("SHORT_DATE_FORMAT", "20. 11. 2014.", "20 Nov 2014"),
]
MOMENTS = [
    ("DATETIME_FORMAT", "21. 11. 2014. 00:30", "21 November 2014, 00:30"),
    ("SHORT_DATETIME_FORMAT", "21. 11. 2014. 00:30", "21 Nov 2014, 00:30"),
]


def render(source, language, **context):
    with override(language):
        return Template("{% load script %}" + source).render(Context(context))


@pytest.mark.parametrize("language", VARIANTS)
@pytest.mark.parametrize(("form", "serbian", "english"), DATES)
def test_a_day_is_written_as_the_face_does(language, form, serbian, english):
    with override(language):
        assert date_format(DAY, form) == (english if language == "en" else serbian)


@pytest.mark.parametrize("language", VARIANTS)
@pytest.mark.parametrize(("form", "serbian", "english"), MOMENTS)
def test_a_moment_is_written_in_the_time_of_belgrade(language, form, serbian, english):
    shown = render("{{ moment|date:form }}", language, moment=MOMENT, form=form)

    assert shown == (english if language == "en" else serbian)


@pytest.mark.parametrize("language", VARIANTS)
def test_a_time_has_two_digits_each(language):
    with override(language):
        assert time_format(TIME) == "09:05"


@pytest.mark.parametrize("language", VARIANTS)
def test_a_day_without_a_form_is_written_in_full(language):
    assert render("{{ day }}", language, day=DAY) == ("20 November 2014" if language == "en" else "20. 11. 2014.")


@pytest.mark.parametrize(
    ("source", "value", "serbian", "english"),
    [
        ("number", 0, "0", "0"),
        ("number", 418, "418", "418"),
        ("number", 1234, "1.234", "1,234"),
        ("number", 1_000_000, "1.000.000", "1,000,000"),
        ("number", -1234, "-1.234", "-1,234"),
        ("number", 2.5, "3", "3"),
        ("number:1", 1234.56, "1.234,6", "1,234.6"),
        ("number:1", 2, "2,0", "2.0"),
        ("number:2", Decimal("1234.505"), "1.234,51", "1,234.51"),
        ("number", "1234", "1.234", "1,234"),
        ("number", None, "", ""),
        ("number", "", "", ""),
        ("number", "many", "", ""),
        ("percent", 45, "45\u00a0%", "45%"),
        ("percent:1", 45.25, "45,3\u00a0%", "45.3%"),
        ("percent", 0, "0\u00a0%", "0%"),
        ("percent", None, "", ""),
    ],
)
@pytest.mark.parametrize("language", VARIANTS)
def test_a_number_is_written_as_the_face_does(language, source, value, serbian, english):
    shown = render(f"{{{{ value|{source} }}}}", language, value=value)

    assert shown == (english if language == "en" else serbian)


@pytest.mark.parametrize("language", VARIANTS)
def test_a_bare_number_is_not_parted(language):
    """Numbers of registers, years and keys are no amounts."""
    decimal_point = "." if language == "en" else ","

    assert render("{{ year }} {{ share }}", language, year=2014, share=0.5) == f"2014 0{decimal_point}5"
