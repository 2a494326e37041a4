"""Forms of the admin save through the same actions and rules as the pages; what is refused is kept and told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.consultation.admin import ConsultationAdmin
from consultations.consultation.forms import CancelForm, CloseCommentsForm, ConsultationForm, MoveDatesForm
from consultations.documents.admin import DocumentVersionAdmin
from consultations.documents.forms import VersionForm
from consultations.models import (
    Comment,
    Consultation,
    ConsultationReport,
    Document,
    Meeting,
    Opinion,
    Response,
    Seat,
    Training,
    WorkingGroup,
)
from consultations.opinions.admin import OpinionItemAdmin
from consultations.reports.forms import PublishForm
from consultations.responses.forms import AssignForm, ResponseForm, ReturnForm
from memoranda.models import Memorandum
from organizations.models import Organization, Representation, User
from sectors.models import Consortium, NetworkMembership, SekoArea
from seko.events.models import Delivery, Event
from seko.rules.validity import today
from tests import factories as make
from tests.admin.forms import add, change, errors, moment
from tests.browsing import press
from tests.happened import verbs

# --- new rows come from their actions --------------------------------------------------------


def test_an_organization_is_registered_as_an_applicant(cast, at):
    response = at("administrator").post(
        add(Organization), {"kind": "association", "name": "Зелена ћуприја", "status": "active", "is_office": "on"}
    )

    made = Organization.objects.get(name="Зелена ћуприја")
    assert response.status_code == 302
    assert (made.slug, made.status, made.is_office) == ("zelena-cuprija", "applied", False)
    assert verbs() == ["organization.registered"]


def test_the_profile_of_an_organization_changes_by_its_action(cast, at, sent):
    browser = at("administrator")
    data = sent(browser.get(change(cast.lead_org)))

    browser.post(change(cast.lead_org), data | {"name": "Ново име", "seat": "Ужице"})
    data = sent(browser.get(change(cast.lead_org)))
    browser.post(change(cast.lead_org), data | {"name": "Најновије име", "seat": "Ужице"})

    cast.lead_org.refresh_from_db()
    assert (cast.lead_org.name, cast.lead_org.seat) == ("Најновије име", "Ужице")
    assert verbs() == ["organization.profile_changed"]
    assert Event.objects.get().facts["fields"] == ["seat"]


def test_a_form_does_not_undo_what_an_action_did_meanwhile(cast, at, sent, monkeypatch):
    browser = at("administrator")
    data = sent(browser.get(change(cast.lead_org)))

    def meanwhile(organization, **_):
        facts = {"status": "suspended", "status_reason": "Не извештава."}
        Organization.objects.filter(pk=organization.pk).update(**facts)

    monkeypatch.setattr("organizations.admin.change_profile", meanwhile)
    browser.post(change(cast.lead_org), data | {"name": "Ново име", "seat": "Ужице"})

    cast.lead_org.refresh_from_db()
    assert (cast.lead_org.name, cast.lead_org.status) == ("Ново име", "suspended")


def test_an_account_is_opened_and_its_person_appointed(cast, at):
    browser = at("administrator")

    twice = browser.post(add(User), {"full_name": "Ана", "email": cast.network.email.upper(), "language": "sr"})
    browser.post(add(User), {"full_name": "Ана", "email": "Ana@primer.rs", "language": "sr"})
    user = User.objects.get(email="ana@primer.rs")
    mandate = {"user": user.pk, "organization": cast.network_org.pk, "valid_from": f"{today():%Y-%m-%d}"}
    wrong = browser.post(add(Representation), mandate | {"role": "coordinator"})
    press(browser, add(Representation), mandate | {"role": "deputy"})

    assert "Another account has this e-mail address." in errors(twice)
    assert errors(wrong) == [
        (
            "Only the Ministry of European Integration has coordinators of the mechanism, sector officers and "
            "administrators."
        )
    ]
    assert not user.has_usable_password()
    assert user.representations.get().role == "deputy"
    assert verbs() == ["account.opened", "representation.begun"]


def test_nobody_closes_the_own_account(cast, at):
    address = reverse("admin:organizations_user_action", args=[cast.administrator.pk, "close-account"])

    response = at("administrator").post(address)

    assert response.context["form"].non_field_errors() == ["You cannot close your own account."]


def test_a_consortium_is_formed_with_its_members(cast, at):
    browser = at("coordinator")
    data = {
        "seko": cast.other_seko.pk,
        "lead": cast.outsider_org.pk,
        "members": [cast.network_org.pk, cast.other_network_org.pk],
        "valid_from": f"{today():%Y-%m-%d}",
    }

    assert browser.post(add(Consortium), data).status_code == 302

    made = Consortium.objects.get(status="forming")
    assert made.memberships.count() == 3
    assert verbs() == ["consortium.formed"]


def test_areas_and_networks_are_kept_by_their_actions(cast, at):
    browser = at("coordinator")
    free = make.make_area()

    browser.post(add(SekoArea), {"seko": cast.seko.pk, "area": free.pk, "valid_from": f"{today():%Y-%m-%d}"})
    browser.post(
        add(NetworkMembership),
        {"seko": cast.seko.pk, "organization": cast.outsider_org.pk, "valid_from": f"{today():%Y-%m-%d}"},
    )
    refused = browser.post(
        add(NetworkMembership),
        {"seko": cast.seko.pk, "organization": cast.ministry.pk, "valid_from": f"{today():%Y-%m-%d}"},
    )

    assert verbs() == ["seko.area_assigned", "network.joined"]
    assert "Only civil society organizations can join" in errors(refused)[0]


def test_a_memorandum_is_drafted_changed_and_fixed_when_in_force(cast, at, sent):
    browser = at("coordinator")
    browser.post(add(Memorandum), {"title": "Меморандум о сарадњи", "purposes": ["planning", "reporting"]})
    made = Memorandum.objects.get()
    assert made.purposes == ["planning", "reporting"]
    assert made.signatories.get().organization == cast.office

    data = sent(browser.get(change(made)))
    data |= {
        "title": "Меморандум о сталној сарадњи",
        "signatories-TOTAL_FORMS": "2",
        "signatories-1-organization": cast.lead_org.pk,
        "signatories-1-memorandum": made.pk,
    }
    assert browser.post(change(made), data).status_code == 302
    made.refresh_from_db()
    assert made.title == "Меморандум о сталној сарадњи"
    assert verbs() == ["memorandum.drafted", "memorandum.party_added"]

    in_force = make.make_memorandum(
        cast.office, [cast.network_org], status="in_force", purposes=["planning", "reporting"]
    )
    page = browser.get(change(in_force))
    assert "planning, reporting" in page.content.decode()
    assert page.context["has_change_permission"] is False
    assert [i.has_add_permission or i.has_change_permission for i in page.context["inline_admin_formsets"]] == [
        False
    ] * 3
    assert browser.post(change(in_force), {"title": "Друго"}).status_code == 403


def test_a_consultation_is_drafted_changed_and_deleted_but_fixed_once_open(cast, at, sent):
    browser = at("desk_officer")
    version, now = make.make_document_version(), timezone.now()
    data = {"title": "О мерама", "version": version.pk, "phase": "planning", "late_comments_allowed": "on"}
    for name, days in (("opens_at", 1), ("comments_close_at", 12), ("opinion_due_at", 20), ("answer_due_at", 30)):
        data |= moment(now + timedelta(days=days), name)

    nobody_asked = browser.post(add(Consultation), data)
    browser.post(add(Consultation), data | {"sekos": [cast.seko.pk]})
    draft = Consultation.objects.get()
    changed = sent(browser.get(change(draft))) | {"sekos": [cast.other_seko.pk], "summary": "Сажетак"}
    browser.post(change(draft), changed)
    short = browser.post(change(draft), changed | moment(now + timedelta(days=3), "comments_close_at"))

    assert nobody_asked.context["adminform"].form.errors.keys() == {"sekos"}
    draft.refresh_from_db()
    assert (draft.summary, list(draft.sekos.all())) == ("Сажетак", [cast.other_seko])
    assert "Give a reason for urgency when comments are open for fewer than seven days." in errors(short)
    assert verbs() == ["consultation.created", "consultation.changed"]

    opened = make.make_consultation("open", [cast.seko])
    assert browser.post(change(opened), changed).status_code == 403
    assert browser.post(change(opened).replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert browser.post(change(draft).replace("change", "delete"), {"post": "yes"}).status_code == 302
    assert not Consultation.objects.filter(pk=draft.pk).exists()


def test_a_document_comes_with_its_text(cast, at):
    browser = at("desk_officer")
    browser.post(add(Document), {"kind": "ad", "title": "Документ", "language": "sr", "issuer": cast.office.pk})
    document = Document.objects.get()
    data = {"document": document.pk, "issued_on": f"{today():%Y-%m-%d}", "text": "# Увод\n\n1.1 Прва мера."}

    press(browser, reverse("admin:consultations_documentversion_add"), data)
    empty = press(browser, reverse("admin:consultations_documentversion_add"), data | {"text": "#"})

    assert [p.text for p in document.versions.get().passages.all()] == ["Увод", "Прва мера."]
    assert empty.context["adminform"].form.errors.keys() == {"text"}


def test_groups_seats_meetings_and_their_record(cast, at, sent):
    browser = at("desk_officer")
    area = make.make_area()
    browser.post(add(WorkingGroup), {"name": "Енергетика", "areas": [area.pk], "valid_from": f"{today():%Y-%m-%d}"})
    group = WorkingGroup.objects.get()
    press(
        browser,
        add(Seat),
        {"working_group": group.pk, "organization": cast.lead_org.pk, "kind": "member", "valid_from": "2020-01-01"},
    )
    data = {"working_group": group.pk, "title": "Први", "agenda": "Отварање\n\nРазно"}
    data |= moment(timezone.now() + timedelta(days=2), "starts_at") | moment(
        timezone.now() + timedelta(days=3), "ends_at"
    )
    press(browser, add(Meeting), data)
    meeting = Meeting.objects.get()
    assert [item.title for item in meeting.agenda.all()] == ["Отварање", "Разно"]

    page = sent(browser.get(change(meeting))) | {"place": "Београд"}
    assert press(browser, change(meeting), page).status_code == 302
    early = browser.post(
        change(meeting),
        page
        | {
            "attendance-TOTAL_FORMS": "1",
            "attendance-0-seat": Seat.objects.get().pk,
            "attendance-0-presence": "present",
            "attendance-0-meeting": meeting.pk,
        },
    )
    assert errors(early) == ["The meeting has not begun yet."]
    assert verbs() == ["working_group.created", "working_group.seat_given", "meeting.scheduled", "meeting.changed"]


def test_the_record_of_a_held_meeting_stays_open(cast, at, sent):
    browser = at("desk_officer")
    meeting = make.make_meeting(starts_at=timezone.now() - timedelta(hours=5), status="held")
    seat = make.make_seat(meeting.working_group)
    data = sent(browser.get(change(meeting)))
    data |= {
        "attendance-TOTAL_FORMS": "1",
        "attendance-0-seat": seat.pk,
        "attendance-0-presence": "present",
        "attendance-0-meeting": meeting.pk,
        "decisions-TOTAL_FORMS": "1",
        "decisions-0-text": "Послати предлог.",
        "decisions-0-meeting": meeting.pk,
    }

    assert browser.post(change(meeting), data).status_code == 302

    assert meeting.attendance.get().presence == "present"
    assert verbs() == ["meeting.attendance_recorded", "meeting.decision_added"]


def test_a_training_is_prepared_and_changed(cast, at, sent):
    browser = at("desk_officer")
    now = timezone.now()
    data = {"title": "Обука", "organizer": cast.office.pk, "sekos": [cast.seko.pk], "places": "20"}
    for name, days in (("registration_closes_at", 5), ("starts_at", 6), ("ends_at", 7)):
        data |= moment(now + timedelta(days=days), name)

    browser.post(add(Training), data)
    training = Training.objects.get()
    backwards = browser.post(
        change(training), sent(browser.get(change(training))) | moment(now + timedelta(days=1), "ends_at")
    )
    browser.post(change(training), sent(browser.get(change(training))) | {"place": "Ниш"})

    training.refresh_from_db()
    assert (training.place, training.places, list(training.sekos.all())) == ("Ниш", 20, [cast.seko])
    assert "The dates are in the wrong order" in errors(backwards)[0]
    assert verbs() == ["training.created", "training.changed"]


def test_what_belongs_to_others_or_to_history_can_not_be_changed(one_of_each, at):
    browser = at("coordinator")

    for model in (Comment, Opinion, Response, ConsultationReport, Event, Delivery):
        row = model._default_manager.first()
        assert browser.post(change(row), {}).status_code == 403
        assert browser.post(change(row).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
        assert model._default_manager.filter(pk=row.pk).exists()


def test_nothing_is_deleted_in_bulk(one_of_each, at):
    address = reverse("admin:organizations_organization_changelist")

    at("coordinator").post(
        address, {"action": "delete_selected", "_selected_action": [one_of_each.lead_org.pk], "post": "yes"}
    )

    assert Organization.objects.filter(pk=one_of_each.lead_org.pk).exists()


def test_a_draft_without_history_is_deleted_with_its_parts(cast, at):
    browser = at("coordinator")
    draft = make.make_memorandum(cast.office, [cast.lead_org])
    draft.obligations.create(side="seko", text="Извештавати.")
    address = change(draft).replace("/change/", "/delete/")

    assert browser.get(address).status_code == 200
    assert Memorandum.objects.filter(pk=draft.pk).exists()
    assert browser.post(address, {"post": "yes"}).status_code == 302
    assert not Memorandum.objects.exists()


def test_what_the_database_does_not_let_go_is_told_and_stays(cast, at, monkeypatch):
    monkeypatch.setattr("organizations.admin.RepresentationAdmin.is_disposable", lambda self, obj: True)
    consultation = make.make_consultation("open", [cast.seko])
    make.make_comment(consultation, cast.mandate("network"))
    mandate = cast.mandate("network")

    response = at("coordinator").post(change(mandate).replace("/change/", "/delete/"), {"post": "yes"})

    assert response.status_code == 200
    assert Representation.objects.filter(pk=mandate.pk).exists()


# --- one form for page and admin -------------------------------------------------------------


@pytest.mark.parametrize(
    ("admin", "pages"),
    [
        (ConsultationAdmin, {ConsultationForm, CloseCommentsForm, MoveDatesForm, CancelForm, PublishForm}),
        (OpinionItemAdmin, {AssignForm, ResponseForm, ReturnForm}),
        (DocumentVersionAdmin, {VersionForm}),
    ],
)
def test_the_admin_asks_with_the_forms_of_the_pages(admin, pages):
    used = [button.form for button in admin.buttons] + [form for form in (admin.add_form, admin.change_form) if form]

    assert {page for page in pages if any(issubclass(form, page) for form in used)} == pages
