"""Who may do what in the loop: one table, roles against actions. A change of rights is a change of this table."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from consultations.comments.permissions import can_comment, can_support, can_withdraw
from consultations.consultation.permissions import can_change_dates, can_open, can_see_responses, may_take_part
from consultations.documents.permissions import can_prepare
from consultations.models import Assignment, Consultation, Opinion
from consultations.opinions.permissions import can_approve, can_consolidate
from consultations.reports.permissions import can_publish_report
from consultations.responses.permissions import can_assign, can_respond
from organizations.models import Representation, User
from sectors.permissions import is_consortium_member, is_lead_coordinator
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db

# Columns: coordinator, desk officer, administrator | lead, member, network, other network, outsider |
# contact, observer, stranger, anonymous.  x: may.  The author of `the comment` is `network`.
TABLE = """
                                        co de ad | le me ne on ou | ct ob st an
prepare documents and consultations     x  x  .  | .  .  .  .  .  | .  .  .  .
open                                    x  .  .  | .  .  .  .  .  | .  .  .  .
close the window                        x  .  .  | .  .  .  .  .  | .  .  .  .
move dates                              x  .  .  | .  .  .  .  .  | .  .  .  .
cancel                                  x  .  .  | .  .  .  .  .  | .  .  .  .
see a consultation                      x  x  x  | x  x  x  x  x  | x  x  x  x
see a draft consultation                x  x  x  | .  .  .  .  .  | .  .  .  .
be heard                                .  .  .  | x  x  x  x  .  | .  .  .  .
comment in an open window               .  .  .  | x  x  x  x  .  | .  .  .  .
comment before the window               .  .  .  | .  .  .  .  .  | .  .  .  .
comment late                            .  .  .  | x  x  x  x  .  | .  .  .  .
comment late where that is not allowed  .  .  .  | .  .  .  .  .  | .  .  .  .
comment on a draft consultation         .  .  .  | .  .  .  .  .  | .  .  .  .
comment after the report                .  .  .  | .  .  .  .  .  | .  .  .  .
comment where the SEKO is not invited   .  .  .  | .  .  .  .  x  | .  .  .  .
withdraw the comment                    .  .  .  | .  .  x  .  .  | .  .  .  .
withdraw the lead's comment             .  .  .  | x  .  .  .  .  | .  .  .  .
support the comment                     .  .  .  | x  x  .  x  .  | .  .  .  .
support after the window                .  .  .  | .  .  .  .  .  | .  .  .  .
start, write and submit the opinion     .  .  .  | x  .  .  .  .  | .  .  .  .
write the other SEKO's opinion          .  .  .  | .  .  .  .  .  | .  .  .  .
approve the opinion                     .  .  .  | x  x  .  .  .  | .  .  .  .
read the draft opinion                  .  .  .  | x  x  .  .  .  | .  .  .  .
find the draft opinion                  .  .  .  | x  x  .  .  .  | .  .  .  .
find the submitted opinion              x  x  x  | x  x  x  x  x  | x  x  x  x
send items to institutions              x  x  .  | .  .  .  .  .  | .  .  .  .
answer an item sent to the ministry     x  x  .  | .  .  .  .  .  | x  .  .  .
answer an item sent elsewhere           x  x  .  | .  .  .  .  .  | .  .  .  .
answer an item sent nowhere             x  x  .  | .  .  .  .  .  | .  .  .  .
see answers before the report           x  x  .  | .  .  .  .  .  | .  .  .  .
see answers in the report               x  x  x  | x  x  x  x  x  | x  x  x  x
publish the report                      x  .  .  | .  .  .  .  .  | .  .  .  .
lead the SEKO                           .  .  .  | x  .  .  .  .  | .  .  .  .
belong to the consortium                .  .  .  | x  x  .  .  .  | .  .  .  .
"""
WIDTH = TABLE.splitlines()[1].index("co")


def table():
    """{action: {roles}} of the text above."""
    roles = Cast.roles()
    told = {}
    for line in TABLE.strip("\n").splitlines()[1:]:
        marks = line[WIDTH:].replace("|", " ").split()
        told[line[:WIDTH].strip()] = {role for role, mark in zip(roles, marks, strict=True) if mark == "x"}
    return told


@pytest.fixture
def scene(cast):
    """Consultations in every state that matters, with what hangs on them."""

    def consultation(status, sekos=(cast.seko,), **fields):
        return make.make_consultation(status, sekos, **fields)

    running, in_review = consultation("open"), consultation("in_review")
    opinion = make.make_opinion(in_review, cast.seko, cast.mandate("lead"), items=3, status="submitted")
    nowhere, ministry, elsewhere = opinion.items.all()
    office = cast.mandate("coordinator")
    for item, institution in ((ministry, cast.ministry), (elsewhere, make.make_organization(kind="public_body"))):
        Assignment.objects.create(item=item, institution=institution, mandate=office)
    closed = consultation("consolidation")
    return SimpleNamespace(
        cast=cast,
        now=timezone.now(),
        draft=consultation("draft"),
        upcoming=consultation("upcoming"),
        running=running,
        closed=closed,
        strict=consultation("consolidation", late_comments_allowed=False),
        in_review=in_review,
        answered=consultation("answered"),
        not_invited=consultation("open", [cast.other_seko]),
        comment=make.make_comment(running, cast.mandate("network")),
        lead_comment=make.make_comment(running, cast.mandate("lead")),
        closed_comment=make.make_comment(closed, cast.mandate("network")),
        draft_opinion=make.make_opinion(closed, cast.seko, cast.mandate("lead")),
        opinion=opinion,
        nowhere=nowhere,
        ministry=ministry,
        elsewhere=elsewhere,
    )


ASKED = {
    "prepare documents and consultations": lambda s, u: can_prepare(u),
    "open": lambda s, u: can_open(u, s.draft),
    "close the window": lambda s, u: can_change_dates(u, s.running),
    "move dates": lambda s, u: can_change_dates(u, s.closed),
    "cancel": lambda s, u: can_change_dates(u, s.in_review),
    "see a consultation": lambda s, u: Consultation.objects.visible_to(u).filter(pk=s.running.pk).exists(),
    "see a draft consultation": lambda s, u: Consultation.objects.visible_to(u).filter(pk=s.draft.pk).exists(),
    "be heard": lambda s, u: may_take_part(u, s.running),
    "comment in an open window": lambda s, u: can_comment(u, s.running, s.now),
    "comment before the window": lambda s, u: can_comment(u, s.upcoming, s.now),
    "comment late": lambda s, u: can_comment(u, s.closed, s.now),
    "comment late where that is not allowed": lambda s, u: can_comment(u, s.strict, s.now),
    "comment on a draft consultation": lambda s, u: can_comment(u, s.draft, s.draft.opens_at),
    "comment after the report": lambda s, u: can_comment(u, s.answered, s.now),
    "comment where the SEKO is not invited": lambda s, u: can_comment(u, s.not_invited, s.now),
    "withdraw the comment": lambda s, u: can_withdraw(u, s.comment),
    "withdraw the lead's comment": lambda s, u: can_withdraw(u, s.lead_comment),
    "support the comment": lambda s, u: can_support(u, s.comment, s.now),
    "support after the window": lambda s, u: can_support(u, s.closed_comment, s.now),
    "start, write and submit the opinion": lambda s, u: can_consolidate(u, s.closed, s.cast.seko.pk),
    "write the other SEKO's opinion": lambda s, u: can_consolidate(u, s.closed, s.cast.other_seko.pk),
    "approve the opinion": lambda s, u: can_approve(u, s.draft_opinion),
    "read the draft opinion": lambda s, u: Opinion.objects.visible_to(u).filter(pk=s.draft_opinion.pk).exists(),
    "find the draft opinion": lambda s, u: Opinion.objects.visible_to(u).filter(pk=s.draft_opinion.pk).exists(),
    "find the submitted opinion": lambda s, u: Opinion.objects.visible_to(u).filter(pk=s.opinion.pk).exists(),
    "send items to institutions": lambda s, u: can_assign(u, s.in_review),
    "answer an item sent to the ministry": lambda s, u: can_respond(u, s.ministry),
    "answer an item sent elsewhere": lambda s, u: can_respond(u, s.elsewhere),
    "answer an item sent nowhere": lambda s, u: can_respond(u, s.nowhere),
    "see answers before the report": lambda s, u: can_see_responses(u, s.in_review),
    "see answers in the report": lambda s, u: can_see_responses(u, s.answered),
    "publish the report": lambda s, u: can_publish_report(u, s.in_review),
    "lead the SEKO": lambda s, u: is_lead_coordinator(u, s.cast.seko.pk),
    "belong to the consortium": lambda s, u: is_consortium_member(u, s.cast.seko.pk),
}


def rights(scene):
    """{action: {roles}} as the predicates answer."""
    people = {role: scene.cast.user(role) for role in Cast.roles()}
    answers = {action: {role: asked(scene, user) for role, user in people.items()} for action, asked in ASKED.items()}
    assert {type(answer) for row in answers.values() for answer in row.values()} == {bool}
    return {action: {role for role, may in row.items() if may} for action, row in answers.items()}


def test_roles_and_actions(scene):
    assert rights(scene) == table()


def test_the_columns_of_the_table_are_the_roles_of_the_cast():
    assert Cast.roles() == [
        "coordinator",
        "desk_officer",
        "administrator",
        "lead",
        "member",
        "network",
        "other_network",
        "outsider",
        "contact",
        "observer",
        "stranger",
        "anonymous",
    ]


PUBLIC = {"see a consultation", "find the submitted opinion", "see answers in the report"}


def test_who_has_lost_every_mandate_keeps_the_rights_of_a_visitor(scene):
    Representation.objects.update(valid_to=today())

    left = rights(scene)

    assert {action: set(Cast.roles()) if action in PUBLIC else set() for action in ASKED} == left


def test_a_closed_account_has_the_rights_of_a_visitor(scene):
    User.objects.update(is_active=False)

    assert {action for action, roles in rights(scene).items() if roles} == PUBLIC


def test_a_suspended_organization_loses_its_voice_and_its_pen(scene):
    for organization in (scene.cast.network_org, scene.cast.lead_org):
        organization.status, organization.status_reason = "suspended", "Не одговара."
        organization.save()

    before, after = table(), rights(scene)

    assert after == {
        action: roles if action in PUBLIC else roles - {"network", "lead"} for action, roles in before.items()
    }
