"""No page of the loop takes more than twelve queries, and none takes more for a hundred rows than for ten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import (
    Approval,
    Assignment,
    Attachment,
    Comment,
    Consultation,
    ItemComment,
    MinorityPosition,
    OpinionItem,
    SetAside,
    Support,
)
from consultations.opinions.content import freeze
from consultations.reports.actions import publish_report
from seko.events.models import Event
from tests import factories as make
from tests.browsing import address, sign_in
from tests.counting import MOST_QUERIES, ROWS, assert_flat, assert_flat_for

DAY = timedelta(days=1)
MOST_FOR_A_COMMENT = 15
PEOPLE = [
    "stranger",
    "observer",
    "contact",
    "network",
    "member",
    "lead",
    "administrator",
    "desk_officer",
    "coordinator",
]
READERS = ["anonymous", "network", "lead", "coordinator"]


def comments(consultation, cast, rows, **fields):
    """Comments of as many organizations as there are rows, each with a file and a supporter."""
    made = []
    for __ in range(rows):
        organization = make.make_organization()
        make.join(cast.seko, organization)
        mandate = make.make_representation(organization=organization)
        comment = make.make_comment(consultation, mandate, **fields)
        made.append(comment)
    files = [Attachment(comment=each, file="comments/a.pdf", name="a.pdf", size=1, sha256="0" * 64) for each in made]
    if not consultation.is_late():
        Attachment.objects.bulk_create(files)
    lead = cast.mandate("lead")
    Support.objects.bulk_create(Support(comment=each, organization=cast.lead_org, mandate=lead) for each in made)
    return made


def items(opinion, cast, comments, institution=None):
    """One item for each comment, with a minority position, sent to an institution where one is named."""
    start = opinion.items.count()
    made = OpinionItem.objects.bulk_create(
        OpinionItem(
            opinion=opinion, position=start + n, title=f"Тачка {n}", text="Текст.",
            passage=opinion.consultation.version.passages.first(),
        )
        for n, __ in enumerate(comments, start=1)
    )  # fmt: skip
    ItemComment.objects.bulk_create(ItemComment(item=item, comment=c) for item, c in zip(made, comments, strict=True))
    MinorityPosition.objects.bulk_create(
        MinorityPosition(opinion=opinion, item=item, organization=cast.member_org, text="Не.") for item in made
    )
    if institution:
        office = cast.mandate("coordinator")
        Assignment.objects.bulk_create(Assignment(item=item, institution=institution, mandate=office) for item in made)
    return made


def draft_of(cast, status="consolidation"):
    consultation = make.make_consultation(status, [cast.seko])
    return consultation, make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=0)


def hand_in(opinion):
    opinion.status, opinion.number, opinion.submitted_at = (
        "submitted",
        f"{opinion.consultation.number}/E",
        timezone.now(),
    )
    freeze(opinion)
    opinion.save()


def signed_in(cast, people):
    """A browser for each of these people."""
    clients = {who: Client() for who in people}
    for who, client in clients.items():
        sign_in(client, cast, who)
    return clients


# --- lists -----------------------------------------------------------------------------------


def test_lists_of_consultations(cast):

    def grow(rows):
        for __ in range(rows):
            make.make_comment(make.make_consultation("open", [cast.seko, cast.other_seko]), cast.mandate("network"))
            make.make_consultation("upcoming", [cast.seko])

    assert_flat_for(signed_in(cast, READERS), [address("home"), address("list")], grow)


def test_the_dashboard(cast):
    mandate, lead = cast.mandate("network"), cast.mandate("lead")

    def grow(rows):
        for __ in range(rows):
            for by in (mandate, lead, cast.mandate("member")):
                make.make_comment(make.make_consultation("open", [cast.seko]), by)
            make.make_consultation("upcoming", [cast.seko])
            make.make_consultation("consolidation", [cast.seko])
            __, opinion = draft_of(cast, "in_review")
            items(opinion, cast, [make.make_comment(opinion.consultation, mandate)], cast.ministry)
            hand_in(opinion)

    assert_flat_for(signed_in(cast, PEOPLE), [address("dashboard")], grow)


def test_my_comments_and_what_became_of_them(client, cast):
    client.force_login(cast.network)
    mandate = cast.mandate("network")

    def grow(rows):
        for __ in range(rows):
            __, opinion = draft_of(cast, "in_review")
            merged, aside = (make.make_comment(opinion.consultation, mandate) for __ in range(2))
            item = items(opinion, cast, [merged])[0]
            SetAside.objects.create(opinion=opinion, comment=aside, reason="Не.")
            hand_in(opinion)
            make.make_response(item, cast.mandate("coordinator"))
            Consultation.objects.filter(pk=opinion.consultation_id).update(status="answered")

    assert_flat(client, address("my_comments"), grow)


def test_documents(client, cast):
    client.force_login(cast.desk_officer)
    document = make.make_document_version().document

    def grow(rows):
        for __ in range(rows):
            make.make_document_version()
            version = make.make_document_version(document=document, number=document.versions.count() + 1)
            make.make_consultation("draft", version=version)

    assert_flat(client, [address("document_list"), address("document_detail", document.slug)], grow)


# --- one consultation ------------------------------------------------------------------------


def test_pages_of_a_consultation(cast):
    running = make.make_consultation("open", [cast.seko, cast.other_seko])
    passage = running.version.passages.get(number="1.1")
    pages = [address(name, running.slug) for name in ("detail", "comments", "whole")]

    def grow(rows):
        comments(running, cast, rows)
        comments(running, cast, rows, passage=passage)

    pages.append(address("passage", running.slug, passage.pk))
    assert_flat_for(signed_in(cast, READERS), pages, grow)


def test_a_long_document(client, cast):
    client.force_login(cast.network)

    for passages in (10, 100):
        version = make.make_document_version(text="\n\n".join(f"{n}. Став." for n in range(passages)))
        consultation = make.make_consultation("open", [cast.seko], version=version)
        with CaptureQueriesContext(connection) as queries:
            client.get(address("detail", consultation.slug))
        assert len(queries) <= MOST_QUERIES


# --- opinions and answers --------------------------------------------------------------------


def test_the_workspace_of_the_consortium(cast):
    consultation, opinion = draft_of(cast)

    def grow(rows):
        merged, aside, __ = (comments(consultation, cast, rows) for __ in range(3))
        items(opinion, cast, merged)
        SetAside.objects.bulk_create(SetAside(opinion=opinion, comment=each, reason="Не.") for each in aside)
        mandates = [each.mandate for each in merged]
        Approval.objects.bulk_create(
            Approval(opinion=opinion, organization_id=m.organization_id, mandate=m) for m in mandates
        )

    pages = [address("opinion", consultation.slug, cast.seko.code)]
    assert_flat_for(signed_in(cast, ["lead", "member"]), pages, grow)


@pytest.mark.parametrize("name", ["item_create", "item_edit", "minority_create"])
def test_the_forms_of_the_lead(client, cast, name):
    client.force_login(cast.lead)
    consultation, opinion = draft_of(cast)
    item = items(opinion, cast, comments(consultation, cast, 1))[0]
    more = [item.pk] if name == "item_edit" else []

    def grow(rows):
        items(opinion, cast, comments(consultation, cast, rows))
        for comment in Comment.objects.filter(items__opinion=opinion).exclude(items=item):
            ItemComment.objects.create(item=item, comment=comment)

    assert_flat(client, address(name, consultation.slug, cast.seko.code, *more), grow)


def test_the_opinion_that_everybody_reads(cast):
    pages = {}
    for rows in ROWS:
        consultation, opinion = draft_of(cast, "in_review")
        answered = items(opinion, cast, comments(consultation, cast, rows))
        hand_in(opinion)
        for item in answered:
            make.make_response(item, cast.mandate("coordinator"))
        pages[rows] = address("opinion", consultation.slug, cast.seko.code)

    for client in signed_in(cast, READERS).values():
        assert_equal(client, pages)


@pytest.mark.parametrize("name", ["responses", "response", "report_publish", "report"])
def test_answering_and_the_report(client, cast, name):
    client.force_login(cast.coordinator)
    pages = {}
    for rows in ROWS:
        consultation, opinion = draft_of(cast, "in_review")
        sent = items(opinion, cast, comments(consultation, cast, rows), cast.ministry)
        ItemComment.objects.bulk_create(
            ItemComment(item=sent[0], comment=each) for each in consultation.comments.exclude(items=sent[0])
        )
        hand_in(opinion)
        if name == "report":
            for item in sent:
                make.make_response(item, cast.mandate("coordinator"))
            publish_report(consultation, by=cast.user("coordinator"))
        pages[rows] = address(name, consultation.slug, *([sent[0].pk] if name == "response" else []))

    assert_equal(client, pages)


def test_the_list_of_an_institution(client, cast):
    client.force_login(cast.contact)
    pages = {}
    for rows in ROWS:
        consultation, opinion = draft_of(cast, "in_review")
        items(opinion, cast, comments(consultation, cast, rows), cast.ministry)
        hand_in(opinion)
        pages[rows] = address("responses", consultation.slug)

    assert_equal(client, pages)


def assert_equal(client, pages):
    """`pages` holds one address for each number of rows: what is submitted does not grow."""
    counts = {}
    for rows, page in pages.items():
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts[rows] = len(queries)
    assert set(counts.values()) == {counts[1]}, counts
    assert counts[1] <= MOST_QUERIES, counts


# --- writing ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["network", "lead"])
def test_a_comment_takes_few_queries_and_is_queued_for_telling(client, cast, who):
    running = make.make_consultation("open", [cast.seko])
    comments(running, cast, 10)
    page = address("passage", running.slug, running.version.passages.first().pk)
    data = {"kind": "change", "proposed_text": "Ново.", "reason": "Јер."}
    client.force_login(cast.user(who))
    client.post(page, data)

    with CaptureQueriesContext(connection) as queries:
        client.post(page, data | {"reason": "И због рокова."})

    assert len(queries) <= MOST_FOR_A_COMMENT, [q["sql"][:90] for q in queries]
    assert Comment.objects.filter(organization=cast.mandate(who).organization).count() == 2
    assert Event.objects.filter(verb="comment.submitted").count() == 2
