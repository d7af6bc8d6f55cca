"""The two stores within a request of the desk: read as you go, write in one transaction at the edge.

    with writing() as session:      # the desk's store; commits at the end or rolls back whole
        submit(session, …)

Reading and writing have connections of their own, because on SQLite every transaction of a writing connection holds
off the other writers from its beginning.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from portal import web
from portal.announcements import announce
from portal.db import PublicStore, Store

public_session = web.session
"""The public store's session of this request, read-only."""


@dataclass(frozen=True)
class Stores:
    """Both stores, open for writing: what publishing needs."""

    public: Store
    desk: Store


def init_app(app: Flask, public_url: str, desk_url: str) -> None:
    public = PublicStore(public_url, tell=partial(announce, app.config["REDIS_URL"]))
    app.extensions["stores"] = Stores(public, Store(desk_url))
    app.extensions["desk-reader"] = Store(desk_url, read_only=True)
    app.extensions["store"] = Store(public_url, read_only=True)  # of the primary: officers see what they published
    app.teardown_appcontext(_close_session)


def desk_session() -> Session:
    """The desk store's session of this request: read-only, but inside ``writing`` the one that writes."""
    if "desk_writing" in g:
        return g.desk_writing  # type: ignore[no-any-return]
    if "desk_session" not in g:
        g.desk_session = current_app.extensions["desk-reader"].session()
    return g.desk_session  # type: ignore[no-any-return]


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction on the desk's store. What was read before it is detached: fetch anew what you change."""
    close_reading()
    with current_app.extensions["stores"].desk.begin() as session:
        g.desk_writing = session
        try:
            yield session
        finally:
            g.pop("desk_writing")


def close_reading() -> None:
    """End the reading transactions: a write to the same SQLite file would wait for them, and they for it."""
    for name in ("desk_session", "session"):
        if name in g:
            getattr(g, name).close()


def close_stores(app: Flask) -> None:
    """Let go of every connection."""
    app.extensions["stores"].public.close()
    app.extensions["stores"].desk.close()
    app.extensions["desk-reader"].close()
    app.extensions["store"].close()
    for previewed in app.extensions.pop("previewed-apps", {}).values():
        previewed.extensions["store"].close()


def _close_session(_error: BaseException | None) -> None:
    opened = g.pop("desk_session", None)
    if opened is not None:
        opened.close()
