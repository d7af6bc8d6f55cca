"""What the first view of a page costs a reader with an empty cache, and that nothing on it moves while it comes.

Bytes are those of the answers' bodies as they travel (brotli over a real server); headers are not counted, requests
are. Nothing here depends on time.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.browsing import serving, until
from tests.site.kinds import KINDS, MISSING, ON_ONE_DATABASE

pytestmark = ON_ONE_DATABASE

REQUESTS = 6
BYTES = 60 * 1024
HTML = 14 * 1024
LONG_LISTS: dict[str, int] = {}
"""Pages that a list forces over the HTML's ceiling, each with its own and the list."""
PROGRAMS = {"map": (20, 112 * 1024), "embedded map": (18, 100 * 1024)}
"""Requests and bytes of the pages that carry a program: Leaflet, 41 kB of it, where there is JavaScript."""
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 200_000, "uploadThroughput": 50_000}
"""Bytes a second; slow enough that the page is drawn before its style sheet's last byte and its pictures."""
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    window.shifts.push([entry.value, entry.sources.map((source) => source.node && source.node.nodeName)]);
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Answer:
    path: str
    kind: str
    encoding: str
    bytes: int


class Counted:
    """A WSGI application whose answers are weighed as they leave."""

    def __init__(self, app: Flask) -> None:
        self.app, self.answers = app, []

    def __call__(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        headers: dict[str, str] = {}

        def noted(status: str, pairs: list, *more: object) -> Callable:
            headers.update({name.lower(): value for name, value in pairs})
            return start_response(status, pairs, *more)

        body = b"".join(_closing(self.app(environ, noted)))
        kind = headers.get("content-type", "").partition(";")[0]
        self.answers.append(Answer(environ["PATH_INFO"], kind, headers.get("content-encoding", ""), len(body)))
        return iter([body])


def _closing(body: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield from body
    finally:
        if close := getattr(body, "close", None):
            close()


@pytest.fixture(scope="module")
def counted(app) -> Iterator[tuple[Counted, str]]:
    counted = Counted(app)
    with serving(counted) as address:
        yield counted, address


@contextmanager
def slow_phone(browser):
    """A page of a phone's width with an empty cache and a slow line, which notes what moves."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, is_mobile=True, device_scale_factor=2)
    context.add_init_script(SHIFTS)
    page = context.new_page()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    try:
        yield page
    finally:
        context.close()


@pytest.fixture
def first_view(browser, counted):
    """The answers that the first view takes, the icon among them, and what has moved."""

    def view(path: str) -> tuple[list[Answer], list]:
        app, address = counted
        app.answers.clear()
        with slow_phone(browser) as page:
            page.goto(address + path, wait_until="networkidle")
            icon = page.evaluate("document.querySelector('link[rel~=icon]')?.href")
            if icon and not any(icon.endswith(answer.path) for answer in app.answers):
                page.evaluate("(icon) => fetch(icon).then((answer) => answer.blob())", icon)
            return list(app.answers), page.evaluate("window.shifts")

    return view


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != MISSING])
def test_a_first_view_is_small_and_keeps_still(first_view, kind):
    answers, shifts = first_view(KINDS[kind])
    html, told = answers[0], "\n".join(f"{answer.bytes:>7,} {answer.path}" for answer in answers)
    requests, size = PROGRAMS.get(kind, (REQUESTS, BYTES))
    assert (html.kind, html.encoding) == ("text/html", "br")
    assert html.bytes <= LONG_LISTS.get(kind, HTML), told
    assert len(answers) <= requests, told
    assert sum(answer.bytes for answer in answers) <= size, told
    assert shifts == []


def test_what_moves_would_have_been_noticed(browser, counted):
    with slow_phone(browser) as page:
        page.goto(counted[1] + "/about")
        page.evaluate("document.body.prepend(Object.assign(document.createElement('hr'), { width: 9 }))")
        until(page, "() => window.shifts.length > 0")
