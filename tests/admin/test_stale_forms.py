"""A form of the admin that is out of date changes what the person changed, and shows what somebody else wrote."""

import re

from consultations.models import Training
from memoranda.models import Obligation
from organizations.models import Organization
from tests import factories as make
from tests.admin.forms import change


def test_each_of_two_keeps_what_they_changed(cast, at, sent):
    browser = at("administrator")
    first, second = (sent(browser.get(change(cast.lead_org))) for _tab in range(2))

    browser.post(change(cast.lead_org), first | {"name": "Ново име", "phone": "+381 11 123 456"})
    answer = browser.post(change(cast.lead_org), second | {"short_name": "НИ", "seat": "Ужице"})

    assert answer.status_code == 302
    saved = Organization.objects.get(pk=cast.lead_org.pk)
    assert (saved.name, saved.phone) == ("Ново име", "+381 11 123 456")
    assert (saved.short_name, saved.seat) == ("НИ", "Ужице")


def test_the_same_field_changed_by_two_is_shown_with_both_values_and_either_can_stay(cast, at, sent):
    browser, page = at("administrator"), change(cast.lead_org)
    first, second = (sent(browser.get(page)) for _tab in range(2))
    browser.post(page, first | {"name": "Име колеге 100%"})

    refused = browser.post(page, second | {"name": "Моје име"})

    form = refused.context["adminform"].form
    assert form.errors.keys() == {"name"}
    assert re.search(r"Ime kolege 100%", refused.content.decode())
    assert Organization.objects.get(pk=cast.lead_org.pk).name == "Име колеге 100%"
    again = sent(refused)
    assert again["name"] == "Моје име"
    browser.post(page, again | {"leave_theirs": "name"})
    assert Organization.objects.get(pk=cast.lead_org.pk).name == "Име колеге 100%"
    browser.post(page, again)
    assert Organization.objects.get(pk=cast.lead_org.pk).name == "Моје име"


def test_a_moment_to_the_second_and_a_choice_that_were_left_alone_stay(cast, at, sent):
    browser = at("coordinator")
    training = make.make_training(organizer=cast.office)
    second = sent(browser.get(change(training)))
    Training.objects.filter(pk=training.pk).update(organizer=cast.ministry)

    answer = browser.post(change(training), second | {"title": "Друга обука"})

    saved = Training.objects.get()
    assert answer.status_code == 302
    assert (saved.title, saved.starts_at, saved.organizer) == ("Друга обука", training.starts_at, cast.ministry)


def test_parts_of_a_whole_are_kept_apart_too(cast, at, sent):
    browser = at("coordinator")
    memorandum = make.make_memorandum(cast.office, status="draft")
    duty = Obligation.objects.create(memorandum=memorandum, side="office", text="Обавештава.")
    page = change(memorandum)
    first, second = (sent(browser.get(page)) for _tab in range(2))

    browser.post(page, first | {"obligations-0-text": "Обавештава месечно."})
    assert browser.post(page, second | {"obligations-0-due_rule": "сваког месеца"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.text, duty.due_rule) == ("Обавештава месечно.", "сваког месеца")

    refused = browser.post(page, second | {"obligations-0-text": "Не обавештава."})
    assert "Obaveštava mesečno." in refused.content.decode()
    browser.post(page, sent(refused) | {"leave_theirs": "obligations-0-text"})
    duty.refresh_from_db()
    assert duty.text == "Обавештава месечно."
