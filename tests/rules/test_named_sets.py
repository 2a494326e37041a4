"""Sets of statuses have names on their model, and a status is written as its member, never as a word."""

import ast

from tests.tools.sources import sources

HOLDERS = ("Status", "State", "status")
# A set that only its place knows; everything else belongs to the model.
OWN_SETS = {
    "seko/admin/base.py": "tones of the statuses of all models, told by their words",
}


def is_status(node):
    """`Status.OPEN`, `Consultation.Status.OPEN`, `ConsultationStatus.OPEN`, `self.Status.OPEN`."""
    if not isinstance(node, ast.Attribute) or not node.attr.isupper():
        return False
    holder = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return holder in HOLDERS or holder.endswith("Status")


def written_out_sets(tree):
    """Lists, tuples and sets of several statuses, and calls that take several."""
    for node in ast.walk(tree):
        parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else getattr(node, "args", ())
        is_target = isinstance(getattr(node, "ctx", None), ast.Store)
        if isinstance(parts, list) and len(parts) > 1 and all(map(is_status, parts)) and not is_target:
            yield node.lineno


def statuses_in_words(tree):
    """`status="open"`, `{"opinion__status": "submitted"}`, `x.status == "answered"`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            pairs = [(node.arg, node.value)]
        elif isinstance(node, ast.Dict):
            pairs = [(key.value, value) for key, value in zip(node.keys, node.values, strict=True)
                     if isinstance(key, ast.Constant) and isinstance(key.value, str)]  # fmt: skip
        elif isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute | ast.Name):
            name = node.left.attr if isinstance(node.left, ast.Attribute) else node.left.id
            pairs = [(name, other) for other in node.comparators]
        else:
            continue
        for name, value in pairs:
            is_about_status = name.removesuffix("__in").rsplit("__")[-1] == "status"
            words = value.elts if isinstance(value, ast.List | ast.Tuple | ast.Set) else [value]
            if is_about_status and any(isinstance(w, ast.Constant) and isinstance(w.value, str) for w in words):
                yield node.lineno if hasattr(node, "lineno") else value.lineno


def found_by(look):
    """Places outside the models, which declare the sets and the rules of the database."""
    return [
        f"{name}:{line}"
        for name, text in sources(".py")
        if "/models" not in name and name not in OWN_SETS and not name.startswith("seko/demo/")
        for line in look(ast.parse(text))
    ]


def test_sets_of_statuses_have_names_on_their_model():
    assert found_by(written_out_sets) == []


def test_no_status_is_told_by_its_word():
    assert found_by(statuses_in_words) == []
