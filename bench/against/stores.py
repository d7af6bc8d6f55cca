"""The made-up public store that everybody answers from, at the scale of a ward and of the country.

Communes of 49 villages with outlines, fifteen months of twenty indicators, and a plan each, copied from the
demonstration's facts. A commune is the same at both scales: only how many there are differs.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bench.against.folders import HERE, kept
from bench.country import copy_plans
from bench.filling import COMMUNES, INDICATORS, PERIODS, TODAY, fill
from portal.db import PublicStore, Store
from portal.domain.boundaries import Boundary, BoundaryKind
from portal.domain.localities import Locality, LocalityKind, valid_on
from portal.domain.observation_counts import count_anew
from portal.domain.releases import Release
from portal.publishing.indexing import index_everything
from portal.publishing.outlines import draw_outlines
from portal.settings import ROOT

NORTH, WEST, STEP, ACROSS = 22.0, 103.0, 0.12, 45  # communes lie in a grid, each in a square of its own
KM2 = 54.0
SHAPES = 20  # outlines are drawn for so many communes, and moved for the others


BLOCK = COMMUNES
"""Communes that are made row by row; further ones are copies of them."""


def _renamed(column: str) -> str:
    """A code or slug in which the commune's number stands, of a commune so many blocks further."""
    at = f"instr({column}, '700')"
    number = f"(cast(substr({column}, {at}, 5) as integer) + {BLOCK} * :block)"
    return f"substr({column}, 1, {at} - 1) || {number} || substr({column}, {at} + 5)"


LIKE_IT = {
    "localities": {
        "id": "id + :place * :block",
        "parent_id": "parent_id + :place * :block",
        **{name: _renamed(name) for name in ("code", "slug", "name", "name_en")},
    },
    "datasets": {
        "slug": _renamed("slug"),
        "commune_id": "commune_id + :place * :block",
        "uuid": "lower(hex(randomblob(16)))",
    },
    "releases": {"seq": "seq + :seq * :block", "id": _renamed("id"), "commune_id": "commune_id + :place * :block"},
    "dataset_versions": {
        "id": "",
        "dataset_slug": _renamed("dataset_slug"),
        "release_seq": "release_seq + :seq * :block",
    },
    "observations": {
        "id": "",
        "locality_id": "locality_id + :place * :block",
        "dataset_slug": _renamed("dataset_slug"),
        "released_in": "released_in + :seq * :block",
    },
}
"""What differs in a copy, by table and column; a key that the database gives by itself is empty."""
FIRST_BLOCK = f"between 70001 and {70000 + BLOCK}"
WHICH = {
    "localities": f"source = 'bench' and cast(substr(code, 1, 5) as integer) {FIRST_BLOCK}",
    "datasets": f"slug like 'noi-%' and cast(substr(slug, 5, 5) as integer) {FIRST_BLOCK}",
    "releases": "seq <= :seq",
    "dataset_versions": "release_seq <= :seq",
    "observations": "released_in <= :seq",
}


@dataclass(frozen=True)
class Scale:
    """How much there is: ``communes`` × 15,000 observations."""

    name: str
    communes: int

    @property
    def codes(self) -> list[str]:
        return [f"{70001 + number}" for number in range(self.communes)]


WARD = Scale("ward", 20)
NATION = Scale("nation", 680)
TINY = Scale("tiny", 1)


def store_of(scale: Scale) -> Path:
    """The folder of ``public.sqlite`` and ``desk.sqlite``; made at first, which takes minutes at national scale."""
    sources = [*(ROOT / "portal/migrations").rglob("*.py"), ROOT / "bench/filling.py", HERE / "stores.py"]
    return kept(f"store-{scale.name}", sources, lambda folder: _make(folder, scale))


