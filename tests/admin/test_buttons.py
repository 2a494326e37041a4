"""Actions as buttons: offered by right and state, asked by GET, done by POST, refused with words."""

from datetime import timedelta

from django.contrib import admin
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from consultations.models import Consultation, Response
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import press


def change(obj):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def action(obj, name):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_action", args=[obj.pk, name])


def offered(browser, obj):
    """Names of the buttons on the page of an object."""
    return {link["path"].rstrip("/").rsplit("/", 1)[1] for link in browser.get(change(obj)).context["actions_detail"]}


def verbs():
    return list(Event.objects.order_by("pk").values_list("verb", flat=True))


def test_the_coordinator_opens_a_consultation_by_its_button(cast, at):
    draft = make.make_consultation("draft", [cast.seko])
    browser = at("coordinator")
    assert offered(browser, draft) == {"open-consultation"}

    response = press(browser, action(draft, "open-consultation"))

    assert response.url == change(draft)
    draft.refresh_from_db()
    assert draft.status == "open"
    assert verbs() == ["consultation.opened"]
    assert offered(browser, draft) == {"move-dates", "cancel-consultation"}  # it opens tomorrow


def test_the_desk_officer_sees_a_draft_but_can_not_open_it(cast, at):
    draft = make.make_consultation("draft", [cast.seko])
    browser = at("desk_officer")

    assert browser.get(change(draft)).status_code == 200
    assert offered(browser, draft) == set()
    assert browser.get(action(draft, "open-consultation")).status_code == 403
    assert press(browser, action(draft, "open-consultation")).status_code == 403
    assert verbs() == []


def test_a_second_press_is_refused_with_words(cast, at):
    draft = make.make_consultation("draft", [cast.seko])
    browser = at("coordinator")
    press(browser, action(draft, "open-consultation"))

    response = press(browser, action(draft, "open-consultation"))

    assert response.status_code == 200
    assert "You can change or open only a draft." in response.content.decode()
    assert verbs() == ["consultation.opened"]


def test_a_refusal_keeps_what_was_typed_and_stands_beside_its_field(cast, at):
    consultation = make.make_consultation("open", [cast.seko])
    browser = at("coordinator")
    page = browser.get(action(consultation, "move-dates"))
    dates = {}
    for name in ("comments_close_at", "opinion_due_at", "answer_due_at"):
        moment = timezone.localtime(page.context["form"].fields[name].initial)
        dates |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    past = timezone.localtime() - timedelta(days=1)

    response = press(
        browser,
        action(consultation, "move-dates"),
        dates | {"comments_close_at_0": f"{past:%Y-%m-%d}", "reason": "Празници."},
    )

    assert response.status_code == 200
    assert response.context["form"].errors == {"comments_close_at": ["Choose a date and time in the future."]}
    assert "Празници." in response.content.decode()
    assert press(browser, action(consultation, "move-dates"), dates).context["form"].errors.keys() == {"reason"}


def test_dates_that_were_left_alone_do_not_move(cast, at):
    consultation = make.make_consultation("open", [cast.seko])
    browser = at("coordinator")
    dates = {}
    for name in ("comments_close_at", "opinion_due_at", "answer_due_at"):
        moment = timezone.localtime(getattr(consultation, name))
        dates |= {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}"}
    later = timezone.localtime(consultation.answer_due_at) + timedelta(days=3)

    press(
        browser,
        action(consultation, "move-dates"),
        dates | {"answer_due_at_0": f"{later:%Y-%m-%d}", "reason": "Празници."},
    )

    before = consultation.comments_close_at
    consultation.refresh_from_db()
    assert consultation.comments_close_at == before
    assert timezone.localtime(consultation.answer_due_at).date() == later.date()
    assert Event.objects.get().facts["after"].keys() == {"answer_due_at"}


def test_no_link_changes_state(one_of_each, at):
    """A GET of every action page of every row."""
    browser = at("coordinator")
    before = Event.objects.count()

    for model, model_admin in admin.site._registry.items():
        for button in getattr(model_admin, "buttons", ()):
            for obj in model._default_manager.all():
                assert browser.get(action(obj, button.name)).status_code in {200, 403, 404}, (model, button.name)

    assert Event.objects.count() == before


def test_an_unknown_action_or_row_is_not_found(cast, at):
    browser = at("coordinator")

    assert browser.get(action(cast.lead_org, "no-such-action")).status_code == 404
    assert browser.get("/admin/organizations/organization/999999/action/approve-organization/").status_code == 404
    assert browser.get("/admin/organizations/organization/abc/action/approve-organization/").status_code == 404


def test_a_network_member_reaches_no_action(cast, at):
    assert at("network").post(action(cast.lead_org, "suspend-organization"), {"reason": "Зато."}).status_code == 403


def test_an_organization_is_approved_suspended_reinstated_and_leaves(cast, at):
    organization = make.make_organization(status="applied")
    browser = at("administrator")
    assert offered(browser, organization) == {"approve-organization", "leave-organization"}

    press(browser, action(organization, "approve-organization"))
    refused = press(browser, action(organization, "suspend-organization"), {"reason": " "})
    press(browser, action(organization, "suspend-organization"), {"reason": "Не извештава."})
    press(browser, action(organization, "reinstate-organization"))
    press(browser, action(organization, "leave-organization"), {"reason": "На свој захтев."})

    assert "Give a reason" in refused.content.decode()
    organization.refresh_from_db()
    assert (organization.status, organization.status_reason) == ("left", "На свој захтев.")
    assert verbs() == [
        "organization.approved",
        "organization.suspended",
        "organization.reinstated",
        "organization.left",
    ]
    assert offered(browser, organization) == set()


