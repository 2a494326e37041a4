"""Waiting for other processes: as short as possible, and not for ever."""

import socket
import time


def wait_for(condition, seconds=40, between=0.1):
    """Wait until the condition holds; False if it never does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(between)
    return False


def free_port():
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
