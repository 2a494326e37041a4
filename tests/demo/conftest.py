"""The demo on an empty database, once for each file that asks for it."""

import time
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from organizations.models import Organization


@contextmanager
def demo_loaded():
    """What was there before the demo, and how long it took; gone at the end."""
    with transaction.atomic():
        call_command("load_reference", verbosity=0)
        before = set(Organization.objects.values_list("pk", flat=True))
        began = time.monotonic()
        call_command("load_demo", verbosity=0)
        yield {"organizations": before, "seconds": time.monotonic() - began}
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def loaded(active, django_db_blocker, tmp_path_factory):
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(DEMO=True, MEDIA_ROOT=media):
        active.leave()
        with demo_loaded() as found:
            yield found | {"media": media}


@pytest.fixture
def demo(loaded, db, settings):
    settings.DEMO, settings.MEDIA_ROOT = True, loaded["media"]
    return loaded
