"""Ten comments or a thousand: every page on which they stand asks the same few queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import Comment, Consultation, ConsultationReport, PassageOrigin, Support
from tests import factories as make
from tests.browsing import address
from tests.counting import MOST_QUERIES, queries_again, queries_of

ROWS = (10, 1000)
READERS = ("network", "lead")


@pytest.fixture
def visitors(cast):
    """A visitor, and some who have signed in."""
    clients = {"anonymous": Client()}
    for who in READERS:
        clients[who] = Client()
        clients[who].force_login(getattr(cast, who))
    return clients


def say(cast, consultation, number):
    """Comments up to this number, on all passages and on the whole, each with a support."""
    there = consultation.comments.count()
    passages = [None, *consultation.version.passages.all()]
    mandates = [cast.mandate("network"), cast.mandate("other_network"), cast.mandate("member")]
    at = min(timezone.now(), consultation.comments_close_at) - timedelta(hours=1)
    comments = Comment.objects.bulk_create(
        Comment(
            consultation=consultation, passage=passages[n % len(passages)], number=n + 1, kind="change",
            mandate=mandates[n % 3], organization_id=mandates[n % 3].organization_id, submitted_at=at,
            proposed_text=f"Мере се спроводе до {n}. године.", reason=f"Разлог број {n}.",
        )
        for n in range(there, number)
    )  # fmt: skip
    lead = cast.mandate("lead")
    Support.objects.bulk_create(
        Support(comment=comment, mandate=lead, organization=cast.lead_org) for comment in comments
    )


def pages_of(consultation):
    passage = consultation.version.passages.get(number="1.2")
    return [
        address("detail", consultation.slug),
        address("comments", consultation.slug),
        address("comments", consultation.slug) + "?sort=supports",
        address("passage", consultation.slug, passage.pk),
        address("whole", consultation.slug),
    ]


def asked(visitors, pages, count):
    return {(who, page): count(client, page) for who, client in visitors.items() for page in pages}


def assert_the_same_few(cast, visitors, consultation, more=()):
    counts = []
    for rows, count in zip(ROWS, (queries_of, queries_again), strict=True):
        say(cast, consultation, rows)
        counts.append(asked(visitors, [*pages_of(consultation), *more], count))
    assert counts[0] == counts[1]
    assert {place: n for place, n in counts[1].items() if n > MOST_QUERIES} == {}


def test_while_comments_are_taken(cast, visitors):
    consultation = make.make_consultation("open", [cast.seko])

    assert_the_same_few(cast, visitors, consultation)
    ours = address("contribution", consultation.slug)
    assert queries_of(visitors["network"], ours) <= MOST_QUERIES


def test_when_the_next_version_has_come(cast, visitors):
    consultation = make.make_consultation("consolidation", [cast.seko])
    version = consultation.version
    later = make.make_document_version(document=version.document, number=2)
    PassageOrigin.objects.bulk_create(
        PassageOrigin(passage=now, forerunner=before, way="same")
        for before, now in zip(version.passages.all(), later.passages.all(), strict=True)
    )
    say(cast, consultation, ROWS[0])
    Consultation.objects.filter(pk=consultation.pk).update(status="answered")
    office = cast.mandate("coordinator")
    ConsultationReport.objects.create(
        consultation=consultation, number="K-1/R", content={"numbers": {"items": 0, "outcomes": {}}},
        content_hash="0" * 64, organization=cast.office, mandate=office, published_at=timezone.now(),
    )  # fmt: skip
    compared = address("compare", version.document.slug, 1, 2)

    assert_the_same_few(cast, visitors, consultation, more=[compared])
