"""Fixtures: the stores on both databases, the demonstration, the application over it, and pages that are checked.

What a machine lacks is skipped by name with its reason; with ``LANGSO_TEST_ALL=1`` (as ``.ci/run`` sets) a lack fails.
"""

import datetime as dt
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pytest_socket import socket_allow_hosts

from portal.db import Store
from portal.publishing.demo import load_demo
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.html import CheckedPage, check
from tests.postgresql import NotInstalled, running_server
from tests.redis_server import Server as RedisServer
from tests.redis_server import running_redis
from tests.stores import Databases, PostgreSQLDatabases, SQLiteDatabases
from wsgi import create_app

pytest_plugins = ["tests.browsing"]

NOW = dt.date(2026, 11, 22)
CHROMIUM = Path("/usr/bin/chromium")
SHARED = Path(__file__).resolve().parents[2] / "shared"
MEMORY = Path("/dev/shm")  # noqa: S108 - folders of their own are made below it
ROOM = 4 * 2**30  # bytes; a whole run takes less than a quarter of it


def pytest_configure() -> None:
    """Keep what tests write in memory where there is room: they make thousands of databases, and disks are slow."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_finish() -> None:
    """Take the tests and the program, which stay to the end, out of what the collector walks through: a million objects
    more in each full pass, whose second a test that limits processor time would be blamed for.
    """
    gc.collect()
    gc.freeze()


def lacking(reason: str) -> None:
    """Skip, or fail where nothing may be lacking."""
    if os.environ.get("LANGSO_TEST_ALL") == "1":
        pytest.fail(f"lacking: {reason}")
    pytest.skip(reason)


@pytest.fixture(autouse=True)
def _loopback_only() -> None:
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    try:
        with running_server() as url:
            yield url
    except NotInstalled as reason:
        lacking(str(reason))


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Both kinds of database, one after the other: every test that uses a store runs on each."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        return SQLiteDatabases(folder)
    return PostgreSQLDatabases(folder, request.getfixturevalue("postgresql_server"))


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A Redis of the test's own."""
    try:
        with running_redis(tmp_path) as running:
            yield running
    except NotInstalled as reason:
        lacking(str(reason))


@pytest.fixture
def stores(databases: Databases) -> Iterator[tuple[Store, Store]]:
    """An empty public store and an empty desk's store, with their tables."""
    with databases.pair() as pair:
        yield pair


@pytest.fixture
def public(stores: tuple[Store, Store]) -> Store:
    return stores[0]


@pytest.fixture
def desk(stores: tuple[Store, Store]) -> Store:
    return stores[1]


@pytest.fixture(scope="session")
def now() -> dt.date:
    """The day the tests judge progress on."""
    return NOW


@dataclass(frozen=True)
class Installation:
    """A loaded pair of stores with its files."""

    public: Store
    desk: Store
    files: Path

    def make_app(self, **settings: str) -> Flask:
        """The public application, without a limit on programs and with every answer made anew, unless the settings
        say otherwise."""
        own = {
            "DATABASE_URL": self.public.url.render_as_string(hide_password=False),
            "FILES_DIR": str(self.files),
            "SPOOL_DIR": str(self.files / "spool"),
            "TODAY": NOW.isoformat(),
            "SECRET_KEY": "for tests only",
            "RATE_LIMIT": "",
            "PREPARED_MB": "0",
            "HOSTS": "localhost 127.0.0.1 so.example.vn",  # whatever BASE_URL says, clients of tests ask for these
        }
        app = create_app(**own | settings)
        app.testing = True
        return app

    @contextmanager
    def running_app(self, **settings: str) -> Iterator[Flask]:
        """The public application, whose store is closed at the end."""
        app = self.make_app(**settings)
        try:
            yield app
        finally:
            app.extensions["store"].close()


@pytest.fixture(scope="session")
def demo(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The demonstration; tests read it and change nothing."""
    files = tmp_path_factory.mktemp("files")
    with databases.pair() as (public, desk):
        load_demo(public, desk, files, DATA, today=NOW, threshold=5)
        yield Installation(public, desk, files)


@pytest.fixture(scope="session")
def bare(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A fresh production installation: plans and targets, no villages, no figures."""
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=NOW)
        yield Installation(public, desk, tmp_path_factory.mktemp("no-files"))


@pytest.fixture(scope="session")
def app(demo: Installation) -> Iterator[Flask]:
    with demo.running_app() as app:
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def bare_app(bare: Installation) -> Iterator[Flask]:
    with bare.running_app() as app:
        yield app


@pytest.fixture
def page(client: FlaskClient) -> Callable[..., CheckedPage]:
    """Fetch a page and check what every page must hold."""

    def get(path: str, *, status: int = 200) -> CheckedPage:
        response = client.get(path)
        assert response.status_code == status, f"{path}: {response.status}"
        return check(response.get_data(as_text=True), path)

    return get


@pytest.fixture(scope="session")
def plan_texts() -> Path:
    """The five plan documents as received, where the machine has them."""
    folder = SHARED / "plans"
    if not folder.is_dir():
        pytest.skip("the plan documents (../shared/plans) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    if not CHROMIUM.exists():
        lacking("Chromium is not installed (Debian: chromium)")
    return CHROMIUM
