"""The pages of the loop: in three variants, for the right people, with nothing typed lost."""

import pytest

from consultations.models import Comment, Consultation
from consultations.reports.actions import publish_report
from tests import factories as make
from tests.browsing import address, press, said, sign_in, text_of
from tests.cast import Cast

CONSORTIUM = {"lead", "member"}
OFFICE = {"coordinator", "desk_officer", "administrator"}


@pytest.fixture
def running(cast):
    """Written in Cyrillic; the title in English as well."""
    return make.make_consultation(
        "open",
        [cast.seko],
        title="Енергија у јавним зградама",
        title_en="Energy in public buildings",
        summary="Шта мењамо.",
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


# --- three variants -----------------------------------------------------------------------------

VARIANTS = [
    ("sr", "sr-Cyrl", "Енергија у јавним зградама", "СЕКО за енергетику", "Љубичаста њива."),
    ("sr-latn", "sr-Latn", "Energija u javnim zgradama", "SEKO za energetiku", "Ljubičasta njiva."),
    ("en", "en", "Energy in public buildings", "Energy SEKO", "Ljubičasta njiva."),
]


@pytest.mark.parametrize(("language", "lang", "title", "seko", "words"), VARIANTS)
def test_pages_speak_the_language_and_script_of_their_address(
    client, comment, running, language, lang, title, seko, words
):
    def page(name, *args):
        text = text_of(client.get(address(name, *args, language=language)))
        assert f'<html lang="{lang}"' in text
        assert title in text
        return text

    assert seko in page("list")
    assert seko in page("detail", running.slug)
    assert words in page("passage", running.slug, comment.passage_id)
    assert words in page("comments", running.slug)
    page("whole", running.slug)


@pytest.mark.parametrize(("language", "lang", "title", "seko", "words"), VARIANTS)
def test_opinions_and_reports_speak_them_too(client, cast, comment, running, language, lang, title, seko, words):
    opinion = make.make_opinion(
        running, cast.seko, cast.mandate("lead"), items=1, comments=[comment], status="submitted"
    )
    make.make_response(opinion.items.get(), cast.mandate("coordinator"))
    Consultation.objects.update(status="in_review")
    publish_report(running, by=cast.coordinator)

    for name, args in (("opinion", (running.slug, cast.seko.code)), ("report", (running.slug,))):
        text = text_of(client.get(address(name, *args, language=language)))
        assert title in text and seko in text
    assert words in text


def test_a_page_links_to_its_other_variants(client, running):
    text = text_of(client.get(address("detail", running.slug)))

    for language in ("sr", "sr-latn"):
        assert f'class="language-variant" href="{address("detail", running.slug, language=language)}"' in text


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

    assert client.get(address("response", consultation.slug, item.pk)).status_code == 404
    assert item.title not in text_of(client.get(address("responses", consultation.slug, language="sr")))


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
    withdrawn = press(client, address("comment_withdraw", running.slug, 1))
    assert said(withdrawn)[-1] == "Your comment is withdrawn. It is a draft of your organization again."
    client.force_login(cast.lead)
    assert "Koje zgrade?" not in text_of(client.get(page))
    client.force_login(cast.network)
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
