"""Public calls of the demo: one for a consortium with points, two for membership in a network."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from sectors.models import (
    Candidacy,
    ConsortiumCall,
    MembershipApplication,
    MembershipCall,
    NetworkMembership,
    Score,
    Seko,
)
from seko.demo.files import data
from seko.demo.people import mandate_of


def load_calls(stage, consortia):
    """The call from which the consortium for environment came, a decided membership call and an open one."""
    facts = data("calls")
    _consortium_call(stage, consortia["now"], facts["consortium"])
    for call in facts["membership"]:
        _membership_call(stage, call)


def _consortium_call(stage, consortia, facts):
    decided_on = stage.calendar.term_from - timedelta(days=20)
    closes_at = timezone.make_aware(datetime.combine(decided_on - timedelta(days=20), time(16)))
    call = ConsortiumCall.objects.create(
        seko=Seko.objects.get(code="env"),
        title=facts["title"],
        text=facts["text"],
        criteria=facts["criteria"],
        opens_at=closes_at - timedelta(days=35),
        closes_at=closes_at,
        decided_on=decided_on,
    )
    commission = [mandate_of(stage.coordinator), mandate_of(stage.officer)]
    for number, told in enumerate(facts["candidacies"], start=1):
        candidacy = Candidacy.objects.create(
            call=call,
            lead=stage.cast[told["lead"]],
            mandate=mandate_of(stage.users[told["lead"]]),
            motivation=told["motivation"],
            status=told["status"],
            decision_reason=told["decision_reason"],
            consortium=consortia[told["consortium"]] if told["consortium"] else None,
        )
        candidacy.partners.set([stage.cast[key] for key in told["partners"]])
        Candidacy.objects.filter(pk=candidacy.pk).update(submitted_at=closes_at - timedelta(days=number))
        Score.objects.bulk_create(
            Score(candidacy=candidacy, scorer=scorer, criterion=criterion, points=points)
            for criterion, given in told["scores"].items()
            for scorer, points in zip(commission, given, strict=True)
        )


def _membership_call(stage, facts):
    opens = facts["opens"]
    call = MembershipCall.objects.create(
        seko=Seko.objects.get(code=facts["seko"]),
        title=facts["title"],
        text=facts["text"],
        criteria=facts["criteria"],
        opens_at=stage.calendar.at(opens, 9),
        closes_at=stage.calendar.at(opens + facts["days"], 16),
        decided_on=stage.calendar.day(facts["decided"]) if facts["decided"] else None,
    )
    for number, (key, status, motivation, reason) in enumerate(facts["applications"], start=1):
        application = MembershipApplication.objects.create(
            call=call,
            organization=stage.cast[key],
            mandate=mandate_of(stage.users[key]),
            motivation=motivation,
            status=status,
            decision_reason=reason,
        )
        moment = stage.calendar.at(opens + 2 * number, 11)
        MembershipApplication.objects.filter(pk=application.pk).update(submitted_at=moment)
        if status == MembershipApplication.Status.ACCEPTED:
            membership = NetworkMembership.objects.filter(seko=call.seko, organization=stage.cast[key])
            membership.update(valid_from=call.decided_on)
