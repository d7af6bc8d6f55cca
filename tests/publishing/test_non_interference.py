"""What is withheld leaves no trace: two desks that differ only in withheld counts publish the same bytes everywhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.db import Store
from portal.domain.localities import Locality, get_commune
from portal.publishing.audit import set_salt_key
from portal.publishing.indexing import index_everything
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_installation, make_submission
from wsgi import create_app

VILLAGES = 14
CLOCKS = {"Date", "Expires"}
LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
KEPT = re.compile(r"[?;&]village=[\w-]+(?:/|%2F)")
"""Links that only remember a village in the address: the same pages once more for each."""
MORE = (
    f"/localities/thu-nghiem?village=thu-nghiem/{COMMUNE}-01",
    f"/?village=thu-nghiem/{COMMUNE}-04",
    f"/maps/thu-nghiem/vneid-level2?village={COMMUNE}-04",
    "/find?q=th",
    "/find.json?q=th",
    "/api/v1/observations?limit=1000",
    "/api/v1/observations.csv",
    "/api/v1/observations?status=withheld",
    "/api/v1/observations?status=normal",
    "/api/v1/localities?limit=1000",
    "/api/v1/releases/thu-nghiem-r1/changes",
    "/api/v1/datasets",
    "/releases/thu-nghiem-r1.csv",
    "/releases.atom",
    "/audit.jsonl",
    "/maps/thu-nghiem/vneid-level2.svg",
    "/maps/thu-nghiem/vneid-level2.geojson",
)


@pytest.fixture
def two_pairs(databases) -> Iterator[list[tuple[Store, Store]]]:
    with databases.pair() as first, databases.pair() as second:
        yield [first, second]


def publish(public: Store, desk: Store, files: Path, moved: int, now) -> None:
    """A month in which villages 4, 5 and 6 have few; ``moved`` of the first's are the second's instead."""
    make_installation(public, villages=VILLAGES)
    with public.begin() as session:
        province = Locality(
            code="99", slug="tinh", kind="province", unit="tỉnh", name="Tỉnh", name_en="Tinh", source="a"
        )
        session.add(province)
        session.flush()
        get_commune(session, COMMUNE, on=now).parent_id = province.id
        index_everything(session, today=now)
    with desk.begin() as session:
        set_salt_key(session, b"one key for both".ljust(32))
    small = {4: 4 - moved, 5: 3 + moved, 6: 4}
    cells = [
        Cell("vneid-level2", f"{COMMUNE}-{n:02}", "2026-09", small.get(n, 90 + n), 190 + n)
        for n in range(1, VILLAGES + 1)
    ]
    publisher = Publisher(desk, public, files, secret=b"one secret for both", illustrative=True)
    publisher.publish(make_submission(desk, cells), at=AT)


def make_app(public: Store, files: Path, now) -> Flask:
    url = public.url.render_as_string(hide_password=False)
    app = create_app(
        DATABASE_URL=url, FILES_DIR=str(files), TODAY=now.isoformat(), SECRET_KEY="for tests only", RATE_LIMIT=""
    )
    app.testing = True
    return app


def crawl(app: Flask) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Every address that can be reached from the first page, and some that programs ask for."""
    client, waiting, seen = app.test_client(), ["/", "/en", *MORE], {}
    while waiting:
        path = waiting.pop().replace("&amp;", "&")
        if path in seen or path.startswith("/static"):
            continue
        with client.get(path) as response:
            headers = {name: value for name, value in response.headers if name not in CLOCKS}
            seen[path] = (response.status_code, headers, response.get_data())
            if response.mimetype == "text/html":
                waiting += [found for found in LINK.findall(response.get_data(as_text=True)) if not KEPT.search(found)]
    app.extensions["store"].close()
    return seen


def test_two_desks_that_differ_only_in_withheld_counts_publish_the_same_bytes_everywhere(two_pairs, tmp_path, now):
    answers = []
    for number, (public, desk) in enumerate(two_pairs):
        files = tmp_path / str(number)
        publish(public, desk, files, moved=number, now=now)
        answers.append(crawl(make_app(public, files, now)))
    one, other = answers
    assert len(one) > 60
    assert all(status == 200 for status, _, _ in one.values()), [p for p, a in one.items() if a[0] != 200]
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
