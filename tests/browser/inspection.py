"""What is wrong with a page for somebody who reads it otherwise: by ear, by keyboard, enlarged, small, in the dark."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OURS = (Path(__file__).parent / "inspection.js").read_text(encoding="utf-8")
# Source: WCAG 2.2, levels A and AA; "best practice" is axe's own word for what goes beyond them.
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": LEVELS}
CONTRAST = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
WIDE, NARROW, HEIGHT = 1280, 320, 900  # pixels
TAGS = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn", "en": "en"}


class Inspector:
    """Looks at what a page of the browser shows, and remembers what its console said while it was loaded."""

    def __init__(self, page):
        self.page = page
        self.noise = []
        page.add_init_script(f"{AXE}\n{OURS}")
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.noise.append(f"error: {error}"))

    def _heard(self, message):
        # A page about an error is itself an answer with that status, and the browser says so.
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not own_status:
            self.noise.append(f"{message.type}: {message.text}")

    def complaints(self, language):
        """Everything that is wrong with the page as it stands: (way of looking at it, what is wrong)."""
        found = [("console", text) for text in self.noise]
        self.noise.clear()
        whole = self._ask("([rules, lang]) => inspection.whole(rules, lang)", [EVERY_RULE, TAGS[language]])
        found += [(way, text) for way, texts in whole.items() for text in texts]
        self.page.emulate_media(color_scheme="dark")
        found += [("axe, dark", text) for text in self._ask("rules => inspection.axe(rules)", CONTRAST)]
        self.page.emulate_media(color_scheme="light")
        self._resize(NARROW)
        found += [(f"{NARROW} px", text) for text in self._ask("limit => inspection.layout(limit)", NARROW)]
        self._resize(WIDE)
        double = "limit => { document.documentElement.style.fontSize = '200%'; return inspection.layout(limit) }"
        return found + [("text at 200 %", text) for text in self._ask(double, WIDE)]

    def _ask(self, expression, argument):
        self.page.evaluate("() => inspection.settled()")
        return self.page.evaluate(expression, argument)

    def _resize(self, width):
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
