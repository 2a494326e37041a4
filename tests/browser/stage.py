"""A consultation in each state with what happens in it, for walks that have to see every variant of every page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from consultations.comments.actions.hiding import hide_comment
from consultations.models import Assignment, CommentDraft, Document
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import give_password

# In each state the pages that only then show what they are for.
PAGES = {
    "draft": ["detail", "edit", "questions", "question_create", "question_edit", "question_delete", "open"],
    "upcoming": ["detail", "comments", "passage", "correct", "exchange_sekos", "exchange_version"],
    "open": [
        "detail",
        "comments",
        "passage",
        "whole",
        "comment_edit",
        "comment_withdraw",
        "comment_hide",
        "comment_show",
        "contribution",
        "contribution_withdraw",
        "draft",
        "close",
        "move",
        "cancel",
    ],
    "consolidation": ["detail", "opinion", "opinion_submit", "whole"],
    "in_review": ["detail", "opinion", "responses", "response", "report_publish"],
    "cancelled": ["detail"],
}
LISTS = [
    *("consultations:list", "consultations:working_group_list", "consultations:meeting_list"),
    *("consultations:training_list", "organizations:list", "memoranda:list"),
    *("sectors:area_list", "sectors:seko_list", "sectors:consortium_list"),
]
WORDS_OF_A_MEMBER = "Без рокова се мере не прате, а без мера нема ни рокова. " * 5


class Stage:
    """The consultations by their state, and the addresses of their pages."""

    def __init__(self, cast):
        self.cast = cast
        self.consultations = {state: make.make_consultation(state, [cast.seko]) for state in PAGES}
        self.consultations["open"] = self._asked()
        self.question = self.consultations["draft"].questions.first()
        self.draft = CommentDraft.objects.create(
            consultation=self.consultations["open"], organization=cast.network_org, mandate=cast.mandate("network"),
            kind="change", proposed_text="До краја године.", reason=WORDS_OF_A_MEMBER,
        )  # fmt: skip
        for state in ("open", "consolidation", "in_review"):
            self._comment(self.consultations[state])
        self._hide(self.consultations["open"].comments.get(number=2))
        self._opinion_to_submit(self.consultations["consolidation"])
        self.unused = make.make_document_version(issuer=cast.office)
        self.empty = Document.objects.create(slug="prazan", title="Празан документ", kind="ad", issuer=cast.office)
        under_review = self.consultations["in_review"]
        lead, office = cast.mandate("lead"), cast.mandate("coordinator")
        opinion = make.make_opinion(
            under_review, cast.seko, lead, items=2, comments=under_review.comments.all(), status="submitted"
        )
        self.sent, answered = opinion.items.order_by("position")
        Assignment.objects.create(item=self.sent, institution=cast.ministry, due_on=today(), mandate=office)
        make.make_response(answered, office, outcome="not_accepted", reason="Рокови су у другом документу.")
        for _ in range(26):  # the list of organizations has a second page
            make.make_organization()
        give_password(cast.coordinator)  # who has none is led to another page than who changes theirs

    def _asked(self):
        """Open, with a question of each kind."""
        draft = self.consultations["draft"]
        other = make.make_consultation("draft", [self.cast.seko], version=draft.version)
        for consultation in (draft, other):
            for kind in ("text", "number"):
                make.make_question(consultation, kind=kind, is_required=True)
            for kind in ("single", "multiple"):
                make.make_question(consultation, kind=kind, options=["да", "не", "не знамо"])
            make.make_question(consultation, kind="scale", minimum=1, maximum=5)
        return make.opened(other)

    def _comment(self, consultation):
        passage = consultation.version.passages.last()
        for who, words in {"network": WORDS_OF_A_MEMBER, "other_network": "Када излази позив?"}.items():
            mandate = self.cast.mandate(who)
            make.make_comment(consultation, mandate, passage, kind="change", proposed_text="До краја.", reason=words)

    def _hide(self, comment):
        hide_comment(comment, by=self.cast.lead, reason="Садржи личне податке.")

    def _opinion_to_submit(self, consultation):
        """All comments are dealt with, so it can be submitted."""
        lead = self.cast.mandate("lead")
        make.make_opinion(consultation, self.cast.seko, lead, comments=consultation.comments.all())

    def addresses(self, language):
        """{what the page shows: address}."""
        with translation.override(language):
            found = {
                f"consultations:{page}, {state}": reverse(f"consultations:{page}", kwargs=self._parameters(page, state))
                for state, pages in PAGES.items()
                for page in pages
            }
            nothing = urlencode({"q": "нема таквог"})
            found |= {f"{name}, nothing found": f"{reverse(name)}?{nothing}" for name in LISTS}
            bulk = {action: self._bulk(action) for action in ("assign", "respond", "approve", "return")}
            document = self.unused.document.slug
            return found | {
                "consultations:version_withdraw, unused": reverse(
                    "consultations:version_withdraw", args=[document, self.unused.number]
                ),
                "consultations:document_delete, empty": reverse(
                    "consultations:document_delete", args=[self.empty.slug]
                ),
                **{f"consultations:responses_bulk, {action}": address for action, address in bulk.items()},
                "organizations:list, second page": f"{reverse('organizations:list')}?page=2",
                "organizations:list, bad filter": f"{reverse('organizations:list')}?kind=nema",
            }

    def _bulk(self, action):
        slug = self.consultations["in_review"].slug
        return f"{reverse('consultations:responses_bulk', args=[slug, action])}?item={self.sent.pk}"

    def _parameters(self, page, state):
        consultation = self.consultations[state]
        more = {
            "passage": {"pk": consultation.version.passages.last().pk},
            "comment_edit": {"number": 1},
            "comment_withdraw": {"number": 1},
            "comment_hide": {"number": 1},
            "comment_show": {"number": 2},
            **{page: {"pk": self.question.pk} for page in ("question_edit", "question_delete")},
            "draft": {"pk": self.draft.pk},
            "opinion": {"code": self.cast.seko.code},
            "opinion_submit": {"code": self.cast.seko.code},
            "response": {"pk": self.sent.pk},
        }
        return {"slug": consultation.slug, **more.get(page, {})}
