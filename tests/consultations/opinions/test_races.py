"""Two connections at once in the opinion of a SEKO: one is refused or told, none hangs."""

from collections import Counter
from functools import partial

import pytest
from django.utils import timezone

from consultations.models import Opinion, OpinionItem
from consultations.opinions.actions.consent import approve_opinion, object_to_opinion
from consultations.opinions.actions.disposition import set_aside_comments
from consultations.opinions.actions.items import delete_item, move_item, save_item
from consultations.opinions.actions.opinions import (
    change_introduction,
    discard_opinion,
    start_opinion,
    submit_opinion,
)
from seko.rules.seen import Seen
from tests import factories as make
from tests.rules.breaking import rows
from tests.rules.cases.opinion import SUBMITTED, made_opinion
from tests.rules.races import DONE, behind, crossing, one_of, race, several

pytestmark = pytest.mark.django_db(transaction=True)


@several
def test_one_live_opinion_of_two_begun_at_once(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])

    outcomes = race(*[lambda: start_opinion(consultation, seko=cast.seko, by=cast.user("lead"))] * 2)

    assert one_of(outcomes, "opinion_exists")
    assert Opinion.objects.live().filter(consultation=consultation, seko=cast.seko).count() == 1


@several
def test_one_live_opinion_of_two_written_at_once(cast):
    consultation, mandate = make.make_consultation("consolidation", [cast.seko]), cast.mandate("lead")
    both = [
        Opinion(consultation=consultation, seko=cast.seko, mandate=mandate, organization=mandate.organization)
        for _ in range(2)
    ]

    assert one_of(crossing(both[0].save, both[1].save), "opinion_one_live")


@several
def test_no_item_slips_into_an_opinion_that_is_being_submitted():
    opinion = made_opinion()
    late = OpinionItem(opinion=opinion, position=99, title="Још", text="Још.")

    outcomes = behind(lambda: rows(opinion).update(submitted_at=timezone.now(), **SUBMITTED), late.save)

    assert outcomes == [DONE, "opinion_submitted_fixed"]
    assert opinion.items.count() == 2


def test_an_opinion_waits_for_the_item_that_is_being_written():
    opinion = made_opinion()
    item = OpinionItem(opinion=opinion, position=99, title="Још", text="Још.")
    seen = []

    def submit():
        rows(opinion).update(submitted_at=timezone.now(), **SUBMITTED)
        seen.append(opinion.items.count())

    assert behind(item.save, submit) == [DONE, DONE]
    assert seen == [3]


@several
def test_the_actions_on_one_opinion_take_turns(cast):
    consultation = make.make_consultation("consolidation", [cast.seko, cast.other_seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"))

    outcomes = race(
        lambda: submit_opinion(opinion, by=cast.user("lead")),
        lambda: change_introduction(opinion, by=cast.user("lead"), introduction="Увод.", seen=Seen.of(introduction="")),
        lambda: save_item(opinion, by=cast.user("lead"), title="Још", text="Још."),
        lambda: discard_opinion(opinion, by=cast.user("lead")),
    )

    assert set(outcomes) <= {DONE, "opinion_fixed"}
    assert outcomes.count(DONE) >= 1
    assert Counter([outcomes[0], outcomes[3]]) == Counter([DONE, "opinion_fixed"])


@several
def test_of_two_who_change_one_item_at_once_the_second_is_told(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1)
    item = opinion.items.get()
    texts = ["Први текст.", "Други текст."]

    seen = Seen.of(title=item.title, text=item.text, proposed_text="", passage=None, note="", comments=[])

    def save(text):
        return lambda: save_item(opinion, item=item, by=cast.user("lead"), title=item.title, text=text, seen=seen)

    outcomes = race(*(save(text) for text in texts))

    assert one_of(outcomes, "changed_meanwhile")
    item.refresh_from_db()
    assert (item.text, item.revision) == (texts[outcomes.index(DONE)], 2)


def test_no_item_is_taken_out_or_moved_behind_a_change_that_was_not_seen(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=3)
    first, second, third = opinion.items.all()
    lead = {"by": cast.user("lead")}
    words = {"title": "Тачка", "text": "Текст.", "item": first}

    taken_out = behind(lambda: save_item(opinion, **lead, **words), lambda: delete_item(first, revision=1, **lead))
    moved = behind(lambda: move_item(third, to=1, seen=3, **lead), lambda: move_item(second, to=3, seen=2, **lead))
    begin = partial(change_introduction, opinion, seen=Seen.of(introduction=""), **lead)

    assert taken_out == moved == [DONE, "changed_meanwhile"]
    assert one_of(race(*(partial(begin, introduction=text) for text in ("Један.", "Два."))), "changed_meanwhile")
    assert list(opinion.items.values_list("pk", flat=True)) == [third.pk, first.pk, second.pk]


@several
def test_nobody_approves_a_text_that_is_being_changed(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"))

    outcomes = behind(
        lambda: save_item(opinion, by=cast.user("lead"), title="Још", text="Још."),
        lambda: approve_opinion(opinion, by=cast.user("member"), revision=1),
    )

    assert outcomes == [DONE, "changed_meanwhile"]
    assert not opinion.approvals.exists()


@several
def test_an_organization_does_not_approve_and_object_at_once(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"))

    outcomes = race(
        lambda: approve_opinion(opinion, by=cast.user("member"), revision=1),
        lambda: object_to_opinion(opinion, by=cast.user("member"), reason="Не."),
    )

    assert outcomes == [DONE, DONE]
    assert opinion.approvals.count() + opinion.objections.count() == 1


@several
def test_a_comment_is_not_merged_and_set_aside_at_once(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    comment = make.make_comment(consultation, cast.mandate("network"))
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=0)

    outcomes = race(
        lambda: save_item(opinion, by=cast.user("lead"), title="Тачка", text="Текст.", comments=[comment]),
        lambda: set_aside_comments(opinion, by=cast.user("lead"), comments=[comment], reason="Не."),
    )

    assert outcomes in ([DONE, DONE], [DONE, "already_merged"])
    assert comment.items.exists() and not opinion.set_aside.exists()
