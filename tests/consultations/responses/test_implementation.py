"""Where an accepted item landed in the text, noted after the report was published."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation

from consultations.models import ConsultationReport, Landing, Passage, PassageOrigin
from consultations.reports.actions import publish_report
from consultations.responses.actions.implementation import note_implementation
from consultations.responses.implementation import items_not_in_text, successors_of
from tests import factories as make
from tests.cast import Cast
from tests.counting import queries_of
from tests.happened import last_event, signature
from tests.refusals import refused

CASE_WORKERS = ["coordinator", "desk_officer"]


def address(name, consultation, *more):
    with translation.override("en"):
        return reverse(f"consultations:{name}", args=[consultation.slug, *more])


def submit(opinion):
    opinion.status, opinion.number, opinion.content_hash = "submitted", f"K/{opinion.pk}", "0" * 64
    opinion.submitted_at = opinion.consultation.comments_close_at
    opinion.save()


@pytest.fixture
def consultation(cast):
    return make.make_consultation("in_review", [cast.seko])


@pytest.fixture
def items(cast, consultation):
    """One accepted, one partly, one not; the first two are on a passage."""
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=3)
    opinion.items.exclude(position=3).update(passage=consultation.version.passages.last())
    submit(opinion)
    items = list(opinion.items.order_by("position"))
    for item, outcome in zip(items, ("accepted", "partly", "not_accepted"), strict=True):
        make.make_response(item, cast.mandate("coordinator"), outcome, reason="Јер.")
    return items


@pytest.fixture
def published(cast, consultation, items):
    return publish_report(consultation, by=cast.coordinator)


@pytest.fixture
def later(consultation):
    """The passage of the second version that came from the one of the items."""
    version = make.make_document_version(document=consultation.version.document, number=2)
    before, after = consultation.version.passages.last(), version.passages.last()
    PassageOrigin.objects.create(passage=after, forerunner=before, way="changed")
    return after


@pytest.mark.parametrize("who", CASE_WORKERS)
def test_the_office_notes_where_an_item_landed_and_the_report_stays(cast, consultation, items, published, later, who):
    assert list(items_not_in_text(consultation)) == items[:2]

    note_implementation(items[0], passage=later, by=cast.user(who))

    assert Landing.objects.get().passage == later
    assert list(items_not_in_text(consultation)) == [items[1]]
    assert signature(last_event()) == ("item.landed", cast.user(who), cast.office, True)
    assert ConsultationReport.objects.get().content == published.content


@pytest.mark.parametrize("who", [role for role in Cast.roles() if role not in CASE_WORKERS])
def test_nobody_else_notes_it(cast, items, published, later, who):
    with pytest.raises(PermissionDenied):
        note_implementation(items[0], passage=later, by=cast.user(who))


def test_what_was_noted_is_corrected(cast, items, published, later):
    note_implementation(items[0], passage=later, by=cast.coordinator)
    other = later.version.passages.first()

    note_implementation(items[0], passage=other, by=cast.coordinator)

    assert Landing.objects.get().passage == other


def test_before_the_report_the_answer_itself_says_it(cast, items, later):
    with refused("not_published"):
        note_implementation(items[0], passage=later, by=cast.coordinator)


def test_only_what_was_accepted_lands(cast, items, published, later):
    with refused("not_accepted"):
        note_implementation(items[2], passage=later, by=cast.coordinator)


def test_what_the_report_says_is_not_said_again(cast, items, later, consultation):
    items[0].response.landed_in = later
    items[0].response.save()
    publish_report(consultation, by=cast.coordinator)

    with refused("already_landed"):
        note_implementation(items[0], passage=later, by=cast.coordinator)


def test_an_item_lands_in_a_later_version_of_its_document(cast, items, published, consultation):
    elsewhere = make.make_document_version(number=2).passages.first()

    for passage in (consultation.version.passages.first(), elsewhere):
        with refused("landed_elsewhere"):
            note_implementation(items[0], passage=passage, by=cast.coordinator)


def test_the_likely_passage_is_what_became_of_the_one_spoken_about(consultation, later):
    before, first = consultation.version.passages.last(), consultation.version.passages.first()
    third = make.make_document_version(document=consultation.version.document, number=3)
    split = list(third.passages.all()[:2])
    for passage in split:
        PassageOrigin.objects.create(passage=passage, forerunner=later, way="split")
    Passage.objects.filter(pk=split[1].pk).update(key=before.key)

    found = successors_of([before, first, None])

    assert [passage.pk for passage in found[before.pk]] == [split[1].pk, split[0].pk]
    assert found[first.pk] == []


def test_the_office_finds_the_items_with_the_likely_passage_and_notes_one(client, cast, consultation, published, later):
    client.force_login(cast.desk_officer)
    page = client.get(address("implementation_list", consultation))
    [(item, [likely]), __] = page.context["rows"]

    answer = client.post(address("implementation", consultation, item.pk), {"passage": likely.pk})

    assert (likely, answer["Location"]) == (later, address("implementation_list", consultation))
    assert Landing.objects.get().response.item == item


@pytest.mark.parametrize("who", ["network", "lead", "contact"])
def test_the_page_is_the_offices(client, cast, consultation, published, items, who):
    client.force_login(cast.user(who))

    for page in (address("implementation_list", consultation), address("implementation", consultation, items[0].pk)):
        assert client.get(page).status_code == 403


def test_before_the_report_there_is_no_such_page(client, cast, consultation, items):
    client.force_login(cast.coordinator)

    assert client.get(address("implementation_list", consultation)).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_do_not_grow(client, cast, consultation, items, later, rows):
    other = make.make_seko()
    opinion = make.make_opinion(consultation, other, cast.mandate("lead"), items=rows)
    opinion.items.update(passage=consultation.version.passages.last())
    submit(opinion)
    for item in opinion.items.all():
        make.make_response(item, cast.mandate("coordinator"))
    publish_report(consultation, by=cast.coordinator)
    client.force_login(cast.coordinator)

    assert queries_of(client, address("implementation_list", consultation)) == 9
