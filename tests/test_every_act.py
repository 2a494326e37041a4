"""Every act of a person is decided: it says first what it will do, or a reason is written here why it need not."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import consultations
import memoranda
import organizations
import sectors
import seko
from seko.web.confirmation import acts

ROOMS = (consultations, memoranda, organizations, sectors, seko)

# Actions that need no question, by reason.
NEEDS_NONE = {
    "it only adds what can be changed or taken out as easily, and tells nobody but its own people": {
        "create_consultation",
        "change_consultation",
        "link_entry",
        "copy_consultation",
        "create_document",
        "begin_import",
        "attach_file",
        "save_question",
        "move_question",
        "save_answers",
        "save_draft",
        "save_item",
        "move_item",
        "change_introduction",
        "start_opinion",
        "set_aside_comments",
        "add_minority_position",
        "reopen_comment",
        "create_working_group",
        "create_training",
        "record_attendance",
        "add_decision",
        "complete_decision",
        "hold_meeting",
        "hold_training",
        "draft_memorandum",
        "add_party",
        "attach_signed_file",
        "fulfil_obligation",
        "register_organization",
        "change_profile",
        "form_consortium",
        "join_network",
        "assign_area",
        "list_acronym",
        "change_acronym",
        "note_implementation",
    },
    "an organization speaks for itself in a form of its own, and can change or withdraw it": {
        "submit_comment",
        "change_comment",
        "submit_contribution",
        "submit_draft",
        "support_comment",
        "withdraw_support",
        "reopen_answer",
        "approve_opinion",
        "object_to_opinion",
        "withdraw_consent",
        "register",
    },
    "a step of looking over a text before anything is issued": {
        "read_again",
        "change_passage",
        "delete_passages",
        "make_headings",
        "make_paragraphs",
        "merge_passages",
        "merge_with_above",
        "opened",
        "undo",
        "renumber_passages",
        "decide_origin",
        "confirm_origins",
        "require_matched",
    },
    "the page of its form shows all that it will change, before and after": {"apply", "correct_texts"},
    "it puts back what was thrown away": {
        "restore_discarded",
        "restore_draft",
        "restore_file",
        "restore_import",
        "restore_item",
        "restore_minority_position",
        "restore_opinion",
        "restore_question",
    },
    "the form itself names the one person who is written to": {
        "open_account",
        "appoint_by_email",
        "change_account",
        "change_email",
        "choose_language",
    },
    "it sends what was decided long ago": {"send_again", "send_all_again"},
    "no act by itself: a part of others": {
        "ask_for_files",
        "begin_reading",
        "plan_with_refusals",
        "require_registry",
        "record",
        "replace_words",
        "issue_version",
        "keep_discarded",
        "keep_part",
        "lock_draft",
        "lock_own_comment",
        "mandate_for",
        "sign",
        "start_job",
    },
}


# Rows typed into a larger form of the admin, one at a time, which shows them before it is saved.
ROWS_OF_A_FORM = {("sectors.admin.consortium", "add_member")}

CALLERS = {"views", "admin"}
NO_ROOMS = {"migrations", "demo", "settings", "management", "runtime"}


def modules(are_callers):
    """Modules of the rooms: those that pages and buttons are made of, or all others."""
    for room in ROOMS:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            parts = set(found.name.split(".")[1:])
            if not parts & NO_ROOMS and bool(parts & CALLERS) == are_callers:
                yield importlib.import_module(found.name)


def actions():
    """{name: function} of everything that a person does: public functions that want to know `by` whom."""
    return {
        name: function
        for module in modules(are_callers=False)
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and inspect.unwrap(function).__module__ == module.__name__
        and "by" in inspect.signature(function).parameters
    }


def test_every_act_says_first_what_it_does_or_has_a_reason_not_to():
    declared, found = {action.__name__ for action in acts()}, set(actions())
    listed = [name for names in NEEDS_NONE.values() for name in names]

    assert found - declared - set(listed) == set(), "decide: declare_act() in `confirmations`, or a reason above"
    assert set(listed) - found == set()
    assert declared & set(listed) == set()
    assert len(listed) == len(set(listed))


def test_no_page_and_no_button_does_a_declared_act_unasked():
    """In views and admin the name of such an action stands only where its question is asked."""
    declared = {action.__name__ for action in acts()}

    unasked = []
    for module in modules(are_callers=True):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in declared and (module.__name__, name) not in ROWS_OF_A_FORM:
                unasked.append(f"{module.__name__}:{call.lineno} {name}")

    assert unasked == []


def test_every_declared_act_names_its_button_and_its_title_differently():
    assert [action.__name__ for action, act in acts().items() if str(act.title) == str(act.button)] == []
