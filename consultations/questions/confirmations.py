"""What has to be read before a question is deleted."""

from django.utils.translation import gettext_lazy as _

from consultations.questions.actions import delete_question
from seko.scripts import for_visitor
from seko.web.confirmation import Loss, declare_act


def _question(question):
    yield Loss(for_visitor(question.text), tuple(question.options))


declare_act(
    delete_question,
    title=_("Deleting a question"),
    button=_("Delete the question"),
    lost=_question,
    tone="danger",
    undoable=True,
)
