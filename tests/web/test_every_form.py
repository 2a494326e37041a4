"""Each form of the portal, in the three variants: Enter does what its own first button does, and a change of language
loses nothing and judges nothing."""

import pytest

from tests.forms import forms_of, own, pages_with_forms, typed_form

pytestmark = pytest.mark.django_db

LINES = {"text", "url", "email", "tel", "number", "date", "datetime-local"}
HARMLESS = {"draft", "save"}  # what the button of a form with several does when Enter presses it


def harm_of_enter(form):
    """What Enter would do in this form that it must not, or None."""
    if not form.buttons:
        return "nothing submits it" if form.fields else None
    first, acts = form.buttons[0], {b.get("value") for b in form.buttons if b.get("name") == "act"}
    if first.get("name") == "keep_typed":
        return "it changes the language"
    if "submit" in acts and first.get("value") not in HARMLESS:
        return "it hands on"
    if first.get("name") == "send" or first.get("value") == "delete":
        return f"it presses {first.get('name')}"
    return None


def half_typed(form):
    """What stands in the form while somebody is in the middle of it: text begun, half a date, an emptied field."""
    sent = form.sent()
    for number, field in enumerate(form.fields):
        name = field.get("name")
        kind = field.tag if field.tag != "input" else field.get("type", "text")
        if kind in {"textarea", "text", "url", "email"}:
            sent[name] = ["" if number % 5 == 4 else f"AAA ћ <b> & „{number}“"]
        elif kind in {"datetime-local", "date"}:
            sent[name] = ["" if number % 2 else "2026-1"]
        elif kind == "number":
            sent[name] = ["1e"]
    return sent


# Forms whose fields are filled in before anybody has saved them: they offer first words, and change nothing stored.
BEGIN_ANEW = {"create", "passage", "whole", "item_create", "minority_create", "file_attach", "version_create"}
BEGIN_ANEW |= {"document_create", "question_create"}
# What they hold is written by several at once, and each save names the revision that was seen.
BY_REVISION = {"draft", "import", "import_issue", "import_passage", "response", "contribution"}


# How one person wants to be told: nobody else writes it.
ONES_OWN = {"account_settings"}


def changes_without_saying_what_was_shown(page):
    """The name of the page if its form begins with stored values and does not carry what it showed."""
    form = typed_form(page)
    fields = [field for field in form.fields if field.tag == "textarea" or field.get("type", "text") in LINES]
    filled = any(form.sent()[field.get("name")] != [""] for field in fields)
    name = page.resolver_match.url_name
    hidden = {field.get("name") for field in form.controls}
    return {name} if filled and name not in BEGIN_ANEW | BY_REVISION | ONES_OWN and "seen" not in hidden else set()


def lost_words(typed, shown):
    """{field: (as typed, as shown)} of what a page did not keep; what it judged or what Enter would do there, too."""
    assert shown.status_code == 200, shown.request["PATH_INFO"]
    form = typed_form(shown)
    again, names = form.sent(), {field.get("name") for field in form.fields}
    lost = {name: (typed.get(name), again.get(name)) for name in names if typed.get(name) != again.get(name)}
    judged = [mark for mark in ("error-summary", 'aria-invalid="true"') if mark in shown.content.decode()]
    told = {"judged": judged, "enter": harm_of_enter(form)}
    return lost | {what: words for what, words in told.items() if words}


def test_enter_changes_no_language_and_hands_nothing_on_and_a_change_of_language_loses_nothing(client, cast, world):
    walked, unseen = 0, set()
    for user, page in pages_with_forms(client, cast, world):
        assert {f.page: harm_of_enter(f) for f in forms_of(page) if own(f)} == {page.request["PATH_INFO"]: None}
        if not any(form.element.get("id") == "typed" and form.fields for form in forms_of(page)):
            continue
        walked += 1
        assert [c.get("name") for c in typed_form(page).controls if c.get("maxlength")] == []  # a browser would cut
        unseen |= changes_without_saying_what_was_shown(page)
        client.force_login(user)
        typed = half_typed(typed_form(page))
        switch = [b for b in typed_form(page).buttons if b.get("name") == "keep_typed"]
        to = switch[walked % 2]  # from English to Cyrillic and to Latin letters, by turns
        shown = client.post(to.get("formaction"), typed | {"keep_typed": [to.get("value")]})
        assert lost_words(typed, shown) == {}
    assert walked > 30
    assert unseen == set()
