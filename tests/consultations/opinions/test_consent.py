"""How the consortium stands behind an opinion: asked once for each text, each organization for itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as Refusal
from django.utils import translation

from consultations.models import Opinion
from consultations.opinions.actions.consent import (
    approve_opinion,
    ask_consortium,
    object_to_opinion,
    withdraw_consent,
)
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import discard_opinion, submit_opinion
from consultations.opinions.consent import consent_of
from sectors.models import Seko
from tests import factories as make
from tests.browsing import address, press, said, text_of
from tests.cast import Cast
from tests.happened import last_event, signature, told, verbs
from tests.refusals import refused

OUTSIDE = [role for role in Cast.roles() if role not in {"lead", "member"}]
NO_LEADS = [role for role in Cast.roles() if role != "lead"]


@pytest.fixture
def opinion(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1)


def rule(cast, name):
    Seko.objects.filter(pk=cast.seko.pk).update(approval_rule=name)


def now(opinion):
    return Opinion.objects.select_related("seko").get(pk=opinion.pk)


def approve(opinion, by):
    return approve_opinion(opinion, by=by, revision=now(opinion).revision)


def change(opinion, cast):
    save_item(opinion, by=cast.lead, title="Још", text="Још једна тачка.")


# --- asking ----------------------------------------------------------------------------------


def test_the_lead_asks_once_for_each_text(cast, opinion):
    third = make.make_representative(cast.third_org)
    ask_consortium(opinion, by=cast.lead)
    assert signature(last_event()) == ("opinion.consent_asked", cast.lead, cast.lead_org, False)
    assert told(cast, last_event()) == {"member"}
    with refused("already_asked"):
        ask_consortium(opinion, by=cast.lead)

    change(opinion, cast)
    approve(opinion, third)
    ask_consortium(opinion, by=cast.lead)

    assert verbs().count("opinion.consent_asked") == 2
    approve(opinion, cast.member)
    assert signature(last_event()) == ("opinion.approved", cast.member, cast.member_org, False)
    assert told(cast, last_event()) == {"lead"}


def test_nobody_is_asked_about_an_empty_opinion_or_a_submitted_one(cast, opinion):
    empty = make.make_opinion(make.make_consultation("consolidation", [cast.seko]), cast.seko, cast.mandate("lead"), 0)
    with refused("opinion_empty"):
        ask_consortium(empty, by=cast.lead)
    submit_opinion(opinion, by=cast.lead)
    for act in (
        lambda: ask_consortium(opinion, by=cast.lead),
        lambda: object_to_opinion(opinion, by=cast.member, reason="Не."),
        lambda: withdraw_consent(opinion, by=cast.member),
    ):
        with refused("opinion_fixed"):
            act()


@pytest.mark.parametrize("who", NO_LEADS)
def test_only_the_lead_asks(cast, opinion, who):
    with pytest.raises(PermissionDenied):
        ask_consortium(opinion, by=cast.user(who))


# --- saying yes or no ------------------------------------------------------------------------


@pytest.mark.parametrize("who", OUTSIDE)
def test_nobody_outside_the_consortium_has_a_voice(cast, opinion, who):
    for act in (
        lambda: approve(opinion, cast.user(who)),
        lambda: object_to_opinion(opinion, by=cast.user(who), reason="Не."),
        lambda: withdraw_consent(opinion, by=cast.user(who)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert verbs() == []


def test_an_objection_ends_the_approval_and_the_other_way_round(cast, opinion):
    approve(opinion, cast.member)
    objection = object_to_opinion(opinion, by=cast.member, reason=" Рок је кратак. ")
    assert (objection.organization, objection.reason) == (cast.member_org, "Рок је кратак.")
    assert not opinion.approvals.exists()
    assert signature(last_event()) == ("opinion.objected", cast.member, cast.member_org, False)
    assert told(cast, last_event()) == {"lead"}
    with refused("objected_twice"):
        object_to_opinion(opinion, by=cast.member, reason="Опет.")

    approve(opinion, cast.member)
    assert not opinion.objections.exists()

    withdraw_consent(opinion, by=cast.member)
    assert not opinion.approvals.exists()
    with refused("no_voice"):
        withdraw_consent(opinion, by=cast.member)
    with refused("blank"):
        object_to_opinion(opinion, by=cast.member, reason="  ")


def test_an_objection_outlives_a_change_of_the_text_and_an_approval_does_not(cast, opinion):
    third = make.make_representative(cast.third_org)
    object_to_opinion(opinion, by=cast.member, reason="Рок је кратак.")
    approve(opinion, third)

    change(opinion, cast)

    lead, member, silent = consent_of(now(opinion)).voices
    assert (lead.approves, member.objection, silent.is_silent) == (True, "Рок је кратак.", True)
    withdraw_consent(opinion, by=cast.member)
    assert not opinion.objections.exists()


def test_nobody_approves_a_text_that_he_has_not_read(cast, opinion):
    read = now(opinion).revision
    change(opinion, cast)

    with refused("changed_meanwhile"):
        approve_opinion(opinion, by=cast.member, revision=read)
    with refused("changed_meanwhile"):
        approve_opinion(opinion, by=cast.member, revision=None)
    assert not opinion.approvals.exists()


# --- the rule of the SEKO --------------------------------------------------------------------


@pytest.mark.parametrize(("name", "lacking", "after_one"), [("lead", 0, 0), ("majority", 1, 0), ("all", 2, 1)])
def test_the_rule_says_how_many_must_approve(cast, opinion, name, lacking, after_one):
    rule(cast, name)
    assert consent_of(now(opinion)).lacking == lacking

    approve(opinion, cast.member)

    assert consent_of(now(opinion)).lacking == after_one


def test_the_refusal_names_who_is_missing(cast, opinion):
    rule(cast, "all")
    object_to_opinion(opinion, by=cast.member, reason="Не.")

    with translation.override("en"), pytest.raises(Refusal) as caught:
        submit_opinion(opinion, by=cast.lead)

    assert caught.value.code == "approvals_missing"
    message = caught.value.messages[0]
    assert "2 approvals are missing" in message
    assert "Association Member, Association Third" in message


# --- pages -----------------------------------------------------------------------------------


def page(opinion, name="opinion_consent"):
    return address(name, opinion.consultation.slug, opinion.seko.code)


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("member", 200), ("network", 404), ("coordinator", 404), ("outsider", 404)]
)
def test_the_consortium_reads_the_whole_draft(client, cast, opinion, who, status):
    client.force_login(cast.user(who))

    assert client.get(page(opinion)).status_code == status
    assert client.get(page(opinion, "opinion_object")).status_code == status
    if status == 404:
        for name in ("opinion_approve", "opinion_withdraw_consent", "opinion_ask"):
            assert client.post(page(opinion, name)).status_code == 404


def test_a_member_approves_what_it_reads_and_objects_with_a_reason(client, cast, opinion):
    client.force_login(cast.member)
    read = client.get(page(opinion))
    assert "Predlažemo izmenu." in text_of(read) and "not decided yet" in text_of(read)

    client.post(page(opinion, "opinion_approve"), {"revision": read.context["opinion"].revision})
    assert opinion.approvals.exists()
    client.post(page(opinion, "opinion_object"), {"reason": "Рок је кратак."})
    text = text_of(client.get(address("opinion", opinion.consultation.slug, opinion.seko.code)))
    assert "objects" in text and "Rok je kratak." in text

    client.post(page(opinion, "opinion_withdraw_consent"))
    change(opinion, cast)
    answer = client.post(page(opinion, "opinion_approve"), {"revision": 1})
    assert said(answer)[-1] == "The opinion was changed in the meantime. Read the current text, then decide."
    client.force_login(cast.lead)
    press(client, page(opinion, "opinion_ask"))
    assert last_event().verb == "opinion.consent_asked"
    assert client.post(page(opinion, "opinion_approve"), {"revision": "x"}).status_code == 302


def test_a_draft_that_is_gone_has_no_consent_page(client, cast, opinion):
    client.force_login(cast.member)
    discard_opinion(opinion, by=cast.lead)

    assert client.get(page(opinion)).status_code == 404
