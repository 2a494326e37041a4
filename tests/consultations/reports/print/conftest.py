"""A whole consultation on paper, and how a PDF is read."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.utils import timezone

from consultations.comments.actions.comments import submit_comment
from consultations.consultation.actions import open_consultation
from consultations.models import Consultation, ConsultationReport, Opinion
from consultations.opinions.actions.disposition import add_minority_position, set_aside_comments
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import start_opinion, submit_opinion
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import respond_to_item
from tests import factories as make

DAY = timedelta(days=1)


@dataclass
class Paper:
    """What a reader finds in a PDF."""

    reader: pypdf.PdfReader

    @property
    def text(self):
        """The words of all pages, without line breaks and the marks where a long word may be broken."""
        pages = " ".join(page.extract_text() for page in self.reader.pages)
        return " ".join(pages.replace("\u200b", "").split())

    @property
    def catalog(self):
        return self.reader.trailer["/Root"]

    @property
    def attached(self):
        """{name: bytes} of the files that go along."""
        return {name: files[0] for name, files in self.reader.attachments.items()}


def read(pdf):
    """The PDF in `pdf` as a reader finds it; the reader refuses what is broken."""
    assert pdf.startswith(b"%PDF-1.7")
    return Paper(pypdf.PdfReader(BytesIO(pdf), strict=True))


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """No document of another test is at hand, and none stays."""
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {**settings.CACHES["files"], "LOCATION": tmp_path / "cache"}
    settings.CACHES = {**settings.CACHES, "files": files}


@dataclass
class Loop:
    consultation: Consultation
    opinion: Opinion
    report: ConsultationReport


def play(cast, *, items=1, reason="Мера није јасна.", proposed="Мере су јасне.", began=None):
    """From draft to report: `network` is merged into each item, `other_network` is set aside, `member` objects."""
    began = began or timezone.now() - 30 * DAY
    office, lead = cast.user("coordinator"), cast.user("lead")
    draft = make.make_consultation("draft", sekos=[cast.seko], title="Одрживи развој", title_en="Sustainability")
    for name, day in {"opens_at": 0, "comments_close_at": 10, "opinion_due_at": 20, "answer_due_at": 40}.items():
        setattr(draft, name, began + day * DAY)
    draft.save()
    consultation = open_consultation(draft, by=office, at=began)
    passage = consultation.version.passages.get(number="1.2")
    next_version = make.make_document_version(document=consultation.version.document, number=2)
    landed = next_version.passages.get(number="2.2")
    inside, over = began + DAY, began + 11 * DAY
    said = {"kind": "change", "passage": passage, "proposed_text": proposed}
    merged = [  # the same words again would be the same comment
        submit_comment(consultation, by=cast.user("network"), at=inside, reason=reason + number * "!", **said)
        for number in range(items)
    ]
    aside = submit_comment(
        consultation, by=cast.user("other_network"), at=inside, kind="question", reason="Kada počinje?"
    )
    opinion = start_opinion(consultation, seko=cast.seko, by=lead, at=over)
    for number, comment in enumerate(merged, start=1):
        item = save_item(
            opinion, by=lead, title=f"Мере {number}", text="Тражимо јасне мере.\n\nИ рок.", proposed_text=proposed,
            passage=passage, comments=[comment],
        )  # fmt: skip
        add_minority_position(opinion, by=lead, organization=cast.member_org, text="Рок је кратак.", item=item)
    add_minority_position(opinion, by=lead, organization=cast.third_org, text="Тражимо расправу.")
    set_aside_comments(opinion, comments=[aside], by=lead, reason="Није у теми.")
    opinion = submit_opinion(opinion, by=lead, at=over)
    for item in opinion.items.all():
        respond_to_item(item, by=office, outcome="partly", reason="Рок се уводи.", landed_in=landed, at=over)
    report = publish_report(consultation, by=office, summary="Хвала на учешћу.", at=over)
    return Loop(consultation, Opinion.objects.get(pk=opinion.pk), ConsultationReport.objects.get(pk=report.pk))


@pytest.fixture
def loop(cast):
    return play(cast)
