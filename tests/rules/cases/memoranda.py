from datetime import timedelta

from memoranda.models import Memorandum, Obligation, Signatory, SignedFile
from seko.rules.validity import today
from tests import factories as make
from tests.rules.breaking import breaks, rows, sql

DAY = timedelta(days=1)


@breaks("memorandum_status_known", Memorandum)
def a_memorandum_in_an_unknown_state():
    memorandum = make.make_memorandum()
    return lambda: rows(memorandum).update(status="forgotten")


@breaks("memorandum_in_force_is_signed", Memorandum)
def in_force_without_a_signing_day():
    memorandum = make.make_memorandum(status="in_force")
    return lambda: rows(memorandum).update(signed_on=None)


@breaks("memorandum_in_force_is_signed", Memorandum)
def in_force_from_no_day():
    memorandum = make.make_memorandum(status="in_force")
    return lambda: rows(memorandum).update(valid_from=None)


@breaks("memorandum_signed_by_all", Memorandum)
def in_force_without_signatures():
    memorandum = make.make_memorandum(status="signing")
    return lambda: rows(memorandum).update(status="in_force", signed_on=today(), valid_from=today())


@breaks("memorandum_signed_by_all", Signatory)
def a_signature_taken_back():
    memorandum = make.make_memorandum(status="in_force")
    return lambda: memorandum.signatories.filter(side="party").update(signed_on=None)


@breaks("memorandum_signed_by_all", Signatory)
def the_signature_of_the_office_deleted():
    memorandum = make.make_memorandum(status="in_force")
    return lambda: memorandum.signatories.filter(side="office").delete()


@breaks("memorandum_signed_by_all", Signatory)
def the_only_other_party_deleted():
    memorandum = make.make_memorandum(status="in_force")
    return lambda: sql("DELETE FROM memoranda_signatory WHERE memorandum_id = %s AND side = 'party'", memorandum.pk)


@breaks("memorandum_signed_by_all", Signatory)
def a_party_that_joins_unsigned():
    memorandum = make.make_memorandum(status="in_force")
    late = Signatory(memorandum=memorandum, organization=make.make_organization())
    return lambda: Signatory.objects.bulk_create([late])


@breaks("memorandum_signed_by_all", Signatory)
def somebody_else_in_the_place_of_the_office():
    memorandum, other = make.make_memorandum(status="in_force"), make.make_organization()
    return lambda: memorandum.signatories.filter(side="office").update(organization=other)


@breaks("memorandum_terms_apart", Memorandum)
def two_memoranda_in_force_with_one_party():
    party = make.make_organization()
    make.make_memorandum(parties=[party], status="in_force")
    other = make.make_memorandum(parties=[party])
    other.signatories.update(signed_on=today())
    return lambda: rows(other).update(status="in_force", signed_on=today(), valid_from=today())


@breaks("memorandum_terms_apart", Signatory)
def a_party_that_another_memorandum_binds():
    party = make.make_organization()
    make.make_memorandum(parties=[party], status="in_force")
    other = make.make_memorandum(status="in_force")
    return lambda: Signatory.objects.bulk_create([Signatory(memorandum=other, organization=party, signed_on=today())])


@breaks("memorandum_terms_apart", Memorandum)
def an_expired_term_that_is_prolonged_into_the_next():
    party = make.make_organization()
    first = make.make_memorandum(parties=[party], status="in_force")
    rows(first).update(status="expired", valid_to=today())
    make.make_memorandum(parties=[party], status="in_force", valid_from=today())
    return lambda: rows(first).update(valid_to=today() + DAY)


@breaks("memorandum_validity_forward", Memorandum)
def a_memorandum_that_ends_before_it_begins():
    memorandum = make.make_memorandum()
    return lambda: rows(memorandum).update(valid_from=today(), valid_to=today())


@breaks("memorandum_number_unique", Memorandum)
def a_memorandum_number_twice():
    make.make_memorandum(number="12/2014")
    return lambda: Memorandum.objects.bulk_create([Memorandum(title="Други", slug="drugi", number="12/2014")])


@breaks("signatory_side_known", Signatory)
def a_party_on_no_side():
    signatory = make.make_memorandum().signatories.last()
    return lambda: rows(signatory).update(side="witness")


@breaks("signatory_once", Signatory)
def a_party_twice():
    signatory = make.make_memorandum().signatories.last()
    again = Signatory(memorandum=signatory.memorandum, organization=signatory.organization)
    return lambda: Signatory.objects.bulk_create([again])


@breaks("obligation_side_known", Obligation)
def an_obligation_of_nobody():
    memorandum = make.make_memorandum()
    return lambda: Obligation.objects.bulk_create([Obligation(memorandum=memorandum, side="nobody", text="Ништа.")])


@breaks("obligation_fulfilment_told", Obligation)
def an_obligation_fulfilled_by_nothing():
    obligation = Obligation.objects.create(memorandum=make.make_memorandum(), side="office", text="Позива на састанке.")
    return lambda: rows(obligation).update(fulfilled_on=today())


def signed_file(memorandum=None):
    return SignedFile(memorandum=memorandum or make.make_memorandum(), file="memoranda/test.pdf", sha256="0" * 64)


@breaks("signed_file_result_known", SignedFile)
def an_unknown_result_of_the_signature_check():
    file = signed_file()
    file.save()
    return lambda: rows(file).update(validation_result="perhaps")


@breaks("signed_file_once", SignedFile)
def the_same_file_twice():
    file = signed_file()
    file.save()
    return lambda: SignedFile.objects.bulk_create([signed_file(file.memorandum)])
