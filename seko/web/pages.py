"""What every page does alike: a page of rows, a form that calls an action, a button that calls one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from seko.discarded.actions import noted
from seko.rules.errors import add_errors, first_message

PAGE_ROWS = 25
KEEP_TYPED = "keep_typed"
NOT_SAVED = _("This is what you typed before your session ended. It is not saved yet.")
SHOWN = "shown"  # a sign of what a page told before an act (seko/web/confirmation.py)
UNDO = "undo-"  # and the id of something discarded: the tag of a message that offers to take it up again
CHANGE = "change"  # the button of that page that leads back to the form


def page_of(request, rows, per=PAGE_ROWS):
    """The page asked for by `?page=`; the nearest one where there is no such page."""
    return Paginator(rows, per).get_page(request.GET.get("page"))


def list_page(request, template, rows=None, *, filter=None, per=PAGE_ROWS, more=None, **context):
    """A list, page by page: the `rows`, or those that a `filter` leaves of its own, with its form above them.

    `more(rows of the page)` gives what has to be known of these rows alone, as further context."""
    page = page_of(request, filter.qs if rows is None else rows, per)
    context |= {"filter": filter, "page": page, **(more(page.object_list) if more else {})}
    return render(request, template, context)


def page_or_part(request, folder, page, part, context):
    """The whole page, or for htmx, which exchanges a part of it, that part alone."""
    return render(request, f"{folder}/{part if is_htmx(request) else page}.html", context)


def is_htmx(request):
    """Does a script ask for a part of a page? When it goes back in its history it asks for the whole."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def process_form(request, form, do, done):
    """Did the posted form's action succeed? A refusal stands beside its field and nothing typed is lost.

    `do` takes the clean data as keywords; `done` is the message of success. Whoever changes the language while typing
    posts the form with `keep_typed` to the same page in the other language: it comes back as typed, and nothing is
    done or judged. Such a form has the id `typed` in its template."""
    request.keeps_typed = True
    form.files_lost = [file.name for _name, files in request.FILES.lists() for file in files]
    if is_language_change(request) or (request.method == "POST" and CHANGE in request.POST):
        show_again(form)
        return False
    if request.method != "POST" or not form.is_valid():
        return False
    with noted() as discarded:
        try:
            do(**form.cleaned_data)
        except ValidationError as refusal:
            add_errors(form, refusal)
            return False
    _say_done(request, done, discarded)
    return True


def run_action(request, do, done):
    """Run the action behind a button and say how it went."""
    with noted() as discarded:
        try:
            do()
        except ValidationError as refusal:
            messages.error(request, first_message(refusal))
            return False
    _say_done(request, done, discarded)
    return True


def not_now(request, check, to):
    """Said before anybody types: where `check()` refuses as the action would, a link leads to `to` with its words.

    None where it may be typed, and for what was typed already: that is for the action to judge."""
    if request.method == "POST":
        return None
    try:
        check()
    except ValidationError as refusal:
        messages.warning(request, first_message(refusal))
        return redirect(to)
    return None


def _say_done(request, done, discarded):
    """Say how it went; what was thrown away can be taken up again by a button beside the words."""
    undo = f" {UNDO}{discarded[0].pk}" if len(discarded) == 1 else ""
    messages.success(request, done, extra_tags=f"done{undo}")


def number_from_request(text, digits=9):
    """A whole number that a browser sent, of so many digits at the most, else None. 18 digits fit every id."""
    return int(text) if text and text.isdecimal() and len(text) <= digits else None


def is_language_change(request):
    """Was the form posted by the switch of languages, only to come back as it is?"""
    return request.method == "POST" and KEEP_TYPED in request.POST and SHOWN not in request.POST


def show_again(form):
    """Show a form as it was typed, half a date and an emptied field too, and mark nothing as wrong yet.

    What can be read already is in its `cleaned_data`, so that it can warn."""
    form.full_clean()
    form.errors.clear()


def render_part(request, template, context):
    """A part of a page for htmx, with the messages that are due; they are read out where the page has them."""
    words = render_to_string("components/_messages.html", {"out_of_band": True}, request)
    return HttpResponse(render_to_string(template, context, request) + words)
