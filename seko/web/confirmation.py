"""An act that destroys, publishes or writes to many says first what will happen, and to whom.

A concept declares its acts in its module `confirmations`, which its app imports when it is ready. Pages and the admin
call such an action through `confirmed()`: the first press runs it, keeps what it would tell and rolls it back, and the
page shows that; the second press carries a sign of what was shown. If by then something else would be lost or others
told, nothing is done and the page is shown again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seko.events.preview import rehearsal
from seko.web.pages import CHANGE, KEEP_TYPED, SHOWN

OWN = {SHOWN, KEEP_TYPED, CHANGE, "csrfmiddlewaretoken"}
TONES = {"danger": "danger", "primary": "primary"}


@dataclass(frozen=True)
class Loss:
    """Something that will no longer be there: a line such as "20 items", and what they are called."""

    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """What a person reads before this action is done."""

    title: str | Promise
    button: str | Promise
    lost: Callable[..., Iterable[Loss]]  # (objects of the action) -> what will be gone
    notes: Callable[..., Iterable[str | Promise]]  # (objects of the action) -> what else has to be known
    tone: str
    way_back: str | Promise  # how what is gone can be had again; empty where it can not
    only_if_told: bool  # asked only where somebody is written to, or something is lost


_acts: dict[Callable, Act] = {}


def _nothing(*objects) -> tuple[()]:
    return ()


WAITS = _("You can restore it for 30 days: it is listed among what was recently discarded.")


def declare_act(
    action, *, title, button, lost=_nothing, notes=_nothing, tone="primary", undoable=False, way_back="",
    only_if_told=False,
) -> None:  # fmt: skip
    """Say what has to be read before `action` is done; `tone` "danger" for what destroys.

    `lost` and `notes` are given the objects of the action as they are. `undoable`: what is gone can be taken up again
    for thirty days; `way_back` says so where it comes back otherwise. `only_if_told`: an act of every day that needs
    no question unless somebody would be written to or something lost."""
    if action in _acts:
        raise TypeError(f"{action.__name__} is declared twice.")
    _acts[action] = Act(title, button, lost, notes, TONES[tone], WAITS if undoable else way_back, only_if_told)


def acts() -> dict[Callable, Act]:
    """All that are declared, by their action."""
    return dict(_acts)


class Unconfirmed(Exception):
    """Nothing was done. The page that says what will happen is `template` with `context`."""

    def __init__(self, template, context):
        super().__init__(str(context["act"].title))
        self.template, self.context = template, context


def confirmed(
    request, action, *objects, back="", subject=None, template="web/confirmation.html", context=None, **fixed
) -> Callable:
    """A function (**data) that does `action(*objects, by=the person, **fixed, **data)` once they know what it does.

    An action that is not declared is done at once. For others it raises, until then, `Unconfirmed`, which shows the
    page; a refusal of the action passes, so nobody is asked about what can not be done. `back` is the address to which
    the person turns who decides otherwise."""
    act = _acts.get(action)
    if act is None:
        return partial(action, *objects, by=request.user, **fixed)

    def ask(**data):
        with transaction.atomic():
            lost, notes = list(act.lost(*objects)), list(act.notes(*objects))
            with rehearsal() as told:
                result = action(*objects, by=request.user, **fixed, **data)
            sign = _sign(lost, notes, told.sign(_made(result, objects)))
            sent = request.POST.get(SHOWN) if request.method == "POST" else None
            if sent == sign and KEEP_TYPED not in request.POST:
                return result
            announcements = told.announcements()
            concerns = lost or any(each.people for each in announcements)
            if act.only_if_told and not concerns and request.method == "POST":
                return result
            raise Unconfirmed(
                template,
                {
                    "act": act,
                    "subject": str(objects[0]) if subject is None else subject,
                    "lost": lost,
                    "notes": notes,
                    "told": announcements,
                    "sign": sign,
                    "is_stale": bool(sent) and sent != sign and KEEP_TYPED not in request.POST,
                    "typed": list(_typed(request)),
                    "back": str(back),
                    "is_form": bool(data) and bool(request.POST),
                    **(context or {}),
                },
            )

    return ask


def show_unconfirmed(get_response) -> Callable:
    """Middleware: the page that says what an act will do."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if not isinstance(exception, Unconfirmed):
            return None
        request.keeps_typed = request.method == "POST"  # a change of language sends along what was typed
        return render(request, exception.template, exception.context)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django looks for it
    return middleware


def _made(result, objects) -> set[tuple[str, Any]]:
    """The rows that an action has made and returns, as facts name them: (kind of row, id)."""
    rows = result if isinstance(result, list) else [result]
    return {(str(row._meta.model_name), row.pk) for row in rows if isinstance(row, Model) and row not in objects}


def _sign(lost, notes, told) -> str:
    """A short sign of what will be gone and who is told what: another one as soon as any of it is another."""
    shown: list[Any] = [[loss.text, loss.names] for loss in lost]
    text = json.dumps([shown, [str(note) for note in notes], told], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _typed(request):
    """What the person sent with the first press, to be sent again with the second."""
    for name, values in request.POST.lists():
        if name not in OWN:
            yield from ((name, value) for value in values)
