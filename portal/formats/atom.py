"""Atom feeds (RFC 4287) that are the same whenever they are asked for, and that no text can break."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from feedgenerator import Atom1Feed
from markupsafe import escape

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NOTHING_YET = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
AUTHOR, RIGHTS = "Làng Số", "CC BY 4.0"


@dataclass(frozen=True)
class Entry:
    """What happened, at an address that stays.

    :param updated: when what is said of it changed last.
    :param id: names the entry for ever, where its address does not.
    """

    url: str
    title: str
    summary: str
    author: str
    published: dt.datetime
    updated: dt.datetime
    categories: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True)
class Feed:
    """:param page: the page that shows the same.
    :param guid: names the feed for ever, also where it has two addresses; empty: its own address does.
    :param links: to other parts of a long feed (RFC 5005), by relation: ``first``, ``previous``, ``next``, ``last``.
    """

    title: str
    page: str
    url: str
    language: str
    guid: str = ""
    subtitle: str = ""
    links: tuple[tuple[str, str], ...] = ()

    def write(self, entries: Iterable[Entry]) -> bytes:
        """The feed of these entries, the newest first."""
        feed = _Atom(
            title=plain(self.title),
            link=self.page,
            feed_url=self.url,
            feed_guid=self.guid or self.url,
            description=plain(self.subtitle),
            language=self.language,
            author_name=AUTHOR,
            feed_copyright=RIGHTS,
            paging=self.links,
        )
        for entry in entries:
            _add(feed, entry)
        content = BytesIO()
        feed.write(content, "utf-8")
        return content.getvalue()


class _Atom(Atom1Feed):
    def latest_post_date(self) -> dt.datetime:
        """A feed without entries is the same feed whenever it is asked for."""
        return super().latest_post_date() if self.items else NOTHING_YET

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, href in self.feed["paging"]:
            handler.addQuickElement("link", "", {"rel": relation, "href": href})


def _add(feed: Atom1Feed, entry: Entry) -> None:
    feed.add_item(
        title=plain(entry.title),
        link=entry.url,
        unique_id=entry.id or entry.url,
        description=str(escape(plain(entry.summary))),  # a summary is HTML
        author_name=plain(entry.author),
        pubdate=entry.published,
        updateddate=entry.updated,
        categories=[plain(category) for category in entry.categories],
    )


def plain(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)
