"""A portal of its own with the demo, in a folder that is gone afterwards: for looking and measuring."""

import os
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.waiting import free_port

PROJECT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds until the first page


@contextmanager
def portal(*, production=False):
    """The address of a running portal. Django is set up for the same data when the block begins.

    `BASE_URL` names one that runs already on the data of `SEKO_DATA_DIR`; that one is left as it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seko.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
    if running := os.environ.get("BASE_URL"):
        with _servers():
            yield running.rstrip("/")
        return
    with TemporaryDirectory(prefix="seko-") as folder:
        os.environ.update(SEKO_DATA_DIR=folder, SEKO_DEMO="1")
        for name in ("DATABASE_URL", "REDIS_URL", "SEKO_ENV"):
            os.environ.pop(name, None)
        with _servers():
            _load()
            with _web(production) as address:
                yield address


@contextmanager
def _servers():
    django.setup()
    from seko.runtime import embedded
    from seko.scripts.catalogues import compile_all

    compile_all()
    embedded.attach()
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        embedded.detach()


def _load():
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)
    call_command("load_demo", verbosity=0)


@contextmanager
def _web(production):
    """Gunicorn as in production, or the server of `make run`, on a free port."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, **(_production(address) if production else {"PORT": str(port)})}
    if production:
        command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    log = Path(os.environ["SEKO_DATA_DIR"]) / "web.log"
    served = f"gunicorn seko.wsgi --bind 127.0.0.1:{port} --preload --workers 2 --threads 4 --no-control-socket"
    command = [
        sys.executable,
        "-m",
        *(served.split() if production else ["seko.runtime.serve", "127.0.0.1", str(port)]),
    ]
    with log.open("w") as said:
        web = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=said, stderr=said)
    try:
        _wait_for(address, web, log)
        yield address
    finally:
        web.terminate()
        web.wait(timeout=30)


def _production(address):
    from django.conf import settings

    database = settings.DATABASES["default"]
    return {
        "SEKO_ENV": "production",
        "SEKO_DEMO": "",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": address,
        "EMAIL_URL": "consolemail://",
        "SECURE_SSL_REDIRECT": "false",
        "DATABASE_URL": f"postgres://{database['USER']}@:{database['PORT']}/{database['HOST']}/{database['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
    }


def _wait_for(address, web, log):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            with opener.open(f"{address}/en/", timeout=10):
                return
        except urllib.error.HTTPError as refusal:
            sys.exit(f"The first page answers with {refusal.code}:\n{log.read_text()[-4000:]}")
        except OSError:
            if web.poll() is not None or time.monotonic() > limit:
                sys.exit(f"The portal does not start:\n{log.read_text()[-4000:]}")
            time.sleep(0.1)
