"""From a Word file to the report in a real browser: no script, no admin, every step by what a person sees."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document as Word

from consultations.models import Comment, Opinion, OpinionItem, PassageOrigin
from seko.jobs.actions import run_job
from seko.jobs.models import Job
from tests.cast import build_cast

pytestmark = pytest.mark.django_db(transaction=True)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST = [
    ("Heading 1", "Увод"),
    (None, "Документ уређује мере за енергетску ефикасност у јавним зградама."),
    (None, "Мере се спроводе у школама и домовима здравља."),
    ("Heading 1", "Циљеви"),
    (None, "Потрошња енергије смањује се за петину до 2030. године."),
    (None, "Средства се додељују на јавном позиву једном годишње."),
]
DEADLINE = "Документ уређује мере и рокове за енергетску ефикасност у јавним зградама."
SECOND = [FIRST[0], (None, DEADLINE), FIRST[2], FIRST[3], FIRST[5], FIRST[4]]


@pytest.fixture
def cast(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return build_cast()


def word_file(paragraphs):
    """A DOCX as a browser sends it."""
    word, out = Word(), BytesIO()
    for style, text in paragraphs:
        word.add_paragraph(text, style=style)
    word.save(out)
    return {"name": "nacrt.docx", "mimeType": WORD, "buffer": out.getvalue()}


def moment(days):
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def shown(page):
    return page.inner_text("main")


def bring_in(office, paragraphs):
    """Send a Word file; the worker reads it, and the page shows what came of it."""
    office.click("main a:has-text('Send a new version')")
    office.set_input_files("[name=file]", word_file(paragraphs))
    office.click("main button:has-text('Send')")
    run_job(Job.objects.latest("created_at").pk)
    office.reload()
    assert "Nothing has been issued yet." in shown(office)


def confirm(page):
    """Read what the act will do, and press again."""
    page.click("main form:has([name=shown]) button:not([name])")


def comment_on(page, passage, *, kind="change", words=None, reason, button):
    """Find the passage in the text and speak about it."""
    page.click(f"section.passage:has-text('{passage}') a")
    page.select_option("[name=kind]", kind)
    if words is not None:
        page.fill("[name=proposed_text]", words)
    page.fill("[name=reason]", reason)
    page.click(f"main button:has-text('{button}')")


def test_the_road_from_a_word_file_to_what_the_words_changed(visit, cast):
    office = visit(cast.coordinator)

    # The coordinator registers a document, brings in a Word file, looks the split over and issues it.
    office.click("text=Documents")
    office.click("text=New document")
    office.fill("[name=title]", "Акциони документ за енергетику")
    office.select_option("[name=issuer]", str(cast.office.pk))
    office.click("main button:text-is('Save')")
    bring_in(office, FIRST)
    assert "Средства се додељују" in shown(office) or "Sredstva se dodeljuju" in shown(office)
    office.click("main button:has-text('Issue the version')")
    confirm(office)
    assert "The version is issued." in shown(office)
    document_page = office.url

    office.click("text=Consult on this version")
    office.fill("[name=title]", "Енергија у јавним зградама")
    office.check(f"[name=sekos][value='{cast.seko.pk}']")
    for name, days in {"opens_at": 0, "comments_close_at": 10, "opinion_due_at": 13, "answer_due_at": 28}.items():
        office.fill(f"[name={name}]", moment(days))
    office.click("main button:text-is('Save')")
    office.click("button:has-text('Open the consultation')")
    confirm(office)
    assert "The consultation is open." in shown(office)
    consultation_page = office.url

    # Three organizations speak: one drafts and submits in one act, on a phone; two say it at once.
    network = visit(cast.network, width=390)
    network.goto(consultation_page)
    comment_on(network, "uređuje mere", words=DEADLINE, reason="Без рокова се мере не прате.", button="draft")
    assert not Comment.objects.exists()
    network.goto(f"{consultation_page}contribution/")
    network.click("button:has-text('Submit all')")
    assert Comment.objects.get().organization == cast.network_org

    other = visit(cast.other_network)
    other.goto(consultation_page)
    comment_on(other, "uređuje mere", words=DEADLINE, reason="Без рокова се мере не прате ни код нас.", button="Submit")
    member = visit(cast.member)
    member.goto(consultation_page)
    comment_on(member, "Sredstva se", kind="question", reason="Зашто само једном годишње?", button="Submit")
    assert Comment.objects.active().count() == 3

    # The window ends; the lead merges two comments, keeps the third as a minority position, and submits.
    office.click("text=Close comments")
    office.fill("[name=reason]", "Рок је померен.")
    office.click("main button:has-text('Close comments')")
    confirm(office)
    lead = visit(cast.lead)
    lead.click("main a:has-text('Begin the opinion')")
    lead.click("button:has-text('Begin the opinion')")
    workspace = lead.url
    lead.check("[name=comment][value='1']")
    lead.check("[name=comment][value='2']")
    lead.click("text=Merge into a new item")
    lead.fill("[name=title]", "Рокови за мере")
    lead.fill("[name=text]", "Мере без рокова се не прате.")
    lead.fill("[name=proposed_text]", DEADLINE)
    lead.click("main button:text-is('Save')")
    lead.check("[name=comment][value='3']")
    lead.click("button:has-text('Keep as a minority position')")
    lead.fill("[name=text]", "Чланица тражи два позива годишње.")
    lead.click("main button:text-is('Save')")
    assert "All comments have been dealt with." in shown(lead)
    member.goto(workspace)
    member.click("text=Read the whole opinion and decide")
    member.click("main button:has-text('Approve')")
    lead.goto(workspace)
    lead.click("button:has-text('Submit the opinion to the Ministry')")
    confirm(lead)
    opinion = Opinion.objects.get()
    assert opinion.is_submitted
    assert opinion.content["items"][0]["comments"][1]["number"] == 2

    # The Office sends the item to the ministry, which answers; the Office approves.
    item = OpinionItem.objects.get()
    office.goto(f"{consultation_page}answers/{item.pk}/")
    office.click("main a:has-text('Send to an institution')")
    office.select_option("[name=institution]", str(cast.ministry.pk))
    office.fill("[name=due_on]", moment(5)[:10])
    office.click("main button:has-text('Send')")
    confirm(office)
    ministry = visit(cast.contact)
    ministry.goto(f"{consultation_page}answers/")
    ministry.click("text=Rokovi za mere")
    ministry.check("[name=outcome][value=accepted]")
    ministry.fill("main form#typed [name=reason]", "Рокови улазе у увод.")
    ministry.click("button:has-text('Send for review')")
    confirm(ministry)
    office.goto(f"{consultation_page}answers/{item.pk}/")
    assert office.input_value("#typed [name=reason]") == "Рокови улазе у увод."

    # The second version: one passage changed, two have changed places. The answer points at where it landed.
    office.goto(document_page)
    bring_in(office, SECOND)
    office.click("main button:has-text('Issue the version')")
    confirm(office)
    assert set(PassageOrigin.objects.values_list("way", flat=True)) == {"same", "changed", "moved"}
    landed = PassageOrigin.objects.get(way="changed").passage
    office.goto(f"{consultation_page}answers/{item.pk}/")
    office.select_option("[name=landed_in]", str(landed.pk))
    office.click("button:has-text('Save and approve')")
    office.goto(f"{consultation_page}report/publish/")
    office.fill("[name=summary]", "Рокови су додати.")
    office.click("main button:has-text('Publish the report')")
    confirm(office)
    assert "Report on the consultation" in shown(office)

    # Everybody sees what the words changed: the report, the two versions side by side, and one's own comments.
    visitor = visit()
    visitor.goto(f"{consultation_page}report/")
    assert "Rokovi ulaze u uvod." in shown(visitor)
    assert "Članica traži dva poziva godišnje." in shown(visitor)
    visitor.goto(f"{document_page}compare/1/2/")
    assert "i rokove" in visitor.inner_text("ins >> nth=0")
    assert "Rokovi za mere" in shown(visitor)
    network.goto("/sr/dashboard/comments/")
    assert "Рокови улазе у увод." in shown(network)
