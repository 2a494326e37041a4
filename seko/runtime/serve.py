"""The web server of `make run`: waitress in forks of one warmed process.

Waitress reads requests in one loop and gives them to a thread when they are whole, so that a client who is slow, or
says nothing, costs a place in a list and no thread. The first process imports the portal and draws a few pages before
it forks: addresses, templates and catalogues are then in memory once. It forks again what dies.

    python -m seko.runtime.serve HOST PORT
"""

import contextlib
import gc
import os
import signal
import socket
import sys
import time
from wsgiref.util import setup_testing_defaults

from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from waitress import create_server

from seko.runtime.supervisor import end_with_parent

FORKS, THREADS = 2, 4
WARMING = ("/sr/", "/sr-latn/", "/en/", "/en/consultations/")  # what is drawn before the first visitor comes
SETTINGS = {
    "threads": THREADS,
    "connection_limit": 1000,
    "asyncore_use_poll": True,  # `select` ends at 1024 files
    "channel_timeout": 30,  # seconds in which a connection says nothing
    "cleanup_interval": 10,  # seconds between two looks for such connections
    "max_request_header_size": 32 * 1024,
    "ident": None,
}
PAUSE = 1  # second before a fork that died at once is forked again
PATIENCE = 8  # seconds for requests that are being answered when the end is asked for


def main(host, port):
    """Serve until SIGTERM or Ctrl-C; requests that are being answered are answered to their end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seko.settings")
    listening = _listen(host, port)
    application = get_internal_wsgi_application()
    warm(application)
    _Forks(lambda: _serve(application, listening)).keep(FORKS)


def warm(application):
    """Draw a few pages, and let go of what no two processes may share."""
    for path in WARMING:
        environ = {"PATH_INFO": path, "HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environ)
        answer = application(environ, lambda status, headers, exc_info=None: None)
        b"".join(answer)
        answer.close()
    connections.close_all()
    gc.collect()
    gc.freeze()  # the pages of memory that the forks share are not written to by the collector


class _Forks:
    """Children that do the same work; one that dies has a successor until the end is asked for."""

    def __init__(self, work):
        self.work, self.alive, self.ending = work, {}, False

    def keep(self, number):
        for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(wish, self._end)
        for _each in range(number):
            self._fork()
        while self.alive:
            child, status = os.wait()
            born = self.alive.pop(child, None)
            if born is None or self.ending:
                continue
            sys.stderr.write(f"A web process ended ({os.waitstatus_to_exitcode(status)}); another takes its place.\n")
            if time.monotonic() - born < PAUSE:
                time.sleep(PAUSE)
            if not self.ending:
                self._fork()

    def _fork(self):
        child = os.fork()
        if child:
            self.alive[child] = time.monotonic()
            return
        for wish in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(wish, _leave)
        end_with_parent()
        self.work()
        os._exit(0)

    def _end(self, number, frame):
        self.ending = True
        signal.signal(signal.SIGALRM, self._end_at_once)
        signal.alarm(PATIENCE)
        for child in self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)

    def _end_at_once(self, number, frame):
        for child in self.alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def _serve(application, listening):
    from seko.runtime.reading import PatientChannel
    from seko.web.body_limit import MOST_OF_PERSONS

    server = create_server(application, sockets=[listening], max_request_body_size=MOST_OF_PERSONS, **SETTINGS)
    server.channel_class = PatientChannel
    server.run()  # to its end: a request that is being answered gets its whole answer


def _leave(number, frame):
    raise SystemExit


def _listen(host, port):
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(address)
    listening.listen(1024)
    return listening


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
