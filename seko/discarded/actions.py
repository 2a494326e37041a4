"""Throwing away what can be taken up again, taking it up again, and removing it for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seko.discarded.kinds import kind_of, owners_of
from seko.discarded.models import Discarded
from seko.rules.errors import database_refusals, require

_here: ContextVar[list[Discarded] | None] = ContextVar("discarded_here", default=None)


@contextmanager
def noted() -> Iterator[list[Discarded]]:
    """What is thrown away inside, for who offers to take it up again at once."""
    found: list[Discarded] = []
    token = _here.set(found)
    try:
        yield found
    finally:
        _here.reset(token)


def keep_discarded(kind, owner, *, by, title, place="", rows=(), files=(), **facts) -> Discarded:
    """Keep something for thirty days. Called by the action that throws it away, in its transaction, before its rows
    are deleted; `rows` are querysets, those first on which others depend."""
    kept = Discarded.objects.create(
        kind=kind, owner=owner, title=title, place=place, rows=_as_data(rows), files=list(files), facts=facts,
        discarded_by=by,
    )  # fmt: skip
    found = _here.get()
    if found is not None:
        found.append(kept)
    return kept


@transaction.atomic
def restore_discarded(discarded, *, by, at=None) -> str:
    """Take something up again; returns the address of the page on which it stands now.

    Raises PermissionDenied; ValidationError `restored` or `removed` where somebody was faster or thirty days are over,
    `place_gone` where what it belonged to is no longer there, or what the room refuses because something new stands in
    its place."""
    at = at or timezone.now()
    discarded = Discarded.objects.select_for_update().get(pk=discarded.pk)
    require(discarded.owner in owners_of(by))
    if discarded.restored_at:
        raise ValidationError(_("This has already been restored."), code="restored")
    if not Discarded.objects.waiting(at).filter(pk=discarded.pk).exists():
        raise ValidationError(_("The thirty days are over: this was removed permanently."), code="removed")
    kind = kind_of(discarded)
    try:
        with database_refusals(*kind.models):
            address = kind.restore(discarded, by=by)
    except (IntegrityError, models.ObjectDoesNotExist) as exc:
        message = _("What this belonged to no longer exists, so it cannot be restored.")
        raise ValidationError(message, code="place_gone") from exc
    discarded.restored_at, discarded.restored_by = at, by
    discarded.rows, discarded.files = [], []
    discarded.save(update_fields=["restored_at", "restored_by", "rows", "files"])
    return address


def remove_expired(*, at) -> int:
    """Remove for good what was thrown away thirty days ago, rows and files; who threw away what kind of thing, and
    when, stays. Safe to run twice."""
    removed = 0
    for pk in list(Discarded.objects.due(at).values_list("pk", flat=True)):
        removed += _remove(pk, at)
    return removed


@transaction.atomic
def _remove(pk, at) -> int:
    discarded = Discarded.objects.due(at).select_for_update(skip_locked=True).filter(pk=pk).first()
    if discarded is None:
        return 0
    kind_of(discarded).remove(discarded)
    for name in discarded.files:
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
    discarded.removed_at, discarded.title, discarded.place = at, "", ""
    discarded.rows, discarded.facts, discarded.files = [], {}, []
    discarded.save(update_fields=["removed_at", "title", "place", "rows", "facts", "files"])
    return 1


# --- rows as data ----------------------------------------------------------------------------


def _as_data(querysets) -> list[dict[str, Any]]:
    found = []
    for rows in querysets:
        # A generated column is computed anew.
        names = [f.name for f in rows.model._meta.local_fields if not isinstance(f, models.GeneratedField)]
        found += serializers.serialize("python", rows, fields=names)
    return found


def restore_rows(discarded, **instead) -> list[models.Model]:
    """Write the rows of something discarded again, with their former ids; `instead` gives other values to fields of
    the first of them. Returns them."""
    found = []
    for place, row in enumerate(serializers.deserialize("python", discarded.rows, ignorenonexistent=True)):
        if place == 0:
            for name, value in instead.items():
                setattr(row.object, name, value)
        row.save()
        found.append(row.object)
    return found
