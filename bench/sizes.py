"""Bytes a row of observations takes, its indexes included, and what a question costs: of PostgreSQL and SQLite.

python -m bench.sizes --communes 20 200          # 300,000 and 3,000,000 rows
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import psycopg
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bench.filling import fill
from portal.db import PublicStore, Store
from portal.domain.localities import Locality
from portal.domain.observations import Observation, Wanted, list_series, of_period, select_observations
from tests.postgresql import running_server

PARTS = """
    select c.relname like '%%idx' or c.relkind = 'i', sum(pg_relation_size(c.oid))
    from pg_partition_tree('observations') t
    join pg_class c on c.oid = t.relid or c.oid in (select indexrelid from pg_index where indrelid = t.relid)
    where t.isleaf group by 1
"""
INDEXES = """
    select coalesce(pg_get_indexdef(inhparent), ''), sum(pg_relation_size(inhrelid))
    from pg_inherits join pg_class on pg_class.oid = inhrelid where relkind = 'i' and inhparent in
    (select indexrelid from pg_index where indrelid = 'observations'::regclass) group by 1 order by 2 desc
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, nargs="+", default=[20])
    parser.add_argument("--only", choices=["postgresql", "sqlite"])
    asked = parser.parse_args()
    for communes in asked.communes:
        for kind, stores in (("postgresql", _on_postgresql), ("sqlite", _on_sqlite)):
            if asked.only in {None, kind}:
                with stores() as (public, desk):
                    _measure(kind, public, desk, communes)


@contextmanager
def _on_postgresql() -> Iterator[tuple[Store, Store]]:
    with running_server() as server:
        base = server.rpartition("/")[0]
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("create database public_sizes")
            connection.execute("create database desk_sizes")
        yield PublicStore(f"{base}/public_sizes"), Store(f"{base}/desk_sizes")


@contextmanager
def _on_sqlite() -> Iterator[tuple[Store, Store]]:
    with tempfile.TemporaryDirectory(prefix="langso-bench-", dir="/var/tmp") as name:
        yield PublicStore(f"sqlite:///{name}/public.sqlite"), Store(f"sqlite:///{name}/desk.sqlite")


def _measure(kind: str, public: Store, desk: Store, communes: int) -> None:
    begun = time.perf_counter()
    fill(public, desk, communes=communes)
    with public.reading() as session:
        rows = session.scalar(select(func.count()).select_from(Observation)) or 1
        print(f"{kind}: {rows:,} rows in {time.perf_counter() - begun:.0f} s")
        if kind == "postgresql":
            for is_index, size in session.execute(text(PARTS)):
                print(f"  {'indexes' if is_index else 'rows':8} {size / rows:7.1f} bytes a row")
            for definition, size in session.execute(text(INDEXES)):
                print(f"    {definition.partition(' USING ')[2][:70]:70} {size / rows:6.1f}")
        elif public.file is not None:
            print(f"  whole file {public.file.stat().st_size / rows:7.1f} bytes a row")
        _ask(session)
    public.close()


def _ask(session: Session) -> None:
    place = session.query(Locality).filter(Locality.code.like("700%-01")).first()
    assert place is not None
    questions = {
        "a place's series, all years": lambda: list_series(session, place),
        "a month of one indicator": lambda: session.execute(
            select_observations(Wanted(indicator="wireless", period="2026-01")).limit(100)
        ).all(),
        "a place's figures of a month": lambda: session.execute(
            select(Observation).where(Observation.locality_id == place.id, *of_period("2026-01"))
        ).all(),
    }
    for name, question in questions.items():
        print(f"  {name:30} {median(_times(question)) * 1000:7.2f} ms")


def _times(question: object) -> Iterator[float]:
    for _ in range(20):
        begun = time.perf_counter()
        question()  # type: ignore[operator]
        yield time.perf_counter() - begun


if __name__ == "__main__":
    main()
