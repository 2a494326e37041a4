"""What has to be read before a version is issued, or a text or a file is thrown away."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from consultations.documents.actions.imports import discard_import, issue_import
from consultations.documents.actions.taking_back import delete_document, withdraw_version
from consultations.documents.actions.versions import add_version, remove_file
from seko.scripts import for_visitor
from seko.web.confirmation import Loss, declare_act

FROZEN = _(
    "The text of a version can no longer be changed, because comments are tied to its passages. "
    "Corrections need a new version."
)


def _issued(imported):
    passages = len(imported.passages)
    words = ngettext(
        "Version %(number)s of “%(title)s” is issued, with %(n)s passage.",
        "Version %(number)s of “%(title)s” is issued, with %(n)s passages.",
        passages,
    )
    yield words % {"number": _next(imported.document), "title": for_visitor(imported.document.title), "n": passages}
    yield FROZEN


def _added(document):
    yield _("Version %(number)s of “%(title)s” is issued.") % {
        "number": _next(document),
        "title": for_visitor(document.title),
    }
    yield FROZEN


def _next(document):
    return document.versions.count() + 1


def _text_of_import(imported):
    title = imported.file_name or imported.get_source_display()
    passages = len(imported.passages)
    words = ngettext("%(n)s passage as it was checked", "%(n)s passages as they were checked", passages)
    yield Loss(str(title))
    if passages:
        yield Loss(words % {"n": passages})


declare_act(issue_import, title=_("Issue of a version"), button=_("Issue the version"), notes=_issued)
declare_act(add_version, title=_("Issue of a version"), button=_("Issue the version"), notes=_added)
declare_act(
    discard_import,
    title=_("Discarding the text that was sent"),
    button=_("Discard the text"),
    lost=_text_of_import,
    tone="danger",
    undoable=True,
)
declare_act(
    remove_file,
    title=_("Removal of a file"),
    button=_("Remove the file"),
    lost=lambda kept: [Loss(kept.name)],
    tone="danger",
    undoable=True,
)
declare_act(
    withdraw_version,
    title=_("Withdrawal of the version"),
    button=_("Withdraw the version"),
    notes=lambda version: [_("The version can no longer be consulted on. It keeps its number, and its page says why.")],
    tone="danger",
)
declare_act(
    delete_document,
    title=_("Deletion of the document"),
    button=_("Delete the document"),
    lost=lambda document: [Loss(for_visitor(document.title))],
    tone="danger",
)
