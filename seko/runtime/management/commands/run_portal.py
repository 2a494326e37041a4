"""Everything behind `make run`: servers, data, web, worker and beat, until Ctrl-C."""

import contextlib
import fcntl
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from seko.runtime import embedded
from seko.runtime.embedded.errors import tail
from seko.runtime.supervisor import Part, Supervisor
from seko.scripts.catalogues import compile_all

FIRST_PAGE_PATIENCE = 60  # seconds
LOOK_EVERY = 0.5  # seconds between two looks at the parts
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # listened on only if the person asks for it


class Command(BaseCommand):
    help = "Run the whole portal for development or a demo: servers, web, worker and beat. Ctrl-C stops it."
    requires_system_checks = []

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("This is for development and demos. For production see docker-compose.yml.")
        self.host = os.environ.get("HOST") or "127.0.0.1"
        self.port = _port(os.environ.get("PORT") or "8000")
        self.began = time.monotonic()
        self.supervisor = Supervisor(embedded.data_dir() / "portal.json", self.say)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.asked_to_stop)
        self.stopping = False
        failed = True
        try:
            with self.only_one():
                self.supervisor.end_leftovers()
                self.refuse_taken_port()
                try:
                    self.start()
                    failed = not self.watch()
                finally:
                    self.stop()
        except KeyboardInterrupt:
            failed = False
        except embedded.EmbeddedServerError as exc:
            raise CommandError(str(exc)) from exc
        if failed:
            sys.exit(1)

    # --- Starting ---

    def start(self):
        steps = [
            ("translations", self.compile),
            ("PostgreSQL and Redis", partial(embedded.attach, self.detail)),
            ("database structure", partial(call_command, "migrate", interactive=False, verbosity=0)),
            ("reference data", partial(call_command, "load_reference", verbosity=0)),
            ("demo data", partial(call_command, "load_demo", verbosity=0)),
            ("web, worker and beat", self.start_parts),
        ]
        if not settings.DEMO:
            steps = [step for step in steps if step[0] != "demo data"]
        self.say(f"SEKO portal, data in {embedded.data_dir()}")
        for number, (title, work) in enumerate(steps, start=1):
            self.say(f"[{number}/{len(steps)}] {title} …")
            before = time.monotonic()
            work()
            self.say(f"[{number}/{len(steps)}] {title}: done in {time.monotonic() - before:.1f} s")
        self.greet()

    def compile(self):
        for path in compile_all():
            self.detail(f"compiled {path.relative_to(settings.BASE_DIR)}")

    def start_parts(self):
        connections.close_all()
        logs, python = embedded.log_dir(), sys.executable
        celery = [python, "-m", "celery", "--app", "seko"]
        # A preloading master reads the code once for all its workers, which halves the time to the first page.
        web = [python, "-m", "gunicorn", "seko.wsgi", "--bind", f"{_in_url(self.host)}:{self.port}", "--preload"]
        web += ["--workers", "2", "--threads", "4", "--graceful-timeout", "5", "--access-logfile", "-"]
        # Its control socket has one place per user, so two portals would fight for it; nobody uses it here.
        web += ["--no-control-socket"]
        worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip"]
        beat = [*celery, "beat", "--loglevel", "INFO", "--pidfile", "", "--schedule"]
        beat += [str(embedded.data_dir() / "beat-schedule")]
        hosts = {}
        if self.host in ANY_ADDRESS and not os.environ.get("ALLOWED_HOSTS"):
            hosts = {"ALLOWED_HOSTS": "*"}  # whoever opens the demo to the network does not know its names there
        self.supervisor.start(Part("web", web, logs / "web.log", hosts))
        self.supervisor.start(Part("worker", worker, logs / "worker.log"))
        self.supervisor.start(Part("beat", beat, logs / "beat.log"))
        self.wait_for_first_page()

    def wait_for_first_page(self):
        limit = time.monotonic() + FIRST_PAGE_PATIENCE
        log = embedded.log_dir() / "web.log"
        while True:
            status = _status_of(f"{self.address(self.reached_at())}/")
            if status and status < 500:
                return
            if status:
                raise CommandError(
                    f"The first page answers with an error ({status}). The end of {log}:\n{tail(log, 40)}"
                )
            if not self.supervisor.check():
                raise CommandError("The portal cannot start.")
            if time.monotonic() > limit:
                raise CommandError(f"No page after {FIRST_PAGE_PATIENCE} s. The end of {log}:\n{tail(log)}")
            time.sleep(0.05)

    def greet(self):
        self.say("")
        self.say(f"The portal answers after {time.monotonic() - self.began:.1f} s:  {self.address(self.reached_at())}/")
        if settings.DEMO:
            self.say("")
            with contextlib.suppress(OSError):
                call_command("demo_accounts", stdout=self.stdout)
        self.say("")
        self.say(f"Logs and sent mail: {embedded.log_dir()}. Ctrl-C stops everything.")

    # --- Running and stopping ---

    def watch(self):
        """Until a signal comes or the terminal closes; False when a part cannot be kept running."""
        had_terminal = os.isatty(0)
        while self.supervisor.check():
            if had_terminal and not os.isatty(0):  # closing it signals only make, which does not pass that on
                return True
            if embedded.revive(self.detail):
                self.say("A database server had ended and was started again.")
            time.sleep(LOOK_EVERY)
        return False

    def stop(self):
        self.stopping = True
        self.say("Stopping web, worker and beat …")
        self.supervisor.stop()
        self.say("Stopping the servers …")
        connections.close_all()
        embedded.detach()
        self.say("Stopped.")

    def asked_to_stop(self, number, frame):
        if self.stopping:
            self.supervisor.hurry = True
        else:
            self.stopping = True
            raise KeyboardInterrupt

    # --- One portal per folder and port ---

    @contextlib.contextmanager
    def only_one(self):
        embedded.data_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(embedded.data_dir() / "portal.lock", "a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                where = Path(lock.name).read_text().strip()
                raise CommandError(
                    f"The portal of this folder already runs ({where}). "
                    "For a second one give it another PORT and SEKO_DATA_DIR."
                ) from None
            lock.truncate(0)
            lock.write(f"process {os.getpid()}, {self.address(self.host)}/")
            lock.flush()
            yield

    def refuse_taken_port(self):
        try:
            family, kind, protocol, _, place = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind, protocol) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind(place)
        except (OSError, UnicodeError) as exc:
            raise CommandError(
                f"The portal cannot listen on {self.host}, port {self.port}: {getattr(exc, 'strerror', None) or exc}. "
                f"Choose another port, for example: make run PORT={self.port + 1}"
            ) from exc

    def reached_at(self):
        return ANY_ADDRESS.get(self.host, self.host)

    def address(self, host):
        return f"http://{_in_url(host)}:{self.port}"

    # --- Saying ---

    def detail(self, line):
        self.say(f"      {line}")

    def say(self, line):
        with contextlib.suppress(OSError):  # the terminal may be gone; what is to be stopped is still stopped
            self.stdout.write(line)
            self.stdout.flush()


def _port(text):
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise CommandError(f"PORT is a number from 1 to 65535, not {text!r}.")
    return int(text)


def _in_url(host):
    return f"[{host}]" if ":" in host else host


def _status_of(url):
    """The status of the page, redirects followed; None while nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return None
