"""The page of a job: for who asked alone, with and without script, in three variants."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seko.jobs.actions import run_job
from seko.jobs.models import Job
from tests import factories as make
from tests.browsing import text_of
from tests.jobs.conftest import breaks

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
VARIANTS = ["sr", "sr-latn", "en"]


def address(job, name="job", language="en"):
    with translation.override(language):
        return reverse(name, args=[job.pk])


@pytest.fixture
def asker(client):
    user = make.make_user()
    client.force_login(user)
    return user


def of_visitor(client, **fields):
    """A job that this browser asked for without an account."""
    session = client.session
    session["visitor_secret"] = "a-secret"
    session.save()
    return make.make_job(visitor="a-secret", **fields)


# --- whose -----------------------------------------------------------------------------------


def test_who_asked_sees_it_and_nobody_else(client, asker, cast):
    job = make.make_job(asker, status="done")
    assert client.get(address(job)).status_code == 200

    for who in ("anonymous", "stranger", "coordinator", "administrator"):
        other = Client()
        if who != "anonymous":
            other.force_login(cast.user(who))
        for name in ("job", "job_file"):
            assert other.get(address(job, name)).status_code == 404, (who, name)
        for name in ("job_cancel", "job_again"):
            assert other.post(address(job, name)).status_code == 404, (who, name)
    assert Job.objects.count() == 1


def test_a_visitor_sees_what_his_session_asked_for(client):
    job = of_visitor(client)

    assert client.get(address(job)).status_code == 200
    assert Client().get(address(job)).status_code == 404
    other = Client()
    of_visitor(other, kind="test.other")
    assert client.get(address(make.make_job())).status_code == 404


def test_who_signs_in_keeps_what_he_asked_for_before(client):
    user, job = make.make_user(password=make.PASSWORD), of_visitor(client)

    client.post("/en/accounts/login/", {"login": user.email, "password": make.PASSWORD})

    assert client.get(address(job)).status_code == 200


def test_who_signs_out_leaves_nothing_for_the_next_at_this_computer(client, asker):
    job, before = make.make_job(asker), of_visitor(client)

    client.post("/en/accounts/logout/")

    assert [client.get(address(each)).status_code for each in (job, before)] == [404, 404]


# --- while it runs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [("sr", "1.200 од 5.000 редова"), ("sr-latn", "1.200 od 5.000 redova"), ("en", "1,200 of 5,000 rows")],
)
def test_progress_is_told_in_numbers_and_as_a_bar(client, asker, language, said):
    job = make.make_job(asker, status="running", done=1200, total=5000)

    page = text_of(client.get(address(job, language=language)))

    assert re.search(rf'<progress [^>]*value="1200" max="5000">{said}</progress><p[^>]*>{said}</p>', page)


def test_without_a_known_end_the_bar_has_no_value(client, asker):
    job = make.make_job(asker, status="running", done=7)

    page = client.get(address(job)).content.decode()

    assert "7 rows are done." in page
    assert " value=" not in re.search("<progress.*?>", page)[0]


def test_it_renews_itself_with_script_and_without(client, asker):
    job = make.make_job(asker)
    whole, part = client.get(address(job)), client.get(address(job), headers=HTMX)

    assert '<noscript><meta http-equiv="refresh"' in whole.content.decode()
    assert f'hx-get="{address(job)}?said=0" hx-trigger="every 1s"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in whole["Vary"]


@pytest.mark.parametrize("status", ["done", "failed", "cancelled"])
def test_what_has_ended_does_not_renew_itself(client, asker, status):
    job = make.make_job(asker, status=status)

    for page in (client.get(address(job)), client.get(address(job), headers=HTMX)):
        assert 'http-equiv="refresh"' not in page.content.decode()
        assert "hx-get" not in page.content.decode()


def told(client, job, said):
    """What a screen reader is told by one renewal."""
    part = text_of(client.get(address(job), {"said": said}, headers=HTMX))
    found = re.search(r'hx-swap-oob="innerHTML:#job-said">(.*?)<', part)
    return found and found[1]


def test_a_screen_reader_is_told_quarters_and_the_end(client, asker):
    job = make.make_job(asker, status="running", done=1200, total=4000)

    assert told(client, job, 0) == "25%"
    assert told(client, job, 25) is None
    job.done = 3999
    job.save()
    assert told(client, job, 25) == "75%"
    job.status, job.finished_at, job.file = "done", job.created_at, "jobs/x"
    job.save()
    assert told(client, job, 75) == "The file is ready."


# --- stopped, failed, again ------------------------------------------------------------------


def test_a_button_stops_it(client, asker):
    job = make.make_job(asker, status="running")
    assert "Stop the preparation" in client.get(address(job)).content.decode()

    page = client.post(address(job, "job_cancel"), follow=True).content.decode()

    assert Job.objects.get().status == "cancelled"
    assert "The preparation was stopped." in page
    assert "Prepare it again" in page


def test_a_link_stops_nothing(client, asker):
    job = make.make_job(asker)

    assert client.get(address(job, "job_cancel")).status_code == 405
    assert client.get(address(job, "job_again")).status_code == 405
    assert Job.objects.get().status == "waiting"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sr", "Дошло је до грешке на нашој страни."),
        ("sr-latn", "Došlo je do greške na našoj strani."),
        ("en", "Something went wrong on our side."),
    ],
)
def test_a_failure_is_told_in_the_visitors_face_and_without_its_inside(client, asker, kind, language, words):
    job = make.make_job(asker, kind=kind(breaks))
    run_job(job.pk)

    page = client.get(address(job, language=language)).content.decode()

    assert words in page
    assert "secret" not in page


@pytest.mark.parametrize("code", [*["broke", "broke_off", "unknown_kind", "not_visible"], "a_code_of_tomorrow"])
def test_every_code_has_words_in_every_variant(client, asker, code):
    job = make.make_job(asker, status="failed", message=code)

    words = {
        re.search(r'alert-danger">(.+?)<', client.get(address(job, language=variant)).content.decode())[1]
        for variant in VARIANTS
    }

    assert len(words) == 3


def test_a_kind_has_words_of_its_own(client, asker, kind):
    job = make.make_job(asker, kind=kind(words={"full": "The hall is full."}), status="failed", message="full")

    assert "The hall is full." in client.get(address(job)).content.decode()


def test_the_same_can_be_asked_for_again(client, asker):
    job = make.make_job(asker, status="failed", message="broke", parameters={"form": "csv", "query": "kind=donor"})

    answer = client.post(address(job, "job_again", language="sr-latn"))

    new = Job.objects.exclude(pk=job.pk).get()
    assert answer["Location"] == address(new, language="sr-latn")
    assert (new.kind, new.parameters, new.user) == (job.kind, job.parameters, asker)
    assert (new.status, new.language) == ("waiting", "sr-latn")


def test_a_refusal_is_told_and_the_page_stays(client, asker, monkeypatch):
    monkeypatch.setattr("seko.jobs.actions.MOST_PER_HOUR", 1)
    job = make.make_job(asker, status="failed", message="broke")

    page = client.post(address(job, "job_again"), follow=True)

    assert "Too many files were requested" in page.content.decode()
    assert Job.objects.count() == 1


# --- the file --------------------------------------------------------------------------------


def test_the_file_is_offered_for_saving_with_its_size_and_day(client, asker, kind):
    job = make.make_job(asker, kind=kind())
    run_job(job.pk)

    page = client.get(address(job)).content.decode()
    file = client.get(address(job, "job_file"))

    assert "The file is ready: 3 rows." in page
    assert "Download redovi.txt (6" in page
    assert "The file is kept until" in page
    assert b"".join(file.streaming_content) == b"0\n1\n2\n"
    assert file["Content-Disposition"] == 'attachment; filename="redovi.txt"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "private" in file["Cache-Control"]


def test_a_file_that_is_gone_can_be_made_again(client, asker):
    job = make.make_job(asker, status="done", file_name="redovi.txt", expires_at=None)

    page = client.get(address(job)).content.decode()

    assert "gone now" in page
    assert "Prepare it again" in page
    assert client.get(address(job, "job_file")).status_code == 404


def test_a_file_that_was_taken_from_the_disk_is_not_found(client, asker):
    job = make.make_job(asker, status="done", file="jobs/nema", file_name="redovi.txt")

    assert client.get(address(job, "job_file")).status_code == 404


@pytest.mark.parametrize("status", Job.Status.values)
@pytest.mark.parametrize("language", VARIANTS)
def test_every_state_has_a_page_in_every_variant(client, asker, status, language, django_assert_max_num_queries):
    job = make.make_job(asker, status=status)

    with django_assert_max_num_queries(12):
        page = client.get(address(job, language=language))

    assert page.status_code == 200
    assert "noindex" in page.content.decode()
