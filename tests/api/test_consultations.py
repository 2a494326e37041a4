"""Consultations for other systems: what is told, to whom, in which script, with how many queries."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Comment, Consultation, ConsultationReport, MinorityPosition, OpinionItem, Passage
from consultations.opinions.content import content_hash
from organizations.models import User
from tests import factories as make
from tests.counting import assert_flat

LIST = "/api/v1/consultations/"
PARTS = ["versions", "passages", "questions", "comments", "opinions", "responses"]


def of(consultation, part=""):
    return f"{LIST}{consultation.slug}/{part}{'/' if part else ''}"


def rows(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


@pytest.fixture
def loop(played):
    return played


@pytest.fixture
def running(cast):
    return make.make_consultation(sekos=[cast.seko])


# --- what is told ----------------------------------------------------------------------------


def test_a_consultation_leads_to_its_parts(client, loop, cast):
    told = client.get(of(loop.consultation)).json()

    assert told["title"] == "Одрживи развој"
    assert told["status"] == "answered"
    assert [seko["code"] for seko in told["sekos"]] == [cast.seko.code]
    assert told["version"]["document"]["slug"] == loop.consultation.version.document.slug
    assert told["comment_count"] == 2
    assert told["links"].keys() == {*PARTS, "report"}
    assert {client.get(link).status_code for link in told["links"].values()} == {200}


def test_passages_are_those_of_the_version_consulted(client, cast, running):
    passage = running.version.passages.get(number="2.1")
    make.make_comment(running, cast.mandate("network"), passage=passage)

    told = rows(client, of(running, "passages"))

    assert [row["position"] for row in told] == [1, 2, 3, 4, 5, 6]
    assert {row["number"]: row["comment_count"] for row in told}["2.1"] == 1
    assert {row["version"] for row in told} == {1}
    assert [row["number"] for row in rows(client, of(running, "passages"), key=passage.key)] == ["2.1"]


def test_comments_tell_who_said_what_where(client, cast, running):
    passage = running.version.passages.get(number="1.1")
    text = {"kind": "change", "proposed_text": "Боље мере."}
    comment = make.make_comment(running, cast.mandate("network"), passage=passage, **text)
    comment.supports.create(organization=cast.lead_org, mandate=cast.mandate("lead"))

    [told] = rows(client, of(running, "comments"))

    assert told["passage"] == {"key": str(passage.key), "number": "1.1"}
    assert told["organization"]["slug"] == cast.network_org.slug
    assert (told["number"], told["kind"], told["proposed_text"]) == (1, "change", "Боље мере.")
    assert told["supported_by"] == [cast.lead_org.slug]
    assert (told["is_late"], told["merged_into"]) == (False, [])


def test_opinions_tell_what_was_merged_and_what_set_aside(client, cast, loop):
    [told] = rows(client, of(loop.consultation, "opinions"))

    assert (told["number"], told["content_hash"]) == (loop.opinion.number, loop.opinion.content_hash)
    assert told["lead"]["slug"] == cast.lead_org.slug
    assert [item["comments"] for item in told["items"]] == [[loop.merged.number]]
    assert told["set_aside"] == [{"comment": loop.set_aside.number, "reason": "Није у теми."}]


def test_minority_positions_stand_with_their_item_or_with_the_whole(client, cast):
    consultation = make.make_consultation("in_review", sekos=[cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1)
    for item, text in [(opinion.items.get(), "Уз тачку."), (None, "Уз целину.")]:
        position = MinorityPosition.objects.create(opinion=opinion, item=item, organization=cast.member_org, text=text)
    position.comments.set([make.make_comment(consultation, cast.mandate("member"))])
    opinion.status, opinion.number, opinion.content_hash = "submitted", "K-1/ENERGY", "0" * 64
    opinion.submitted_at = timezone.now()
    opinion.save()

    [told] = rows(client, of(consultation, "opinions"))

    assert [position["text"] for position in told["minority_positions"]] == ["Уз целину."]
    assert told["minority_positions"][0]["comments"] == [1]
    assert [position["text"] for position in told["items"][0]["minority_positions"]] == ["Уз тачку."]


def test_responses_and_report_are_told_once_published(client, loop, cast):
    [response] = rows(client, of(loop.consultation, "responses"))
    report = client.get(of(loop.consultation, "report")).json()

    assert (response["opinion"], response["position"], response["outcome"]) == (loop.opinion.number, 1, "partly")
    assert response["answered_by"]["slug"] == cast.office.slug
    assert report["number"] == ConsultationReport.objects.get().number
    assert report["content_hash"] == content_hash(report["content"])


def test_a_merged_comment_tells_where(client, loop):
    [told] = [row for row in rows(client, of(loop.consultation, "comments")) if row["number"] == loop.merged.number]

    assert told["merged_into"] == [{"opinion": loop.opinion.number, "seko": "energy", "position": 1}]


# --- what is not told ------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["", *PARTS, "report"])
def test_a_draft_consultation_is_not_there(client, cast, part):
    draft = make.make_consultation("draft", sekos=[cast.seko])
    assert rows(client, LIST) == []

    answer = client.get(of(draft, part))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    client.force_login(cast.desk_officer)
    assert [row["slug"] for row in rows(client, LIST)] == [draft.slug]


@pytest.mark.parametrize(
    ("who", "sees"), [("anonymous", 0), ("network", 0), ("coordinator", 0), ("lead", 1), ("member", 1), ("outsider", 0)]
)
def test_a_draft_opinion_is_seen_by_its_consortium_alone(client, cast, who, sees):
    consultation = make.make_consultation("consolidation", sekos=[cast.seko])
    comment = make.make_comment(consultation, cast.mandate("network"))
    make.make_opinion(consultation, cast.seko, cast.mandate("lead"), comments=[comment])
    if who != "anonymous":
        client.force_login(getattr(cast, who))

    assert len(rows(client, of(consultation, "opinions"))) == sees
    assert [row["merged_into"] for row in rows(client, of(consultation, "comments"))] == [[]]


def test_a_discarded_opinion_is_told_to_nobody(client, cast):
    consultation = make.make_consultation("consolidation", sekos=[cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"))
    opinion.status = "discarded"
    opinion.save()
    client.force_login(cast.lead)

    assert rows(client, of(consultation, "opinions")) == []


@pytest.mark.parametrize(("who", "sees"), [("anonymous", 0), ("lead", 0), ("contact", 0), ("desk_officer", 1)])
def test_responses_are_seen_by_case_workers_alone_until_the_report(client, cast, who, sees):
    consultation = make.make_consultation("in_review", sekos=[cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    make.make_response(opinion.items.get(), cast.mandate("coordinator"))
    if who != "anonymous":
        client.force_login(getattr(cast, who))

    assert len(rows(client, of(consultation, "responses"))) == sees
    assert client.get(of(consultation, "report")).status_code == 404


def test_withdrawn_comments_are_not_told(client, cast, running):
    make.make_comment(running, cast.mandate("network"), reason="Повучене речи.", withdrawn_at=timezone.now())
    kept = make.make_comment(running, cast.mandate("other_network"))

    assert [row["number"] for row in rows(client, of(running, "comments"))] == [kept.number]
    assert client.get(of(running)).json()["comment_count"] == 1


def test_later_versions_are_public_with_the_report(client, cast):
    consultation = make.make_consultation("in_review", sekos=[cast.seko])
    document = consultation.version.document
    later = make.make_document_version("Ново.", document=document, number=2)

    assert [row["number"] for row in rows(client, of(consultation, "versions"))] == [1]
    assert client.get(of(consultation, "passages"), {"version": 2}).status_code == 404

    Consultation.objects.filter(pk=consultation.pk).update(status="answered")
    assert [row["number"] for row in rows(client, of(consultation, "versions"))] == [1, 2]
    assert [row["text"] for row in rows(client, of(consultation, "passages"), version=later.number)] == ["Ново."]


def test_versions_before_the_one_consulted_are_public(client, cast):
    first = make.make_document_version("Старо.")
    second = make.make_document_version("Ново.", document=first.document, number=2)
    consultation = make.make_consultation(sekos=[cast.seko], version=second)

    versions = rows(client, of(consultation, "versions"))

    assert [(row["number"], row["is_consulted"]) for row in versions] == [(1, False), (2, True)]
    assert [row["text"] for row in client.get(versions[0]["passages"]).json()["results"]] == ["Старо."]


def test_no_person_is_named(client, loop, cast):
    names = {part for user in User.objects.all() for part in (user.email, user.full_name)}
    client.force_login(cast.coordinator)

    told = "".join(client.get(of(loop.consultation, part)).content.decode() for part in ["", "report", *PARTS])

    assert [name for name in names if f'"{name}"' in told or ("@" in name and name in told)] == []


# --- script, filters, order, search ----------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "title", "reason"),
    [("", "Одрживи развој", "Мера није јасна."), ("cyrl", "Одрживи развој", "Мера није јасна."),
     ("latn", "Održivi razvoj", "Mera nije jasna.")],
)  # fmt: skip
def test_texts_come_as_typed_or_in_the_script_asked_for(client, loop, script, title, reason):
    query = {"script": script} if script else {}

    assert client.get(of(loop.consultation), query).json()["title"] == title
    assert rows(client, LIST, **query)[0]["title"] == title
    assert rows(client, of(loop.consultation, "comments"), **query)[0]["reason"] == reason


def test_the_list_is_narrowed(client, cast):
    now = timezone.now()
    consultation = make.make_consultation(sekos=[cast.seko], phase="planning", title="Чист ваздух")
    make.make_consultation("answered", sekos=[cast.other_seko])
    make.make_consultation("upcoming", sekos=[cast.other_seko])
    day = timezone.localdate(consultation.opens_at)
    last_day = timezone.localdate(consultation.comments_close_at)

    for query in [
        {"phase": "planning"},
        {"seko": "energy"},
        {"open": "true"},
        {"q": "cist vazduh"},
        {"search": "Čist"},
        {"opens_from": day, "opens_to": day},
        {"closes_from": last_day, "closes_to": last_day},
        {"status": "open", "opens_to": timezone.localdate(now)},
    ]:
        assert [row["slug"] for row in rows(client, LIST, **query)] == [consultation.slug], query
    assert len(rows(client, LIST, open="false")) == 2


def test_comments_are_narrowed_and_ordered(client, cast, running):
    passage = running.version.passages.get(number="1.1")
    make.make_comment(running, cast.mandate("network"), passage=passage)
    make.make_comment(running, cast.mandate("other_network"), kind="question")

    def numbers(**query):
        return [row["number"] for row in rows(client, of(running, "comments"), **query)]

    assert numbers() == [1, 2]
    assert numbers(ordering="-number") == [2, 1]
    assert numbers(passage=str(passage.key)) == [1]
    assert numbers(passage=str(uuid.uuid4())) == []
    assert numbers(organization=cast.other_network_org.slug) == [2]
    assert numbers(kind="question") == [2]
    assert numbers(is_late="false") == [1, 2]
    assert numbers(is_late="true") == []


def test_an_unknown_order_is_passed_over(client, running):
    assert [row["slug"] for row in rows(client, LIST, ordering="version__document__issuer__email")] == [running.slug]


# --- queries ---------------------------------------------------------------------------------


def grow_consultations(cast):
    def grow(n):
        for _ in range(n):
            make.make_comment(make.make_consultation(sekos=[cast.seko, cast.other_seko]), cast.mandate("network"))

    return grow


def grow_versions(consultation):
    def grow(n):
        start = consultation.version.document.versions.count()
        for number in range(start + 1, start + n + 1):
            make.make_document_version(document=consultation.version.document, number=number)

    return grow


def grow_passages(consultation):
    def grow(n):
        start = consultation.version.passages.count()
        Passage.objects.bulk_create(
            Passage(version=consultation.version, position=start + k, text="Текст.") for k in range(1, n + 1)
        )

    return grow


def grow_comments(cast, consultation):
    def grow(n):
        for _ in range(n):
            passage = consultation.version.passages.order_by("?").first()
            comment = make.make_comment(consultation, make.make_representation(), passage=passage)
            comment.supports.create(organization=cast.lead_org, mandate=cast.mandate("lead"))
            comment.attachments.create(name="prilog.pdf", file="comments/prilog.pdf", size=1, sha256="0" * 64)

    return grow


def grow_opinions(cast, consultation, answered=False):
    def grow(n):
        for _ in range(n):
            seko = make.make_seko()
            consultation.invitations.create(seko=seko)
            comments = [make.make_comment(consultation, cast.mandate("network")) for _ in range(2)]
            mandate = make.make_representation()
            opinion = make.make_opinion(consultation, seko, mandate, comments=comments[:1])
            opinion.set_aside.create(comment=comments[1], reason="Није у теми.")
            item = opinion.items.first()
            opinion.minority_positions.create(item=item, organization=cast.member_org, text="Нисмо сагласни.")
            opinion.status, opinion.number, opinion.content_hash = "submitted", f"K/{seko.code}", "0" * 64
            opinion.submitted_at = timezone.now()
            opinion.save()
            if answered:
                for item in OpinionItem.objects.filter(opinion=opinion):
                    make.make_response(item, cast.mandate("coordinator"))

    return grow


@pytest.mark.parametrize("who", ["anonymous", "desk_officer"])
def test_the_queries_of_the_list_do_not_grow(client, cast, who):
    if who != "anonymous":
        client.force_login(getattr(cast, who))
    assert_flat(client, f"{LIST}?page_size=200", grow_consultations(cast))


@pytest.mark.parametrize("part", PARTS)
def test_the_queries_of_a_part_do_not_grow(client, cast, part):
    status = {"passages": "draft", "questions": "draft", "comments": "open"}.get(
        part, "in_review"
    )  # in which the rows may still be added
    consultation = make.make_consultation(status, sekos=[cast.seko])
    client.force_login(cast.desk_officer)
    grow = {
        "versions": grow_versions(consultation),
        "passages": grow_passages(consultation),
        "questions": lambda n: [make.make_question(consultation) for _ in range(n)],
        "comments": grow_comments(cast, consultation),
        "opinions": grow_opinions(cast, consultation),
        "responses": grow_opinions(cast, consultation, answered=True),
    }[part]

    assert_flat(client, of(consultation, part) + "?page_size=200", grow)


def test_the_queries_of_the_comments_do_not_grow_with_what_was_merged(client, cast):
    consultation = make.make_consultation("in_review", sekos=[cast.seko])

    assert_flat(client, of(consultation, "comments") + "?page_size=200", grow_opinions(cast, consultation))


@pytest.mark.parametrize("part", ["", "report"])
def test_the_queries_of_details_are_few(client, loop, cast, part, django_assert_max_num_queries):
    client.force_login(cast.coordinator)
    with django_assert_max_num_queries(12):
        assert client.get(of(loop.consultation, part)).status_code == 200


def test_lists_come_in_pages(client, cast, running):
    mandate = cast.mandate("network")
    Comment.objects.bulk_create(
        Comment(
            consultation=running, number=number, organization_id=mandate.organization_id, mandate=mandate,
            reason="Мера није јасна.", submitted_at=running.opens_at + timedelta(hours=1),
        )
        for number in range(1, 252)
    )  # fmt: skip
    address = of(running, "comments")

    first = client.get(address).json()

    assert (first["count"], len(first["results"])) == (251, 50)
    assert client.get(first["next"]).json()["results"][0]["number"] == 51
    assert len(rows(client, address, page_size=1000)) == 200
    assert len(rows(client, address, page_size="abc")) == 50
    assert len(rows(client, address, page_size=0)) == 50
