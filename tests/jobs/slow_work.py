"""Work for a worker that a test kills: it crawls at its first start and runs at the next."""

import time

from seko.jobs.actions import job_kind

ROWS = 200


@job_kind("test.slow", "Slow work")
def slow(job, progress, out):
    progress.expect(ROWS)
    for number in range(ROWS):
        out.write(b"%d\n" % number)
        progress.advance()
        if job.attempts == 1:
            time.sleep(0.2)
    return "redovi.txt"
