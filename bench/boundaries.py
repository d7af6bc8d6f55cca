"""Importing outlines: seconds and sizes by the number of villages and the format, from the file to the store.

python -m bench.boundaries
"""

import datetime as dt
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import shapely
from sqlalchemy import func, select

from portal.db import PublicStore, Store
from portal.domain.boundaries import Boundary, SimplifiedBoundary
from portal.publishing.boundaries import import_boundaries
from portal.publishing.stores import prepare
from tests.publishing.boundaries.making import WRITERS, draw, in_system, make_place

TODAY = dt.date(2026, 11, 22)
ZONE = 5898


def measure(folder: Path, villages: int) -> Iterator[tuple[str, ...]]:
    """One line for each format; each village has about a hundred points."""
    shapes = [shapely.segmentize(shape, shape.length / 100) for shape in draw(villages)]
    moved = in_system(shapes, ZONE)
    for ending, write in WRITERS.items():
        store = PublicStore(f"sqlite:///{folder}/{villages}{ending}.sqlite")
        prepare(store, Store(f"sqlite:///{folder}/desk.sqlite"))
        with store.begin() as session:
            codes = [place.code for place in make_place(session, villages)]
        path = write(folder / f"{villages}{ending}", moved, {"code": codes}, ZONE)
        begun = time.perf_counter()
        with store.begin() as session:
            import_boundaries(session, path, today=TODAY)
        taken = time.perf_counter() - begun
        yield f"{villages} villages, {ending}", f"{taken:.1f} s", f"{path.stat().st_size / 1000:,.0f} kB", _sizes(store)
        store.close()


def _sizes(store: PublicStore) -> str:
    with store.session() as session:
        whole = session.scalar(select(func.sum(func.length(Boundary.geometry)))) or 0
        query = select(SimplifiedBoundary.tolerance, func.sum(func.length(SimplifiedBoundary.geometry)))
        thinned = session.execute(query.group_by(SimplifiedBoundary.tolerance)).all()
    told = [f"{size / 1000:,.0f} kB within {metres} m" for metres, size in thinned]
    return ", ".join([f"{whole / 1000:,.0f} kB", *told])


def main() -> None:
    print("| file | import | size | stored |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="langso-bench-") as name:
        for villages in (1, 60, 200, 1000):
            for line in measure(Path(name), villages):
                print("| " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
