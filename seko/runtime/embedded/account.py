"""The account that runs the servers when root starts them: PostgreSQL refuses to run as root.

The wheel of PostgreSQL brings code for that too, but it makes an account with a shell for logging in, and opens
every folder above the data for everybody to list.
"""

import contextlib
import os
import pwd
import stat
import subprocess

from seko.runtime.embedded.errors import EmbeddedServerError

NAME = "seko-portal"


def server_account():
    """The entry of `seko-portal` or `nobody` in the system's user list; None for an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in (NAME, "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, and this system has neither useradd nor the user nobody. "
        "Start as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )


def make_account(progress):
    """Make the system user that root needs; without useradd, `nobody` will do."""
    if os.geteuid() != 0 or NAME in {entry.pw_name for entry in pwd.getpwall()}:
        return
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    command += ["--shell", "/usr/sbin/nologin", NAME]
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    with contextlib.suppress(FileNotFoundError):
        done = subprocess.run(command, env={"PATH": path}, capture_output=True, check=False)
        if done.returncode == 0:
            progress(f"made the system user {NAME}, as PostgreSQL does not run as root")


def as_account():
    """Arguments for subprocess that start a program under the account."""
    account = server_account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def let_pass(path, progress):
    """Let the account pass through (not list) `path` and the folders above it, changing as little as needed."""
    account = server_account()
    for folder in reversed([path, *path.parents]) if account else ():
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & stat.S_IXOTH:
            continue
        try:
            folder.chmod(mode | stat.S_IXOTH)
        except OSError as exc:
            raise EmbeddedServerError(
                f"Started by root, the servers run as the user {account.pw_name}, who cannot pass through {folder} "
                f"({exc.strerror}). Set SEKO_DATA_DIR and VENV to folders in its reach, or start as an ordinary user."
            ) from exc
        progress(f"let the servers' user {account.pw_name} pass through {folder} (chmod 1 added)")
