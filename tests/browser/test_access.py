"""Every page and state, for every role, with script and in both themes: nobody is shut out (WCAG 2.2 AA)."""

import re
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from tests.browser.inspection import HEIGHT, WIDE, Inspector
from tests.browsing import session_cookie, sign_in
from tests.cast import Cast
from tests.chromium import until
from tests.portal.test_every_address import POST_ONLY
from tests.world import addresses

pytestmark = pytest.mark.django_db(transaction=True)

# Each walk: the variant, and who goes. What somebody has met, those behind them do not look at again.
WALKS = [
    ("sr", ["anonymous"]),
    ("en", ["coordinator"]),
    ("sr-latn", ["lead", "contact"]),
    ("en", ["network", "outsider"]),
]
# Looked at with every run of the checks: the page of components, which has each in all its states, and one page of
# each kind. All pages of all people take minutes and are walked by `make test-access`.
ONE_OF_EACH = {
    *("home", "components", "search", "account_login", "about", "sectors:seko_detail", "organizations:list"),
    *("consultations:list", "consultations:detail", "consultations:detail, open", "consultations:passage, open"),
    *("consultations:report", "statistics", "consultations:opinion", "organizations:detail"),
}
READERS = ["anonymous", "coordinator", "lead", "contact", "network", "outsider"]
EVERY_WALK = [(language, sorted(Cast.roles())) for language, _ in settings.LANGUAGES]  # `anonymous` first

# Addresses that show a page of ours to nobody: they act, lead elsewhere, or give a file or data.
NO_PAGE = POST_ONLY | {
    *("root", "appearance", "robots", "sitemap", "sitemap_section"),
    *(
        "memoranda:file",
        "consultations:attachment",
        "consultations:draft_file",
        "consultations:report_pdf",
        "consultations:opinion_pdf",
        "consultations:report_file",
        "consultations:document_file",
        "consultations:response_spreadsheet",
    ),
    *("consultations:item_merge", "consultations:item_delete"),  # of an opinion as it was shown, so from its page
    *("organizations:export", "consultations:comment_export", "job_file"),
    *("consultations:training_register", "consultations:training_cancel_registration"),
}

FORM = "main form[method=post]:has(textarea, select, input:not([type=hidden]))"
# As somebody would send it who overlooks that there is something to fill in.
SEND_EMPTY = """form => {
    for (const field of form.querySelectorAll("textarea, select, input:not([type=hidden])"))
        if (field.type === "checkbox" || field.type === "radio") field.checked = false; else field.value = "";
    form.noValidate = true;
    window.oldDocument = true;
    form.requestSubmit();
}"""
REFUSED = "[aria-invalid=true], [role=alert]"
# A new page, or the same with the refusals put into it.
ANSWERED = f"document.readyState === 'complete' && (!window.oldDocument || document.querySelector('{REFUSED}'))"


class Walk:
    """Somebody walks through the portal; each page that differs from those before is looked at."""

    def __init__(self, chromium, url, language, seen):
        self.language, self.url, self.seen = language, url, seen
        self.context = chromium.new_context(
            base_url=url, viewport={"width": WIDE, "height": HEIGHT}, reduced_motion="reduce"
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.inspector = Inspector(self.page)
        self.client = Client()
        self.titles, self.complaints, self.forms = {}, defaultdict(list), {}

    def close(self):
        self.context.close()

    def become(self, cast, who):
        self.who = who
        sign_in(self.client, cast, who)
        self.context.clear_cookies()
        if who != "anonymous":
            self.context.add_cookies([session_cookie(cast.user(who), self.url)])

    def visit(self, name, address):
        content = content_of(self.client, address)
        if content is None or content in self.seen:
            return
        self.seen.add(content)
        self.page.goto(address)
        place, title = urlsplit(address).path, self.page.title()
        if self.titles.setdefault(title, place) != place:
            self.complain(name, "structure", f"another page has the same title: {title}")
        if self.page.query_selector(FORM):
            self.forms.setdefault(name.partition(",")[0], (self.who, name, address))
        self.look(name)

    def send_empty(self, name, address):
        """Look at a form once more as it comes back, with what is wrong beside its fields."""
        self.page.goto(address)
        form = self.page.query_selector(FORM)
        if form is None:
            return
        form.evaluate(SEND_EMPTY)
        until(self.page, ANSWERED)
        if self.page.query_selector(REFUSED):
            self.look(f"{name}, sent empty")

    def show(self, name, html):
        """Look at a page that a visitor cannot bring about."""
        self.page.route(f"**/{name}", lambda route: route.fulfill(body=html, content_type="text/html"))
        self.page.goto(f"/{name}")
        self.look(name)

    def look(self, name):
        for way, text in self.inspector.complaints(self.language):
            self.complain(name, way, text)

    def complain(self, name, way, text):
        self.complaints[way, text].append(f"{name} ({self.who})")

    def report(self):
        """Each complaint once, with the pages that it is about."""
        for (way, text), pages in sorted(self.complaints.items(), key=lambda item: (item[0][0], -len(item[1]))):
            more = f" and {len(pages) - 3} more" if len(pages) > 3 else ""
            yield f"{way}: {text}\n    {', '.join(pages[:3])}{more}"


def content_of(client, address):
    """What is inside `main`, without what differs each time; None where the answer is not a page of ours."""
    with closing(client.get(address)) as response:
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return None
        if response.status_code >= 400:  # looked at by itself
            return None
        main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    return main and re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main[0])


