"""A consultation is opened, closed, moved or cancelled by the second press; the first one shows the mail."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from consultations.models import Consultation
from seko.events.delivery import message_for
from seko.events.models import Delivery, Event
from seko.events.tasks import deliver_pending
from seko.scripts import localized
from tests import factories as make
from tests.admin.test_buttons import action
from tests.browsing import address, moment, press, said, shown_first, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    return make.make_consultation("draft", [cast.seko])


@pytest.mark.parametrize("language", ["sr", "sr-latn", "en"])
def test_before_opening_the_mail_is_read_as_it_goes_out_with_all_its_readers(client, cast, draft, language):
    client.force_login(cast.coordinator)
    at = address("open", draft.slug, language=language)
    response = client.get(at)
    assert response.status_code == 200
    (told,) = shown_first(response)["told"]
    assert Consultation.objects.get(pk=draft.pk).status == "draft"
    assert not Event.objects.exists()

    press(client, at)

    deliver_pending()
    sent = Delivery.objects.filter(event__verb="consultation.opened")
    assert told.people == sent.count() > 2
    assert {group.name for group in told.groups} >= names_of(sent, language)
    reader = sent.order_by("recipient").first()
    reader.recipient.language = language
    message = message_for(reader)
    assert (told.subject, told.body) == (message.subject, message.body)
    for paragraph in filter(None, told.body.split("\n\n")):
        assert paragraph.split("\n")[0][:40] in response.content.decode().replace("&#x27;", "'")


def names_of(deliveries, language):
    with translation.override(language):
        return {
            localized(mandate.organization, "name")
            for delivery in deliveries
            for mandate in delivery.recipient.representations.all()
        }


def test_the_page_says_how_many_people_and_networks(client, cast, draft):
    client.force_login(cast.coordinator)

    response = client.post(address("open", draft.slug))

    page = text_of(response)
    people = shown_first(response)["told"][0].people
    assert f"{people} people will get this e-mail" in page
    assert "1 network is invited:" in page


def test_a_network_that_grew_meanwhile_is_shown_before_it_is_written_to(client, cast, draft):
    client.force_login(cast.coordinator)
    shown = shown_first(client.get(address("open", draft.slug)))
    make.make_representation(make.make_user(), cast.network_org)

    response = client.post(address("open", draft.slug), {"shown": shown["sign"]})

    assert Consultation.objects.get(pk=draft.pk).status == "draft"
    again = shown_first(response)
    assert again["told"][0].people == shown["told"][0].people + 1
    client.post(address("open", draft.slug), {"shown": again["sign"]})
    assert Consultation.objects.get(pk=draft.pk).status == "open"


def test_nobody_but_who_may_open_reads_what_opening_would_tell(client, cast, draft):
    for role in ("lead", "network", "contact", "stranger", "desk_officer"):
        client.force_login(cast.user(role))
        assert client.get(address("open", draft.slug)).status_code in {403, 404}


def test_a_reason_typed_is_kept_through_the_question_and_can_be_changed(client, cast):
    running = make.make_consultation("open", [cast.seko])
    client.force_login(cast.coordinator)
    at = address("cancel", running.slug)

    asked = client.post(at, {"reason": "Документ је <b>повучен</b>."})
    typed = dict(shown_first(asked)["typed"])
    back = client.post(at, {**typed, "shown": shown_first(asked)["sign"], "change": "1"})
    other_variant = client.post(
        address("cancel", running.slug, language="sr"),
        {**typed, "shown": shown_first(asked)["sign"], "keep_typed": "sr"},
    )

    assert Consultation.objects.get(pk=running.pk).status == "open"
    assert "&lt;b&gt;повучен&lt;/b&gt;" in text_of(asked)
    assert "&lt;b&gt;повучен&lt;/b&gt;" in text_of(back)
    assert "error-summary" not in text_of(back)
    assert dict(shown_first(other_variant)["typed"]) == {"reason": "Документ је <b>повучен</b>."}
    assert 'lang="sr-Cyrl"' in text_of(other_variant)
    response = client.post(at, {**typed, "shown": shown_first(client.post(at, typed))["sign"]})
    assert said(response) == ["The consultation is cancelled."]


def test_a_missing_reason_stands_beside_its_field_at_the_first_press(client, cast):
    running = make.make_consultation("open", [cast.seko])
    client.force_login(cast.coordinator)

    response = client.post(address("cancel", running.slug), {"reason": ""})

    assert shown_first(response) is None
    assert "error-summary" in text_of(response)


def test_moved_dates_stand_in_the_mail_that_is_shown(client, cast):
    running = make.make_consultation("open", [cast.seko])
    client.force_login(cast.coordinator)
    later = timezone.now() + timedelta(days=200)
    typed = {"answer_due_at": moment(later), "reason": "Празници."}
    for name in ("comments_close_at", "opinion_due_at"):
        typed[name] = moment(getattr(running, name))

    shown = shown_first(client.post(address("move", running.slug), typed))
    press(client, address("move", running.slug), typed)

    assert {told.verb for told in shown["told"]} == {"consultation.dates_moved"}
    assert "Praznici." in shown["told"][0].body or "Празници." in shown["told"][0].body
    assert Event.objects.get().verb == "consultation.dates_moved"


def test_in_the_admin_the_same_question_stands_before_the_act(client, cast, draft):
    client.force_login(cast.coordinator)

    asked = client.get(action(draft, "open-consultation"))

    assert shown_first(asked)["told"][0].people > 2
    assert Consultation.objects.get(pk=draft.pk).status == "draft"
    assert press(client, action(draft, "open-consultation")).status_code == 302
    assert Consultation.objects.get(pk=draft.pk).status == "open"
