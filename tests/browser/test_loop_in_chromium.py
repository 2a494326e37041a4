"""The whole loop in a real browser: no script, no admin, every step by a link or a button that a person sees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from consultations.models import Opinion
from tests import factories as make
from tests.browsing import give_password
from tests.cast import build_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db):
    return build_cast()


def moment(days):
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def shown(page):
    return page.inner_text("main")


def signed_in_by_the_form(page, user):
    page.goto("/en/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", give_password(user))
    page.click("main button[type=submit]")
    page.wait_for_url("**/en/dashboard/")
    return page


@pytest.mark.slow
def test_the_loop_from_a_pasted_document_to_the_fate_of_a_comment(visit, cast):
    office, lead = signed_in_by_the_form(visit(), cast.coordinator), visit(cast.lead)

    # The coordinator registers a document, pastes its text and prepares a consultation on it.
    office.click("text=Documents")
    office.click("text=New document")
    office.fill("[name=title]", "Акциони документ за енергетику")
    office.select_option("[name=issuer]", str(cast.office.pk))
    office.click("main button:has-text('Save')")
    office.click("text=Issue a new version")
    office.fill("[name=text]", make.TEXT)
    office.click("main button:has-text('Save')")
    office.click("text=Consult on this version")
    office.fill("[name=title]", "Енергија у јавним зградама")
    office.check(f"[name=sekos][value='{cast.seko.pk}']")
    office.fill("[name=opens_at]", moment(0))
    office.fill("[name=comments_close_at]", moment(10))
    office.fill("[name=opinion_due_at]", moment(13))
    office.fill("[name=answer_due_at]", moment(28))
    office.click("main button:has-text('Save')")
    office.click("button:has-text('Open the consultation')")
    assert "The consultation is open." in shown(office)

    # A member finds it on the dashboard and proposes other words for a passage; another one asks a question.
    member = visit(cast.network, width=390)
    member.click("text=Energija u javnim zgradama")
    member.click("section.passage:has-text('1.1') a")
    assert member.input_value("[name=proposed_text]").startswith("Dokument uređuje")
    member.fill("[name=proposed_text]", "Документ уређује мере и рокове.")
    member.click("button:has-text('Submit the comment')")
    assert "Your comment is submitted." not in shown(member)  # the reason is missing; the words stay
    assert member.input_value("[name=proposed_text]") == "Документ уређује мере и рокове."
    member.fill("[name=reason]", "Без рокова се мере не прате.")
    member.click("button:has-text('Submit the comment')")
    assert "Your comment is submitted." in shown(member)

    other = visit(cast.other_network)
    other.click("text=Energija u javnim zgradama")
    other.click("text=Comment on the whole document")
    other.fill("[name=reason]", "Када излази позив?")
    other.click("button:has-text('Submit the comment')")
    other.goto(member.url)
    other.click("button:has-text('Support')")

    # The coordinator ends the window; fewer than seven days need a reason.
    office.click("text=Stop taking comments now")
    office.click("main button:has-text('Save')")
    assert "Give a reason of urgency" in shown(office)
    office.fill("[name=reason]", "Рок је померен.")
    office.click("main button:has-text('Save')")

    # The lead merges the first comment, sets the second aside, and submits.
    lead.goto("/en/dashboard/")
    lead.click("main a:has-text('Begin the opinion')")
    lead.click("button:has-text('Begin the opinion')")
    lead.check("[name=comment][value='1']")
    lead.click("text=Merge the chosen into a new item")
    assert lead.input_value("[name=text]") == "Bez rokova se mere ne prate."  # in the script that the lead reads
    lead.fill("[name=title]", "Рокови за мере")
    lead.click("main button:has-text('Save')")
    lead.click("text=Set aside with a reason")
    lead.fill("[name=reason]", "Позив није део документа.")
    lead.click("main button:has-text('Save')")
    assert "Every comment is taken care of." in shown(lead)
    lead.click("button:has-text('Submit the opinion to the Office')")
    assert Opinion.objects.get().is_submitted

    # The Office answers; without a reason only "accepted" will do. Then it publishes the report.
    office.goto("/en/dashboard/")
    office.click("text=0 / 1")
    office.click("text=Rokovi za mere")
    office.check("[name=outcome][value=partly]")
    office.click("button:has-text('Save the answer')")
    assert "Give a reason for anything but" in shown(office)
    office.fill("[name=reason]", "Рокови улазе у анекс.")
    office.click("button:has-text('Save the answer')")
    office.click("text=Publish the report")
    office.fill("[name=summary]", "Рокови су додати.")
    office.click("main button:has-text('Publish the report')")
    assert "Report on the consultation" in shown(office)

    # Both members see what became of their words, in the script that they read.
    member.goto("/sr/dashboard/comments/")
    assert "Рокови улазе у анекс." in shown(member)
    other.goto("/sr-latn/dashboard/comments/")
    assert "Poziv nije deo dokumenta." in shown(other)
