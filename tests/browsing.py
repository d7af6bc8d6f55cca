"""A real browser over a real server; whatever a test opens is watched for errors, policy violations and other hosts."""

import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync".split()
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield browser
        browser.close()


def follow(link):
    """Click what leads to another page, and wait until that page is there: a click alone may return before."""
    with link.page.expect_navigation():
        link.click()


def send(page, **fields):
    """Fill the page's form in, send it and wait for the answer."""
    for name, value in fields.items():
        page.fill(f"#{name}", value)
    follow(page.locator("main form button").first)


def until(page, condition, arg=None):
    """Wait until a function of the page is true; asked from here, as our policy lets no page wait for it."""
    for _attempt in range(300):
        if page.evaluate(condition, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not within half a minute: {condition}")


@contextmanager
def serving(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:  # a thread that still serves would keep the tests from ending
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def server(app):
    with serving(app) as address:
        yield address


@pytest.fixture
def open_page(browser, server):
    """Opens addresses of the portal; at the end, no console error, no policy violation, no other host."""
    contexts, complaints, hosts = [], [], set()

    def open_page(path, *, width=1280, check=True, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.add_init_script(WATCH)
        page = context.new_page()
        if check:
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.goto(server + path)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            complaints += page.evaluate("window.violations || []")
        context.close()
    assert complaints == []
    assert hosts == {urlsplit(server).netloc}
