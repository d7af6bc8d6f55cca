"""Measure loading every commune of the country, and the lists that then have 3,321 of them.

Times stand beside ``/healthz`` of the same run, which is the framework and one query; queries and bytes do not vary.
"""

import datetime as dt
import gzip
import tempfile
import time
from pathlib import Path

from flask import Flask

from bench.__main__ import seconds
from portal.db import PublicStore, Store
from portal.publishing.national import read_table, take_over
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.stores import asked
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)
LISTS = (
    "/",
    "/localities",
    "/localities/ho-chi-minh",
    "/localities/tan-lap-quang-tri",
    "/localities.csv",
    "/search?q=tan+lap&kind=commune",
    "/indicators/vneid-level2",
    "/releases",
    "/plans",
    "/sitemap.xml",
    "/api/v1/localities?kind=commune&limit=1000",
    "/ogc/collections/communes/items?bbox=108.8,14.7,109.1,15.0&f=json",
    "/ogc/collections/communes/items?limit=10000&f=json",
    "/api/3/action/organization_list?all_fields=true",
    "/catalog.ttl",
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"| loading | {_load(folder):.1f} s |")
        app = create_app(
            DATABASE_URL=f"sqlite:///{folder}/public.sqlite",
            FILES_DIR=name,
            SECRET_KEY="bench",
            RATE_LIMIT="",
            PREPARED_MB="0",
            TODAY=str(TODAY),
        )
        yardstick = seconds(lambda: app.test_client().get("/healthz"))
        print("| address | queries | bytes compressed | × /healthz |\n|---|---|---|---|")
        for path in LISTS:
            print(_row(app, path, yardstick))


def _load(folder: Path) -> float:
    public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    initialise(public, desk, DATA, today=TODAY)
    begun = time.perf_counter()
    take_over(public, desk, read_table(), today=TODAY)
    taken = time.perf_counter() - begun
    public.close()
    desk.close()
    return taken


def _row(app: Flask, path: str, yardstick: float) -> str:
    with asked(app.extensions["store"].engine) as statements:
        content = app.test_client().get(path).get_data()
    taken = seconds(lambda: app.test_client().get(path).get_data(), times=5)
    return f"| `{path}` | {len(statements)} | {len(gzip.compress(content)):,} | {taken / yardstick:.0f} |"


if __name__ == "__main__":
    main()
