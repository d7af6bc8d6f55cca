"""A browser that can reach no other host, for all pages of the site."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browsing import FLAGS

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="module")
def browser(chromium):
    """As everywhere, but what a page asks of another host fails, also where a machine would let it through."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=[*FLAGS, NOWHERE])
        yield browser
        browser.close()