def _make(folder: Path, scale: Scale) -> None:
    public = PublicStore(f"sqlite:///{folder}/public.sqlite")
    fill(public, Store(f"sqlite:///{folder}/desk.sqlite"), communes=min(scale.communes, BLOCK))
    _multiply(folder / "public.sqlite", scale.communes // BLOCK)
    with public.begin() as session:
        communes = list(session.scalars(select(Locality).where(Locality.code.in_(scale.codes))))
        _give_provinces(session, communes)
        # The desk knows nothing of these releases: the first that is really published is -r1.
        session.execute(update(Release).values(id=func.replace(Release.id, "-r", "-made-up-")))
        copy_plans(session, communes)
        _outline(session, communes)
        count_anew(session)
        index_everything(session, today=TODAY)
    public.close()


def _multiply(path: Path, blocks: int) -> None:
    """Communes like the first twenty, under codes of their own, by the database itself: rows by the million."""
    connection = sqlite3.connect(path)
    connection.executescript("pragma synchronous=off; pragma cache_size=-200000; pragma journal_mode=memory;")
    [(places,)] = connection.execute(f"select count(*) from localities where {WHICH['localities']}")  # noqa: S608
    for block in range(1, blocks):
        with connection:
            for table, changed in LIKE_IT.items():
                _copy(connection, table, changed, {"place": places, "seq": BLOCK * PERIODS, "block": block})
    connection.execute("pragma journal_mode=delete")
    connection.close()


def _copy(connection: sqlite3.Connection, table: str, changed: dict[str, str], values: dict[str, int]) -> None:
    columns = [name for _, name, *_ in connection.execute(f"pragma table_info({table})") if changed.get(name) != ""]
    written = ", ".join(changed.get(name, name) for name in columns)
    query = (
        f"insert into {table} ({', '.join(columns)}) select {written} from {table} where {WHICH[table]} order by rowid"  # noqa: S608 - names of ours
    )
    connection.execute(query, {name: value for name, value in values.items() if f":{name}" in query})


def _give_provinces(session: Session, communes: list[Locality]) -> None:
    provinces = list(session.scalars(select(Locality).where(Locality.kind == LocalityKind.PROVINCE, *valid_on(TODAY))))
    for number, commune in enumerate(communes):
        commune.parent_id = provinces[number % len(provinces)].id


def _outline(session: Session, communes: list[Locality]) -> None:
    drawn = [draw_outlines(NORTH, WEST, KM2, 49, seed=seed) for seed in range(min(SHAPES, len(communes)))]
    for number, commune in enumerate(communes):
        whole, parts = drawn[number % len(drawn)]
        villages = session.scalars(select(Locality).where(Locality.parent_id == commune.id).order_by(Locality.code))
        east, south = STEP * (number % ACROSS), STEP * (number // ACROSS)
        session.add_all(
            _boundary(c, t, east, south) for c, t in zip([commune, *villages], [whole, *parts], strict=True)
        )


def _boundary(place: Locality, text: str, east: float, south: float) -> Boundary:
    shape = shapely.transform(shapely.from_geojson(text), lambda xy: np.round(np.add(xy, (east, -south)), 6))
    west, bottom, right, top = shape.bounds
    return Boundary(
        locality_id=place.id,
        kind=BoundaryKind.SCHEMATIC,
        geometry=shapely.to_geojson(shape),
        west=west,
        south=bottom,
        east=right,
        north=top,
        source="bench",
    )


def rows_of(store: Path, query: str) -> Iterator[tuple[Any, ...]]:
    """What a made store answers to a statement, without the portal."""
    connection = sqlite3.connect(store / "public.sqlite")
    try:
        yield from connection.execute(query)
    finally:
        connection.close()


def list_indicators(store: Path) -> list[str]:
    return [code for (code,) in rows_of(store, f"select code from indicators order by position limit {INDICATORS}")]  # noqa: S608


def list_village_codes(store: Path) -> list[str]:
    query = f"select code from localities where kind = '{LocalityKind.VILLAGE}' and code like '7%' order by code"  # noqa: S608 - a name of ours
    return [code for (code,) in rows_of(store, query)]
