"""Where the embedded servers keep their data, sockets and logs."""

import hashlib
import os
import stat
from pathlib import Path

from seko.runtime.embedded import account
from seko.runtime.embedded.errors import EmbeddedServerError

PROJECT = Path(__file__).resolve().parents[3]
LONGEST_SOCKET_PATH = 100  # bytes; the kernel's own limit is 107 on Linux and 103 on macOS
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432"


def data_dir():
    """`SEKO_DATA_DIR`, or `.local` in the project."""
    return Path(os.environ.get("SEKO_DATA_DIR") or PROJECT / ".local").expanduser().resolve()


def log_dir():
    return data_dir() / "log"


def postgres_dir():
    return data_dir() / "postgres"


def redis_dir():
    return data_dir() / "redis"


def socket_dir():
    """In the data folder; under /tmp if that path is too long for a socket. The same in every process."""
    inside = data_dir() / "sockets"
    if len(os.fsencode(inside)) + len(LONGEST_SOCKET_NAME) < LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(b"%d:%s" % (os.getuid(), os.fsencode(data_dir()))).hexdigest()
    return Path("/tmp") / f"seko-{digest[:16]}"  # its owner and mode are checked


def redis_socket():
    return socket_dir() / "redis.sock"


def start_lock():
    return data_dir() / "start.lock"


def in_use_lock():
    return data_dir() / "in-use.lock"


def open_own(path):
    """Open a file of the data folder for locking; a folder of another user is refused in plain words."""
    try:
        return open(path, "a")
    except PermissionError as exc:
        raise EmbeddedServerError(
            f"The data folder {data_dir()} belongs to {account.owner_name(data_dir())}. "
            "Run as that user, or set SEKO_DATA_DIR to a folder of your own."
        ) from exc


def make_folders(progress):
    """Create the data folder and its parts, open to nobody but this user and the servers' account."""
    try:
        data_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
        open_own(start_lock()).close()
        log_dir().mkdir(mode=0o700, exist_ok=True)
    except (PermissionError, FileExistsError, NotADirectoryError) as exc:
        raise EmbeddedServerError(
            f"The data folder {data_dir()} cannot be made: {exc.strerror}. Set SEKO_DATA_DIR to another folder."
        ) from exc
    runs_as = account.server_account(progress)
    if runs_as:
        account.open_the_way(data_dir(), runs_as, progress)
    _private_folder(socket_dir(), runs_as)


def _private_folder(path, runs_as):
    """A folder that only the servers' account (and root) may enter, even where others may write beside it."""
    uid = runs_as.uid if runs_as else os.getuid()
    try:
        path.mkdir(mode=0o700)
        if runs_as:
            os.chown(path, runs_as.uid, runs_as.gid)
    except FileExistsError:
        pass
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) != 0o700:
        raise EmbeddedServerError(
            f"{path} must be a folder with mode 700 that belongs to user id {uid}. Remove it, or set SEKO_DATA_DIR "
            "to another folder."
        )
