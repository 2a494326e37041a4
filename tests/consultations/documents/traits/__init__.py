"""Traits of Word files, each as a small file made of words, with the passages that a reader must see."""

from tests.consultations.documents.traits.numbers import NUMBERS
from tests.consultations.documents.traits.wholes import CONTENTS, KINDS, TABLES
from tests.consultations.documents.traits.words import WORDS

ALL = {**NUMBERS, **WORDS, **TABLES, **KINDS, **CONTENTS}
