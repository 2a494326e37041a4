"""What stands beside the code: the production description and the entry points."""

import runpy
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ImproperlyConfigured

import manage

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def services():
    return yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]


def test_production_has_every_part_and_watches_it(services):
    assert set(services) == {"proxy", "web", "worker", "beat", "migrate", "database", "redis"}
    assert {name for name, service in services.items() if "healthcheck" not in service} == {"migrate"}


def test_production_asks_for_its_secrets(services):
    environment = services["web"]["environment"]

    assert all(environment[name].startswith(f"${{{name}:?") for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"))
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


def test_every_value_that_production_asks_for_is_in_the_example():
    given = {line.split("=")[0] for line in (PROJECT / ".env.example").read_text().splitlines() if "=" in line}
    text = (PROJECT / "docker-compose.yml").read_text()

    assert {name.split(":")[0] for name in text.split("${")[1:]} == given


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (["migrate"], True),
        (["runserver", "8001"], True),
        (["shell"], True),
        (["check"], False),
        (["check", "--database", "default"], True),
        (["makemessages"], False),
        (["migrate", "--help"], False),
        (["help"], False),
        ([], False),
    ],
)
def test_only_commands_that_ask_a_server_start_the_servers(arguments, needed):
    assert manage.needs_servers(arguments) is needed


def test_help_lists_the_targets():
    told = subprocess.run(["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    assert {"help", "run", "test", "clean"} <= {line.split()[0] for line in told.splitlines()[1:]}


def test_demo_and_production_exclude_each_other():
    code = "import os; os.environ.update(SEKO_ENV='production', SEKO_DEMO='1'); import seko.settings"

    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)

    assert done.returncode == 1
    assert "SEKO_DEMO must not be set in production" in done.stderr


@pytest.mark.parametrize(
    ("key", "database"),
    [
        ("replace-by-a-long-random-text", "seko"),
        ("development-only-key-never-used-in-production", "seko"),
        ("short", "seko"),
        ("a" * 80, "seko"),
        (f"django-insecure-{'abcdefghijklmnop' * 4}", "seko"),
        pytest.param(secrets.token_urlsafe(64), "replace-by-letters-and-digits", id="password of the example"),
    ],
)
def test_production_does_not_start_with_what_anybody_can_read_or_guess(monkeypatch, key, database):
    values = {"SEKO_ENV": "production", "SECRET_KEY": key, "ALLOWED_HOSTS": "a.example", "SEKO_DEMO": ""}
    values["DATABASE_URL"] = f"postgres://seko:{database}@database/seko"
    for name, value in values.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY needs|POSTGRES_PASSWORD is"):
        runpy.run_path(str(PROJECT / "seko" / "settings.py"))
