"""Organizations and people, SEKOs, memoranda."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from memoranda.actions import (
    add_party,
    agree_memorandum,
    attach_signed_file,
    draft_memorandum,
    expire_due_memoranda,
    fulfil_obligation,
    open_for_signing,
    put_in_force,
    sign,
    terminate_memorandum,
)
from memoranda.models import Obligation
from organizations.actions.accounts import change_email, choose_language, close_account, open_account, reopen_account
from organizations.actions.people import appoint, end_representation, revoke_representation
from organizations.actions.registry import (
    approve_organization,
    change_profile,
    leave_organization,
    register_organization,
    reinstate_organization,
    suspend_organization,
)
from sectors.actions import (
    activate_consortium,
    add_member,
    assign_area,
    change_lead,
    end_area,
    end_consortium,
    end_membership,
    form_consortium,
    join_network,
    leave_network,
    revoke_membership,
    revoke_network_membership,
)
from seko.rules.validity import today
from seko.scripts.actions import change_acronym, list_acronym
from tests import factories as make
from tests.events.plays import TITLES, plays

DAY = timedelta(days=1)
LAST_YEAR = today() - make.LONG_AGO


def associations(number):
    words = [("Прво", "First"), ("Друго", "Second"), ("Треће", "Third"), ("Четврто", "Fourth"), ("Пето", "Fifth")]
    made = [make.make_organization(f"Удружење {sr}", name_en=f"Association {en}") for sr, en in words[:number]]
    for organization in made:
        make.make_representative(organization)
    return made


@plays("acronym.listed", "acronym.changed")
def an_acronym_is_listed(cast):
    office = {"by": cast.user("desk_officer")}
    change_acronym(list_acronym(latin="JICA", **office), cyrillic="ЏАЈКА", **office)


# --- organizations and people ----------------------------------------------------------------


@plays("representation.revoked")
def a_mandate_was_given_by_mistake(cast):
    registry = {"by": cast.user("administrator")}
    mandate = appoint(cast.user("stranger"), cast.network_org, role="representative", **registry)
    revoke_representation(mandate, reason="Погрешно изабрана особа.", **registry)


@plays("account.language_chosen")
def a_person_chooses_a_language(cast):
    choose_language(by=cast.user("network"), language="sr-latn")


@plays("account.opened", "representation.begun", "representation.ended")
def a_person_comes_and_goes(cast):
    registry = {"by": cast.user("administrator")}
    person = open_account(email="ana@test.seko.example", full_name="Ана Ђурић", **registry)
    mandate = appoint(person, cast.network_org, role="representative", valid_from=LAST_YEAR, **registry)
    end_representation(mandate, **registry)


@plays("account.email_changed")
def a_person_gets_another_address(cast):
    change_email(cast.user("lead"), by=cast.user("administrator"), email="novo@test.seko.example")


@plays("account.closed", "account.reopened")
def an_account_is_closed_for_a_time(cast):
    registry = {"by": cast.user("administrator")}
    reopen_account(close_account(cast.user("lead"), **registry), **registry)


@plays("organization.registered", "organization.approved", "organization.profile_changed")
def an_organization_comes(cast):
    registry = {"by": cast.user("administrator")}
    organization = register_organization(
        name="Удружење Ново", name_en="New association", kind="association", **registry
    )
    make.make_representative(organization)
    approve_organization(organization, **registry)
    change_profile(organization, seat="Ниш", **registry)


@plays("organization.suspended", "organization.reinstated", "organization.left")
def an_organization_leaves(cast):
    registry = {"by": cast.user("administrator")}
    suspend_organization(cast.network_org, reason="Није поднет извештај.", **registry)
    reinstate_organization(cast.network_org, **registry)
    leave_organization(cast.network_org, reason="На сопствени захтев.", **registry)


# --- SEKOs -----------------------------------------------------------------------------------


@plays("seko.area_assigned", "seko.area_ended")
def a_seko_looks_after_an_area(cast):
    area = make.make_area(name="Рударство", name_en="Mining")
    assigned = assign_area(cast.seko, area, by=cast.user("coordinator"), valid_from=LAST_YEAR)
    end_area(assigned, by=cast.user("coordinator"))


@plays("network.joined", "network.left")
def an_organization_is_in_a_network(cast):
    membership = join_network(cast.seko, *associations(1), by=cast.user("lead"), valid_from=LAST_YEAR)
    leave_network(membership, by=cast.user("lead"))


@plays("network.revoked", "consortium.member_revoked")
def memberships_were_entered_by_mistake(cast):
    office, words = {"by": cast.user("coordinator")}, {"reason": "Друга организација истог назива."}
    revoke_network_membership(join_network(cast.seko, cast.outsider_org, **office), **words, **office)
    revoke_membership(add_member(cast.consortium, cast.outsider_org, **office), **words, **office)


@plays(
    "consortium.formed",
    "consortium.activated",
    "consortium.member_added",
    "consortium.member_left",
    "consortium.lead_changed",
    "consortium.ended",
)
def a_consortium_runs_its_seko(cast):
    lead, second, third, fourth, fifth = associations(5)
    seko = make.make_seko(name="СЕКО за саобраћај", name_en="Transport SEKO")
    office = {"by": cast.user("coordinator")}
    consortium = form_consortium(seko, lead=lead, members=[second, third], valid_from=LAST_YEAR, **office)
    add_member(consortium, fourth, valid_from=LAST_YEAR + DAY, **office)
    consortium = activate_consortium(consortium, **office)
    end_membership(add_member(consortium, fifth, valid_from=LAST_YEAR + DAY, **office), **office)
    change_lead(consortium, second, on=LAST_YEAR + 2 * DAY, **office)
    end_consortium(consortium, **office)


# --- memoranda -------------------------------------------------------------------------------


def in_signing(cast, **dates):
    office = {"by": cast.user("coordinator")}
    memorandum = draft_memorandum(**TITLES, **dates, **office)
    add_party(memorandum, cast.lead_org, seko=cast.seko, **office)
    return open_for_signing(agree_memorandum(memorandum, **office), **office)


@plays(
    "memorandum.drafted",
    "memorandum.party_added",
    "memorandum.agreed",
    "memorandum.signing_opened",
    "memorandum.signed",
    "memorandum.in_force",
    "memorandum.file_attached",
    "memorandum.obligation_fulfilled",
    "memorandum.terminated",
)
def a_memorandum_lives(cast):
    office = {"by": cast.user("coordinator")}
    memorandum = in_signing(cast)
    for signatory in memorandum.signatories.all():
        sign(signatory, on=LAST_YEAR, **office)
    memorandum = put_in_force(memorandum, **office)
    attach_signed_file(memorandum, SimpleUploadedFile("potpisano.pdf", b"%PDF-1.7 signed"), **office)
    obligation = Obligation.objects.create(memorandum=memorandum, side="office", text="Размена података.")
    fulfil_obligation(obligation, fulfilled_by="Подаци су послати.", **office)
    terminate_memorandum(memorandum, reason="По договору.", **office)


@plays("memorandum.expired")
def the_term_of_a_memorandum_is_over(cast):
    office = {"by": cast.user("coordinator")}
    memorandum = in_signing(cast)
    for signatory in memorandum.signatories.all():
        sign(signatory, on=LAST_YEAR, **office)
    put_in_force(memorandum, valid_to=today(), **office)
    expire_due_memoranda(at=timezone.now())
