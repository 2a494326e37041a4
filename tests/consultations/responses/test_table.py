"""The table of answers: narrowed, sorted, worked on many rows at once; and the page of one item."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from consultations.models import Assignment, OpinionItem, PassageOrigin, Response, Support
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import press
from tests.counting import queries_of

ROWS = (10, 1000)


@pytest.fixture
def consultation(cast):
    return make.make_consultation("in_review", [cast.seko])


@pytest.fixture
def items(cast, consultation):
    """Of four items the first two are with the ministry; the second is late and in draft, the third is in review."""
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=4, status="submitted")
    items = list(opinion.items.order_by("position"))
    office, contact = cast.mandate("coordinator"), cast.mandate("contact")
    other = make.make_organization("Министарство културе", kind="public_body")
    assign = {"mandate": office}
    Assignment.objects.create(item=items[0], institution=cast.ministry, due_on=today() + timedelta(days=5), **assign)
    Assignment.objects.create(item=items[1], institution=cast.ministry, due_on=today() - timedelta(days=1), **assign)
    Assignment.objects.create(item=items[2], institution=other, **assign)
    make.make_response(items[1], contact, status="draft")
    make.make_response(items[2], contact, "partly", status="in_review", reason="Делом.")
    return items


def address(name, consultation, *more, query=""):
    with translation.override("en"):
        page = reverse(f"consultations:{name}", args=[consultation.slug, *more])
    return f"{page}?{query}" if query else page


def submit(opinion):
    opinion.status, opinion.number, opinion.content_hash = "submitted", f"K/{opinion.pk}", "0" * 64
    opinion.submitted_at = opinion.consultation.comments_close_at
    opinion.save()


def positions(client, consultation, query=""):
    page = client.get(address("responses", consultation, query=query)).context["page"]
    return [item.position for item in page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [1, 2, 3, 4]),
        ("state=none", [1, 4]),
        ("state=waiting", [1, 2, 3, 4]),
        ("state=in_review", [3]),
        ("outcome=partly", [3]),
        ("overdue=true", [2]),
        ("overdue=false", [1, 3, 4]),
        ("institution=null", [4]),
        ("mine=true", [3, 4]),
        ("mine=false&sort=-due", [1, 2]),
        ("sort=due", [2, 1, 3, 4]),
        ("q=tačka", [1, 2, 3, 4]),
        ("q=nema", []),
        ("state=nonsense", [1, 2, 3, 4]),
    ],
)
def test_the_office_narrows_and_sorts_the_table(client, cast, consultation, items, query, expected):
    client.force_login(cast.coordinator)

    assert positions(client, consultation, query) == expected


def test_an_institution_sees_its_own_items_alone(client, cast, consultation, items):
    client.force_login(cast.contact)

    assert positions(client, consultation) == [1, 2]
    assert positions(client, consultation, "mine=true") == [1, 2]
    assert client.get(address("response", consultation, items[2].pk)).status_code == 404


@pytest.mark.parametrize("who", ["lead", "network", "observer", "administrator", "stranger"])
@pytest.mark.parametrize("page", ["responses", "response_spreadsheet", "response_import"])
def test_nobody_else_opens_the_table(client, cast, consultation, items, who, page):
    client.force_login(cast.user(who))

    assert client.get(address(page, consultation)).status_code == 403


def test_how_far_it_is_stands_above_the_table(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    context = client.get(address("responses", consultation)).context

    assert (context["everything"].total, context["everything"].overdue) == (4, 1)
    rows = {row.institution and row.institution.pk: row for row in context["progress"]}
    assert rows[cast.ministry.pk].counts == {"none": 1, "draft": 1}
    assert (rows[cast.ministry.pk].overdue, rows[None].counts) == (1, {"none": 1})
    assert context["progress"][-1].institution is None


# --- several items at once -------------------------------------------------------------------


def chosen(client, consultation, act, items, back="", **data):
    """Choose rows as the table does, and confirm on the page that follows; where it leads."""
    query = "&".join(["back=" + back.replace("=", "%3D"), *(f"item={item.pk}" for item in items)])
    page = client.get(address("responses_bulk", consultation, act, query=query))
    assert page.status_code == 200
    sent = {"items": page.context["tokens"], "back": page.context["back"], **data}
    return press(client, address("responses_bulk", consultation, act), sent)


def test_a_number_told_that_is_by_chance_the_id_of_a_new_row_does_not_ask_again(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    ministry = make.make_organization("Министарство финансија", kind="public_body", pk=10_001)
    make.make_representative(ministry, "institution_contact")
    with connection.cursor() as cursor:  # the first press makes row 10000 and takes it back, the second row 10001
        table = Assignment._meta.db_table
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 10000, false)", [table])

    answer = chosen(client, consultation, "assign", [items[3]], institution=ministry.pk)

    assert answer.status_code == 302
    assert Assignment.objects.get(item=items[3]).pk == ministry.pk


def test_one_answer_for_many_keeps_the_filter(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    answer = chosen(
        client, consultation, "respond", [items[0], items[3]], "state=none", outcome="noted", reason="Да.", send="1"
    )

    assert answer["Location"] == address("responses", consultation, query="state=none")
    assert set(Response.objects.filter(outcome="noted").values_list("item", "status")) == {
        (items[0].pk, "approved"), (items[3].pk, "approved"),
    }  # fmt: skip


def test_many_are_sent_approved_and_returned(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    chosen(client, consultation, "assign", items, "sort=due", institution=cast.ministry.pk, due_on=today().isoformat())
    assert Assignment.objects.filter(institution=cast.ministry, due_on=today()).count() == 4
    Response.objects.update(status="in_review")
    answered = items[1:3]
    answer = chosen(client, consultation, "return", answered, "sort=due", note="Краће.")
    assert answer["Location"] == address("responses", consultation, query="sort=due")
    assert set(Response.objects.values_list("status", "review_note")) == {("returned", "Краће.")}
    Response.objects.update(status="in_review", reason="Јер.")
    chosen(client, consultation, "approve", answered)
    assert set(Response.objects.values_list("status", flat=True)) == {"approved"}


def test_a_refusal_names_its_item_and_nothing_is_done(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    answer = chosen(client, consultation, "approve", items[1:3])

    assert f"{items[1].opinion.number}, 2: You can approve only an answer that is under review." in answer.text
    assert not Response.objects.filter(status="approved").exists()


def test_all_found_are_chosen_by_the_filter(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    page = client.get(address("responses_bulk", consultation, "respond", query="all=1&back=institution%3Dnull"))

    assert [item.position for item in page.context["items"]] == [4]


def test_what_was_answered_after_the_page_was_shown_is_not_overwritten(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    page = client.get(address("responses_bulk", consultation, "respond", query=f"item={items[0].pk}"))
    make.make_response(items[0], cast.mandate("desk_officer"))

    answer = client.post(
        address("responses_bulk", consultation, "respond"),
        {"items": page.context["tokens"], "outcome": "noted", "reason": "Да.", "send": "1"},
    )

    assert "Somebody changed this answer in the meantime." in answer.text
    assert Response.objects.get(item=items[0]).outcome == "accepted"


@pytest.mark.parametrize("act", ["assign", "approve", "return"])
def test_an_institution_does_not_do_what_the_office_does(client, cast, consultation, items, act):
    client.force_login(cast.contact)

    assert client.post(address("responses_bulk", consultation, act), {"items": f"{items[1].pk}-1"}).status_code == 403


@pytest.mark.parametrize("sent", ["", "x-1", "-", "99999999999-1", "٣-1,7", "0-0"])
def test_without_an_item_nothing_is_done(client, cast, consultation, items, sent):
    client.force_login(cast.coordinator)
    page = address("responses_bulk", consultation, "respond")

    answer = client.post(page, {"items": sent, "back": "state=none", "outcome": "accepted"})

    assert answer["Location"] == address("responses", consultation, query="state=none")
    assert Response.objects.count() == 2


# --- one item --------------------------------------------------------------------------------


def test_the_page_of_an_item_shows_what_was_said_about_it(client, cast, consultation):
    passage = consultation.version.passages.last()
    second = make.make_document_version(document=consultation.version.document, number=2)
    later = make.Passage.objects.create(version=second, position=99, text="Средства се додељују на конкурсу.")
    PassageOrigin.objects.create(passage=later, forerunner=passage, way="changed")
    comment = make.make_comment(
        consultation, cast.mandate("network"), passage, kind="change", proposed_text="Средства се додељују без позива."
    )
    Support.objects.create(comment=comment, organization=cast.lead_org, mandate=cast.mandate("lead"))
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, comments=[comment])
    item = opinion.items.get()
    OpinionItem.objects.filter(pk=item.pk).update(passage=passage)
    opinion.minority_positions.create(item=item, organization=cast.member_org, text="Нисмо за то.")
    submit(opinion)
    client.force_login(cast.coordinator)

    text = client.get(address("response", consultation, item.pk)).text

    assert cast.network_org.name_en in text and "supported by 1 organization" in text
    assert "Nismo za to." in text
    assert "bez poziva" in text and "<del>" in text
    assert "konkursu" in text and "Version 2" in text


def test_previous_and_next_keep_the_filter(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    query = "state=waiting&sort=-due"

    page = client.get(address("response", consultation, items[2].pk, query=query))

    order = [item.pk for item in client.get(address("responses", consultation, query=query)).context["page"]]
    place = order.index(items[2].pk)
    assert page.context["before"] == (order[place - 1] if place else None)
    assert page.context["after"] == (order[place + 1] if place + 1 < len(order) else None)
    assert f"/responses/{page.context['after'] or page.context['before']}/?{query.replace('&', '&amp;')}" in page.text


def test_after_saving_one_goes_back_to_the_filter_or_on_to_the_next(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    data = {"outcome": "accepted", "revision": "0", "send": "1"}

    back = client.post(address("response", consultation, items[0].pk, query="state=none"), data)
    on = client.post(address("response", consultation, items[3].pk, query="sort=item"), {**data, "next": "1"})
    onward = client.post(address("response", consultation, items[1].pk), {**data, "revision": "1", "next": "1"})

    assert back["Location"] == address("responses", consultation, query="state=none")
    assert on["Location"] == address("responses", consultation, query="sort=item")  # it was the last
    assert onward["Location"] == address("response", consultation, items[2].pk)


def test_what_changed_meanwhile_is_shown_beside_what_was_typed_and_stored_only_when_saved_again(
    client, cast, consultation, items
):
    client.force_login(cast.coordinator)
    page = address("response", consultation, items[2].pk)
    typed = {"outcome": "not_accepted", "reason": "Моје речи.", "revision": "1", "send": "1"}
    Response.objects.filter(item=items[2]).update(reason="Туђе речи.", revision=2)

    answer = client.post(page, typed)

    assert "Tuđe reči." in answer.text and "Моје речи." in answer.text
    assert Response.objects.get(item=items[2]).reason == "Туђе речи."
    assert answer.context["revision"] == 2
    client.post(page, {**typed, "revision": "2"})
    assert Response.objects.get(item=items[2]).reason == "Моје речи."


def test_another_refusal_does_not_hide_that_somebody_changed_it(client, cast, consultation, items):
    client.force_login(cast.coordinator)
    page = address("response", consultation, items[2].pk)
    Response.objects.filter(item=items[2]).update(revision=5)

    answer = client.post(page, {"outcome": "", "reason": "Моје речи.", "revision": "1", "send": "1"})

    assert answer.context["revision"] == 1


def test_a_contact_drafts_sends_and_then_reads_only(client, cast, consultation, items):
    client.force_login(cast.contact)
    page = address("response", consultation, items[0].pk)

    client.post(page, {"outcome": "accepted", "revision": "0"})
    assert Response.objects.get(item=items[0]).status == "draft"
    press(client, page, {"outcome": "accepted", "revision": "1", "send": "1"})
    assert Response.objects.get(item=items[0]).status == "in_review"
    text = client.get(page).text
    assert "The Ministry of European Integration is reviewing this answer." in text and 'name="outcome"' not in text


def test_the_publish_page_names_what_misses_its_answer(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    text = client.get(address("report_publish", consultation)).text

    assert all(address("response", consultation, item.pk) in text for item in items)


# --- queries ---------------------------------------------------------------------------------


def test_queries_do_not_grow(client, cast):
    counts = {}
    for rows in ROWS:
        consultation = make.make_consultation("in_review", [cast.seko])
        opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=0, status="draft")
        passage = consultation.version.passages.last()
        items = OpinionItem.objects.bulk_create(
            OpinionItem(opinion=opinion, position=n, title=f"Тачка {n}", text="Измена.", passage=passage)
            for n in range(1, rows + 1)
        )
        submit(opinion)
        office = cast.mandate("coordinator")
        Assignment.objects.bulk_create(Assignment(item=i, institution=cast.ministry, mandate=office) for i in items)
        Response.objects.bulk_create(
            Response(
                item=i, outcome="accepted", organization=cast.office, mandate=office, status="in_review",
                answered_at=consultation.comments_close_at,
            )
            for i in items[::2]
        )  # fmt: skip
        for who in ("coordinator", "contact"):
            client.force_login(cast.user(who))
            chosen_all = address("responses_bulk", consultation, "respond", query="all=1&back=")
            for name, page in {
                "answers": address("responses", consultation, query="state=waiting&sort=institution"),
                "response": address("response", consultation, items[1].pk, query="sort=due"),
                "several": chosen_all,
            }.items():
                counts.setdefault((who, name), []).append(queries_of(client, page))

    assert all(few == many <= 12 for few, many in counts.values()), counts


def test_when_it_is_over_the_answer_is_read_only(client, cast, consultation, items):
    type(consultation).objects.filter(pk=consultation.pk).update(status="cancelled", cancel_reason="Повучено.")
    client.force_login(cast.coordinator)

    for item in items:
        text = client.get(address("response", consultation, item.pk)).text
        assert "answers can no longer be changed" in text and 'name="outcome"' not in text
    assert "With the items chosen:" not in client.get(address("responses", consultation)).text
