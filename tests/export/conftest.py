"""A portal of one small commune that publishes, and copies of it."""

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from portal.db import Store
from portal.domain.localities import Locality, get_commune
from portal.export import Source
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_installation, make_submission
from wsgi import create_app

BASE = "https://so.example.vn"
DAY = dt.timedelta(days=1)


class Compiled(BytecodeCache):
    """Templates are compiled once for all the applications that copies are made with, not once for each."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


def make_app(**settings: str) -> Flask:
    app = create_app(SECRET_KEY="for tests only", **settings)
    app.jinja_env.bytecode_cache = COMPILED
    return app


class Portal:
    """One commune of three villages, which publishes when told to."""

    def __init__(self, public: Store, desk: Store, files: Path) -> None:
        self.publisher = Publisher(desk, public, files)
        self.source = Source(public, files, make_app, BASE)
        self._days = 0

    def publish(self, *counts: int, **more: str) -> str:
        """Release a number of people of each village; answers the release."""
        at = AT + self._days * DAY
        self._days += 1
        cells = [
            Cell("vneid-level2", f"{COMMUNE}-{number:02}", "2026-09", count, 100)
            for number, count in enumerate(counts, start=1)
        ]
        return self.publisher.publish(make_submission(self.publisher.desk, cells, at=at, **more), at=at)


def make_portal(public: Store, desk: Store, files: Path) -> Portal:
    make_installation(public)
    with public.begin() as session:
        province = Locality(
            code="99",
            slug="tinh-thu",
            kind="province",
            unit="tỉnh",
            name="Tỉnh Thử",
            name_en="Thu Province",
            valid_from=dt.date(2025, 7, 1),
            source="a test",
        )
        session.add(province)
        session.flush()
        commune = get_commune(session, COMMUNE, on=AT.date())
        assert commune is not None
        commune.parent_id = province.id
    return Portal(public, desk, files)


@pytest.fixture
def portal(public: Store, desk: Store, tmp_path: Path) -> Portal:
    """A portal of one's own that has published once."""
    portal = make_portal(public, desk, tmp_path / "files")
    portal.publish(40, 50, 60)
    return portal
