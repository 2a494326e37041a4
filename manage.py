#!/usr/bin/env python
"""Django's commands. Those that need PostgreSQL or Redis start the embedded servers or join the running ones."""

import os
import signal
import sys

# Everything else may ask the database, and starting the servers takes a fraction of a second.
WITHOUT_SERVERS = {
    "check",
    "collectstatic",
    "compile_catalogues",
    "compilemessages",
    "cyrillize_catalogue",
    "diffsettings",
    "extract_messages",
    "findstatic",
    "help",
    "makemessages",
    "run_portal",  # attaches itself and shows its steps
    "spectacular",
    "startapp",
    "vendor_static",
    "version",
}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seko.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as exc:
        sys.exit(f"{exc}. Install the requirements (make install), or activate the virtual environment.")
    if needs_servers(sys.argv[1:]):
        attach()
    execute_from_command_line(sys.argv)


def needs_servers(arguments):
    if not arguments or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[0] not in WITHOUT_SERVERS or "--database" in arguments


def attach():
    from django.conf import settings

    from seko.runtime import embedded
    from seko.scripts.catalogues import compile_all

    if not settings.PRODUCTION:  # there the image brings them
        compile_all()
    # A process ended by these signals has to leave the servers too, or they would run on for nobody.
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda received, frame: sys.exit(128 + received))
    try:
        embedded.attach(lambda line: print(f"[servers] {line}", file=sys.stderr))  # noqa: T201  a command speaks to its terminal
    except embedded.EmbeddedServerError as exc:
        sys.exit(f"The embedded servers do not run. {exc}")


if __name__ == "__main__":
    main()
