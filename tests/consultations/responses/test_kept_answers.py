"""What an institution has written and not handed on is read by nobody else, wherever the Office looks."""

import io

import openpyxl
import pytest
from django.urls import reverse

from consultations.models import OpinionItem, Response
from consultations.responses.actions.responses import assign_item, respond_to_item, return_response
from consultations.responses.queries import items_of
from seko.events.models import Event
from tests import factories as make

SECRET = "Поверљиво"
BODY = "Тајни завод"


@pytest.fixture
def item(cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    item = opinion.items.get()
    assign_item(item, institution=cast.ministry, by=cast.user("coordinator"))
    return item


def drafted(cast, item):
    """For the first time."""
    answer = {"outcome": "forwarded", "reason": SECRET, "forwarded_to": BODY}
    return respond_to_item(item, by=cast.user("contact"), send=False, **answer)


def reworked(cast, item):
    """After it was handed on and returned."""
    respond_to_item(item, by=cast.user("contact"), outcome="partly", reason="Делом.", send=True)
    return_response(item, by=cast.user("coordinator"), note="Допуните.")
    return drafted(cast, item)


def pages(item):
    """Every page of the portal, the admin and the API on which an answer can be told."""
    consultation, opinion = item.opinion.consultation, item.opinion
    of = [consultation.slug]
    yield reverse("consultations:responses", args=of)
    yield reverse("consultations:responses", args=of) + "?sort=outcome"
    yield reverse("consultations:response", args=[*of, item.pk])
    for action in ("respond", "assign", "approve", "return"):
        yield reverse("consultations:responses_bulk", args=[*of, action]) + f"?item={item.pk}"
    yield reverse("consultations:opinion", args=[*of, opinion.seko.code])
    yield reverse("consultations:by_passage", args=of)
    yield reverse("consultations:detail", args=of)
    yield reverse("consultation-responses-list", args=of)
    yield reverse("consultation-responses-list", args=of) + "?outcome=forwarded"
    yield reverse("search") + f"?q={SECRET[:6]}"
    yield reverse("dashboard")
    yield reverse("statistics")
    yield reverse("admin:consultations_opinionitem_changelist")
    yield reverse("admin:consultations_opinionitem_change", args=[item.pk])
    yield reverse("admin:consultations_opinionitem_action", args=[item.pk, "respond-to-item"])
    yield reverse("admin:consultations_response_changelist") + f"?q={SECRET[:6]}"
    yield reverse("admin:consultations_response_changelist") + "?outcome__exact=forwarded"
    for event in Event.objects.all():
        yield reverse("admin:seko_event_change", args=[event.pk])


def told(answer):
    """The words of the answer on a page, whatever its script."""
    return [word for word in (SECRET, BODY, "Poverljivo", "Tajni zavod") if word in answer.content.decode()]


@pytest.mark.parametrize("keep", [drafted, reworked])
@pytest.mark.parametrize("who", ["coordinator", "desk_officer", "administrator"])
def test_the_office_reads_no_word_of_it_anywhere(client, cast, item, keep, who):
    keep(cast, item)
    client.force_login(cast.user(who))

    answers = {address: client.get(address) for address in pages(item)}

    assert {answer.status_code for answer in answers.values()} <= {200, 302, 403, 404}
    assert {address: found for address, answer in answers.items() if (found := told(answer))} == {}
    assert answers[reverse("consultation-responses-list", args=[item.opinion.consultation.slug])].json()["count"] == 0


@pytest.mark.parametrize("keep", [drafted, reworked])
def test_the_office_cannot_tell_it_by_narrowing_or_by_its_table(client, cast, item, keep):
    keep(cast, item)
    client.force_login(cast.user("coordinator"))
    place = [item.opinion.consultation.slug]

    narrowed = client.get(reverse("consultations:responses", args=place) + "?outcome=forwarded")
    table = client.get(reverse("consultations:response_spreadsheet", args=place))
    page = client.get(reverse("consultations:responses", args=place))

    assert list(narrowed.context["page"]) == []
    book = openpyxl.load_workbook(io.BytesIO(b"".join(table.streaming_content) if table.streaming else table.content))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows(min_row=2) for cell in row]
    assert [cell for cell in cells if SECRET in cell or BODY in cell] == []
    assert [row.response.status for row in page.context["page"]] == [Response.objects.get().status]


@pytest.mark.parametrize("keep", [drafted, reworked])
def test_the_institution_reads_its_own_words(client, cast, item, keep):
    keep(cast, item)
    client.force_login(cast.user("contact"))
    place = [item.opinion.consultation.slug]

    page = client.get(reverse("consultations:response", args=[*place, item.pk]))

    assert page.context["form"].initial["reason"] == SECRET
    assert [row.pk for row in items_of(cast.user("contact"), item.opinion.consultation)] == [item.pk]


def test_another_institution_does_not_inherit_the_words_with_the_item(client, cast, item):
    drafted(cast, item)
    other = make.make_organization("Министарство културе", kind="public_body")
    person = make.make_user()
    make.make_representation(person, other, "institution_contact")
    assign_item(item, institution=other, by=cast.user("coordinator"))

    client.force_login(person)

    assert told(client.get(reverse("consultations:response", args=[item.opinion.consultation.slug, item.pk]))) == []


def test_the_answer_is_read_once_it_is_handed_on(client, cast, item):
    drafted(cast, item)
    respond_to_item(item, by=cast.user("contact"), outcome="forwarded", reason=SECRET, forwarded_to=BODY, send=True)
    client.force_login(cast.user("coordinator"))

    assert told(client.get(reverse("consultations:response", args=[item.opinion.consultation.slug, item.pk])))


@pytest.mark.parametrize("who", ["coordinator", "contact", "observer", "stranger", "anonymous"])
@pytest.mark.parametrize("keep", [drafted, reworked])
def test_the_list_and_the_single_answer_judge_alike(cast, item, keep, who):
    response = keep(cast, item)

    readable = Response.objects.readable_by(cast.user(who)).filter(pk=response.pk).exists()

    assert readable is not response.is_kept_from(cast.user(who))
    assert readable is (who == "contact")


def test_the_office_may_answer_over_a_draft_that_it_has_not_read(cast, item):
    drafted(cast, item)

    answer = respond_to_item(item, by=cast.user("coordinator"), outcome="accepted", revision=1)

    assert (answer.status, answer.is_kept) == ("approved", False)
    assert OpinionItem.objects.get(pk=item.pk).response.outcome == "accepted"
