"""The Chromium of the machine, for the browser tests and for the tools that look at the pages."""

import shutil
import time
from contextlib import contextmanager

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = "There is no Chromium on this machine (Debian: apt-get install chromium)."


def path():
    """Where the browser is, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def launched(*more_flags):
    """A running browser. Raises RuntimeError where none is installed."""
    from playwright.sync_api import sync_playwright

    executable = path()
    if executable is None:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, *more_flags])
        try:
            yield browser
        finally:
            browser.close()


def until(page, expression, patience=30):
    """Wait until an expression is true on the page, or on the one that it leads to.

    Playwright's own way of waiting for that needs a page that may evaluate texts, which ours may not."""
    from playwright.sync_api import Error

    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        try:
            if page.evaluate(expression):
                return
        except Error as exc:
            if "context was destroyed" not in str(exc):  # the page was just left
                raise
        page.wait_for_timeout(20)
    raise AssertionError(f"Never true at {page.url}: {expression}")
