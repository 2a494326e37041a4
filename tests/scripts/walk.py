"""Reads pages for words in the wrong script or without their language."""

import re
from html.parser import HTMLParser

CYRILLIC = re.compile("[\u0400-\u052f]+(?:[\\W\\d]+[\u0400-\u052f]+)*")
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
AS_TYPED = frozenset(("textarea", "script", "style"))  # what a person writes stays as they typed it


class CyrillicOnPage(HTMLParser):
    """Cyrillic words of a page with the language that the nearest element around them names."""

    def __init__(self, html):
        super().__init__()
        self.open, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        language = attrs.get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in VOID:
            self.open.append((tag, language))
        for name in ("alt", "title", "placeholder", "aria-label", "data-label"):
            if words := CYRILLIC.search(attrs.get(name) or ""):
                self.found.append((f"@{name}", language, words.group()))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, language = self.open[-1] if self.open else ("", "")
        if tag not in AS_TYPED:
            self.found += [(tag, language, words) for words in CYRILLIC.findall(data)]


def pages(client, addresses):
    """(name, HTML) of every page among the addresses."""
    for name, address in addresses.items():
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
        elif response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            yield name, response.content.decode()
