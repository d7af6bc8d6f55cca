"""Measure the demonstration's loading, the pages, the API and the search, each beside a yardstick of the same run.

The yardstick of loading is SQLite taking the same number of rows by itself; that of answers is ``/healthz``, which is
the framework and one query. Sizes are bytes and do not vary.
"""

import datetime as dt
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from api.schemas import ObservationSchema
from portal.db import PublicStore, Store
from portal.domain.observations import select_observations
from portal.formats import Table, json_bytes, rows_json
from portal.publishing.demo import load_demo
from portal.settings import DATA
from wsgi import create_app

TODAY = dt.date(2026, 11, 22)
PAGES = (
    "/",
    "/localities/tra-cau",
    "/localities/tra-cau/to-dan-pho-7",
    "/plans/tra-cau/targets",
    "/plans/tra-cau/tasks",
    "/indicators/vneid-level2",
    "/search?q=duong",
    "/maps/tra-cau/vneid-level2.svg",
    "/api/v1/targets?plan=tra-cau",
    "/api/v1/observations?limit=1000",
    "/api/v1/progress?plan=tra-cau",
)


def seconds(act: Callable[[], object], times: int = 9) -> float:
    """The median of several runs, after one that is not counted."""
    act()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def measure_loading(folder: Path) -> tuple[str, str, str]:
    public, desk = PublicStore(f"sqlite:///{folder}/public.sqlite"), Store(f"sqlite:///{folder}/desk.sqlite")
    begun = time.perf_counter()
    load_demo(public, desk, folder / "files", DATA, today=TODAY, threshold=5)
    taken = time.perf_counter() - begun
    public.close()
    desk.close()
    rows = _count(folder / "public.sqlite", "observations") + _count(folder / "desk.sqlite", "figures")
    plain = _plain_insert(folder / "plain.sqlite", rows)
    return "loading the demonstration", f"{taken:.1f} s", f"{taken / plain:.0f} × inserting its {rows:,} rows alone"


def _count(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - two names of ours
    connection.close()
    return int(count)


def _plain_insert(path: Path, rows: int) -> float:
    connection = sqlite3.connect(path)
    connection.execute("create table plain (a text, b text, c text, d integer, e integer, f real, g text)")
    row = ("vneid-level2", "21451-07", "2026-10", 1234, 2345, 52.6226, "normal")
    begun = time.perf_counter()
    with connection:
        connection.executemany("insert into plain values (?, ?, ?, ?, ?, ?, ?)", [row] * rows)
    taken = time.perf_counter() - begun
    connection.close()
    return taken


def measure_answers(folder: Path) -> list[tuple[str, str, str]]:
    app = create_app(
        DATABASE_URL=f"sqlite:///{folder}/public.sqlite",
        FILES_DIR=str(folder / "files"),
        TODAY=TODAY.isoformat(),
        SECRET_KEY="bench",
        PREPARED_MB="0",  # what is measured is making an answer, not sending one that lies ready
    )
    client = app.test_client()
    yardstick = seconds(lambda: client.get("/healthz").data)
    lines = []
    for path in PAGES:
        taken = seconds(lambda path=path: client.get(path).data)  # type: ignore[misc]
        plain = len(client.get(path).data)
        packed = len(client.get(path, headers={"Accept-Encoding": "br"}).data)
        size = f"{plain / 1000:.1f} kB, {packed / 1000:.1f} kB on the wire"
        lines.append((f"`{path}`", f"{taken * 1000:.0f} ms, {taken / yardstick:.0f} × `/healthz`", size))
    app.extensions["store"].close()
    return lines


def measure_rows(folder: Path) -> tuple[str, str, str]:
    """Rows straight to JSON against the same rows through marshmallow."""
    store = Store(f"sqlite:///{folder}/public.sqlite", read_only=True)
    with store.session() as session:
        result = session.execute(select_observations().limit(1000))
        table = Table("observations", tuple(result.keys()), [tuple(row) for row in result])
    store.close()
    schema = ObservationSchema(many=True)
    straight = seconds(lambda: json_bytes(rows_json(table)))
    dumped = seconds(lambda: json_bytes(schema.dump(rows_json(table))))
    return "1,000 observations to JSON", f"{straight * 1000:.1f} ms", f"marshmallow takes {dumped / straight:.0f} ×"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as name:
        folder = Path(name)
        lines = [measure_loading(folder), *measure_answers(folder), measure_rows(folder)]
    print("| what | measured | beside |\n|---|---|---|")
    for line in lines:
        print("| " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
