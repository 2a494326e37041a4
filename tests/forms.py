"""Forms as a browser has them: which button Enter presses, what is sent, and every form that the portal shows."""

from dataclasses import dataclass

from lxml import html

from consultations.models import Assignment, CommentDraft
from tests import factories as make
from tests.world import addresses, patterns

SUBMITS = {"submit", "image"}
NOT_WALKED = {
    "account_logout",
    "root",
    "appearance",
    "robots",
    "sitemap",
    "sitemap_section",
    "home",
    "about",
    "statistics",
}
LISTS = (
    "list",
    "_pdf",
    "file",
    "files",
    "export",
    "comments",
    "statistics",
    "deadlines",
    "compare",
    "similar",
)  # no forms
ROLES = ("coordinator", "lead", "network", "contact")


@dataclass
class ShownForm:
    """One form of a page, with its controls in the order of the page, wherever they stand."""

    page: str
    element: html.HtmlElement
    controls: list

    @property
    def posts(self):
        return (self.element.get("method") or "get").lower() == "post"

    @property
    def address(self):
        """Where it is sent."""
        return self.element.get("action") or self.page

    @property
    def buttons(self):
        """What submits it, the one that Enter presses first."""
        return [c for c in self.controls if _kind(c) in SUBMITS]

    @property
    def fields(self):
        """What a person can fill in."""
        quiet = {*SUBMITS, "hidden", "button", "reset"}
        return [c for c in self.controls if c.get("name") and _kind(c) not in quiet]

    def sent(self, button=None):
        """What the browser sends when nothing is changed, as data for Django's client; files are left out."""
        found = {}
        for control in self.controls:
            kind, name = _kind(control), control.get("name")
            if not name or kind in SUBMITS or kind in {"button", "reset", "file"}:
                continue
            if kind in {"checkbox", "radio"} and control.get("checked") is None:
                continue
            for value in _values(control):
                found.setdefault(name, []).append(value)
        if button is not None and button.get("name"):
            found[button.get("name")] = [button.get("value", "")]
        return found


def forms_of(response):
    """The forms of an answer, in the order of the page."""
    if not response.content.lstrip()[:15].lower().startswith(b"<!doctype html"):
        return []
    page = html.fromstring(response.content.decode())
    by_id = {form.get("id"): form for form in page.iter("form") if form.get("id")}
    controls = {form: [] for form in page.iter("form")}
    for control in page.iter("button", "input", "select", "textarea"):
        owner = by_id.get(control.get("form")) if control.get("form") else next(control.iterancestors("form"), None)
        if owner is not None:
            controls[owner].append(control)
    path = response.request["PATH_INFO"]
    query = response.request.get("QUERY_STRING", "")
    return [ShownForm(f"{path}?{query}" if query else path, form, found) for form, found in controls.items()]


def typed_form(response):
    """The form in which something is typed; the page has one of them."""
    (form,) = [form for form in forms_of(response) if form.element.get("id") == "typed"]
    return form


def pages_with_forms(client, cast, world, language="en"):
    """(user, answer) of each page on which somebody finds a form of its own to send, in each state of a consultation
    that has other forms; of people who find the same page the first."""
    seen = set()
    for roles, instead in _states(cast, world):
        named = {name for name, _needed in patterns() if "-" not in name and name not in NOT_WALKED}
        names = {name for name in named if not name.endswith(LISTS) and not name.startswith(("sectors:", "memoranda:"))}
        found = addresses(world, language, **instead)
        for role in roles:
            client.force_login(cast.user(role))
            for name in sorted(names):
                if (instead and not name.startswith("consultations:")) or found[name] in seen:
                    continue
                answer = client.get(found[name])
                if answer.streaming:
                    b"".join(answer.streaming_content)
                elif answer.status_code == 200 and any(form.posts and own(form) for form in forms_of(answer)):
                    seen.add(found[name])
                    yield cast.user(role), answer


def _states(cast, world):
    """(roles, parameters of addresses) for the world's own consultation and for those in other states."""
    yield ROLES, {}
    draft = make.make_consultation("draft", [cast.seko])
    yield ("coordinator",), {"slug": draft.slug, "pk": make.make_question(draft).pk}
    running = make.opened(draft)
    mandate = cast.mandate("network")
    CommentDraft.objects.create(consultation=running, organization=mandate.organization, mandate=mandate, reason="Још.")
    yield ("coordinator", "network"), {"slug": running.slug, "pk": running.version.passages.first().pk}
    yield ("lead",), {"slug": world("consultations:opinion_introduction")["slug"]}
    review = make.make_consultation("consolidation", [cast.seko])
    opinion = make.make_opinion(review, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    type(review).objects.filter(pk=review.pk).update(status="in_review")
    item = opinion.items.get()
    Assignment.objects.create(item=item, institution=cast.ministry, mandate=cast.mandate("coordinator"))
    yield ("coordinator", "contact"), {"slug": review.slug, "pk": item.pk}


def own(form):
    """A form of the page, and not of its head or foot."""
    return form.element.get("data-sign-out") is None


def _kind(control):
    if control.tag == "button":
        return (control.get("type") or "submit").lower()
    return (control.get("type") or "text").lower() if control.tag == "input" else control.tag


def _values(control):
    if control.tag == "select":
        chosen = [o.get("value", o.text_content()) for o in control.iter("option") if o.get("selected") is not None]
        first = [o.get("value", o.text_content()) for o in control.iter("option")][:1]
        return chosen or ([] if control.get("multiple") is not None else first)
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    return [control.get("value", "on" if _kind(control) in {"checkbox", "radio"} else "")]
