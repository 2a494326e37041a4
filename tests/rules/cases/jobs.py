"""Work in the background."""

from seko.jobs.models import Job
from tests import factories as make
from tests.rules.breaking import breaks, rows


@breaks("job_status_known", Job)
def a_job_in_an_unknown_state():
    job = make.make_job(status="done")
    return lambda: rows(job).update(status="lost")


@breaks("job_has_asker", Job)
def a_job_that_nobody_asked_for():
    job = make.make_job()
    return lambda: rows(job).update(visitor="")


@breaks("job_finished_has_moment", Job)
def a_job_that_ended_at_no_moment():
    job = make.make_job()
    return lambda: rows(job).update(status="failed")


@breaks("job_one_of_a_kind_per_person", Job)
def the_same_kind_twice_for_one_person():
    user = make.make_user()
    make.make_job(user, status="running")
    return lambda: make.make_job(user)


@breaks("job_one_of_a_kind_per_visitor", Job)
def the_same_kind_twice_for_one_visitor():
    job = make.make_job()
    return lambda: make.make_job(visitor=job.visitor)
