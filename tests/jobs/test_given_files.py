"""Work on a file that somebody sends: the file is kept with the job, and who sent it goes on at a page of their own."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone, translation

from seko.jobs.actions import (
    FILE_LIFETIME,
    JobFailed,
    Requester,
    given_file,
    job_kind,
    remove_expired_files,
    run_job,
    start_job,
)
from seko.jobs.models import Job
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def copies(kind, client):
    """Work that copies what it was given; (its kind, who asks, signed in)."""

    def work(job, progress, out):
        if (data := given_file(job)) == b"bad":
            raise JobFailed("broke")
        out.write(data)
        return "kopija.txt"

    name = kind()
    job_kind(name, "Copy", page=lambda job: f"/en/after/{job.status}/")(work)
    user = make.make_user()
    client.force_login(user)
    return name, Requester(user)


def started(copies, data=b"data"):
    name, by = copies
    return start_job(name, {}, by=by, file=ContentFile(data))


@pytest.mark.parametrize(("data", "status"), [(b"data", "done"), (b"bad", "failed")])
def test_the_page_goes_on_where_its_kind_says_when_the_work_has_ended(client, copies, data, status):
    job = started(copies, data)
    with translation.override("en"):
        address = reverse("job", args=[job.pk])
    assert client.get(address).status_code == 200

    run_job(job.pk)

    assert client.get(address)["Location"] == f"/en/after/{status}/"
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == f"/en/after/{status}/"
    assert client.post(f"{address}again/")["Location"] == f"/en/after/{status}/"


def test_the_newest_file_is_meant(copies):
    first = started(copies)

    second = started(copies, b"newer")

    first.refresh_from_db()
    assert (first.status, given_file(second)) == ("cancelled", b"newer")


def test_the_file_goes_with_its_result(copies, media):
    job = started(copies)
    run_job(job.pk)

    remove_expired_files(at=timezone.now() + FILE_LIFETIME)

    assert list((media / "jobs").iterdir()) == []
    with pytest.raises(JobFailed, match="file_gone"):
        given_file(Job.objects.get())
