"""What nobody uses: `python -m tests.tools.unused`. Vulture reads the code; templates and settings use names too.

Ends with 1 where something is left, a line for each.
"""

import ast
import re
import sys
from pathlib import Path

from vulture import Vulture

DOTTED = re.compile(r"[A-Za-z_][\w.]*")
PROJECT = Path(__file__).resolve().parents[2]
CODE = ["manage.py", "seko", "organizations", "sectors", "memoranda", "consultations", "tests"]
# Entered in a registry by their decorator.
BY_DECORATOR = [
    "@admin.*",
    "@register.*",
    "@shared_task*",
    "@job_kind*",
    "@register_export*",
    "@pytest.*",
    "@signals.*",
]
BY_DECORATOR += ["@receiver*", "@property", "@display*", "@action_button*", "@extend_schema*", "@deconstructible"]
BY_DECORATOR += ["@breaks*", "@plays*"]
# Looked for by a library, by this name.
BY_NAME = ["test_*", "Test*", "pytest_*", "Meta", "Config", "Command", "handle*", "*Config", "get_*", "has_*", "save_*"]
BY_NAME += ["clean*", "process_*", "formfield_*", "render_*", "list_*", "prepare_value", "valid_value", "create_user"]
BY_NAME += ["add_arguments", "is_open_for_signup", "format_email_subject", "needs_etag", "setUp*", "lookups"]
BY_NAME += ["_get_session_auth_hash", "do_POST", "log_message"]
# Found by a name that is put together: tokens of Markdown, steps of the demo's revisions.
PUT_TOGETHER = ["_*_open", "_*_close", "_inline", "_fence", "_change", "_split", "_merge", "_move", "_remove", "_add"]


def unused():
    """(path, line, name) of what neither code nor a template nor a setting names."""
    vulture = Vulture(ignore_names=BY_NAME + PUT_TOGETHER, ignore_decorators=BY_DECORATOR)
    vulture.scavenge([str(PROJECT / path) for path in CODE], exclude=["*/migrations/*"])
    for pattern in ("templates/**/*.html", "templates/**/*.txt", "templates/**/*.typ"):
        for template in PROJECT.glob(pattern):
            vulture.used_names.update(re.findall(r"\w+", template.read_text(encoding="utf-8")))
    vulture.used_names.update(_named_in_texts())
    for item in vulture.get_unused_code(min_confidence=60):
        if item.typ in {"function", "class", "method", "property", "import", "unreachable_code"}:
            yield item.filename, item.first_lineno, item.name


def _named_in_texts():
    """Names that the code gives as a text: settings, `method="narrow"`, the contract in pyproject.toml."""
    for folder in CODE:
        path = PROJECT / folder
        for file in [path] if path.is_file() else path.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value):
                    yield from node.value.split(".")
    yield from re.findall(r"\w+", (PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def main():
    found = list(unused())
    for path, line, name in found:
        print(f"{Path(path).relative_to(PROJECT)}:{line}: nobody uses {name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
