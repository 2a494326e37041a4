"""What every page does alike: a page of rows, a form that calls an action, a button that calls one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator

from seko.errors import add_errors, first_message

PAGE_ROWS = 25


def page_of(request, rows, per=PAGE_ROWS):
    """The page asked for by `?page=`; the nearest one where there is no such page."""
    return Paginator(rows, per).get_page(request.GET.get("page"))


def submitted(request, form, do, done):
    """Did the posted form's action succeed? A refusal stands beside its field and nothing typed is lost.

    `do` takes the clean data as keywords; `done` is the message of success."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        do(**form.cleaned_data)
    except ValidationError as refusal:
        add_errors(form, refusal)
        return False
    messages.success(request, done)
    return True


def pressed(request, do, done):
    """Run the action behind a button and say how it went."""
    try:
        do()
    except ValidationError as refusal:
        messages.error(request, first_message(refusal))
        return False
    messages.success(request, done)
    return True
