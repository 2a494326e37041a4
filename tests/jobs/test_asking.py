"""Who may ask for how much, and whose a job is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from seko.jobs import actions as jobs
from seko.jobs.actions import Requester, cancel_job, remove_expired_files, start_job
from seko.jobs.models import Job
from tests import factories as make
from tests.events.test_delivery import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return Requester(make.make_user())


VISITOR = Requester(None, "secret", "somewhere")


def test_a_second_click_gives_the_same_job(person):
    first = start_job("test.work", {"form": "csv"}, by=person)

    assert start_job("test.work", {"form": "csv"}, by=person) == first
    assert start_job("other.work", {}, by=person) != first
    assert start_job("test.work", {"form": "csv"}, by=VISITOR) != first


def test_another_subject_is_another_job(person):
    first = start_job("test.work", {}, by=person, subject="1")

    assert start_job("test.work", {}, by=person, subject="2") != first
    assert start_job("test.work", {}, by=person, subject="1") == first


def test_a_job_that_has_ended_stands_in_nobodys_way(person):
    first = start_job("test.work", {}, by=person)
    cancel_job(first)

    assert start_job("test.work", {}, by=person) != first


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_are_one_job():
    person, found = Requester(make.make_user()), []

    at_once(*[lambda: found.append(start_job("test.work", {}, by=person).pk)] * 4)

    assert len(set(found)) == Job.objects.count() == 1


@pytest.mark.parametrize(("who", "most"), [("person", 30), ("visitor", 10)])
def test_an_hour_has_room_for_so_many_jobs(person, who, most):
    by = person if who == "person" else VISITOR
    for number in range(most):
        make.make_job(by.user, kind=f"kind.{number}", origin=by.origin)

    with pytest.raises(jobs.ValidationError) as refusal:
        start_job("test.work", {}, by=by)
    assert refusal.value.code == "too_many_jobs"

    Job.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert start_job("test.work", {}, by=by).status == "waiting"


def test_a_new_session_does_not_give_a_visitor_another_ten():
    for number in range(10):
        make.make_job(visitor=f"session-{number}", origin=VISITOR.origin)

    with pytest.raises(jobs.ValidationError):
        start_job("test.work", {}, by=VISITOR)
    assert start_job("test.work", {}, by=VISITOR._replace(origin="elsewhere"))


@pytest.mark.parametrize(("who", "space"), [("person", jobs.SPACE_OF_ONE), ("visitor", jobs.SPACE_OF_VISITORS)])
def test_kept_files_take_no_more_than_their_space(person, who, space):
    by = person if who == "person" else VISITOR
    old = make.make_job(by.user, status="done", size=space, created_at=timezone.now() - timedelta(hours=2))

    with pytest.raises(jobs.ValidationError) as refusal:
        start_job("test.work", {}, by=by)
    assert refusal.value.code == "no_space"

    remove_expired_files(at=old.expires_at)
    assert start_job("test.work", {}, by=by).status == "waiting"


def test_the_files_of_a_person_do_not_stand_in_the_way_of_others(person):
    make.make_job(make.make_user(), status="done", size=jobs.SPACE_OF_ONE)

    assert start_job("test.work", {}, by=person)
    assert start_job("test.work", {}, by=VISITOR)


def test_a_job_belongs_to_who_asked(person):
    own, visitors, other = (
        make.make_job(person.user),
        make.make_job(visitor="secret"),
        make.make_job(make.make_user()),
    )

    assert set(Job.objects.requested_by(person)) == {own}
    assert set(Job.objects.requested_by(VISITOR)) == {visitors}
    assert set(Job.objects.requested_by(person._replace(visitor="secret"))) == {own, visitors}
    assert set(Job.objects.requested_by(Requester())) == set()
    assert other.pk
