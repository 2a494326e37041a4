"""Rule 4: a memorandum in force is signed by all, and does not overlap with another of the same party and SEKO."""

from datetime import timedelta

import pytest

from memoranda.models import Memorandum, Signatory
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import broken, kept, rows, sql

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def put_in_force(memorandum, **fields):
    memorandum.signatories.filter(signed_on=None).update(signed_on=today())
    rows(memorandum).update(**{"status": "in_force", "signed_on": today(), "valid_from": today(), **fields})


def test_a_memorandum_signed_by_all_comes_into_force():
    with kept():
        put_in_force(make.make_memorandum(parties=[make.make_organization() for _ in range(9)]))


def test_signatures_and_force_may_come_in_one_transaction_in_any_order():
    memorandum = make.make_memorandum(status="signing")

    with kept():
        rows(memorandum).update(status="in_force", signed_on=today(), valid_from=today())
        memorandum.signatories.update(signed_on=today())


def test_one_missing_signature_of_ten_is_enough():
    memorandum = make.make_memorandum(parties=[make.make_organization() for _ in range(9)], status="in_force")

    with broken("memorandum_signed_by_all"):
        rows(memorandum.signatories.last()).update(signed_on=None)


def test_a_memorandum_is_not_born_in_force_without_parties():
    with broken("memorandum_signed_by_all"):
        Memorandum.objects.bulk_create(
            [Memorandum(title="Сам", slug="sam", status="in_force", signed_on=today(), valid_from=today())]
        )


def test_the_office_alone_is_no_memorandum():
    memorandum = make.make_memorandum()
    memorandum.signatories.filter(side="party").delete()

    with broken("memorandum_signed_by_all"):
        put_in_force(memorandum)


@pytest.mark.parametrize("status", ["draft", "agreed", "signing"])
def test_before_it_is_in_force_signatures_may_be_missing(status):
    memorandum = make.make_memorandum()

    with kept():
        rows(memorandum).update(status=status)


def test_terms_of_one_party_may_touch():
    party = make.make_organization()
    first = make.make_memorandum(parties=[party], status="in_force")

    with kept():
        rows(first).update(status="expired", valid_to=today())
        put_in_force(make.make_memorandum(parties=[party]))


def test_terms_of_one_party_may_not_overlap_by_a_day():
    party = make.make_organization()
    first = make.make_memorandum(parties=[party], status="in_force")
    rows(first).update(status="terminated", valid_to=today() + DAY)

    with broken("memorandum_terms_apart"):
        put_in_force(make.make_memorandum(parties=[party]))


def test_one_party_may_sign_for_two_sekos_at_once():
    party, seko, other_seko = make.make_organization(), make.make_seko(), make.make_seko()
    first, second = make.make_memorandum(parties=[party]), make.make_memorandum(parties=[party])
    first.signatories.filter(side="party").update(seko=seko)
    second.signatories.filter(side="party").update(seko=other_seko)

    with kept():
        put_in_force(first)
        put_in_force(second)


def test_but_not_move_to_the_seko_of_its_other_memorandum():
    party, seko = make.make_organization(), make.make_seko()
    first, second = make.make_memorandum(parties=[party]), make.make_memorandum(parties=[party])
    first.signatories.filter(side="party").update(seko=seko)
    put_in_force(first)
    put_in_force(second)

    with broken("memorandum_terms_apart"):
        Signatory.objects.filter(memorandum=second, side="party").update(seko=seko)


def test_the_office_signs_as_many_as_it_likes():
    office = make.make_office()

    with kept():
        make.make_memorandum(office, status="in_force")
        make.make_memorandum(office, status="in_force")


def test_drafts_of_one_party_may_wait_beside_the_one_in_force():
    party = make.make_organization()

    with kept():
        make.make_memorandum(parties=[party], status="in_force")
        make.make_memorandum(parties=[party], status="signing", valid_from=today())


def test_a_signature_deleted_by_hand_is_missed_too():
    memorandum = make.make_memorandum(status="in_force")

    with broken("memorandum_signed_by_all"):
        sql("DELETE FROM memoranda_signatory WHERE memorandum_id = %s", memorandum.pk)
