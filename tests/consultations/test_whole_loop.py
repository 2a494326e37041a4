"""The heart of the portal, played through its pages: from a pasted document to the fate of each comment."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from consultations.models import Comment, Consultation, Opinion
from seko.events.models import Event
from tests import factories as make
from tests.browsing import press


@pytest.fixture
def pages(client, cast):
    return Pages(client, cast)


class Pages:
    """A person at a browser: who it is, what it posts, where it lands."""

    def __init__(self, client, cast):
        self.client, self.cast = client, cast

    def be(self, role):
        self.client.force_login(self.cast.user(role))

    def get(self, name, *args):
        with translation.override("en"):
            response = self.client.get(reverse(name, args=args))
        assert response.status_code == 200, response.content[:300]
        return response.content.decode()

    def post(self, name, *args, **data):
        with translation.override("en"):
            response = press(self.client, reverse(name, args=args), data, follow=True)
        assert response.status_code == 200, response.content[:300]
        assert response.redirect_chain, response.context["form"].errors
        return response.content.decode()


def test_a_consultation_runs_from_draft_to_published_report(pages, cast):
    now = timezone.localtime()
    moment = lambda days: (now + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")  # noqa: E731

    # The coordinator brings in a document and opens a consultation on its first version.
    pages.be("coordinator")
    pages.post(
        "consultations:document_create",
        title="Акциони документ за енергетику",
        kind="ad",
        language="sr",
        issuer=cast.office.pk,
    )
    pages.post("consultations:version_create", "akcioni-dokument-za-energetiku", text=make.TEXT)
    version = make.DocumentVersion.objects.get()
    pages.post(
        "consultations:create",
        version=version.pk,
        title="Енергија у јавним зградама",
        phase="programming",
        sekos=[cast.seko.pk],
        opens_at=moment(0),
        comments_close_at=moment(10),
        opinion_due_at=moment(13),
        answer_due_at=moment(28),
        late_comments_allowed="on",
    )
    slug = "energija-u-javnim-zgradama"
    assert "The consultation is open." in pages.post("consultations:open", slug)

    # Two member organizations comment on passages.
    first, second = version.passages.filter(kind="paragraph")[:2]
    pages.be("network")
    pages.post(
        "consultations:passage", slug, first.pk, kind="change", proposed_text="Нови текст", reason="Јасније је овако."
    )
    pages.be("other_network")
    pages.post("consultations:passage", slug, second.pk, kind="question", reason="Које зграде?")
    pages.post("consultations:comment_support", slug, 1)

    # The comment window closes.
    pages.be("coordinator")
    pages.post("consultations:close", slug, reason="Рок Европске комисије је померен.")

    # The lead merges one comment, sets the other aside, and submits the opinion.
    pages.be("lead")
    code = cast.seko.code
    pages.post("consultations:opinion_start", slug, code)
    assert "2 comments still to deal with" in pages.get("consultations:opinion", slug, code)
    merged, aside = Comment.objects.order_by("number")
    assert "The opinion is empty." in pages.post("consultations:opinion_submit", slug, code)
    pages.post(
        "consultations:item_create",
        slug,
        code,
        title="Јасније мере",
        text="Тражимо измену.",
        passage=first.pk,
        comments=[merged.pk],
    )
    left = "1 comment is still open. Merge it into an item, keep it as a minority position, or set it aside"
    assert left in pages.post("consultations:opinion_submit", slug, code)
    pages.post("consultations:set_aside", slug, code, comments=aside.pk, reason="Одговор је у анексу.")
    pages.post("consultations:opinion_submit", slug, code)
    opinion = Opinion.objects.get()
    assert opinion.is_submitted

    # The Office sends the item to a ministry, which answers with a reason; the report is published.
    item = opinion.items.get()
    pages.be("desk_officer")
    pages.post("consultations:responses_bulk", slug, "assign", items=f"{item.pk}-0", institution=cast.ministry.pk)
    pages.be("contact")
    assert "Јасније мере" not in pages.get("dashboard")  # in English pages Serbian stands in Latin letters
    assert "Jasnije mere" in pages.get("dashboard")
    pages.post("consultations:response", slug, item.pk, outcome="partly", reason="Прихватамо први део.", send="1")
    pages.be("coordinator")
    assert "These items have no approved answer yet" in pages.get("consultations:report_publish", slug)
    pages.post("consultations:responses_bulk", slug, "approve", items=f"{item.pk}-1")
    pages.post("consultations:report_publish", slug, summary="Мере су јасније.")
    assert Consultation.objects.get().status == "answered"

    # Each member organization sees what became of its comment; so does everybody in the report.
    pages.be("network")
    mine = pages.get("consultations:my_comments")
    assert "partly accepted" in mine and "Prihvatamo prvi deo." in mine
    pages.be("other_network")
    assert "Odgovor je u aneksu." in pages.get("consultations:my_comments")
    pages.client.logout()
    report = pages.get("consultations:report", slug)
    assert "Prihvatamo prvi deo." in report and "Jasnije je ovako." in report

    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "document.version_issued",
        "consultation.created",
        "consultation.opened",
        "comment.submitted",
        "comment.submitted",
        "comment.supported",
        "consultation.comments_closed",
        "opinion.begun",
        "opinion.submitted",
        "consultation.review_begun",
        "item.assigned",
        "item.sent",
        "item.approved",
        "report.published",
    ]