def pages(world, language):
    """{name: address} of what could be a page; the API has a hyphen in its names."""
    return {
        name: address
        for name, address in addresses(world, language).items()
        if name not in NO_PAGE and "-" not in name.rpartition(":")[2]
    }


def check(chromium, live_server, cast, world, stage, language, people, only=None):
    """Fails with each thing that shuts somebody out; `only` names the pages, all where it is None."""
    places = pages(world, language) | stage.addresses(language)
    if only is not None:
        places = {name: places[name] for name in sorted(only)}
    # Who is signed in looks only at what the visitor without an account is not shown.
    visitor = None if "anonymous" in people else Client()
    seen = {content_of(visitor, address) for address in places.values()} if visitor else set()
    with closing(Walk(chromium, live_server.url, language, seen)) as walk:
        for who in people:
            walk.become(cast, who)
            for name, address in places.items():
                walk.visit(name, address)
        for who, name, address in walk.forms.values():
            walk.become(cast, who)
            walk.send_empty(name, address)
        report = list(walk.report())
    if report:
        pytest.fail("\n".join([f"{len(report)} complaints", *report]), pytrace=False)


def test_one_page_of_each_kind_shuts_nobody_out(chromium, live_server, cast, world, stage):
    check(chromium, live_server, cast, world, stage, "sr", ["anonymous"], only=ONE_OF_EACH)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "people"), WALKS, ids=lambda value: value if isinstance(value, str) else value[0])
def test_no_page_shuts_anybody_out(chromium, live_server, cast, world, stage, language, people):
    check(chromium, live_server, cast, world, stage, language, people)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "people"), EVERY_WALK, ids=[language for language, _ in EVERY_WALK])
def test_no_page_shuts_anybody_of_any_role_out(chromium, live_server, cast, world, stage, language, people):
    check(chromium, live_server, cast, world, stage, language, people)


def test_every_named_address_is_looked_at(client, cast, world, stage):
    """Equality, so that neither a new page nor one that lost its last reader is passed over."""
    left = addresses(world) | {name.partition(",")[0]: a for name, a in stage.addresses("en").items()}
    left = {name: address for name, address in left.items() if "-" not in name.rpartition(":")[2]}
    for who in READERS:
        sign_in(client, cast, who)
        left = {name: address for name, address in left.items() if not content_of(client, address)}

    assert set(left) == NO_PAGE


@pytest.mark.slow
def test_pages_about_errors_shut_nobody_out(chromium, live_server, client, db):
    words = {"exception": "Ово уређује Канцеларија.", "query": "чега нема", "back": "/sr/"}
    with closing(Walk(chromium, live_server.url, "sr", set())) as walk, translation.override("sr"):
        walk.who = "anonymous"
        request = client.get("/sr/").wsgi_request
        for template in sorted(Path(settings.BASE_DIR, "templates").glob("[45]*.html")):
            walk.show(template.stem, render_to_string(template.name, words, request))
        report = list(walk.report())

    assert report == [], "\n".join(report)
