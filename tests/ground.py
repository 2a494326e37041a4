"""What each test would do again, done once for each process: above all the cast in the database.

Tests that ask for the same stage (`cast`, `played`, `reference` or `demo`) run one after the other inside a transaction
in which it stands, each in a savepoint of its own. Other tests have an empty database as ever; with `transaction=True`
the cast is written anew for each.
"""

import gc
import pickle

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from tests.cast import build_cast

SWEPT_EACH = 100  # tests
KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # what a database has before the first test


def put_up_cast(folder):
    return {"cast": build_cast()}


def play_whole_loop(folder):
    """The cast, and a consultation that they have played from draft to report."""
    from tests.events.loop import play

    cast = build_cast()
    return {"cast": cast, "played": play(cast)}


def load_reference(folder):
    call_command("load_reference", verbosity=0)


def load_demo(folder):
    """What was there before the demo, and where its files lie."""
    from organizations.models import Organization

    with override_settings(DEMO=True, MEDIA_ROOT=folder):
        call_command("load_reference", verbosity=0)
        before = set(Organization.objects.values_list("pk", flat=True))
        call_command("load_demo", verbosity=0)
    return {"organizations": before, "media": folder}


# In this order: work that is taken over by another process of pytest-xdist is taken from the end, and the first is
# dear to begin anew.
STAGES = {"demo": load_demo, "reference": load_reference, "played": play_whole_loop, "cast": put_up_cast}


class Standing:
    """A stage in an open transaction around the tests."""

    def __init__(self, folder):
        self.folder = folder
        self.around = self.name = self.built = None
        self.tests = 0
        self.tables = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            # Statistics made in the midst of a test tell of empty tables, and its queries would be planned for those.
            for table in self.tables:
                cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')

    def begin(self, name):
        """Before each test: its stage stands, or nothing does."""
        self.tests += 1
        over = name != self.name or not (connection.in_atomic_block and connection.is_usable())
        if over or (name != "demo" and self.tests >= SWEPT_EACH):
            self.leave()
            if self.tests >= SWEPT_EACH:
                self.sweep()
                self.tests = 0
            if name is not None:
                self.enter(name)

    def enter(self, name):
        self.around, self.name = transaction.atomic(), name
        self.around.__enter__()
        built = STAGES[name](self.folder)
        connection.check_constraints()  # once for all; otherwise the rules are checked again at the end of each test
        self.built = pickle.dumps(built)

    def leave(self):
        if self.around is not None and connection.in_atomic_block:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
        if self.name == "demo":
            self.tests = SWEPT_EACH
        self.around = self.name = self.built = None

    def sweep(self):
        """What tests took back still lies in the tables, and every reader steps over it."""
        with connection.cursor() as cursor:
            cursor.execute("VACUUM " + ", ".join(f'"{table}"' for table in self.tables))

    def empty(self):
        """What a test has committed is taken away, past the rules that nothing may be; no table is cut off for it."""
        ask = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in {*self.tables} - KEPT)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(ask))
            filled = [table for (table,) in cursor.fetchall()]
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in filled:
                cursor.execute(f'DELETE FROM "{table}"')

    def send_others_away(self):
        """A thread of the live server may still hold a connection; the database could not be dropped then."""
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")

    def copy(self):
        """What the stage is known by, in objects that no other test has."""
        return pickle.loads(self.built)


def alone(item):
    """The test needs no other connection to see its rows."""
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return not ((mark and mark.kwargs.get("transaction")) or {"transactional_db", "live_server"}.intersection(fixtures))


def stage_of(item):
    """The name of the stage on which the test plays, or None."""
    if not alone(item):
        return None
    return next((name for name in STAGES if name in getattr(item, "fixturenames", ())), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Those of one stage together, so that it is built once."""
    order = [*STAGES, None]
    items.sort(key=lambda item: order.index(stage_of(item)))
    # What has been loaded by now stays; looking through it again and again takes a tenth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def standing(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        stage = Standing(tmp_path_factory.mktemp("stage"))
    yield stage
    with django_db_blocker.unblock():
        stage.leave()
        stage.send_others_away()


@pytest.fixture(scope="session", autouse=True)
def committed_rows_are_taken_away_quickly(request):
    """Django cuts off all tables and writes content types and permissions anew, though a test fills a few tables.

    Where the account of the database may not go past triggers, it remains Django's way."""
    from django.test.testcases import TransactionTestCase

    djangos_way = TransactionTestCase._fixture_teardown

    def teardown(test):
        if _goes_past_triggers():
            request.getfixturevalue("standing").empty()
        else:
            djangos_way(test)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


def _goes_past_triggers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone()[0]


@pytest.fixture
def ground(request, standing, django_db_blocker):
    """What is in the database before the test's own transaction begins."""
    with django_db_blocker.unblock():
        standing.begin(stage_of(request.node))


@pytest.fixture
def _django_db_helper(ground, _django_db_helper):
    """pytest-django's way into the database, from our ground."""


@pytest.fixture
def cast(db, standing):
    return standing.copy()["cast"] if standing.name in {"played", "cast"} else build_cast()


@pytest.fixture
def played(cast, standing):
    """A consultation that has its report: what the API and the like are asked about."""
    return standing.copy()["played"]


@pytest.fixture
def reference(db):
    """What sources say, as in every portal."""


@pytest.fixture
def demo(db, standing, settings):
    found = standing.copy()
    settings.DEMO, settings.MEDIA_ROOT = True, found["media"]
    return found


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
