"""The life of a memorandum."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection

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
from memoranda.models import Memorandum, Obligation, SignedFile
from memoranda.tasks import expire_due
from seko.events.models import Event
from seko.rules.content import MAX_BYTES
from seko.rules.uploads import sha256_of
from seko.rules.validity import today
from tests import factories as make
from tests.cast import Cast
from tests.refusals import refused

DAY = timedelta(days=1)


pytestmark = pytest.mark.usefixtures("files_apart")


def last_event():
    return Event.objects.order_by("pk").last()


def pdf(content=b"%PDF-1.7 signed", name="potpisano.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


@pytest.fixture
def draft(cast):
    return draft_memorandum(by=cast.coordinator, title="Меморандум о сарадњи", parties=[(cast.lead_org, cast.seko)])


@pytest.fixture
def signing(cast, draft):
    return open_for_signing(agree_memorandum(draft, by=cast.coordinator), by=cast.coordinator)


@pytest.fixture
def in_force(cast, signing):
    for signatory in signing.signatories.all():
        sign(signatory, by=cast.coordinator, on=today() - 10 * DAY)
    return put_in_force(signing, by=cast.coordinator)


@pytest.fixture
def obligation(in_force):
    return in_force.obligations.create(side="office", text="Достављати нацрте на време.")


def test_a_draft_names_the_office_and_the_parties(cast, draft):
    assert (draft.status, draft.slug) == ("draft", "memorandum-o-saradnji")
    assert list(draft.signatories.values_list("side", "organization", "seko")) == [
        ("office", cast.office.pk, None),
        ("party", cast.lead_org.pk, cast.seko.pk),
    ]
    assert (last_event().verb, last_event().public, last_event().organization) == (
        "memorandum.drafted",
        False,
        cast.office,
    )


def test_a_draft_is_seen_by_the_office_and_its_parties(cast, draft):
    seen = {role for role in Cast.roles() if Memorandum.objects.visible_to(cast.user(role)).exists()}

    assert seen == {"coordinator", "desk_officer", "administrator", "lead"}


def test_a_memorandum_goes_from_draft_to_force(cast, draft):
    agree_memorandum(draft, by=cast.coordinator)
    open_for_signing(draft, by=cast.coordinator)
    office, party = draft.signatories.all()
    sign(office, by=cast.coordinator, on=today() - 3 * DAY, person_title="Директорка")
    sign(party, by=cast.coordinator, on=today() - 2 * DAY)
    memorandum = put_in_force(draft, by=cast.coordinator, valid_to=today() + 700 * DAY)

    assert (memorandum.status, memorandum.signed_on, memorandum.valid_from) == (
        "in_force",
        today() - 2 * DAY,
        today() - 2 * DAY,
    )
    office.refresh_from_db()
    assert (office.signed_on, office.person_title) == (today() - 3 * DAY, "Директорка")
    assert list(Event.objects.order_by("pk").values_list("verb", "public")) == [
        ("memorandum.drafted", False),
        ("memorandum.agreed", False),
        ("memorandum.signing_opened", False),
        ("memorandum.signed", False),
        ("memorandum.signed", False),
        ("memorandum.in_force", True),
    ]
    assert Memorandum.objects.visible_to(None).get() == memorandum


def test_parties_are_added_to_a_draft_once(cast, draft):
    add_party(draft, cast.member_org, by=cast.coordinator, source_note="Саопштење")

    with refused("signatory_twice"):
        add_party(draft, cast.member_org, by=cast.coordinator)
    agree_memorandum(draft, by=cast.coordinator)
    with refused("not_draft"):
        add_party(draft, cast.third_org, by=cast.coordinator)


def test_a_memorandum_without_another_party_is_not_agreed(cast):
    with refused("parties_missing"):
        agree_memorandum(draft_memorandum(by=cast.coordinator, title="Сам"), by=cast.coordinator)


def test_nothing_comes_into_force_without_all_signatures(cast, signing):
    with refused("signature_missing"):
        put_in_force(signing, by=cast.coordinator)
    sign(signing.signatories.get(side="office"), by=cast.coordinator)
    with refused("signature_missing"):
        put_in_force(signing, by=cast.coordinator)

    signing.refresh_from_db()
    assert (signing.status, signing.signed_on) == ("signing", None)


def test_a_party_signs_once_and_not_in_advance(cast, signing):
    signatory = signing.signatories.get(side="party")
    with refused("day_in_future"):
        sign(signatory, by=cast.coordinator, on=today() + DAY)
    sign(signatory, by=cast.coordinator)
    with refused("already_signed"):
        sign(signatory, by=cast.coordinator)


def test_two_memoranda_do_not_bind_a_party_for_the_same_seko_at_once(cast, in_force):
    other = draft_memorandum(by=cast.coordinator, title="Други", parties=[(cast.lead_org, cast.seko)])
    other = open_for_signing(agree_memorandum(other, by=cast.coordinator), by=cast.coordinator)
    for signatory in other.signatories.all():
        sign(signatory, by=cast.coordinator)

    with refused("memoranda_overlap"):
        put_in_force(other, by=cast.coordinator)

    terminate_memorandum(in_force, by=cast.coordinator, reason="Нови меморандум.")
    assert put_in_force(other, by=cast.coordinator).status == "in_force"


def test_a_term_runs_forward(cast, signing):
    for signatory in signing.signatories.all():
        sign(signatory, by=cast.coordinator)

    with refused("validity_backwards"):
        put_in_force(signing, by=cast.coordinator, valid_to=today() - DAY)


def test_a_number_is_given_once(cast):
    draft_memorandum(by=cast.coordinator, title="Први", number="1/2014")
    with refused("number_taken"):
        draft_memorandum(by=cast.coordinator, title="Други", number="1/2014")


def test_a_termination_tells_its_reason_in_the_event(cast, in_force):
    terminate_memorandum(in_force, by=cast.coordinator, reason=" Странка је престала са радом. ")

    in_force.refresh_from_db()
    assert (in_force.status, in_force.valid_to) == ("terminated", today())
    event = last_event()
    assert (event.verb, event.public, event.facts["reason"]) == (
        "memorandum.terminated",
        True,
        "Странка је престала са радом.",
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"reason": "  "}, "reason_missing"),
        ({"reason": "Разлог.", "on": today() + DAY}, "day_in_future"),
        ({"reason": "Разлог.", "on": today() - 10 * DAY}, "validity_backwards"),
    ],
)
def test_a_termination_needs_a_reason_and_a_day_that_fits(cast, in_force, arguments, code):
    with refused(code):
        terminate_memorandum(in_force, by=cast.coordinator, **arguments)


def test_a_term_that_is_over_expires_on_its_day_in_belgrade_and_once(cast, in_force):
    last_day = today() + 30 * DAY
    Memorandum.objects.update(valid_to=last_day)
    midnight = datetime.combine(last_day, datetime.min.time(), ZoneInfo("Europe/Belgrade"))

    assert expire_due_memoranda(at=midnight - timedelta(seconds=1)) == []
    assert expire_due_memoranda(at=midnight) == [in_force]
    assert expire_due_memoranda(at=midnight) == []
    in_force.refresh_from_db()
    assert in_force.status == "expired"
    assert (last_event().verb, last_event().actor) == ("memorandum.expired", None)


def test_the_clock_expires_what_is_due(cast, in_force):
    Memorandum.objects.update(valid_to=today())

    expire_due()

    in_force.refresh_from_db()
    assert in_force.status == "expired"


def test_an_obligation_is_fulfilled_once(cast, obligation):
    fulfil_obligation(obligation, by=cast.coordinator, fulfilled_by=" Нацрт послат свима. ")

    obligation.refresh_from_db()
    assert (obligation.fulfilled_on, obligation.fulfilled_by) == (today(), "Нацрт послат свима.")
    assert (last_event().verb, last_event().object) == ("memorandum.obligation_fulfilled", obligation.memorandum)
    with refused("already_fulfilled"):
        fulfil_obligation(obligation, by=cast.coordinator, fulfilled_by="Опет.")


def test_a_fulfilment_tells_by_what_and_is_not_in_advance(cast, obligation):
    with refused("fulfilment_missing"):
        fulfil_obligation(obligation, by=cast.coordinator, fulfilled_by=" ")
    with refused("day_in_future"):
        fulfil_obligation(obligation, by=cast.coordinator, fulfilled_by="Нечим.", on=today() + DAY)


def test_an_obligation_of_a_draft_is_not_fulfilled(cast, draft):
    obligation = draft.obligations.create(side="both", text="Састајати се.")

    with refused("not_in_force"):
        fulfil_obligation(obligation, by=cast.coordinator, fulfilled_by="Нечим.")


def test_a_signed_copy_is_kept_with_its_hash_and_a_name_of_ours(cast, in_force):
    signed = attach_signed_file(in_force, pdf(name="../../etc/<script>.exe"), by=cast.coordinator)

    with signed.file.open() as stored:
        assert stored.read() == b"%PDF-1.7 signed"
    assert signed.sha256 == sha256_of(pdf())
    assert signed.file.name.rsplit("/", 1)[1].startswith("memorandum-o-saradnji")
    assert (last_event().verb, last_event().public) == ("memorandum.file_attached", True)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "not_pdf"), (b"MZ\x90\x00", "not_pdf"), (b" %PDF-1.7", "not_pdf"), (b"<html>%PDF-", "not_pdf")],
)
def test_only_a_pdf_is_kept_whatever_its_name(cast, in_force, content, code):
    with refused(code):
        attach_signed_file(in_force, pdf(content), by=cast.coordinator)
    assert not SignedFile.objects.exists()


def test_a_file_has_a_largest_size(cast, in_force):
    large = pdf()
    large.size = MAX_BYTES + 1
    with refused("file_size"):
        attach_signed_file(in_force, large, by=cast.coordinator)


def test_the_same_copy_is_kept_once_and_leaves_no_bytes_behind(cast, in_force, tmp_path):
    attach_signed_file(in_force, pdf(), by=cast.coordinator)

    with refused("file_twice"):
        attach_signed_file(in_force, pdf(name="isto.pdf"), by=cast.coordinator)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_nobody_attaches_a_signed_copy_of_a_draft(cast, draft):
    with refused("not_signing"):
        attach_signed_file(draft, pdf(), by=cast.coordinator)


@pytest.mark.parametrize(
    ("status", "code", "act"),
    [
        ("draft", "not_draft", lambda m, by: agree_memorandum(m, by=by)),
        ("agreed", "not_agreed", lambda m, by: open_for_signing(m, by=by)),
        ("signing", "not_signing", lambda m, by: sign(m.signatories.first(), by=by)),
        ("signing", "not_signing", lambda m, by: put_in_force(m, by=by)),
        ("in_force", "not_in_force", lambda m, by: terminate_memorandum(m, by=by, reason="Разлог.")),
    ],
)
def test_each_step_follows_the_one_before(cast, status, code, act):
    day = today()
    for other in set(Memorandum.Status.values) - {status}:
        memorandum = make.make_memorandum(cast.office)
        memorandum.signatories.update(signed_on=day)
        Memorandum.objects.filter(pk=memorandum.pk).update(status=other, signed_on=day, valid_from=day)
        with refused(code):
            act(memorandum, cast.coordinator)


@pytest.mark.parametrize("role", sorted(set(Cast.roles()) - {"coordinator"}))
def test_only_the_coordinator_of_the_office_keeps_memoranda(cast, obligation, in_force, role):
    by, draft = cast.user(role), make.make_memorandum(cast.office, [cast.lead_org])
    events = Event.objects.count()
    actions = [
        lambda: draft_memorandum(by=by, title="Мој"),
        lambda: add_party(draft, cast.member_org, by=by),
        lambda: agree_memorandum(draft, by=by),
        lambda: open_for_signing(draft, by=by),
        lambda: sign(draft.signatories.first(), by=by),
        lambda: put_in_force(draft, by=by),
        lambda: terminate_memorandum(in_force, by=by, reason="Разлог."),
        lambda: fulfil_obligation(obligation, by=by, fulfilled_by="Нечим."),
        lambda: attach_signed_file(in_force, pdf(), by=by),
    ]
    for act in actions:
        with pytest.raises(PermissionDenied):
            act()
    assert (Event.objects.count(), Obligation.objects.get().fulfilled_on) == (events, None)


def test_the_database_refuses_force_without_signatures(cast, signing):
    with pytest.raises(IntegrityError, match="memorandum_signed_by_all"):
        Memorandum.objects.filter(pk=signing.pk).update(status="in_force", signed_on=today(), valid_from=today())
        connection.check_constraints()
