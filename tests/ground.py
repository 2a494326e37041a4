"""What each test would do again, done once for each process: above all the cast in the database.

Tests that ask for `cast` run one after the other inside a transaction in which it stands, each in a savepoint of its
own. Other tests have an empty database as ever; with `transaction=True` the cast is written anew for each.
"""

import gc
import pickle

import pytest
from django.db import connection, transaction

from tests.cast import build_cast

SWEPT_EACH = 100  # tests


class Standing:
    """The cast in an open transaction around the tests."""

    def __init__(self):
        self.around = self.cast = None
        self.tests = 0
        self.tables = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            # Statistics made in the midst of a test tell of empty tables, and its queries would be planned for those.
            for table in self.tables:
                cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')

    def begin(self, with_cast):
        """Before each test: the cast stands, or nothing does."""
        self.tests += 1
        if self.tests >= SWEPT_EACH:
            self.leave()
            if not connection.in_atomic_block:  # else a stage of its own stands, such as the demo
                self.sweep()
                self.tests = 0
        if not with_cast:
            self.leave()
        elif self.cast is None or not (connection.in_atomic_block and connection.is_usable()):
            self.leave()
            self.enter()

    def enter(self):
        self.around = transaction.atomic()
        self.around.__enter__()
        cast = build_cast()
        connection.check_constraints()  # once for all; otherwise the rules are checked again at the end of each test
        self.cast = pickle.dumps(cast)

    def leave(self):
        if self.around is not None and connection.in_atomic_block:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
        self.around = self.cast = None

    def sweep(self):
        """What tests took back still lies in the tables, and every reader steps over it."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM " + ", ".join(f'"{table}"' for table in self.tables))

    def send_others_away(self):
        """A thread of the live server may still hold a connection; the database could not be dropped then."""
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")

    def copy(self):
        """The cast, in objects that no other test has."""
        return pickle.loads(self.cast)


def alone(item):
    """The test needs no other connection to see its rows."""
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return not ((mark and mark.kwargs.get("transaction")) or {"transactional_db", "live_server"}.intersection(fixtures))


def stands_in(item):
    return "cast" in getattr(item, "fixturenames", ()) and alone(item)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Those with the cast first, so that it is built once."""
    items.sort(key=lambda item: not stands_in(item))
    # What has been loaded by now stays; looking through it again and again takes a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def active(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        stage = Standing()
    yield stage
    with django_db_blocker.unblock():
        stage.leave()
        stage.send_others_away()


@pytest.fixture
def ground(request, active, django_db_blocker):
    """What is in the database before the test's own transaction begins."""
    with django_db_blocker.unblock():
        active.begin(with_cast=stands_in(request.node))


@pytest.fixture
def _django_db_helper(ground, _django_db_helper):
    """pytest-django's way into the database, from our ground."""


@pytest.fixture
def cast(db, active):
    return build_cast() if active.cast is None else active.copy()


@pytest.fixture(scope="session", autouse=True)
def static_files_are_listed_once():
    """Each client of a test is a portal of its own, and would look through all static files again."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    look, listed = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add_files_from_finders(self):
        if not listed:
            look(self)
            listed.update(self.files)
        self.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files_from_finders)
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_are_quick():
    """Nobody guesses here, and a safe hash is slow on purpose."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield
