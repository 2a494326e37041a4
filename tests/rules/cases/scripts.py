from seko.models import Acronym
from tests.rules.breaking import breaks


def listed(latin, cyrillic=""):
    return lambda: Acronym.objects.bulk_create([Acronym(latin=latin, cyrillic=cyrillic)])


@breaks("acronym_once", Acronym)
def an_acronym_twice():
    listed("JICA")()
    return listed("JICA", "ЏАЈКА")


@breaks("acronym_is_a_latin_word", Acronym)
def an_acronym_of_two_words():
    return listed("IPA III")


@breaks("acronym_is_a_latin_word", Acronym)
def an_acronym_in_cyrillic():
    return listed("ИПА")


@breaks("acronym_is_a_latin_word", Acronym)
def a_single_letter():
    return listed("I")


@breaks("acronym_is_a_cyrillic_word", Acronym)
def a_cyrillic_form_in_latin():
    return listed("JICA", "JICA")
