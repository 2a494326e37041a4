"""Who is told of what, as a table: read from the declarations, so that it can not say anything else than the code."""

from inspect import getdoc

from seko.events.declarations import Declaration, declarations

HEAD = """# Who is told

What happens on the portal, who gets a message about it, and where it can be read. Made from the declarations by
`manage.py write_told`; a test fails while it is not current, and for a verb that neither tells anybody nor says why.

Nobody gets a message about what they did themselves, unless the table says so, and nobody two about one event. A
message that has to wait, as for a mail server that is away, is asked again before it goes out: it is dropped where the
account was closed, where the event no longer concerns the person (a mandate that ended, something that was done
meanwhile), and where the last column says so. The Ministry sees what waits, what was given up and what was dropped at
`/dashboard/mail/`, and can send it again.

| What happens | Who gets a message | Where it is read | Not sent any more |
|---|---|---|---|
"""


def table() -> str:
    """The whole document, in Markdown."""
    return HEAD + "".join(map(_row, declarations().values()))


def _row(declaration) -> str:
    stale = _words(declaration.stale) if declaration.stale else ""
    return f"| `{declaration.verb}` | {_who(declaration)} | {_where(declaration)} | {stale} |\n"


def _who(declaration: Declaration) -> str:
    if not declaration.audiences:
        return f"nobody: {declaration.untold}"
    who = " ".join(map(_words, declaration.audiences))
    return f"{who} Whoever did it gets a receipt." if declaration.receipt else who


def _where(declaration: Declaration) -> str:
    if callable(declaration.public):
        return f"public feeds: {_words(declaration.public)}"
    return "public feeds" if declaration.public else "feeds of the Ministry"


def _words(function) -> str:
    """What a function says of itself, in one line."""
    return " ".join((getdoc(function) or "").split())
