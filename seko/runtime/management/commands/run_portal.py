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

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from seko.runtime import embedded
from seko.runtime.embedded.errors import tail
from seko.runtime.supervisor import Part, Supervisor
from seko.scripts.catalogues import compile_all

FIRST_PAGE_TIMEOUT = 60  # seconds
CHECK_EVERY = 0.5  # seconds between two checks of the parts
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  listened on only if the person asks for it


class Command(BaseCommand):
    help = "Run the whole portal for development or a demo: servers, web, worker and beat. Ctrl-C stops it."
    requires_system_checks = []

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("This is for development and demos. For production see docker-compose.yml.")
        self.host, self.port = os.environ.get("HOST") or "127.0.0.1", _port(os.environ.get("PORT") or "8000")
        self.address = f"http://{_with_port(ANY_ADDRESS.get(self.host, self.host), self.port)}"
        self.supervisor = Supervisor(embedded.data_dir() / "portal.json", self.report)
        self.stopping = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.request_stop)
        try:
            with self.folder_lock():
                self.supervisor.end_leftovers()
                self.refuse_taken_port()
                try:
                    self.start()
                    self.watch()
                finally:
                    self.stop()
        except KeyboardInterrupt:
            return
        except embedded.EmbeddedServerError as exc:
            raise CommandError(str(exc)) from exc

    # --- Starting ---

    def start(self):
        began = time.monotonic()
        steps = {
            "translations": compile_all,
            "PostgreSQL and Redis": partial(embedded.attach, self.report_detail),
            "database structure": partial(call_command, "migrate", interactive=False, verbosity=0),
            "reference data": partial(call_command, "load_reference", verbosity=0),
            "demo data": partial(call_command, "load_demo", verbosity=0),
            "web, worker and beat": self.start_parts,
        }
        if not settings.DEMO:
            del steps["demo data"]
        self.report(f"SEKO portal, data in {embedded.data_dir()}")
        for number, (title, run) in enumerate(steps.items(), start=1):
            self.report(f"[{number}/{len(steps)}] {title} …")
            before = time.monotonic()
            run()
            self.report(f"[{number}/{len(steps)}] {title}: done in {time.monotonic() - before:.1f} s")
        self.report(f"\nThe portal answers after {time.monotonic() - began:.1f} s:  {self.address}/\n")
        if settings.DEMO:
            with contextlib.suppress(OSError):
                call_command("demo_accounts", stdout=self.stdout)
            self.report("")
        self.report(f"Logs and sent mail: {embedded.log_dir()}. Ctrl-C stops everything.")

    def start_parts(self):
        connections.close_all()
        if self.host in ANY_ADDRESS and not os.environ.get("ALLOWED_HOSTS"):
            os.environ["ALLOWED_HOSTS"] = "*"  # whoever opens the demo to the network does not know its names there
        worker = "celery --app seko worker --concurrency 2 --loglevel INFO --without-mingle --without-gossip"
        beat = "celery --app seko beat --loglevel INFO --pidfile="
        commands = {
            "web": ["seko.runtime.serve", self.host, str(self.port)],
            "worker": worker.split(),
            "beat": [*beat.split(), "--schedule", embedded.data_dir() / "beat-schedule"],
        }
        for name, command in commands.items():
            part = Part(name, [sys.executable, "-m", *command], embedded.log_dir() / f"{name}.log")
            self.supervisor.start(part)
        self.wait_for_first_page()

    def wait_for_first_page(self):
        limit = time.monotonic() + FIRST_PAGE_TIMEOUT
        log = embedded.log_dir() / "web.log"
        while not (status := _status_of(f"{self.address}/")):
            if not self.supervisor.check():
                raise CommandError("The portal cannot start.")
            if time.monotonic() > limit:
                raise CommandError(f"No page after {FIRST_PAGE_TIMEOUT} s. The end of {log}:\n{tail(log)}")
            time.sleep(0.05)
        if status >= 500:
            raise CommandError(f"The first page answers with an error ({status}). The end of {log}:\n{tail(log, 40)}")

    # --- Running and stopping ---

    def watch(self):
        """Until a signal comes or the terminal closes, which make does not pass on: it signals only make."""
        had_terminal = os.isatty(0)
        while self.supervisor.check():
            if had_terminal and not os.isatty(0):
                return
            if embedded.revive(self.report_detail):
                self.report("A database server had ended and was started again.")
            time.sleep(CHECK_EVERY)
        raise CommandError("The portal cannot go on.")

    def stop(self):
        self.stopping = True
        self.report("Stopping web, worker and beat …")
        self.supervisor.stop()
        self.report("Stopping the servers …")
        connections.close_all()
        embedded.detach()
        self.report("Stopped.")

    def request_stop(self, number, frame):
        if self.stopping:
            self.supervisor.hurry = True
        else:
            self.stopping = True
            raise KeyboardInterrupt

    # --- One portal per folder and port ---

    @contextlib.contextmanager
    def folder_lock(self):
        embedded.make_data_dir()
        with (embedded.data_dir() / "portal.lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise CommandError(
                    f"The portal of this folder already runs ({lock.read()}). "
                    "For a second one give it another PORT and SEKO_DATA_DIR."
                ) from None
            lock.truncate(0)
            lock.write(f"process {os.getpid()}, http://{_with_port(self.host, self.port)}/")
            lock.flush()
            yield

    def refuse_taken_port(self):
        try:
            with socket.socket(socket.AF_INET6 if ":" in self.host else socket.AF_INET) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((self.host, self.port))
        except (OSError, UnicodeError) as exc:
            raise CommandError(
                f"The portal cannot listen on {self.host}, port {self.port}: {getattr(exc, 'strerror', None) or exc}. "
                f"Choose another port, for example: make run PORT={self.port + 1}"
            ) from exc

    def report_detail(self, line):
        self.report(f"      {line}")

    def report(self, line):
        with contextlib.suppress(OSError):  # the terminal may be gone; what is to be stopped is still stopped
            self.stdout.write(line)
            self.stdout.flush()


def _port(text):
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise CommandError(f"PORT is a number from 1 to 65535, not {text!r}.")
    return int(text)


def _with_port(host, port):
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


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
