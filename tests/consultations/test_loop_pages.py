"""The pages of the loop: in three faces, for the right people, with nothing typed lost."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape

from consultations.actions.report import publish_report
from consultations.models import Comment, Consultation
from seko.models import Event
from tests import factories as make
from tests.cast import Cast

DAY = timedelta(days=1)
CONSORTIUM = {"lead", "member"}
OFFICE = {"coordinator", "desk_officer", "administrator"}


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"consultations:{name}", args=args)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def sign_in(client, cast, who):
    client.logout()
    if who != "anonymous":
        client.force_login(cast.user(who))


def moment(at):
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M")


def told_beside(response, field):
    """The words beside a field, which is marked as wrong for the eye and for the ear."""
    page = text_of(response)
    error = re.search(rf'id="id_{field}_error">(.*?)</div></div>', page, re.DOTALL)
    assert error, f"nothing is said beside {field}: {response.context['form'].errors}"
    widget = re.search(rf'<(?:input|textarea|select)[^>]*id="id_{field}"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in widget and f'aria-errormessage="id_{field}_error"' in widget
    return re.sub(r"<[^>]+>", "", error[1])


@pytest.fixture
def running(cast):
    """Written in Cyrillic; the title in English as well."""
    return make.make_consultation(
        "open", [cast.seko], title="Енергија у јавним зградама", title_en="Energy in public buildings", summary="Шта мењамо."
    )


@pytest.fixture
def comment(cast, running):
    passage = running.version.passages.get(number="1.1")
    return make.make_comment(running, cast.mandate("network"), passage=passage, reason="Љубичаста њива.")


@pytest.fixture
def closed(cast):
    return make.make_consultation("consolidation", [cast.seko])


@pytest.fixture
def draft_opinion(cast, closed):
    return make.make_opinion(closed, cast.seko, cast.mandate("lead"))


# --- three faces -----------------------------------------------------------------------------

FACES = [
    ("sr", "sr-Cyrl", "Енергија у јавним зградама", "СЕКО за енергетику", "Љубичаста њива."),
    ("sr-latn", "sr-Latn", "Energija u javnim zgradama", "SEKO za energetiku", "Ljubičasta njiva."),
    ("en", "en", "Energy in public buildings", "Energy SEKO", "Ljubičasta njiva."),
]


@pytest.mark.parametrize(("language", "lang", "title", "seko", "words"), FACES)
def test_pages_speak_the_language_and_script_of_their_address(client, comment, running, language, lang, title, seko, words):
    def page(name, *args):
        text = text_of(client.get(address(name, *args, language=language)))
        assert f'<html lang="{lang}">' in text
        assert title in text
        return text

    assert seko in page("list")
    assert seko in page("detail", running.slug)
    assert words in page("passage", running.slug, comment.passage_id)
    assert words in page("comments", running.slug)
    page("whole", running.slug)


@pytest.mark.parametrize(("language", "lang", "title", "seko", "words"), FACES)
def test_opinions_and_reports_speak_them_too(client, cast, comment, running, language, lang, title, seko, words):
    opinion = make.make_opinion(running, cast.seko, cast.mandate("lead"), items=1, comments=[comment], status="submitted")
    make.make_response(opinion.items.get(), cast.mandate("coordinator"))
    Consultation.objects.update(status="in_review")
    publish_report(running, by=cast.coordinator)

    for name, args in (("opinion", (running.slug, cast.seko.code)), ("report", (running.slug,))):
        text = text_of(client.get(address(name, *args, language=language)))
        assert title in text and seko in text
    assert words in text


def test_a_page_links_to_its_other_faces(client, running):
    text = text_of(client.get(address("detail", running.slug)))

    for language, *__ in FACES:
        assert f'href="{address("detail", running.slug, language=language)}"' in text.replace("http://testserver", "")


# --- who finds what --------------------------------------------------------------------------


@pytest.mark.parametrize("who", Cast.roles())
def test_a_draft_is_found_by_the_office_only(client, cast, who):
    draft = make.make_consultation("draft", [cast.seko], title="Тајни нацрт", title_en="")
    sign_in(client, cast, who)
    addresses = [
        address("detail", draft.slug),
        address("comments", draft.slug),
        address("whole", draft.slug),
        address("passage", draft.slug, draft.version.passages.first().pk),
    ]

    statuses = {client.get(each).status_code for each in addresses}

    assert statuses == ({200} if who in OFFICE else {404})
    assert ("Tajni nacrt" in text_of(client.get(address("list")))) is (who in OFFICE)


@pytest.mark.parametrize("who", Cast.roles())
def test_a_draft_opinion_is_found_by_its_consortium_only(client, cast, closed, draft_opinion, who):
    sign_in(client, cast, who)
    page = address("opinion", closed.slug, cast.seko.code)

    assert client.get(page).status_code == (200 if who in CONSORTIUM else 404)
    assert (f'href="{page}"' in text_of(client.get(address("detail", closed.slug)))) is (who in CONSORTIUM)


@pytest.mark.parametrize("who", Cast.roles())
def test_answers_are_not_shown_before_the_report(client, cast, who):
    consultation = make.make_consultation("in_review", [cast.seko])
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    make.make_response(opinion.items.get(), cast.mandate("coordinator"), "partly", reason="Тајни разлог.")
    sign_in(client, cast, who)

    text = text_of(client.get(address("opinion", consultation.slug, cast.seko.code)))

    assert ("Tajni razlog." in text) is (who in {"coordinator", "desk_officer"})
    assert client.get(address("report", consultation.slug)).status_code == 404


@pytest.mark.parametrize("who", [role for role in Cast.roles() if role != "network"])
def test_another_organizations_comment_cannot_be_changed_or_withdrawn(client, cast, comment, running, who):
    sign_in(client, cast, who)
    edit, withdraw = (address(f"comment_{verb}", running.slug, comment.number) for verb in ("edit", "withdraw"))
    data = {"kind": "general", "reason": "Туђе речи."}

    answers = [client.get(edit), client.post(edit, data), client.post(withdraw)]

    assert {answer.status_code for answer in answers} == {302 if who == "anonymous" else 403}
    comment.refresh_from_db()
    assert (comment.reason, comment.withdrawn_at) == ("Љубичаста њива.", None)


def test_an_institution_opens_only_the_items_sent_to_it(client, cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    item = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    client.force_login(cast.contact)

    assert client.get(address("answer", consultation.slug, item.pk)).status_code == 404
    assert item.title not in text_of(client.get(address("answers", consultation.slug, language="sr")))


def test_a_passage_of_another_version_is_not_found(client, cast, running):
    later = make.make_document_version(document=running.version.document, number=2).passages.first()
    client.force_login(cast.network)
    page = address("passage", running.slug, later.pk)

    assert client.get(page).status_code == 404
    assert client.post(page, {"kind": "general", "reason": "Погрешно место."}).status_code == 404
    assert not Comment.objects.exists()


# --- commenting ------------------------------------------------------------------------------


def test_a_comment_is_written_changed_supported_and_withdrawn(client, cast, running):
    page = address("passage", running.slug, running.version.passages.first().pk)
    client.force_login(cast.network)

    answer = client.post(page, {"kind": "addition", "proposed_text": "Ново.", "reason": "<b>Јер</b>."})
    assert (answer["Location"], said(answer)[0][:26]) == (page, "Your comment is submitted.")
    assert "&lt;b&gt;Jer&lt;/b&gt;." in text_of(client.get(page))
    client.post(address("comment_edit", running.slug, 1), {"kind": "question", "reason": "Које зграде?"})
    assert "Koje zgrade?" in text_of(client.get(page))

    client.force_login(cast.lead)
    client.post(address("comment_support", running.slug, 1))
    assert "supported by 1 organization" in text_of(client.get(page))
    client.post(address("comment_support", running.slug, 1), {"withdraw": "1"})
    assert "supported by" not in text_of(client.get(page))

    client.force_login(cast.network)
    assert said(client.post(address("comment_withdraw", running.slug, 1)))[-1] == "Your comment is withdrawn."
    assert "Koje zgrade?" not in text_of(client.get(page))
    assert client.get(address("comment_edit", running.slug, 1)).status_code == 404


def test_the_form_is_offered_to_those_who_may_comment_and_only_while_they_may(client, cast, running, closed):
    strict = make.make_consultation("consolidation", [cast.seko], late_comments_allowed=False)

    def page(who, consultation):
        sign_in(client, cast, who)
        return text_of(client.get(address("whole", consultation.slug)))

    offered = {who for who in Cast.roles() if 'id="comment-form"' in page(who, running)}
    assert offered == {"lead", "member", "network", "other_network"}
    assert "Your comment will be marked late." in page("network", closed)
    assert 'id="comment-form"' not in page("network", strict)


def test_a_comment_posted_after_the_session_ended_comes_back_with_its_words(client, running):
    page = address("passage", running.slug, running.version.passages.first().pk)

    answer = client.post(page, {"kind": "change", "proposed_text": "Дуго писан текст", "reason": "Писано сат времена"})

    text = text_of(answer)
    assert "You are signed out." in text
    assert "Дуго писан текст" in text and "Писано сат времена" in text
    assert not Comment.objects.exists()


def test_who_may_not_comment_is_refused_in_words(client, cast, running):
    client.force_login(cast.outsider)

    answer = client.post(address("whole", running.slug), {"kind": "general", "reason": "Јер."})

    assert answer.status_code == 403
    assert not Comment.objects.exists()


# --- nothing typed is lost -------------------------------------------------------------------


def test_a_change_without_words_is_told_beside_the_field(client, cast, running):
    client.force_login(cast.network)

    answer = client.post(address("whole", running.slug), {"kind": "change", "reason": "Образложење остаје"})

    assert told_beside(answer, "proposed_text") == "Write the text that you propose."
    assert "Образложење остаје" in text_of(answer)


def plan(version, cast, **changes):
    now = timezone.now()
    dates = {"opens_at": 1, "comments_close_at": 13, "opinion_due_at": 16, "answer_due_at": 31}
    return {
        "version": version.pk,
        "title": "Наслов који остаје",
        "summary": "Сажетак који остаје",
        "purpose": "Питање које остаје",
        "contact": "Контакт који остаје",
        "phase": "programming",
        "sekos": [cast.seko.pk],
        **{name: moment(now + days * DAY) for name, days in dates.items()},
        **changes,
    }


def test_a_short_window_without_a_reason_is_told_beside_the_reason(client, cast):
    client.force_login(cast.coordinator)
    version = make.make_document_version()

    answer = client.post(address("create"), plan(version, cast, comments_close_at=moment(timezone.now() + 3 * DAY)))

    assert told_beside(answer, "urgency_reason") == "Give a reason of urgency for a comment window shorter than seven days."
    text = text_of(answer)
    for word in ("Наслов", "Сажетак", "Питање", "Контакт"):
        assert f"{word} кој" in text
    assert f'value="{version.pk}" selected' in text
    assert re.search(rf'value="{cast.seko.pk}"[^>]* checked', text)
    assert not Consultation.objects.exists()


def test_dates_that_run_backwards_are_told_at_the_head_of_the_form(client, cast):
    client.force_login(cast.coordinator)
    data = plan(make.make_document_version(), cast, opinion_due_at=moment(timezone.now() + DAY))

    text = text_of(client.post(address("create"), data))

    assert '<div class="alert alert-danger" role="alert">The dates run backwards.' in text
    assert all(escape(data[name]) in text for name in ("opens_at", "comments_close_at", "opinion_due_at", "title"))


@pytest.mark.parametrize(
    ("name", "data", "field", "words"),
    [
        ("close", {"reason": ""}, None, "Give a reason of urgency"),
        ("move", {"reason": ""}, "reason", "This field is required."),
        ("move", {"reason": "Остаје", "comments_close_at": "јуче"}, "comments_close_at", "Enter a valid date/time."),
        ("move", {"reason": "Остаје", "comments_close_at": "2020-01-01T10:00"}, "comments_close_at", "Choose a moment in the future."),
        ("cancel", {"reason": "  "}, "reason", "This field is required."),
    ],
)
def test_the_offices_forms_say_what_is_missing(client, cast, running, name, data, field, words):
    client.force_login(cast.coordinator)
    dates = {date: moment(getattr(running, date)) for date in ("comments_close_at", "opinion_due_at", "answer_due_at")}

    answer = client.post(address(name, running.slug), {**dates, **data})

    assert words in (told_beside(answer, field) if field else text_of(answer))
    assert data["reason"].strip() in text_of(answer)
    assert not Event.objects.exists()


def test_dates_that_are_not_touched_do_not_move_by_the_seconds_the_form_does_not_show(client, cast, running):
    client.force_login(cast.coordinator)
    names = ("comments_close_at", "opinion_due_at", "answer_due_at")
    data = {name: moment(getattr(running, name)) for name in names} | {"reason": "Празници."}
    data["answer_due_at"] = moment(running.answer_due_at + DAY)

    client.post(address("move", running.slug), data)

    moved = Event.objects.get(verb="consultation.dates_moved").facts["after"]
    assert set(moved) == {"answer_due_at"}


def test_refusals_of_buttons_are_told_on_the_page(client, cast, closed, draft_opinion):
    client.force_login(cast.lead)
    make.make_comment(closed, cast.mandate("network"))

    answer = client.post(address("opinion_submit", closed.slug, cast.seko.code), follow=True)

    assert "1 comment is neither merged nor set aside." in text_of(answer)


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("item_create", {"title": "", "text": "Текст који остаје"}, "title"),
        ("item_create", {"title": "Наслов који остаје", "text": ""}, "text"),
        ("minority_create", {"organization": "", "text": "Текст који остаје"}, "organization"),
        ("opinion_introduction", {"introduction": "Увод који остаје" + "x" * 20_000}, "introduction"),
    ],
)
def test_the_leads_forms_keep_what_was_typed(client, cast, closed, draft_opinion, name, data, field):
    client.force_login(cast.lead)

    answer = client.post(address(name, closed.slug, cast.seko.code), data)

    assert told_beside(answer, field)
    assert "остаје" in text_of(answer)


def test_an_answer_without_a_reason_keeps_its_outcome(client, cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    item = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, status="submitted").items.get()
    client.force_login(cast.desk_officer)

    answer = client.post(address("answer", consultation.slug, item.pk), {"outcome": "partly", "reason": ""})

    assert told_beside(answer, "reason") == "Give a reason for anything but “accepted”."
    assert re.search(r'value="partly"[^>]* checked', text_of(answer))
