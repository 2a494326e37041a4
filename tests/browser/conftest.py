"""A real Chromium, by default without script: what works so works for everybody."""

import os

import pytest

from tests import chromium as browsers
from tests.browser.stage import Stage
from tests.browsing import session_cookie


@pytest.fixture(scope="session")
def chromium():
    """The browser of the machine: required under CI, elsewhere its absence is a visible skip."""
    if browsers.path() is None:
        if os.environ.get("CI") == "true":
            pytest.fail(browsers.MISSING)
        pytest.skip(browsers.MISSING)
    with pytest.MonkeyPatch.context() as patch, browsers.launched() as browser:
        # Playwright keeps an event loop in this thread; the tests themselves use the database one after the other.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield browser


@pytest.fixture
def visit(chromium, live_server):
    """Open the portal in a browser of one's own: `visit(user)` is signed in and at the dashboard."""
    contexts = []

    def open_as(user=None, *, width=1280, script=False, language="en", **more):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
            **{"locale": "en-GB", **more},
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        if user is not None:
            context.add_cookies([session_cookie(user, live_server.url)])
            page.goto(f"/{language}/dashboard/")
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def stage(cast):
    """A consultation in each state, beside the objects of `world`."""
    return Stage(cast)
