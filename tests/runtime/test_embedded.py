import fcntl
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest
import redis

from seko.runtime import embedded
from seko.runtime.embedded import folders, postgres_server

BOTH = {"postgres", "redis-server"}
WRITE = """
import psycopg2, redis
from seko.runtime import embedded
embedded.attach()
d = embedded.database()
with psycopg2.connect(host=d["HOST"], user=d["USER"], dbname=d["NAME"]) as connection, connection.cursor() as cursor:
    cursor.execute("CREATE TABLE note AS SELECT 'kept' AS text")
redis.Redis.from_url(embedded.redis_url()).set("note", "kept")
"""
READ = """
import psycopg2, redis
from seko.runtime import embedded
embedded.attach()
d = embedded.database()
with psycopg2.connect(host=d["HOST"], user=d["USER"], dbname=d["NAME"]) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT text FROM note")
    print(cursor.fetchone()[0], redis.Redis.from_url(embedded.redis_url()).get("note").decode())
"""


def test_a_test_run_and_the_portal_use_different_redis_databases(monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    first = embedded.redis_database()
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    second = embedded.redis_database()
    monkeypatch.delenv("PYTEST_VERSION")

    assert [first, second, embedded.redis_database()] == [1, 2, 0]


def test_sockets_lie_in_the_data_folder_while_its_path_is_short(monkeypatch):
    monkeypatch.setenv("SEKO_DATA_DIR", "/srv/portal")

    assert folders.socket_dir() == folders.data_dir() / "sockets"
    assert embedded.database()["HOST"] == "/srv/portal/sockets"


def test_a_long_path_gets_sockets_of_its_own_under_tmp(monkeypatch):
    found = []
    for name in ("a", "b", "a"):
        monkeypatch.setenv("SEKO_DATA_DIR", f"/srv/{'long/' * 30}{name}")
        found.append(str(folders.socket_dir()))

    assert found[0] == found[2] != found[1]
    assert len(f"{found[0]}/.s.PGSQL.5432") < folders.LONGEST_SOCKET_PATH


def test_servers_named_in_the_environment_are_not_started(monkeypatch, tmp_path):
    monkeypatch.setenv("SEKO_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/seko")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere/0")
    monkeypatch.setattr(embedded, "_in_use", None)

    embedded.attach()

    assert not (tmp_path / "data").exists()


def test_with_a_database_of_its_own_only_redis_is_started(folder):
    folder.environment["DATABASE_URL"] = "postgres://elsewhere/seko"

    folder.user()

    assert set(folder.servers()) == {"redis-server"}


def test_a_folder_for_sockets_that_others_may_enter_is_refused(folder):
    (folder.path / "sockets").mkdir(parents=True, mode=0o755)

    told = folder.run("from seko.runtime import embedded; embedded.attach()").stderr

    assert "sockets must be a folder with mode 700" in told
    assert folder.servers() == {}


def test_data_of_another_major_version_are_refused_in_plain_words(folder):
    (folder.path / "postgres").mkdir(parents=True)
    (folder.path / "postgres" / "PG_VERSION").write_text("16\n")

    told = folder.run("from seko.runtime import embedded; embedded.attach()").stderr

    assert "are of PostgreSQL 16, this is 18" in told
    assert folder.servers() == {}


def test_the_first_process_starts_the_servers_and_the_last_one_stops_them(folder):
    first = folder.user()
    second = folder.user()
    assert (bool(first.steps), second.steps) == (True, [])

    folder.leave(first)
    assert set(folder.servers()) == BOTH

    folder.leave(second)
    assert folder.servers() == {}


def test_a_forked_child_that_ends_leaves_the_servers_to_its_parent(folder):
    code = """
import os
from seko.runtime import embedded
embedded.attach()
child = os.fork()
if not child:
    raise SystemExit  # runs what is registered for the end of the process
os.waitpid(child, 0)
import psycopg2
psycopg2.connect(host=embedded.database()["HOST"], user="seko", dbname="seko").close()
print("still there")
"""
    assert folder.run(code).stdout == "still there\n"
    assert folder.servers() == {}


def test_the_database_folds_and_sorts_letters_the_same_on_every_machine():
    with (
        psycopg2.connect(
            host=folders.socket_dir(), user=postgres_server.USER, dbname=postgres_server.DATABASE
        ) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT lower('ЧЉŽĐ'), datlocprovider, datlocale FROM pg_database WHERE datname = 'seko'")
        assert cursor.fetchone() == ("чљžđ", "b", "C.UTF-8")
    connection.close()


@pytest.mark.slow
def test_after_a_kill_of_everything_the_next_start_finds_its_data(folder):
    user = folder.user()
    assert folder.run(WRITE).stderr == ""
    os.kill(user.pid, signal.SIGKILL)
    for server in folder.servers().values():
        server.kill()

    done = folder.run(READ)

    assert done.stderr == ""
    assert done.stdout == "kept kept\n"
    assert folder.servers() == {}


def test_servers_left_by_a_killed_process_are_used_and_then_stopped(folder):
    user = folder.user()
    left = folder.servers()
    os.kill(user.pid, signal.SIGKILL)
    user.wait()

    other = folder.user()
    assert (other.steps, folder.servers()) == ([], left)

    folder.leave(other)
    assert folder.servers() == {}


@pytest.mark.slow
def test_numbers_in_stale_files_that_belong_to_another_program_do_not_stop_a_start(folder):
    user = folder.user()
    os.kill(user.pid, signal.SIGKILL)
    for server in folder.servers().values():
        server.kill()
        server.wait()
    own = str(os.getpid())
    for name in ("postgres/postmaster.pid", "sockets/.s.PGSQL.5432.lock"):
        path = folder.path / name
        path.write_text("\n".join([own, *path.read_text().splitlines()[1:]]) + "\n")
    (folder.path / "redis" / "redis.pid").write_text(own)

    folder.leave(folder.user())

    assert folder.servers() == {}


@pytest.mark.slow
def test_many_processes_may_start_and_leave_at_once(folder):
    with ThreadPoolExecutor(6) as pool:
        users = list(pool.map(lambda number: folder.user(), range(6)))
        assert sum(bool([step for step in user.steps if step.startswith("starting")]) for user in users) == 1
        list(pool.map(folder.leave, users))

    assert folder.servers() == {}


@pytest.mark.slow
def test_a_start_that_was_killed_while_making_the_data_folder_is_repeated(folder):
    (folder.path / "postgres.unfinished" / "base").mkdir(parents=True)

    folder.leave(folder.user())

    assert not (folder.path / "postgres.unfinished").exists()


@pytest.mark.slow
def test_a_server_that_dies_under_its_users_is_started_again(folder):
    code = """
import os, signal
from seko.runtime import embedded
embedded.attach()
assert embedded.revive() is False
for server in (each() for each in embedded.SERVERS):
    process = server.process()
    process.kill()
    process.wait()
    assert embedded.revive() is True
    assert server.process()
"""
    assert folder.run(code).stderr == ""
    assert folder.servers() == {}


@pytest.mark.slow
def test_a_process_waits_for_another_that_is_starting_the_servers(folder):
    folder.leave(folder.user())
    with ThreadPoolExecutor(1) as pool, (folder.path / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = pool.submit(folder.user)
        while "waiting for another process" not in str(folder.users[-1].__dict__.get("steps")):
            assert not waiting.done()
        fcntl.flock(lock, fcntl.LOCK_UN)

    assert waiting.result().steps[0].startswith("waiting for another process")
    assert redis.Redis(unix_socket_path=str(folder.path / "sockets" / "redis.sock")).ping()
