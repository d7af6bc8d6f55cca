"""Every kind of page in a real browser: no barrier a program can find, no error, no other host, no sideways scroll.

``LANGSO_SCREENSHOTS`` names a folder in which a picture of every page at every width is kept.
"""

import os
import re
from pathlib import Path

import pytest

from tests.axe import CONTRAST, WCAG, violations
from tests.site.kinds import KINDS, MISSING, ON_ONE_DATABASE, in_both_languages

pytestmark = ON_ONE_DATABASE

PHONE, DESK, NARROWEST = 360, 1280, 320
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", in_both_languages())
def test_anyone_can_read_it_on_a_phone_and_on_a_desk(open_page, path):
    page = open_page(path, width=PHONE, check=KINDS[MISSING] not in path)  # what is not there is an error there
    found = {}
    for width in (PHONE, DESK, NARROWEST):
        page.set_viewport_size({"width": width, "height": 800})
        _keep_picture(page, path, width)
        found[width] = ["scrolls sideways"] if page.evaluate(WIDER) > 0 else []
        found[width] += violations(page, WCAG) if width != NARROWEST else []
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, CONTRAST)
    assert found == {PHONE: [], DESK: [], NARROWEST: [], "dark": []}


def _keep_picture(page, path: str, width: int) -> None:
    if folder := os.environ.get("LANGSO_SCREENSHOTS"):
        name = re.sub(r"\W+", "-", path).strip("-") or "home"
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
