"""Every model has its list and its page; the number of queries does not grow with the rows."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consultations.models import Comment, CommentDraft, Consultation, DraftFile, OpinionItem, Passage, Support
from organizations.models import District, Organization, Representation
from seko.discarded.models import Discarded
from tests import factories as make

OWN = [
    model
    for label in ("seko", "organizations", "sectors", "memoranda", "consultations")
    for model in apps.get_app_config(label).get_models()
    if model not in {CommentDraft, Discarded, DraftFile}  # seen by those alone whose they are
]
ADDABLE = {
    "Acronym", "Area", "Consortium", "ConsortiumCall", "Consultation", "Document", "DocumentVersion",
    "Meeting", "Memorandum", "MembershipCall", "NetworkMembership", "Organization", "Representation", "Seat", "Seko",
    "SekoArea", "Training", "User", "WorkingGroup",
}  # fmt: skip


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_every_model_is_in_the_admin():
    assert [model for model in OWN if not admin.site.is_registered(model)] == []


def test_drafts_of_comments_are_not_in_the_admin():
    assert not any(admin.site.is_registered(model) for model in (CommentDraft, Discarded, DraftFile))


def test_every_list_opens_and_searches_in_any_script(one_of_each, at):
    browser = at("coordinator")

    for model in OWN:
        for query in ({}, {"q": "energija đ Њ' 100%"}):
            assert browser.get(page(model, "changelist"), query).status_code == 200, (model, query)


@pytest.mark.slow
def test_every_filter_of_every_list_works(one_of_each, at):
    browser = at("coordinator")

    for model in OWN:
        response = browser.get(page(model, "changelist"))
        for spec in response.context["cl"].filter_specs:
            for choice in list(spec.choices(response.context["cl"]))[-1:]:
                if "query_string" in choice:
                    assert browser.get(page(model, "changelist") + choice["query_string"]).status_code == 200, (
                        model,
                        choice,
                    )


def test_every_row_has_a_page(one_of_each, at):
    browser = at("coordinator")

    for model in OWN:
        row = model._default_manager.first()
        assert row is not None, model
        assert browser.get(page(model, "change", row.pk)).status_code == 200, model


def test_a_new_row_can_be_begun_where_the_office_makes_rows(one_of_each, at):
    browser = at("coordinator")

    opened = {model.__name__ for model in OWN if browser.get(page(model, "add")).status_code == 200}

    assert opened == ADDABLE


def test_the_index_and_the_history_open(one_of_each, at):
    browser = at("coordinator")
    LogEntry.objects.log_actions(
        one_of_each.coordinator.pk, [one_of_each.lead_org], 2, [{"changed": {"fields": ["seat"]}}]
    )

    assert browser.get(reverse("admin:index")).status_code == 200
    assert browser.get(page(Organization, "history", one_of_each.lead_org.pk)).status_code == 200


def test_a_row_that_does_not_exist_is_told_and_not_an_error(cast, at):
    browser = at("coordinator")

    for number in ("999999", "abc", "99999999999999999999999"):
        assert browser.get(page(Organization, "change", number)).status_code in {302, 404}


def test_a_draft_opinion_is_hidden_from_the_office(cast, at):
    consultation = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"))
    browser = at("coordinator")

    assert browser.get(page(type(opinion), "change", opinion.pk)).status_code == 302  # as if it did not exist
    assert browser.get(page(type(opinion), "changelist")).context["cl"].result_count == 0
    item = opinion.items.first()
    assert browser.get(page(type(item), "change", item.pk)).status_code == 302


def rows_of(model, cast, number):
    if model is Organization:
        district = District.objects.get_or_create(code="RS-18", name="Рашки округ")[0]
        return [make.make_organization(district=district) for _ in range(number)]
    if model is Representation:
        return [make.make_representation() for _ in range(number)]
    if model is OpinionItem:
        consultation = make.make_consultation("in_review", [cast.seko])
        opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=number, status="submitted")
        return [make.make_response(item, cast.mandate("coordinator")) for item in opinion.items.all()]
    if model is Consultation:
        version = make.make_document_version()
        return [make.make_consultation("open", [cast.seko], version) for _ in range(number)]
    consultation = make.make_consultation("open", [cast.seko])
    return [make.make_comment(consultation, cast.mandate("network")) for _ in range(number)]


@pytest.mark.parametrize("model", [Organization, Representation, Consultation, Comment, OpinionItem])
def test_a_list_takes_as_many_queries_for_many_rows_as_for_one(cast, at, model):
    browser = at("coordinator")
    browser.get(page(model, "changelist"))  # content types are read once for each process
    counts = []

    for number in (1, 59):
        rows_of(model, cast, number)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page(model, "changelist")).status_code == 200
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts
    assert counts[0] <= 12


PARTS = {
    "passages of a version": (
        lambda cast: make.make_document_version(text="1.1 Мера."),
        lambda cast, whole, n: Passage.objects.create(version=whole, position=100 + n, text="Мера."),
    ),
    "mandates of an organization": (
        lambda cast: make.make_organization(),
        lambda cast, whole, n: make.make_representation(organization=whole),
    ),
    "registrations of a training": (
        lambda cast: make.make_training(places=200),
        lambda cast, whole, n: make.make_registration(whole),
    ),
    "seats of a group": (
        lambda cast: make.make_working_group(),
        lambda cast, whole, n: make.make_seat(whole, mandate=None),
    ),
    "comments of a consultation": (
        lambda cast: make.make_consultation("open", [cast.seko]),
        lambda cast, whole, n: make.make_comment(whole, cast.mandate("network")),
    ),
    "supports of a comment": (
        lambda cast: make.make_comment(make.make_consultation("open", [cast.seko]), cast.mandate("network")),
        lambda cast, whole, n: Support.objects.create(
            comment=whole, organization=(m := make.make_representation()).organization, mandate=m
        ),
    ),
}


@pytest.mark.parametrize("parts", PARTS)
def test_a_page_takes_as_many_queries_for_many_parts_as_for_one(cast, at, parts):
    browser = at("coordinator")
    make_whole, make_part = PARTS[parts]
    whole, counts = make_whole(cast), []
    make_part(cast, whole, 0)
    browser.get(page(type(whole), "change", whole.pk))

    for number in (0, 9, 30):
        for n in range(number):
            make_part(cast, whole, number * 10 + n + 1)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page(type(whole), "change", whole.pk)).status_code == 200
        counts.append(len(queries))

    assert len(set(counts)) == 1, counts


def test_search_finds_a_name_written_in_the_other_script(cast, at):
    browser = at("coordinator")
    make.make_organization("Центар за чисту енергију")

    found = browser.get(page(Organization, "changelist"), {"q": "cistu energ"}).context["cl"].result_list

    assert [row.name for row in found] == ["Центар за чисту енергију"]


def test_a_choice_among_many_rows_is_searched_and_not_listed(cast, at):
    browser = at("coordinator")
    query = {"app_label": "sectors", "model_name": "networkmembership", "field_name": "organization", "term": "mreza"}

    answer = browser.get(reverse("admin:autocomplete"), query).json()

    assert {row["id"] for row in answer["results"]} == {str(cast.network_org.pk), str(cast.other_network_org.pk)}
