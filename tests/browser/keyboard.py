"""Somebody without a mouse: goes from place to place with Tab, presses Enter, Space and the arrows, and types."""

from tests.chromium import until

MOST_STEPS = 150  # a page on which a thing is farther away shuts out whoever has no mouse
HAS_FOCUS = "node => node === document.activeElement"
# Beside the document itself; after a part of the page was replaced the focus must still be somewhere.
WHERE = "() => document.activeElement && document.activeElement !== document.body && document.activeElement.outerHTML"
# On the page that says what an act will do: the button that does it.
CONFIRM = "main form:has([name=shown]) button:not([name]):not([type=button])"


class Keyboard:
    """The hands of one person on the keys; whatever is named by a selector is only looked at, never touched."""

    def __init__(self, page):
        self.page = page

    def go_to(self, selector):
        """Tab until the thing has the focus; into the content by the link that skips to it."""
        wanted = self.page.locator(selector).filter(visible=True).first
        wanted.wait_for()
        place = wanted.element_handle()
        if place.evaluate("node => !!node.closest('main')") and self.nowhere():
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement.hash") == "#content":
                self.page.keyboard.press("Enter")
        for _ in range(MOST_STEPS):
            if place.evaluate(HAS_FOCUS):
                return wanted
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached with Tab at {self.page.url}")

    def nowhere(self):
        """Has the page just been opened?"""
        return not self.page.evaluate(WHERE)

    def press(self, selector):
        """Enter on a link or a button, and wait for the page that it leads to."""
        self.go_to(selector)
        self.enter()

    def press_twice(self, selector):
        """Enter on a button whose act is told first, and Enter again on the page that tells it."""
        self.press(selector)
        self.press(CONFIRM)

    def enter(self):
        """Press Enter, and wait for the next document; a mere jump on the page is none."""
        self.page.evaluate("window.oldDocument = true")
        self.page.keyboard.press("Enter")
        until(self.page, "!window.oldDocument && document.readyState === 'complete'")

    def press_here(self, selector):
        """Enter on a button that changes a part of the page; afterwards the focus is not lost."""
        self.go_to(selector)
        with self.page.expect_response(lambda response: response.request.method == "POST"):
            self.page.keyboard.press("Enter")
        until(self.page, "!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
        assert self.page.evaluate(WHERE), f"The focus is lost after {selector}"

    def write(self, selector, words):
        """Type into a field, instead of what stands in it."""
        self.go_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def tick(self, selector):
        box = self.go_to(selector)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, selector, value):
        """Down with the arrow until the list shows the value."""
        box = self.go_to(selector)
        for _ in range(box.evaluate("node => node.options.length")):
            if box.input_value() == str(value):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{selector} never shows {value}")

    def choose_one(self, name, value):
        """The first of several round buttons, and down with the arrow to the one that is meant."""
        self.go_to(f"input[type=radio][name={name}]")
        for _ in range(20):
            focused = self.page.evaluate("document.activeElement.value")
            if focused == value:
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{name} never shows {value}")
