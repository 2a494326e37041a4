"""The whole loop in Cyrillic without a mouse: from signing in to the report, by everybody who has a part in it."""

from urllib.parse import urlsplit

import pytest
from django.utils import translation
from django.utils.translation import gettext

from consultations.models import Consultation, Opinion, OpinionItem, Passage
from tests import factories as make
from tests.browser.keyboard import Keyboard
from tests.browsing import give_password

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Енергија у јавним зградама"
PROPOSED = "Документ уређује мере и рокове за њихово љубазно спровођење."
REASON = "Без рокова се мере не прате."
QUESTION = "Када излази позив?"
ANSWER = "Рокови улазе у анекс."

# The button of the form that a page is about.
SAY_IT = "main form#typed button[value=submit]"
SAVE = "main form[method=post]:has(textarea, select, input:not([type=hidden])) button:not([type=button])"


def in_cyrillic(text):
    with translation.override("sr"):
        return gettext(text)


def said(page):
    return page.inner_text("main")


@pytest.fixture
def sit_down(visit):
    """Somebody opens the portal in Cyrillic, finds the way to sign in, and types their e-mail address and password."""

    def open_for(user, **more):
        page = visit(script=True, **more)
        problems = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.problems = problems
        keys = Keyboard(page)
        password = give_password(user)
        page.goto("/sr/")
        keys.press("header a[href*='/accounts/login/']")
        keys.write("[name=login]", user.email)
        keys.write("[name=password]", password)
        keys.enter()
        assert page.url.endswith("/sr/dashboard/")
        return keys

    return open_for


@pytest.mark.slow
def test_the_loop_by_keyboard_alone(sit_down, cast):
    office = sit_down(cast.coordinator)
    consultation = prepare(office, cast)

    member = sit_down(cast.network)
    comment_on_a_passage(member, consultation)
    other = sit_down(cast.other_network)
    ask_and_support(other, consultation)

    end_the_window(office, consultation)
    lead = sit_down(cast.lead)
    write_the_opinion(lead, consultation, cast)

    desk = sit_down(cast.desk_officer)
    answer(desk, consultation)
    publish(office, consultation)

    member.press("header a[href$='/dashboard/']")
    member.press("main a[href$='/dashboard/comments/']")
    assert ANSWER in said(member.page)
    assert [keys.page.problems for keys in (office, member, other, lead, desk)] == [[], [], [], [], []]


def go_to_consultation(keys, consultation):
    keys.press("header a[href$='/sr/consultations/']")
    keys.press(f"main a[href$='{consultation.slug}/']")


def prepare(office, cast):
    """The coordinator registers a document, pastes its text, prepares a consultation on it and opens it."""
    office.press("header a[href$='/sr/consultations/']")
    office.press("main a[href$='/documents/']")
    office.press("main a[href$='/documents/new/']")
    office.write("[name=title]", "Акциони документ за енергетику")
    office.choose("[name=issuer]", cast.office.pk)
    office.press(SAVE)
    office.press("main a[href$='/versions/new/']")
    office.write("[name=text]", make.TEXT)
    office.press_twice(SAVE)
    office.press("main a[href*='/consultations/new/?version=']")
    office.write("[name=title]", TITLE)
    office.tick(f"[name=sekos][value='{cast.seko.pk}']")
    office.press(SAVE)
    office.press_twice("main form[action$='/open/'] button")
    assert in_cyrillic("The consultation is open. The networks are being notified by e-mail.") in said(office.page)
    return Consultation.objects.get()


def comment_on_a_passage(member, consultation):
    """A member of the network finds it on the dashboard and proposes other words; the reason is first forgotten."""
    page, passage = member.page, Passage.objects.get(number="1.1")
    member.press(f"main a[href$='{consultation.slug}/']")
    member.press(f"main a[href$='/passages/{passage.pk}/']")
    member.write("[name=proposed_text]", PROPOSED)
    member.press(SAY_IT)
    assert page.locator("[aria-invalid=true]").count() == 1
    assert page.input_value("[name=proposed_text]") == PROPOSED
    member.write("[name=reason]", REASON)
    member.press(SAY_IT)
    assert page.locator("#c1").inner_text().count(REASON) == 1


def ask_and_support(other, consultation):
    """Another one asks about the whole document, and supports the first comment."""
    other.press(f"main a[href$='{consultation.slug}/']")
    other.press("main a[href$='/whole/']")
    other.write("[name=reason]", QUESTION)
    other.press(SAY_IT)
    other.press(f"main a[href$='{consultation.slug}/']")
    other.press(f"main a[href$='{consultation.slug}/comments/']")
    other.press_here("main form[action$='/comments/1/support/'] button")
    assert consultation.comments.get(number=1).supports.count() == 1


def end_the_window(office, consultation):
    """An early end needs a reason, which everybody reads."""
    office.press("main a[href$='/close/']")
    office.press(SAVE)
    assert office.page.locator("[name=reason][aria-invalid=true]").count() == 1
    office.write("[name=reason]", "Рок је померен.")
    office.press_twice(SAVE)
    consultation.refresh_from_db()
    assert consultation.status == "consolidation"


def write_the_opinion(lead, consultation, cast):
    """The lead merges the first comment, sets the second aside, and submits."""
    go_to_consultation(lead, consultation)
    lead.press(f"main a[href$='/opinions/{cast.seko.code}/']")
    lead.press("main form[action$='/start/'] button")
    lead.tick("[name=comment][value='1']")
    lead.press("main form[action$='/items/new/'] button")
    assert lead.page.input_value("[name=text]") == REASON
    lead.write("[name=title]", "Рокови за мере")
    lead.press(SAVE)
    lead.press("main a[href*='/set-aside/?comment=2']")
    lead.write("[name=reason]", "Позив није део документа.")
    lead.press(SAVE)
    assert in_cyrillic("All comments have been dealt with.") in said(lead.page)
    lead.press_twice("main form[action$='/submit/'] button")
    assert Opinion.objects.get().is_submitted


def answer(desk, consultation):
    """The desk officer answers; without a reason only "accepted" will do."""
    item = OpinionItem.objects.get()
    go_to_consultation(desk, consultation)
    desk.press("main a[href$='/responses/']")
    desk.press(f"main a[href$='/responses/{item.pk}/']")
    desk.choose_one("outcome", "partly")
    desk.press("main form#typed button[name=send]")
    assert desk.page.locator("[name=reason][aria-invalid=true]").count() == 1
    desk.write("[name=reason]", ANSWER)
    desk.press("main form#typed button[name=send]")
    assert in_cyrillic("Every item has its answer.") in said(desk.page)


def publish(office, consultation):
    go_to_consultation(office, consultation)
    office.press("main a[href$='/responses/']")
    office.press("main a[href$='/report/publish/']")
    office.write("[name=summary]", "Рокови су додати.")
    office.press_twice(SAVE)
    assert urlsplit(office.page.url).path == f"/sr/consultations/{consultation.slug}/report/"
    assert ANSWER in said(office.page)
