"""Screenshots of the named pages at three widths, in three variants, light and dark: `make pictures`.

`ONLY=home,report WIDTHS=390 VARIANTS=sr THEMES=dark` narrows. `BASE_URL` and `SEKO_DATA_DIR` name one that runs."""

import multiprocessing
import os
import sys
import time
from urllib.parse import urlsplit

from tests.chromium import launched
from tests.tools.portal import PROJECT, portal

FOLDER = PROJECT / ".local" / "pictures"
WIDTHS = (390, 768, 1440)  # pixels: a phone, a tablet, a desk
HEIGHTS = {390: 844, 768: 1024, 1440: 900}
VARIANTS = ("sr", "sr-latn", "en")
THEMES = ("light", "dark")
WORKERS = 2


def chosen(variable, all_of_them):
    """What the command names of these, or all. Ends the program at a name that there is not."""
    names = [name for name in os.environ.get(variable, "").split(",") if name]
    unknown = set(names) - {str(one) for one in all_of_them}
    if unknown:
        sys.exit(f"{variable}: there is no {', '.join(sorted(unknown))}. There is {', '.join(map(str, all_of_them))}.")
    return [one for one in all_of_them if not names or str(one) in names]


def file_of(name, width, variant, theme):
    return FOLDER / f"{name}-{width}-{variant}-{theme}.png"


def plan(url):
    """[(page, variant, theme, address, cookies)] and the pages that cannot be shown yet."""
    from organizations.models import User
    from seko.demo.accounts import DOMAIN
    from tests.browsing import session_cookie
    from tests.tools.named_pages import PAGES, Found

    found, missing, loads, cookies = Found(), [], [], {"": []}
    wanted, themes = chosen("ONLY", [page.name for page in PAGES]), chosen("THEMES", THEMES)
    for page in (page for page in PAGES if page.name in wanted):
        if page.who not in cookies:
            cookies[page.who] = [session_cookie(User.objects.get(email=f"{page.who}@{DOMAIN}"), url)]
        for variant in chosen("VARIANTS", VARIANTS):
            address = page.address(found, variant)
            if address is None:
                missing.append(page.name)
                break
            loads += [(page.name, variant, theme, address, page.first, cookies[page.who]) for theme in themes]
    return loads, missing


def take(job):
    """One worker with a browser of its own: each page is loaded once and shown in each width."""
    url, widths, loads = job
    bad = []
    with launched() as browser:
        contexts = {}
        for name, variant, theme, address, first, cookies in loads:
            who = (theme, *(cookie["value"] for cookie in cookies))
            if who not in contexts:
                contexts[who] = browser.new_context(base_url=url, color_scheme=theme)
                theme_cookie = {"name": "theme", "value": theme, "url": url}
                contexts[who].add_cookies([theme_cookie, *cookies])
            page = contexts[who].new_page()
            page.set_viewport_size({"width": widths[0], "height": HEIGHTS[widths[0]]})
            answer = page.goto(address)
            if first:
                send_empty(page)
            if answer.status >= 400 or urlsplit(page.url).path != urlsplit(address).path:
                bad.append(f"{name} ({variant}): {answer.status} at {page.url}")
            for width in widths:
                page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                see_all(page)
                page.screenshot(path=file_of(name, width, variant, theme), full_page=True, animations="disabled")
            page.close()
    return bad


def see_all(page):
    """Down the page and up again, as a reader does: plots come when they are reached."""
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
                scrollTo(0, y);
                await new Promise((done) => setTimeout(done, 60));
            }
        }"""
    )
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")


def send_empty(page):
    """The form of the page comes back with what is wrong beside its fields."""
    page.evaluate("document.querySelector('main form[method=post]').noValidate = true")
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.evaluate("document.querySelector('main form[method=post]').requestSubmit()")
    page.wait_for_selector("[aria-invalid=true]")


def main():
    began = time.monotonic()
    FOLDER.mkdir(parents=True, exist_ok=True)
    widths = chosen("WIDTHS", WIDTHS)
    with portal() as url:
        loads, missing = plan(url)
        started = time.monotonic()
        # Pages of one person stay with one worker; the two shares are about as long.
        shares = [(url, widths, loads[n::WORKERS]) for n in range(WORKERS)]
        with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
            bad = [line for lines in pool.map(take, shares) for line in lines]
    count, seconds = len(loads) * len(widths), time.monotonic() - started
    print(f"{count} pictures in {seconds:.0f} s (with the portal {time.monotonic() - began:.0f} s): {FOLDER}")
    for line in bad:
        print(f"Not the page that was asked for: {line}")
    if missing:
        print(f"The portal has no such page, or the data nothing to show on it: {', '.join(missing)}")
    sys.exit(1 if bad or missing else 0)


if __name__ == "__main__":
    main()
