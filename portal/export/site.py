"""The site in files: every page in both languages with its drawings, tables and feeds, to read without a server.

The composed application is asked from inside, beginning at the two home pages, for every address that a page links
to and that ``links`` says is copied.
"""

import base64
import mimetypes
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.export.frontier import Frontier
from portal.export.links import CSS_URL, Places, Rewriting

BEGINNINGS = ("/", "/en")
SITE = "site"
HTML, CSS = "text/html", "text/css"
EVERY = 500  # pages between two lines of progress
MOST_FAILED = 10  # addresses that are named; then there is no use in going on


class NotAnswered(Exception):
    """The portal failed at addresses, which are named."""


@dataclass
class Counted:
    """How much of a site was copied; ``absent`` are addresses that pages link to and that the portal does not have."""

    pages: int = 0
    files: int = 0
    bytes: int = 0
    absent: list[str] = field(default_factory=list)


class Site:
    """:param copy: the folder of the copy; the site goes into its folder ``site``."""

    def __init__(self, app: Flask, base: str, copy: Path) -> None:
        self._places, self._folder = Places(app, base, copy), copy / SITE
        self._client: FlaskClient = app.test_client()
        self._base = base
        self._failed: list[str] = []
        self.counted = Counted()

    def copy(self, frontier: Frontier, tell: Callable[[str], object]) -> Counted:
        """:raises NotAnswered: the portal failed at addresses; up to ten are named, so that all are mended at once.
        :raises OSError: the disk is full or cannot be written.
        """
        frontier.add(BEGINNINGS)
        for address in takewhile(lambda _: len(self._failed) < MOST_FAILED, frontier):
            frontier.add(self._copy_one(address))
            if (self.counted.pages + self.counted.files) % EVERY == 0:
                tell(self._progress())
        if self._failed:
            raise NotAnswered(f"the portal failed at {', '.join(self._failed)}")
        tell(self._progress())
        return self.counted

    def _progress(self) -> str:
        return f"site: {self.counted.pages} pages, {self.counted.files} files, {self.counted.bytes >> 20} MB"

    def _copy_one(self, address: str) -> list[str]:
        """Write what an address answers; gives the addresses that it leads to."""
        path, _, query = address.partition("?")
        file = self._places.file_of(path, query)
        if file is None or (self._folder / file).exists():  # /plans and /plans/ are one
            return []
        answer = self._ask(address)
        if answer is None:
            return []
        met: list[str] = []
        content: bytes = answer.get_data()
        if answer.mimetype == HTML:
            turning = Rewriting(self._places, address, file)
            content, met = turning.page(content.decode()).encode(), turning.met
        elif answer.mimetype == CSS:
            content = CSS_URL.sub(lambda found: self._embedded(path, found["value"]), content.decode()).encode()
        self._write(file, content, page=answer.mimetype == HTML)
        return met

    def _ask(self, address: str) -> TestResponse | None:
        """None where the portal failed."""
        answer = self._client.get(address, base_url=self._base)
        if answer.status_code == 404:
            self.counted.absent.append(address)  # its page says so, in the copy as on the portal
        elif answer.status_code != 200:
            self._failed.append(f"{address} ({answer.status})")
            return None
        return answer

    def _embedded(self, path: str, value: str) -> str:
        """An image that a style sheet uses, within it: from a file a browser may not load a mask."""
        if value.startswith(("#", "data:")):
            return f"url({value})"
        address = posixpath.normpath(posixpath.join(posixpath.dirname(path), value))
        answer = self._ask(address)
        if answer is None:
            return f"url({value})"
        kind = mimetypes.guess_type(address)[0]
        content = base64.b64encode(answer.get_data()).decode()
        return f"url(data:{kind};base64,{content})"

    def _write(self, file: str, content: bytes, *, page: bool) -> None:
        target = self._folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.counted.bytes += len(content)
        if page:
            self.counted.pages += 1
        else:
            self.counted.files += 1
