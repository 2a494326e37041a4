"""The eyes that look at every page see what is wrong: a page with one fault of each kind, and one without any."""

import pytest

from tests.browser.inspection import HEIGHT, WIDE, Inspector

GOOD = """<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
<style>
  body {{ margin: 0 }} a {{ display: inline-block; min-height: 24px }}
  @media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #eee }} a {{ color: #9cf }} }}
  {style}
</style></head><body>
<header><a href="#content">Skip to the content</a></header>
<main id="content" tabindex="-1"><h1>A page</h1><p>Words.</p>{body}</main><footer><p>The end.</p></footer>
</body></html>"""

FAULTS = {
    "axe": "<img src='data:,'>",
    "structure": "<h1>Another first heading</h1>",
    "keyboard": "<p><a class='unseen' href='#x'>Where am I?</a></p>",
    "less motion": "<p class='moving'>Too quick for some.</p>",
    "axe, dark": "<p class='dim'>Too dark to read.</p>",
    "320 px": "<p class='wide'>Wider than a telephone.</p>",
    "text at 200 %": "<p class='low'>Cut off when it grows.</p>",
}
STYLE = """
  .unseen:focus { outline: none } .moving { transition: color 1s } .wide { width: 340px }
  .low { height: 24px; line-height: 1.2; overflow: hidden }
  @media (prefers-color-scheme: dark) { .dim { color: #333 } }
"""


def ways(chromium, body, style=""):
    """The ways of looking in which the page is found wrong."""
    context = chromium.new_context(viewport={"width": WIDE, "height": HEIGHT}, reduced_motion="reduce")
    page = context.new_page()
    inspector = Inspector(page)
    page.goto("about:blank")
    page.set_content(GOOD.format(body=body, style=style))
    complaints = inspector.complaints("en")
    context.close()
    return dict(complaints)


def test_a_good_page_has_no_complaint(chromium):
    assert ways(chromium, "") == {}


@pytest.mark.slow
def test_each_fault_is_seen_in_its_own_way_alone(chromium):
    found = {way: ways(chromium, body, STYLE) for way, body in FAULTS.items()}

    assert {way: set(complaints) for way, complaints in found.items()} == {way: {way} for way in FAULTS}


def test_words_upon_words_are_seen(chromium):
    body = "<div class='both'><p>One line of words</p></div><div class='both'><p>Another line of words</p></div>"
    found = ways(chromium, body, ".both { position: absolute; top: 90px; left: 0 }")

    assert "lie upon each other" in found["320 px"]


def test_what_the_console_says_is_heard(chromium):
    assert set(ways(chromium, "<script>console.error('broken')</script>")) == {"console"}
