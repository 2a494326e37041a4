"""What the rules refuse in a form of the admin is told there, and nothing typed is lost."""

from datetime import timedelta

import pytest

from organizations.models import Organization
from seko.rules.validity import today
from tests import factories as make
from tests.admin.forms import change, errors
from tests.happened import verbs


def test_a_third_member_can_not_be_taken_from_an_active_consortium(cast, at, sent):
    browser = at("coordinator")
    data = sent(browser.get(change(cast.consortium)))
    data |= {"memberships-2-DELETE": "on", "source_note": "Дописано."}

    response = browser.post(change(cast.consortium), data)

    assert errors(response) == ["An active consortium has three to five members on every day of its term."]
    assert "three to five members" in response.content.decode()
    assert "Дописано." in response.content.decode()
    assert response.context["inline_admin_formsets"][0].formset.forms[2]["DELETE"].value() is True
    assert "successfully" not in response.content.decode()
    assert cast.consortium.memberships.count() == 3


def test_a_member_is_exchanged_in_one_go(cast, at, sent):
    browser = at("coordinator")
    data = sent(browser.get(change(cast.consortium)))
    data |= {
        "memberships-TOTAL_FORMS": "4",
        "memberships-2-valid_to": f"{today():%Y-%m-%d}",
        "memberships-3-organization": cast.outsider_org.pk,
        "memberships-3-role": "member",
        "memberships-3-valid_from": f"{today():%Y-%m-%d}",
        "memberships-3-consortium": cast.consortium.pk,
    }

    response = browser.post(change(cast.consortium), data)

    assert response.status_code == 302
    assert cast.consortium.memberships.current().filter(organization=cast.outsider_org).exists()
    assert verbs() == ["consortium.member_added"]


def test_what_an_action_refuses_in_a_part_is_told_in_the_whole(cast, at, sent):
    applicant = make.make_organization(status="applied")
    browser = at("coordinator")
    data = sent(browser.get(change(cast.consortium)))
    data |= {
        "memberships-TOTAL_FORMS": "4",
        "memberships-3-organization": applicant.pk,
        "memberships-3-role": "member",
        "memberships-3-valid_from": f"{today():%Y-%m-%d}",
        "memberships-3-consortium": cast.consortium.pk,
    }

    response = browser.post(change(cast.consortium), data)

    assert errors(response) == ["Only an active organization can join. Approve or reinstate it first."]
    assert cast.consortium.memberships.count() == 3


def test_a_broken_rule_of_one_row_stands_in_the_form(cast, at, sent):
    browser = at("coordinator")
    data = sent(browser.get(change(cast.lead_org))) | {"pib": "123456789", "seat": "Ужице"}

    response = browser.post(change(cast.lead_org), data)

    assert "tax number" in errors(response)[0]
    assert response.context["adminform"].form["seat"].value() == "Ужице"


def test_validity_that_runs_backwards_is_told_beside_its_field(cast, at, sent):
    browser = at("coordinator")
    data = sent(browser.get(change(cast.consortium)))
    data["valid_to"] = f"{cast.consortium.valid_from - timedelta(days=3):%Y-%m-%d}"

    response = browser.post(change(cast.consortium), data)

    assert "valid_to" in response.context["adminform"].form.errors


@pytest.mark.parametrize("text", ["a\x00b", "я" * 300, ""])
def test_bad_text_is_refused_and_kept(cast, at, sent, text):
    browser = at("coordinator")
    data = sent(browser.get(change(cast.lead_org))) | {"name": text}

    response = browser.post(change(cast.lead_org), data)

    assert "name" in response.context["adminform"].form.errors
    assert Organization.objects.get(pk=cast.lead_org.pk).name == cast.lead_org.name
