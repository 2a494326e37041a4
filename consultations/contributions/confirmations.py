"""What has to be read before an organization takes back all that it has said."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.comments.confirmations import DRAFT_AGAIN, supports_of
from consultations.comments.models import Comment
from consultations.contributions.actions import withdraw_contribution
from consultations.questions.models import QuestionAnswer
from seko.web.confirmation import Loss, declare_act


def _contribution(consultation, organization):
    comments = list(Comment.objects.active().filter(consultation=consultation, organization=organization))
    if comments:
        words = ngettext("%(n)s comment on the public pages", "%(n)s comments on the public pages", len(comments))
        yield Loss(words % {"n": len(comments)}, tuple(f"#{each.number}: {each.reason}" for each in comments))
    given = QuestionAnswer.objects.submitted().filter(question__consultation=consultation, organization=organization)
    if count := given.count():
        yield Loss(ngettext("%(n)s answer to a question", "%(n)s answers to questions", count) % {"n": count})
    yield from supports_of(*comments)


declare_act(
    withdraw_contribution,
    title=_("Withdrawal of the contribution"),
    button=_("Withdraw all"),
    lost=_contribution,
    tone="danger",
    way_back=DRAFT_AGAIN,
)
