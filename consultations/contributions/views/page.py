"""The drafts, the answers and the comments of one organization in a consultation."""

import json
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from consultations.comments.views.editor import drafts_of
from consultations.contributions.actions import submit_contribution
from consultations.questions.actions import save_answers
from consultations.questions.forms import AnswersForm
from consultations.questions.models import QuestionAnswer


def address_of(consultation, organization):
    """The page of an organization's contribution."""
    return f"{reverse('consultations:contribution', args=[consultation.slug])}?organization={organization.slug}"


def as_json(value):
    """An answer as it stands in a hidden field."""
    return json.dumps(value, ensure_ascii=False)


class ContributionPage:
    """What stands on the page of a contribution, and what its form does."""

    def __init__(self, consultation, organization, request):
        self.consultation, self.organization, self.request = consultation, organization, request
        self.address = address_of(consultation, organization)
        self.drafts = list(drafts_of(request.user, consultation).filter(organization=organization))
        comments = consultation.comments.not_withdrawn().filter(organization=organization)
        self.comments = list(comments.select_related("passage", "hidden_mandate__organization").order_by("number"))
        self.questions = list(consultation.questions.order_by("position"))
        self.answers = self._answers() if self.questions else {}
        waiting = [q for q in self.questions if not (q.pk in self.answers and self.answers[q.pk].submitted_at)]
        first = {question.pk: self._stands(question) for question in waiting}
        self.form = AnswersForm(request.POST or None, questions=waiting, answers=first)

    @property
    def given(self):
        """(question, answer) of what is submitted."""
        pairs = [(question, self.answers.get(question.pk)) for question in self.questions]
        return [(question, answer) for question, answer in pairs if answer and answer.submitted_at]

    @property
    def fields(self):
        """(field, question, what the person sees of its answer) of what is still to be submitted."""
        return [(self.form[name], q, as_json(self._before(name, q))) for name, q in self.form.questions.items()]

    @property
    def waits(self):
        """There is something to submit."""
        return bool(self.drafts or self.form.questions)

    def save(self):
        """Keep what was typed as drafts."""
        values, seen = self.form.values(), {q.pk: self._seen(name) for name, q in self.form.questions.items()}
        with _field_errors_of(self):
            return save_answers(self.consultation, self.organization, by=self.request.user, values=values, seen=seen)

    @transaction.atomic
    def submit(self):
        """Submit everything; what the first of two presses has submitted is submitted."""
        if self.form.questions:
            self.save()
        with _field_errors_of(self):
            try:
                submit_contribution(self.consultation, self.organization, by=self.request.user)
            except ValidationError as refusal:
                if getattr(refusal, "code", "") != "nothing_to_submit" or not (self.comments or self.given):
                    raise

    def _answers(self):
        rows = QuestionAnswer.objects.filter(question__in=self.questions, organization=self.organization)
        return {row.question_id: row for row in rows}

    def _stands(self, question):
        return self.answers[question.pk].value if question.pk in self.answers else None

    def _seen(self, name):
        """The answer that the person had before them when they began to write; None for what is no answer."""
        try:
            seen = json.loads(self.request.POST.get(f"seen-{name}", "null"))
            as_json(seen).encode()  # half a character can be written in JSON and nowhere else
        except (ValueError, RecursionError):
            return None
        parts = seen if isinstance(seen, list) else [seen]
        return seen if all(part is None or isinstance(part, str | int | float) for part in parts) else None

    def _before(self, name, question):
        """What the next press knows of: where a colleague was faster, their answer has been shown by now."""
        told = self.form.is_bound and not self.form.has_error(name, "changed_meanwhile")
        return self._seen(name) if told else self._stands(question)


@contextmanager
def _field_errors_of(ours):
    """Refusals by `question-<id>` and `draft-<id>` stand beside their question, and with their draft."""
    try:
        yield
    except ValidationError as refusal:
        drafts, told, incomplete = {draft.pk: draft for draft in ours.drafts}, {}, 0
        for key, errors in refusal.update_error_dict({}).items():
            what, __, pk = key.partition("-")
            if what == "question" and f"q{pk}" in ours.form.fields:
                told[f"q{pk}"] = errors
            elif what == "draft" and int(pk) in drafts:
                drafts[int(pk)].refusals = [message for error in errors for message in error.messages]
                incomplete += 1
            else:
                told.setdefault(NON_FIELD_ERRORS, []).extend(errors)
        if incomplete:
            words = ngettext(
                "Nothing was submitted: %(n)s draft is incomplete. What is missing is written beside it.",
                "Nothing was submitted: %(n)s drafts are incomplete. What is missing is written beside each.",
                incomplete,
            )
            error = ValidationError(words % {"n": incomplete}, code="draft_incomplete")
            told.setdefault(NON_FIELD_ERRORS, []).append(error)
        raise ValidationError(told) from refusal
