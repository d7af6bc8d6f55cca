"""Maps in a real browser: where their villages are, and pictures of them for people to look at."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import until

MAP = "/maps/tra-cau/vneid-level2"
VILLAGES = "path.leaflet-interactive"
FOLLOWED = """() => {
  const said = document.querySelector(".map-said").textContent;
  const period = document.querySelector("#map-slider").getAttribute("aria-valuetext");
  return said === document.querySelector("h1").textContent && (said.includes(period) || said.startsWith("<"));
}"""


def drawn(page: Page) -> Page:
    """The page, once the interactive map has taken the drawing's place."""
    expect(page.locator("#map")).to_have_attribute("data-state", "drawn")
    return page


def village(page: Page, name: str) -> Locator:
    """A village's shape, by its name."""
    return page.locator(f'{VILLAGES}[aria-label^="{name}: "]')


def slide(page: Page, steps: int) -> None:
    """Moves the slider by keys, to the left where negative, and waits until the map has followed."""
    page.get_by_role("slider").focus()
    for _ in range(abs(steps)):
        page.keyboard.press("ArrowLeft" if steps < 0 else "ArrowRight")
    until(page, FOLLOWED)


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots go: the folder that LANGSO_SCREENSHOTS names, else pytest's own for this run."""
    folder = os.environ.get("LANGSO_SCREENSHOTS")
    path = Path(folder) if folder else tmp_path_factory.mktemp("screenshots")
    path.mkdir(parents=True, exist_ok=True)
    return path
