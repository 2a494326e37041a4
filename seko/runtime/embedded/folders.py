"""Where the embedded servers keep their data, sockets and logs."""

import hashlib
import os
import stat
from pathlib import Path

from seko.runtime.embedded.account import let_pass, make_account, server_account
from seko.runtime.embedded.errors import EmbeddedServerError

PROJECT = Path(__file__).resolve().parents[3]
LONGEST_SOCKET_PATH = 100  # bytes; the kernel's own limit is 107 on Linux and 103 on macOS


def data_dir():
    """`SEKO_DATA_DIR`, or `.local` in the project."""
    return Path(os.environ.get("SEKO_DATA_DIR") or PROJECT / ".local").expanduser().resolve()


def log_dir():
    return data_dir() / "log"


def start_lock():
    return data_dir() / "start.lock"


def socket_dir():
    """In the data folder; under /tmp if that path is too long for a socket. The same in every process."""
    inside = data_dir() / "sockets"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) < LONGEST_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(b"%d:%s" % (os.getuid(), os.fsencode(data_dir()))).hexdigest()
    return Path("/tmp") / f"seko-{digest[:16]}"  # noqa: S108  its owner and mode are checked


def make_data_dir():
    """Create the data folder with its place for logs, open to nobody but this user.

    Raises EmbeddedServerError where it cannot be used."""
    try:
        data_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
        start_lock().touch(mode=0o600)
        log_dir().mkdir(mode=0o700, exist_ok=True)
    except OSError as exc:
        raise EmbeddedServerError(
            f"The data folder {data_dir()} cannot be used: {exc.strerror}. "
            "Run as the user it belongs to, or set SEKO_DATA_DIR to a folder of your own."
        ) from exc


def make_folders(progress):
    """Create what the servers need beside it, and let their account in."""
    make_data_dir()
    make_account(progress)
    let_pass(data_dir(), progress)
    make_private_folder(socket_dir())


def make_private_folder(path):
    """A folder that only the servers' account (and root) may enter, even where others may write beside it."""
    account = server_account()
    uid = account.pw_uid if account else os.getuid()
    try:
        path.mkdir(mode=0o700)
        if account:
            os.chown(path, uid, account.pw_gid)
    except FileExistsError:
        pass
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != uid or stat.S_IMODE(found.st_mode) != 0o700:
        raise EmbeddedServerError(
            f"{path} must be a folder with mode 700 that belongs to user id {uid}. Remove it, or set SEKO_DATA_DIR "
            "to another folder."
        )
