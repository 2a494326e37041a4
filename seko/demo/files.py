"""The texts of the demo: data beside the code."""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent


def data(name):
    """A list or an object from `data/`."""
    return json.loads((HERE / "data" / f"{name}.json").read_text(encoding="utf-8"))


def document(name):
    """The text of a document from `documents/`."""
    return (HERE / "documents" / f"{name}.md").read_text(encoding="utf-8")


def changes(name):
    """In which steps a later version of a document follows from the one before."""
    return json.loads((HERE / "documents" / f"{name}.json").read_text(encoding="utf-8"))
