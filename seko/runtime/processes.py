"""Whether processes live, and ending them."""

import contextlib
import time

import psutil


def lives(process):
    """A zombie counts as ended: the first process of a container may never reap it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def end(processes, *signals, timeout):
    """Send each signal in turn, with `timeout` seconds after each, until all have ended; those that still live.

    `psutil.wait_procs` would wait in vain for a zombie that nobody reaps."""
    for number in signals:
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        limit = time.monotonic() + timeout
        while (processes := [each for each in processes if lives(each)]) and time.monotonic() < limit:
            time.sleep(0.02)
    return processes