def test_a_mandate_ends_by_its_button(cast, at):
    mandate = cast.mandate("network")

    press(at("administrator"), action(mandate, "end-representation"), {"valid_to": f"{today():%Y-%m-%d}"})

    mandate.refresh_from_db()
    assert mandate.valid_to == today()
    assert verbs() == ["representation.ended"]


def test_a_consortium_changes_its_lead_and_ends(cast, at):
    browser = at("coordinator")
    consortium = cast.consortium
    assert offered(browser, consortium) == {"add-member", "change-lead", "end-consortium"}

    press(browser, action(consortium, "change-lead"), {"organization": cast.member_org.pk, "stays": "on"})
    press(browser, action(consortium, "add-member"), {"organization": cast.outsider_org.pk})
    refused = press(browser, action(consortium, "end-consortium"), {"on": f"{today() + timedelta(days=9):%Y-%m-%d}"})
    press(browser, action(consortium, "end-consortium"), {"on": ""})

    assert refused.status_code == 200
    consortium.refresh_from_db()
    assert consortium.memberships.filter(role="lead").last().organization in {cast.lead_org, cast.member_org}
    assert "consortium.lead_changed" in verbs()
    assert "consortium.member_added" in verbs()


def test_a_memorandum_goes_its_road_by_buttons(cast, at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser = at("coordinator")
    memorandum = make.make_memorandum(cast.office, [cast.lead_org])
    memorandum.obligations.create(side="seko", text="Извештавати.")
    do = lambda name, data=None: press(browser, action(memorandum, name), data)  # noqa: E731

    do("add-party", {"organization": cast.network_org.pk, "seko": cast.seko.pk})
    do("agree-memorandum")
    do("open-for-signing")
    early = do("put-in-force")
    for party in memorandum.signatories.all():
        do("note-signature", {"signatory": party.pk, "person_title": "Директор"})
    do("put-in-force")
    no_pdf = do("attach-signed-file", {"file": ContentFile(b"tekst", "a.pdf")})
    do("attach-signed-file", {"file": ContentFile(b"%PDF-1.7 potpis", "a.pdf")})
    do("note-fulfilment", {"obligation": memorandum.obligations.get().pk, "fulfilled_by": "Извештај"})
    do("terminate-memorandum", {"reason": "Споразумно."})

    assert early.status_code == 200
    assert no_pdf.context["form"].errors.keys() == {"file"}
    memorandum.refresh_from_db()
    assert memorandum.files.count() == 1
    assert memorandum.obligations.get().fulfilled_by == "Извештај"
    assert verbs()[:3] == ["memorandum.party_added", "memorandum.agreed", "memorandum.signing_opened"]
    assert offered(browser, memorandum) >= {"attach-signed-file"}


def test_an_item_is_sent_to_an_institution_and_answered(cast, at):
    consultation = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    item = opinion.items.get()
    browser = at("desk_officer")
    assert offered(browser, item) == {"assign-item", "respond-to-item"}

    press(browser, action(item, "assign-item"), {"institution": cast.ministry.pk})
    refused = press(browser, action(item, "respond-to-item"), {"outcome": "not_accepted", "reason": ""})
    press(browser, action(item, "respond-to-item"), {"outcome": "accepted", "reason": ""})

    assert refused.status_code == 200
    assert "Give a reason" in refused.content.decode()
    assert verbs() == ["item.assigned", "item.answered"]
    Response.objects.update(status="in_review", organization=cast.ministry, mandate=cast.mandate("contact"))
    assert offered(browser, item) == {"assign-item", "respond-to-item", "approve-response", "return-response"}
    press(browser, action(item, "return-response"), {"note": "Краће.", "revision": "1"})
    Response.objects.update(status="in_review")
    unseen = press(browser, action(item, "approve-response"), {"revision": "1"})
    press(browser, action(item, "approve-response"), {"revision": "2"})
    assert "Somebody changed this answer in the meantime." in unseen.content.decode()
    assert verbs()[2:] == ["item.returned", "item.approved"]
    assert press(at("coordinator"), action(consultation, "publish-report"), {"summary": "Хвала."}).status_code == 302
    assert Consultation.objects.get(pk=consultation.pk).status == "answered"


def test_a_meeting_is_held_or_cancelled_and_a_training_announced(cast, at):
    browser = at("desk_officer")
    coming, past = make.make_meeting(), make.make_meeting(starts_at=timezone.now() - timedelta(hours=5))
    training = make.make_training(status="draft")

    early = press(browser, action(coming, "hold-meeting"))
    press(browser, action(coming, "cancel-meeting"), {"reason": "Нема кворума."})
    press(browser, action(past, "hold-meeting"))
    press(browser, action(past, "write-minutes"), {"minutes": "Све је речено."})
    press(browser, action(training, "announce-training"))
    press(browser, action(training, "change-places"), {"places": "7"})
    press(browser, action(training, "cancel-training"), {"reason": "Болест."})

    assert "has not begun" in early.content.decode()
    past.refresh_from_db()
    training.refresh_from_db()
    assert (past.status, past.minutes) == ("held", "Све је речено.")
    assert (training.status, training.places) == ("cancelled", 7)
    assert verbs() == [
        "meeting.cancelled",
        "meeting.held",
        "meeting.minutes_written",
        "training.announced",
        "training.places_changed",
        "training.cancelled",
    ]
