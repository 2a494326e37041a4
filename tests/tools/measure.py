"""How heavy and how quick the public pages are: `make measure` prints a table and fails where a budget is broken.

Chromium with nothing remembered, as a modest phone on a mobile network, against gunicorn as in production."""

import os
import sys
from collections import Counter
from typing import NamedTuple

from tests.chromium import launched
from tests.tools.pictures import chosen
from tests.tools.portal import portal

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
SLOWER = 4  # times, than the processor of this machine
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
SETTLED = 1500  # milliseconds after the load until which a page may still move

# Budgets for one first view. A plot with its library and map comes only when it is looked at, and is not counted.
MOST_BYTES = 150 * 1000
MOST_LCP = 2500  # milliseconds
MOST_CLS = 0.1
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "fonts", "Image": "images"}
PLOTS = ("/vendor/echarts", "/districts", "/js/plots")

WATCH = """
window.seen = { lcp: 0, cls: 0, blocked: 0 };
const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => { window.seen.lcp = entry.startTime; });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.seen.cls += entry.value; });
watch("longtask", (entry) => { window.seen.blocked += entry.duration - 50; });
"""
ASK = """() => ({
    ...window.seen,
    ttfb: performance.getEntriesByType("navigation")[0].responseStart,
    nodes: document.querySelectorAll("*").length,
})"""


class Measure(NamedTuple):
    name: str
    status: int
    bytes: Counter
    requests: int
    lcp: float
    cls: float
    ttfb: float  # of the server alone; the network comes on top
    blocked: float  # milliseconds that tasks took beyond 50 each
    nodes: int

    @property
    def total(self):
        """Bytes on the wire of the first view, without plots."""
        return sum(self.bytes.values()) - self.bytes["plots"]

    def broken(self):
        """The budgets that this page does not keep."""
        checks = [
            (self.status >= 400, f"answers {self.status}"),
            (self.total >= MOST_BYTES, f"{self.total / 1000:.0f} kB of at most {MOST_BYTES / 1000:.0f}"),
            (self.lcp >= MOST_LCP, f"LCP {self.lcp:.0f} ms of at most {MOST_LCP}"),
            (self.cls >= MOST_CLS, f"CLS {self.cls:.3f} of at most {MOST_CLS}"),
            (not self.lcp, "no LCP was seen"),
        ]
        return [f"{self.name}: {words}" for is_broken, words in checks if is_broken]


def measure(browser, name, url):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    kinds, amounts = {}, Counter()

    def answered(event):
        address, kind = event["response"]["url"], KINDS.get(event["type"], "other")
        kinds[event["requestId"]] = "plots" if any(part in address for part in PLOTS) else kind

    def loaded(event):
        amounts[kinds.get(event["requestId"], "other")] += event["encodedDataLength"]

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", loaded)
    answer = page.goto(url, wait_until="load", timeout=60_000)
    page.wait_for_timeout(SETTLED)
    told = page.evaluate(ASK)
    context.close()
    return Measure(name=name, status=answer.status, bytes=amounts, requests=len(kinds), **told)


def table(measures):
    columns = ["html", "css", "js", "fonts", "images", "other"]
    heads = ["page", "total kB", *columns, "plots", "requests", "LCP ms", "CLS", "TTFB ms", "blocked ms", "nodes"]
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for one in measures:
        sizes = [f"{one.bytes[kind] / 1000:.1f}" for kind in [*columns, "plots"]]
        times = [f"{one.lcp:.0f}", f"{one.cls:.3f}", f"{one.ttfb:.0f}", f"{one.blocked:.0f}"]
        cells = [one.name, f"{one.total / 1000:.1f}", *sizes, str(one.requests), *times, str(one.nodes)]
        yield f"| {' | '.join(cells)} |"


def main():
    with portal(production=True) as url:
        from tests.tools.named_pages import MORE_PUBLIC_PAGES, PAGES, VISITOR, Found

        found, variant = Found(), os.environ.get("VARIANT", "sr")
        public = {
            page.name: page.address(found, variant) for page in [*PAGES, *MORE_PUBLIC_PAGES] if page.who == VISITOR
        }
        wanted = chosen("ONLY", list(public))
        with launched() as browser:
            measure(browser, "warm", f"{url}/{variant}/")  # the first page of a worker also loads its code
            measures = [measure(browser, name, url + public[name]) for name in wanted if public[name]]
    print("\n".join(table(measures)))
    broken = [line for one in measures for line in one.broken()]
    broken += [f"{name}: the portal has no such page, or nothing to show on it" for name in wanted if not public[name]]
    print("\n".join(["", *broken]) if broken else "\nEvery budget is kept.")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
