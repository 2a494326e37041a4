"""Who runs the servers: the person who starts them or, as PostgreSQL refuses to run as root, an own account."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass

from seko.runtime.embedded.errors import EmbeddedServerError

NAME = "seko-portal"


@dataclass(frozen=True)
class Account:
    """The system account that the servers run under when root starts them."""

    name: str
    uid: int
    gid: int


def server_account(progress=lambda line: None):
    """None for an ordinary user; for root the account `seko-portal`, made when missing, or `nobody`."""
    if os.geteuid() != 0:
        return None
    return _find(NAME) or _create(progress) or _find("nobody") or _nobody_to_run_as()


def as_account():
    """Arguments for subprocess that start a server under its account."""
    runs_as = server_account()
    return {"user": runs_as.uid, "group": runs_as.gid, "extra_groups": []} if runs_as else {}


def owner_name(path):
    uid = path.stat().st_uid
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user id {uid}"


def open_the_way(path, runs_as, progress):
    """Let the account pass through (not list) the folders above and including `path`, changing as little as needed."""
    for folder in reversed([path, *path.parents]):
        mode = folder.stat()
        needed = (
            stat.S_IXUSR if mode.st_uid == runs_as.uid else stat.S_IXGRP if mode.st_gid == runs_as.gid else stat.S_IXOTH
        )
        if mode.st_mode & needed:
            continue
        try:
            folder.chmod(stat.S_IMODE(mode.st_mode) | needed)
        except OSError as exc:
            raise EmbeddedServerError(
                f"Started by root, the servers run as the user {runs_as.name}, who cannot pass through {folder} "
                f"({exc.strerror}). Set SEKO_DATA_DIR and VENV to folders in its reach, or start as an ordinary user."
            ) from exc
        if folder != path:  # the data folder itself is the portal's own
            progress(f"let the servers' user {runs_as.name} pass through {folder} (chmod {oct(needed)[2:]} added)")


def _find(name):
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def _create(progress):
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not useradd:
        return None
    command = [useradd, "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    done = subprocess.run([*command, "--user-group", NAME], capture_output=True, text=True)
    if done.returncode == 0:
        progress(f"made the system user {NAME}, as PostgreSQL does not run as root")
    return _find(NAME)  # also there when another process made it at the same moment


def _nobody_to_run_as():
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, and this system has neither useradd nor the user nobody. "
        "Start as an ordinary user, or set DATABASE_URL and REDIS_URL."
    )
