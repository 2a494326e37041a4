"""The comment that a person has in hand: new, or a draft of the organization as it was when the page was opened."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from consultations.comments.actions.comments import submit_comment
from consultations.comments.actions.drafts import TEXT_FIELDS, draft_missing, save_draft
from consultations.comments.forms import CommentForm
from consultations.comments.models import CommentDraft
from consultations.consultation.models import Consultation
from consultations.consultation.permissions import commenting_mandates
from consultations.contributions.actions import submit_draft
from seko.web.pages import number_from_request

DIGITS = 18  # of an id
SAVED = _("Saved to the drafts of your organization. Nothing is sent until you submit your contribution.")
SUBMITTED = _("Your comment is submitted. You can change or withdraw it until the deadline.")


def drafts_of(user, consultation):
    """Drafts that the person may see, with what a page shows of each."""
    rows = CommentDraft.objects.visible_to(user).filter(consultation=consultation)
    rows = rows.select_related("passage", "organization", "mandate__user", "comment", "withdrawn")
    return rows.prefetch_related("files").order_by("passage__position", "pk")


def drafts_here(user, consultation, passage):
    """Drafts of the person's organizations about one place, as long as they may still be of use."""
    if not user.is_authenticated or consultation.is_over:
        return []
    return list(drafts_of(user, consultation).filter(passage=passage))


@dataclass
class CommentEditor:
    """What the form on a page is about, and what its buttons do."""

    request: object
    consultation: Consultation
    draft: CommentDraft | None
    revision: int | None
    is_gone: bool = False

    @classmethod
    def of(cls, request, consultation, draft=None):
        """As the posted form says, else the draft of the page."""
        if request.method != "POST":
            return cls(request, consultation, draft, draft and draft.revision)
        pk, revision = (number_from_request(request.POST.get(name), DIGITS) for name in ("draft", "revision"))
        found = drafts_of(request.user, consultation).filter(pk=pk).first() if pk else None
        return cls(request, consultation, found, revision, is_gone=bool(pk and not found))

    @property
    def as_draft(self):
        """Was the button pressed that keeps a draft?"""
        return self.request.POST.get("act") == "draft"

    @property
    def done(self):
        """The message of success."""
        return SAVED if self.as_draft else SUBMITTED

    def _mandates(self):
        """For whom the person may speak; a draft knows it already, and nobody speaks where all is over."""
        if self.draft or self.consultation.is_over:
            return ()
        return commenting_mandates(self.request.user, self.consultation)

    def form(self, initial=None, is_draft=None):
        """The form with what was typed, or with the words of the draft."""
        if self.draft:
            initial = {name: getattr(self.draft, name) for name in TEXT_FIELDS}
        return CommentForm(
            self.request.POST or None,
            self.request.FILES or None,
            mandates=self._mandates(),
            is_draft=self.as_draft if is_draft is None else is_draft,
            initial=initial,
        )

    def save(self, passage, **data):
        """Keep the draft, or submit."""
        self._require_there()
        if self.as_draft:
            return self.keep(passage, **data)
        if self.draft:
            data |= {"draft": self.draft, "revision": self.revision, "removed": self._removed()}
            return submit_draft(by=self.request.user, **data)
        return submit_comment(self.consultation, by=self.request.user, passage=passage, **data)

    def keep(self, passage, **data):
        """Keep what was typed as a draft."""
        self._require_there()
        return save_draft(
            self.consultation, by=self.request.user, passage=passage, draft=self.draft, revision=self.revision,
            removed=self._removed(), **data,
        )  # fmt: skip

    def after_conflict(self, form):
        """The draft as a colleague has left it, to be shown beside the words of the form, or None.

        The next press knows of it: then it is no longer overwritten in silence."""
        if not form.is_bound or not form.has_error(NON_FIELD_ERRORS, "changed_meanwhile"):
            return None
        self.draft = drafts_of(self.request.user, self.consultation).filter(pk=self.draft.pk).first()
        self.revision = self.draft and self.draft.revision
        return self.draft

    @property
    def draft_id(self):
        """What the form sends along. One that is gone begins anew; who is signed out does not see it for now."""
        if self.draft or self.request.user.is_authenticated:
            return self.draft and self.draft.pk
        return number_from_request(self.request.POST.get("draft"), DIGITS)

    def _require_there(self):
        if self.is_gone:
            raise draft_missing()

    def _removed(self):
        sent = (number_from_request(pk, DIGITS) for pk in self.request.POST.getlist("removed"))
        return [pk for pk in sent if pk]
