"""A first view of a public page fits through a slow connection: less than 150 kB without plots."""

from functools import cache

import brotli
import pytest

from tests.tools.measure import MOST_BYTES, PLOTS

pytestmark = pytest.mark.django_db(transaction=True)

PACKED = ("font/woff2", "image/png", "image/jpeg")  # these do not get smaller
PAGES = ["/sr/", "/sr-latn/", "/en/", "/sr/consultations/", "/sr/organizations/", "/sr/sekos/", "/sr/accounts/login/"]


@cache
def on_the_wire(body, kind):
    return len(body) if kind in PACKED else len(brotli.compress(body, quality=9))


def weigh(chromium, url, path):
    """{file: bytes on the wire} of everything that the browser asks for at the first view of a page."""
    context = chromium.new_context(base_url=url, viewport={"width": 390, "height": 844})
    page, answers = context.new_page(), []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  playwright marks the function it is given
    page.goto(path, wait_until="networkidle")
    elsewhere = [answer.url for answer in answers if not answer.url.startswith(url)]
    sizes = {
        answer.url: on_the_wire(answer.body(), answer.headers.get("content-type", ""))
        for answer in answers
        if not any(part in answer.url for part in PLOTS)
    }
    context.close()
    assert elsewhere == [], f"{path} loads files of others"
    return sizes


@pytest.mark.slow
def test_a_first_view_is_light(chromium, live_server, stage):
    heavy = []
    for path in PAGES:
        sizes = weigh(chromium, live_server.url, path)
        if sum(sizes.values()) >= MOST_BYTES:
            heavy += [path, *(f"{size:>8} {name}" for name, size in sorted(sizes.items(), key=lambda item: -item[1]))]

    assert heavy == [], "\n".join(heavy)
