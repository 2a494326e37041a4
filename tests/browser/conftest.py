"""A real Chromium without script: what works here works for everybody."""

import os
import shutil

import pytest

from tests.factories import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium():
    """The browser of the machine: required under CI, elsewhere its absence is a visible skip."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Browser tests need Chromium: apt-get install chromium")
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the tests themselves use the database one after the other.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, live_server):
    """Open a page as somebody: `visit(user)` signs in through the login page and returns the browser's page."""
    contexts = []

    def open_as(user=None, *, width=1280):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=False,
            viewport={"width": width, "height": 900},
            locale="en-GB",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        if user is not None:
            user.set_password(PASSWORD)
            user.save()
            page.goto("/en/accounts/login/")
            page.fill("input[name=login]", user.email)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url("**/dashboard/")
        return page

    yield open_as
    for context in contexts:
        context.close()
