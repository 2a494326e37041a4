"""Dates in Serbian, in both scripts: spaced, with a full stop after each number. Source: Pravopis.

Months in numbers: their names would have to follow the case that the sentence asks for ("od 1. januara")."""

DATE_FORMAT = "j. n. Y."
DATETIME_FORMAT = "j. n. Y. H:i"
SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. H:i"
TIME_FORMAT = "H:i"
FIRST_DAY_OF_WEEK = 1
