"""A session that ends while somebody writes loses nothing, and shows nothing to anybody else."""

import pytest
from django.conf import settings
from django.test import Client

from consultations.documents.actions.imports import begin_import
from consultations.models import Comment, Consultation
from tests import factories as make
from tests.browsing import address, give_password, text_of
from tests.forms import forms_of, typed_form

pytestmark = pytest.mark.django_db

AAA = "AAA нешто дуже"


def lose_session(client):
    del client.cookies[settings.SESSION_COOKIE_NAME]


def sign_in_again(client, page, user):
    """Through the form of the page that came; the page that follows."""
    login = next(form for form in forms_of(page) if form.element.get("data-login") is not None)
    data = login.sent() | {"login": user.email, "password": give_password(user)}
    return client.post(login.address, data, follow=True)


def write(client, page, name, **more):
    """Type into a field after the session has ended, and press; the login page."""
    sent = typed_form(client.get(page)).sent() | {name: AAA} | more
    lose_session(client)
    return client.post(page, sent, follow=True)


@pytest.fixture
def forms(cast):
    """{what: (who, address, field)} of the forms in which people write."""
    consolidated = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consolidated, cast.seko, cast.mandate("lead"), items=1)
    draft = make.make_consultation("draft", [cast.seko])
    asked = make.make_consultation("draft", [cast.seko])
    question = make.make_question(asked)
    running = make.opened(asked)
    document = draft.version.document
    imported = begin_import(document, by=cast.user("coordinator"), text=make.TEXT)
    of_opinion = (consolidated.slug, cast.seko.code)
    return {
        "item": (cast.lead, address("item_edit", *of_opinion, opinion.items.get().pk), "text"),
        "introduction": (cast.lead, address("opinion_introduction", *of_opinion), "introduction"),
        "draft": (cast.coordinator, address("edit", draft.slug), "summary"),
        "question": (cast.coordinator, address("question_create", draft.slug), "text"),
        "contribution": (cast.network, address("contribution", running.slug), f"q{question.pk}"),
        "comment": (cast.network, address("whole", running.slug), "reason"),
        "profile": (cast.network, f"/en/organizations/{cast.network_org.slug}/edit/", "seat"),
        "passage": (cast.coordinator, address("import_passage", document.slug, imported.pk, 1), "text"),
        "dates": (cast.coordinator, address("move", running.slug), "reason"),
    }


@pytest.mark.parametrize(
    "what",
    ["item", "introduction", "draft", "question", "contribution", "comment", "profile", "passage", "dates"],
)
def test_what_was_typed_is_in_its_field_again_after_signing_in(client, forms, what):
    user, page, field = forms[what]
    client.force_login(user)

    login = write(client, page, field, act="submit", send="1")
    again = sign_in_again(client, login, user)

    assert "What you typed is kept" in text_of(login)
    assert typed_form(again).sent()[field] == [AAA]
    assert "It is not saved yet" in text_of(again)
    assert b"data-done" not in again.content
    assert not Comment.objects.exists() and not Consultation.objects.filter(summary=AAA).exists()
    assert AAA not in text_of(client.get(page))  # shown once; from then on it is the browser's


def test_another_person_who_signs_in_never_sees_it(client, cast, forms):
    user, page, field = forms["profile"]
    client.force_login(user)
    cast.mandate("network").__class__.objects.create(
        user=cast.other_network, organization=cast.network_org, role="representative", valid_from="2020-01-01"
    )

    other = sign_in_again(client, write(client, page, field), cast.other_network)

    assert AAA not in text_of(other)
    client.force_login(user)
    assert AAA not in text_of(client.get(page))


def test_signing_out_by_ones_own_will_forgets(client, forms):
    user, page, field = forms["profile"]
    client.force_login(user)
    write(client, page, field)
    client.force_login(user)
    client.post("/en/accounts/logout/")
    client.force_login(user)

    assert AAA not in text_of(client.get(page))


def test_a_form_that_was_made_for_nobody_is_not_kept(client, forms):
    _user, page, field = forms["profile"]

    login = client.post(page, {field: AAA, "writer": "1:abc:def"}, follow=True)

    assert "What you typed is kept" not in text_of(login)


def test_a_form_whose_token_is_of_a_former_session_comes_back_as_typed(cast, forms):
    user, page, field = forms["profile"]
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    sent = typed_form(client.get(page)).sent() | {field: AAA}
    client.cookies.clear()
    client.force_login(user)  # in another window

    again = client.post(page, sent, follow=True)

    assert typed_form(again).sent()[field] == [AAA]
    cast.network_org.refresh_from_db()
    assert cast.network_org.seat != AAA


def test_nothing_is_done_by_what_was_kept_where_the_address_has_no_page(client, cast):
    draft = make.make_consultation("draft", [cast.seko])
    client.force_login(cast.coordinator)
    page = client.get(address("questions", make.make_question(draft).consultation.slug))
    delete = next(form for form in forms_of(page) if form.address.endswith("/delete/"))
    lose_session(client)

    login = client.post(delete.address, delete.sent() | {"note": AAA}, follow=True)
    after = sign_in_again(client, login, cast.coordinator)

    assert draft.questions.count() == 1
    assert AAA in text_of(after)


def test_the_admin_keeps_it_too(client, cast):
    user, page = cast.administrator, f"/admin/organizations/organization/{cast.lead_org.pk}/change/"
    client.force_login(user)
    form = next(form for form in forms_of(client.get(page)) if "seat" in form.sent())
    lose_session(client)

    login = client.post(page, form.sent() | {"seat": AAA}, follow=True)
    again = sign_in_again(client, login, user)

    assert next(form for form in forms_of(again) if "seat" in form.sent()).sent()["seat"] == [AAA]
    assert "It is not saved yet" in again.content.decode()
    cast.lead_org.refresh_from_db()
    assert cast.lead_org.seat != AAA
