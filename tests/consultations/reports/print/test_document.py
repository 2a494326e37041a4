"""What the report and the opinion say on paper, on each variant of the portal, and how a reader checks them."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from consultations.models import Comment, Opinion, Response
from consultations.opinions.content import content_hash, opinions_with_content, public_content_of
from consultations.reports.actions import publish_report
from consultations.reports.print.document import file_name, opinion_pdf, report_pdf
from organizations.models import Organization
from tests.consultations.reports.print.conftest import play, read
from tests.full_round import as_of_old, full_round

COMMENTS = 5_000


def report_on(language, report):
    with translation.override(language):
        return read(report_pdf(report))


def opinion_on(language, opinion):
    opinion = opinions_with_content(Opinion.objects.select_related("consultation")).get(pk=opinion.pk)
    with translation.override(language):
        return read(opinion_pdf(opinion, public_content_of(opinion)))


SAID = {
    "sr": [
        "Извештај о консултацијама", "Одрживи развој", "Канцеларија за европске интеграције", "Хвала на учешћу.",
        "СЕКО за енергетику", "Удружење Водеће", "1. Мере 1", "1.2", "Мере се спроводе у јавним зградама.",
        "Тражимо јасне мере.", "Предложени текст", "Мере су јасне.", "Удружење Мрежа", "Мера није јасна.",
        "Издвојено мишљење · Удружење Чланица", "Рок је кратак.", "делимично прихваћено", "Рок се уводи.",
        "У верзији 2: 2.2", "Средства се додељују на јавном позиву.", "Издвојена мишљења", "Удружење Треће",
        "Тражимо расправу.", "Изостављени коментари", "Удружење Друга мрежа", "Када почиње?", "Није у теми.",
    ],
    "sr-latn": [
        "Izveštaj o konsultacijama", "Održivi razvoj", "Kancelarija za evropske integracije", "Hvala na učešću.",
        "SEKO za energetiku", "Udruženje Vodeće", "1. Mere 1", "1.2", "Mere se sprovode u javnim zgradama.",
        "Tražimo jasne mere.", "Predloženi tekst", "Mere su jasne.", "Udruženje Mreža", "Mera nije jasna.",
        "Izdvojeno mišljenje · Udruženje Članica", "Rok je kratak.", "delimično prihvaćeno", "Rok se uvodi.",
        "U verziji 2: 2.2", "Sredstva se dodeljuju na javnom pozivu.", "Izdvojena mišljenja", "Udruženje Treće",
        "Tražimo raspravu.", "Izostavljeni komentari", "Udruženje Druga mreža", "Kada počinje?", "Nije u temi.",
    ],
    "en": [
        "Report on the consultation", "Sustainability", "Kancelarija za evropske integracije", "Hvala na učešću.",
        "Energy SEKO", "Association Lead", "1. Mere 1", "1.2", "Mere se sprovode u javnim zgradama.",
        "Tražimo jasne mere.", "Proposed text", "Mere su jasne.", "Association Network", "Mera nije jasna.",
        "Minority position · Association Member", "Rok je kratak.", "partly accepted", "Rok se uvodi.",
        "In version 2: 2.2", "Sredstva se dodeljuju na javnom pozivu.", "Minority positions",
        "Association Third", "Tražimo raspravu.", "Comments set aside", "Association Other network", "Kada počinje?",
        "Nije u temi.",
    ],
}  # fmt: skip
ANSWERS = {"sr": SAID["sr"][16:20], "sr-latn": SAID["sr-latn"][16:20], "en": SAID["en"][16:20]}


@pytest.mark.parametrize("language", SAID)
def test_the_report_tells_everything_in_the_readers_script(loop, language):
    text = report_on(language, loop.report).text

    assert [said for said in SAID[language] if said not in text] == []
    assert loop.report.number in text
    assert loop.report.content_hash in text


@pytest.mark.parametrize("language", SAID)
def test_the_opinion_tells_everything_but_the_answers(loop, language):
    text = opinion_on(language, loop.opinion).text

    of_the_report_alone = [SAID[language][0], *SAID[language][2:4], *ANSWERS[language]]
    assert [said for said in SAID[language] if said not in text] == of_the_report_alone
    assert loop.opinion.number in text
    assert loop.opinion.content_hash in text


@pytest.mark.parametrize(
    ("language", "numbers"),
    [
        ("sr", "3 коментара 2 организације 1 мишљење 2 ставке са одговором 0 закаснелих коментара"),
        ("sr-latn", "3 komentara 2 organizacije 1 mišljenje 2 stavke sa odgovorom 0 zakasnelih komentara"),
        ("en", "3 comments 2 organizations 1 opinion 2 items answered 0 late comments"),
    ],
)
def test_numbers_stand_with_the_right_form_of_the_word(cast, language, numbers):
    assert numbers in report_on(language, play(cast, items=2).report).text


def test_each_outcome_has_its_number_and_its_share(loop):
    content = loop.report.content
    content["numbers"]["outcomes"] = {"not_accepted": 1, "accepted": 3}
    content["numbers"]["items"] = 4

    text = report_on("en", loop.report).text

    assert "Outcome Items Share accepted 3 75% not accepted 1 25%" in text


def test_an_accepted_item_that_has_not_landed_says_so(loop):
    answer = loop.report.content["opinions"][0]["answers"][0]
    answer |= {"outcome": Response.Outcome.ACCEPTED, "landed_in": None}

    assert "Accepted, not yet visible in the text." in report_on("en", loop.report).text


def test_a_report_without_opinions_is_a_report(loop):
    loop.report.content |= {"opinions": []}
    loop.report.content["numbers"] |= {"items": 0, "outcomes": {}, "opinions": 0}

    text = report_on("en", loop.report).text

    assert "No opinion was submitted." in text
    assert "0 opinions" in text


def test_numbers_by_seko_questions_and_what_no_opinion_took_up_are_on_paper(cast, caplog):
    consultation = full_round(cast)
    publish_report(consultation, by=cast.user("coordinator"))

    text = report_on("en", consultation.report).text

    for said in (
        *("Acceptance by SEKO", "Energy SEKO 1 1 1 100%", "Nišava District 1 1", "1. Da li je rok dovoljan?", "da 1"),
        *("ne 0", "Mean 4.00", "Rok za primenu.", "Comments kept with it", "Comments in no opinion"),
        *("1 comment was hidden", "Deadlines changed on", "supported by 1 organization"),
    ):
        assert said in text, said
    assert "Увреда" not in report_on("sr", consultation.report).text
    assert caplog.text == ""  # it is for archives and for screen readers


def test_a_report_of_old_with_fewer_parts_is_set(loop):
    as_of_old(loop.report.content)

    text = report_on("en", loop.report).text

    assert "In the next version: 2.2" in text


def test_a_longer_report_has_a_table_of_contents(cast, loop):
    assert "Contents" not in report_on("en", loop.report).text

    text = report_on("en", play(cast, items=5).report).text

    assert "Contents" in text
    assert [f"{n}. Mere {n} . . ." in text for n in range(1, 6)] == [True] * 5


def test_long_names_leave_the_other_columns_their_place(cast):
    report = publish_report(full_round(cast), by=cast.user("coordinator"))
    long = "Udruženje za zaštitu životne sredine, unapređenje ruralnog razvoja i društvenu jednakost Zelena dolina"
    [comment] = report.content["opinions"][0]["items"][0]["comments"]
    comment |= {"is_late": True, "number": 4711, "organization": {"name": long, "name_en": long}}
    report.content["sekos"][0] |= {"name": long, "name_en": long}

    pages = report_on("en", report).reader.pages

    begins = {}  # where each piece of text begins, from the left

    def note(text, current, placed, *font):
        begins.setdefault(text.strip(), placed[4] * current[0] + current[4])

    for page in pages:
        page.extract_text(visitor_text=note)
    [number] = [x for text, x in begins.items() if text.startswith("#4711") and "·" not in text]
    name = max(x for text, x in begins.items() if text.startswith("Udruženje za zaš"))
    assert name - number > 30  # points; the number takes 25


# --- checking --------------------------------------------------------------------------------


def test_the_frozen_content_goes_along_and_has_the_fingerprint_that_is_printed(loop):
    papers = [(report_on("en", loop.report), loop.report), (opinion_on("en", loop.opinion), loop.opinion)]

    for paper, frozen in papers:
        [(name, content)] = paper.attached.items()
        assert hashlib.sha256(content).hexdigest() == frozen.content_hash
        assert name in paper.text
    assert json.loads(content)["number"] == loop.opinion.number


def test_the_fingerprint_does_not_depend_on_the_zone_in_which_a_moment_was_told(cast):
    loop = play(cast, began=timezone.localtime() - timedelta(days=30))

    assert timezone.localtime().utcoffset()
    assert loop.opinion.content_hash in opinion_on("en", loop.opinion).text
    assert len(opinion_on("en", loop.opinion).attached) == 1


def test_content_that_is_no_longer_what_was_hashed_is_not_offered_for_checking(cast, loop):
    merged = loop.consultation.comments.order_by("number")[:1]
    reason = {"hidden_at": timezone.now(), "hidden_reason": "Увреде.", "hidden_mandate": cast.mandate("lead")}
    Comment.objects.filter(pk__in=list(merged.values_list("pk", flat=True))).update(**reason)

    paper = opinion_on("en", loop.opinion)

    assert "Association Network" not in paper.text
    assert paper.attached == {}
    assert "How to check this document" not in paper.text


def test_report_and_opinion_stay_as_they_were_whatever_is_renamed(loop):
    before = report_on("sr", loop.report).text, opinion_on("sr", loop.opinion).text

    Organization.objects.filter(name="Удружење Мрежа").update(name="Удружење Ново")
    loop.report.refresh_from_db()

    assert (report_on("sr", loop.report).text, opinion_on("sr", loop.opinion).text) == before
    assert len(opinion_on("en", loop.opinion).attached) == 1


# --- names, bytes, size ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "kind", "number", "name"),
    [
        ("sr", "report", "К-2026-01/Р", "izvestaj-k-2026-01-r.pdf"),
        ("sr-latn", "opinion", 'K-1/ENV"\r\nX: y', "misljenje-k-1-env-x-y.pdf"),
        ("en", "report", "K-2026-01/R", "report-k-2026-01-r.pdf"),
        ("en", "opinion", "../../x", "opinion-x.pdf"),
    ],
)
def test_the_name_of_the_download_is_plain(language, kind, number, name):
    with translation.override(language):
        assert file_name(kind, number) == name


def test_the_same_report_gives_the_same_bytes_and_each_face_others(loop):
    made = {}
    for language in SAID:
        with translation.override(language):
            made[language] = report_pdf(loop.report)
            assert report_pdf(type(loop.report).objects.get(pk=loop.report.pk)) == made[language]

    assert len(set(made.values())) == 3


def test_a_report_of_thousands_of_hostile_comments_is_set(cast):
    loop = play(cast, reason="#panic() $x$ <a> @b \\ *c*")
    [item] = loop.report.content["opinions"][0]["items"]
    item["comments"] = [item["comments"][0] | {"number": n} for n in range(1, COMMENTS + 1)]
    loop.report.content_hash = content_hash(loop.report.content)

    paper = report_on("sr-latn", loop.report)

    last_pages = " ".join(page.extract_text() for page in paper.reader.pages[-3:])
    assert f"#{COMMENTS} · Udruženje Mreža" in last_pages
    assert "#panic() $x$ <a> @b \\ *c*" in last_pages
    assert hashlib.sha256(*paper.attached.values()).hexdigest() == loop.report.content_hash
