"""Questions and answers in words: `{% load questions %}`."""

from django import template

from consultations.questions.answers import answer_in_words
from consultations.questions.kinds.numbers import bounds_in_words
from consultations.questions.plots import question_title as title_of_question
from seko.scripts import for_visitor

register = template.Library()


@register.simple_tag
def bounds_of(question):
    """Which numbers are taken as an answer, in a sentence."""
    return bounds_in_words(question)


@register.filter
def answer_words(value):
    """An answer to a question in one line, in the visitor's script."""
    return for_visitor(answer_in_words(value))


@register.simple_tag
def question_title(result):
    """A question of `question_results`, with its number."""
    return title_of_question(result)
