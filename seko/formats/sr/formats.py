"""Dates in Serbian, in both scripts: spaced, with a full stop after each number. Source: Pravopis."""

DATE_FORMAT = "j. F Y."
DATETIME_FORMAT = "j. F Y. H:i"
SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
