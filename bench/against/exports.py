"""The same figures as others want them: a plain SQLite file for Datasette, a GeoPackage for pygeoapi.

With the indexes that somebody would make who means to be fair to them.
"""

import sqlite3
from pathlib import Path

import numpy as np
import shapely
from pyogrio import raw  # type: ignore[import-untyped]

from bench.against.folders import HERE, kept
from bench.against.stores import Scale, rows_of, store_of
from portal.settings import ROOT

FLAT = """
create table observations (
    indicator text, locality text, commune text, period text, period_end text, numerator integer, denominator integer,
    value real, status text, release text, illustrative integer
);
insert into observations
select o.indicator_code, l.code, coalesce(above.code, l.code), o.period, o.period_end, o.numerator, o.denominator,
       o.value, o.status, r.id, d.illustrative
from ours.observations o
join ours.localities l on l.id = o.locality_id
left join ours.localities above on above.id = l.parent_id
join ours.releases r on r.seq = o.released_in
join ours.datasets d on d.slug = o.dataset_slug
where o.superseded_in is null
order by o.id;
create index observations_commune on observations (commune, indicator, period_end);
create index observations_indicator on observations (indicator, period_end);
create index observations_locality on observations (locality, indicator, period_end);
create table datasets as select d.*, g.title as group_title from ours.datasets d
join ours.indicator_groups g on g.code = d.group_code;
create unique index datasets_slug on datasets (slug);
analyze;
"""
PROPERTIES = ("code", "name", "name_en", "slug", "unit", "valid_from", "source")


def export_of(scale: Scale) -> Path:
    """The folder of ``figures.db`` and ``villages.gpkg``."""
    sources = [HERE / "exports.py", HERE / "stores.py", ROOT / "bench/filling.py"]
    return kept(f"export-{scale.name}", sources, lambda folder: _make(folder, store_of(scale)))


def _make(folder: Path, store: Path) -> None:
    connection = sqlite3.connect(folder / "figures.db")
    connection.execute("attach ? as ours", (str(store / "public.sqlite"),))
    connection.executescript(FLAT)
    connection.close()
    _write_villages(folder / "villages.gpkg", store)


def _write_villages(path: Path, store: Path) -> None:
    names = ", ".join(f"l.{name}" for name in PROPERTIES)
    query = f"""select b.geometry, above.code, {names} from boundaries b join localities l on l.id = b.locality_id
        join localities above on above.id = l.parent_id where l.kind = 'village' order by l.id"""  # noqa: S608 - ours
    geometries, *columns = zip(*rows_of(store, query), strict=True)
    raw.write(
        path,
        np.array(shapely.to_wkb(shapely.from_geojson(list(geometries))), dtype=object),
        [np.array(column, dtype=object) for column in columns],
        np.array(["parent", *PROPERTIES], dtype=object),
        geometry_type="Polygon",
        crs="EPSG:4326",
        layer="villages",
    )
