from memoranda.actions.files import attach_signed_file
from memoranda.actions.life import (
    add_party,
    agree_memorandum,
    draft_memorandum,
    expire_due_memoranda,
    open_for_signing,
    put_in_force,
    sign,
    terminate_memorandum,
)
from memoranda.actions.obligations import fulfil_obligation

__all__ = [
    "add_party",
    "agree_memorandum",
    "attach_signed_file",
    "draft_memorandum",
    "expire_due_memoranda",
    "fulfil_obligation",
    "open_for_signing",
    "put_in_force",
    "sign",
    "terminate_memorandum",
]
