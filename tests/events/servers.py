"""Real servers of a test: a mail server that can be made to hang, a worker, a Redis that can be stopped."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager, suppress
from email import message_from_bytes
from pathlib import Path

import redis
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection
from kombu import pools

from seko.celery import app
from seko.runtime.embedded.redis_server import RedisServer
from tests.waiting import free_port, wait_for


class MailServer:
    """Keeps what it accepts. `hang_before` or `hang_after` is the number of the mail at which it stops answering."""

    def __init__(self):
        self.mails, self.begun = [], 0
        self.hang_before = self.hang_after = None
        self.hanging = threading.Event()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    @property
    def recipients(self):
        return sorted(mail["To"] for mail in self.mails)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802  the library calls it so
        self.begun += 1
        await self._hang(self.hang_before == self.begun)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the library calls it so
        self.mails.append(message_from_bytes(envelope.content))
        await self._hang(self.hang_after == len(self.mails))
        return "250 OK"

    async def _hang(self, wanted):
        if wanted:
            self.hanging.set()
            await asyncio.sleep(3600)

    def start(self):
        self._controller.start()

    def stop(self):
        self._controller.stop()


class Worker:
    """A Celery worker process on the test's database and queue; `more` is added to its environment."""

    def __init__(self, mail_server=None, **more):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.events.worker_settings",
            "SEKO_TEST_DATABASE": connection.settings_dict["NAME"],
            "SEKO_TEST_SMTP_PORT": str(mail_server.port if mail_server else free_port()),
            **more,
        }
        command = [sys.executable, "-m", "celery", "-A", "seko", "worker", "--concurrency=1", "--without-mingle"]
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self):
        """SIGKILL to the worker and its child at once, as when a machine dies."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self):
        self._process.terminate()
        try:
            self._process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()

    def remove(self):
        self.kill()
        self._log.close()

    def log(self):
        self._log.seek(0)
        return self._log.read().decode(errors="replace")


class PrivateRedis:
    """A Redis of this test alone, from the same program as the embedded one."""

    def __init__(self):
        self.asked, self.pauses = 0, []
        self._folder = Path(tempfile.mkdtemp(prefix="seko-test-"))
        self._socket = self._folder / "redis.sock"
        options = ["--port", "0", "--unixsocket", self._socket, "--save", "", "--dir", self._folder]
        self._process = subprocess.Popen(
            [RedisServer().binary, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert wait_for(self._answers)

    @property
    def broker_url(self):
        return f"redis+socket://{self._socket}?virtual_host=0"

    @property
    def cache_url(self):
        return f"unix://{self._socket}?db=0"

    def queued(self):
        with redis.Redis(unix_socket_path=str(self._socket)) as client:
            return client.llen(settings.CELERY_TASK_DEFAULT_QUEUE)

    def stop(self):
        """From here on it counts how often it is asked in vain, and who pauses before asking again."""
        self._process.terminate()
        self._process.wait(timeout=15)
        self.asked, self.pauses = 0, []

    def note_pause(self, seconds):
        self.pauses.append(seconds)

    def remove(self):
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answers(self):
        with suppress(redis.RedisError), redis.Redis(unix_socket_path=str(self._socket)) as client:
            return client.ping()


@contextmanager
def redis_of_its_own(monkeypatch, settings):
    """Queue and cache of the portal on a Redis of this test, which can be stopped."""
    server = PrivateRedis()
    connect = redis.UnixDomainSocketConnection._connect

    def counted(connection):
        server.asked += 1
        return connect(connection)

    monkeypatch.setattr(redis.UnixDomainSocketConnection, "_connect", counted)
    for pause in ("redis.retry.sleep", "kombu.utils.functional.sleep"):
        monkeypatch.setattr(pause, server.note_pause)
    monkeypatch.setenv("CELERY_BROKER_URL", server.broker_url)
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": server.cache_url}}
    forget_connections()
    try:
        yield server
    finally:
        monkeypatch.delenv("CELERY_BROKER_URL")
        forget_connections()
        server.remove()


def forget_connections():
    pools.reset()  # a pool that was only closed would be found again, and refuse
    app._pool = app.amqp._producer_pool = None


@contextmanager
def serving(server):
    """A mail server for a while."""
    server.start()
    try:
        yield server
    finally:
        server.stop()
