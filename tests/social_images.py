"""Draws the previews that social networks show of the portal, one for each variant: `python -m tests.social_images`.

They are in the repository; draw them anew when the logo, the heading's typeface or the two texts change."""

import os
import tempfile
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent
STATIC = HERE.parent / "static"
SIZE = {"width": 1200, "height": 630}


def draw():
    from django.template import Context, Engine
    from django.utils import translation

    from seko.web.locale import VARIANTS
    from tests.chromium import launched

    template = Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(
        (HERE / "social_image.html").read_text(encoding="utf-8")
    )
    with launched("--allow-file-access-from-files") as browser, tempfile.TemporaryDirectory() as folder:
        page = browser.new_page(viewport=SIZE)
        for code, (lang, _) in VARIANTS.items():
            with translation.override(code):
                text = template.render(Context({"lang": lang, "here": HERE.as_uri(), "static": STATIC.as_uri()}))
            source = Path(folder) / "page.html"
            source.write_text(text, encoding="utf-8")
            page.goto(source.as_uri())
            page.evaluate("document.fonts.ready")
            page.screenshot(path=STATIC / "img" / f"social-{code}.png")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seko.settings")
    django.setup()
    draw()
