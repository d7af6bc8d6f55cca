"""The desk over a commune with no figures, on both databases."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.db import Store
from portal.desk.stores import close_stores
from tests.builders import COMMUNE, make_installation
from tests.desk.handing_in import VILLAGES
from tests.desk.people import Person, make_account
from tests.desk.ward import Ward, make_ward
from wsgi import create_desk

SPOOL = Path(tempfile.gettempdir()) / f"langso-spool-{os.getpid()}"  # where a test names none


def desk_over(public: Store, desk: Store, **more: str) -> Flask:
    app = create_desk(
        DATABASE_URL=public.url.render_as_string(hide_password=False),
        DESK_DATABASE_URL=desk.url.render_as_string(hide_password=False),
        **(
            {
                "SPOOL_DIR": str(SPOOL),
                "SECRET_KEY": "for tests only",
                "TODAY": "2026-11-22",
                "DESK_SECURE": "0",
                "DEMO": "",
            }
            | more
        ),
    )
    app.testing = True
    return app


def hurry(app: Flask) -> None:
    """Passwords that cost little to check: what is tested here is not how slow argon2 is."""
    context = app.extensions["security"].pwd_context
    context.update(argon2__time_cost=1, argon2__memory_cost=64, argon2__parallelism=1)
    app.config["DESK_UNKNOWN_HASH"] = context.hash("no account has this password")


@pytest.fixture
def slow_office(public: Store, desk: Store) -> Iterator[Flask]:
    """The desk's application, with passwords as costly as in production."""
    make_installation(public)
    app = desk_over(public, desk)
    yield app
    close_stores(app)


@pytest.fixture
def office(slow_office: Flask) -> Flask:
    """The desk's application."""
    hurry(slow_office)
    return slow_office


@pytest.fixture
def person(office: Flask) -> Callable[..., Person]:
    """A new browser."""
    return lambda **where: Person(office, **where)


@pytest.fixture
def ward(public: Store, desk: Store, tmp_path: Path) -> Iterator[Ward]:
    """Both applications over a ward with twenty villages and figures in force."""
    with make_ward(public, desk, tmp_path) as ward:
        hurry(ward.app)
        yield ward


@pytest.fixture
def twelve(public: Store, desk: Store, tmp_path: Path) -> Iterator[Flask]:
    """The desk's application over a commune of twelve villages, with folders of its own."""
    make_installation(public, villages=VILLAGES)
    folders = {f"{name.upper()}_DIR": str(tmp_path / name) for name in ("files", "previews", "spool", "mail")}
    app = desk_over(public, desk, **folders)
    hurry(app)
    yield app
    close_stores(app)


@pytest.fixture
def sign_in(twelve: Flask) -> Callable[..., Person]:
    """A new browser, signed in under a new account with these roles in the commune."""

    def sign_in(name: str, *roles: str, commune: str = COMMUNE) -> Person:
        make_account(twelve, name, *[(role, commune) for role in roles])
        return Person(twelve).sign_in(name)

    return sign_in


@pytest.fixture
def officer(sign_in: Callable[..., Person]) -> Person:
    return sign_in("can.bo", "officer")


@pytest.fixture
def approver(sign_in: Callable[..., Person]) -> Person:
    return sign_in("nguoi.duyet", "approver")
