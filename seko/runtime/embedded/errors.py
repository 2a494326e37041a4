"""What a person is told when the embedded servers cannot run."""


class EmbeddedServerError(Exception):
    """The servers cannot run; the message says why and what to do."""


def tail(path, lines=15):
    """The last lines of a log, to show beside an error."""
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
