"""Made-up changes of villages for the demonstration: a merger, a split and a renaming in one commune.

The villages of today keep their codes, their names and their figures. Those that were there before have codes after
the last number, figures of their own up to their last day, and outlines cut out of, or joined from, those of today.
The decisions are made up too, and say so.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import shapely
from shapely.affinity import rotate
from sqlalchemy.orm import Session

from portal.domain.folding import slugify
from portal.domain.localities import Basis, Locality, LocalityChange, LocalityKind
from portal.domain.periods import parse_period
from portal.publishing.outlines import GRID, write_outline
from portal.publishing.submissions import Cell

SHARE = 0.56  # of a merged village, that came from the first of the two
LESS = 0.985  # the first of the two had a rate a little below that of both


@dataclass(frozen=True)
class MadeChange:
    """Villages of before, by name, becoming villages of today, by their numbers."""

    on: dt.date
    before: tuple[tuple[str, str], ...]  # in Vietnamese and English
    after: tuple[int, ...]
    decision: str


CHANGES = {
    "phuoc-binh": (
        MadeChange(
            dt.date(2026, 1, 1),
            (("Tổ dân phố 23", "Residential group 23"), ("Tổ dân phố 24", "Residential group 24")),
            (12,),
            "Quyết định số 01/QĐ-MH ngày 25/12/2025 (quyết định minh họa, không có thật)",
        ),
        MadeChange(
            dt.date(2026, 4, 1),
            (("Thôn 13", "Village 13"),),
            (29, 30),
            "Quyết định số 02/QĐ-MH ngày 24/3/2026 (quyết định minh họa, không có thật)",
        ),
        MadeChange(
            dt.date(2026, 7, 1),
            (("Thôn Bình Hòa", "Binh Hoa Village"),),
            (24,),
            "Quyết định số 03/QĐ-MH ngày 22/6/2026 (quyết định minh họa, không có thật)",
        ),
    )
}


@dataclass(frozen=True)
class Former:
    """A village of before: what it became, the outline it had, and its place among those it became one with."""

    place: Locality
    change: MadeChange
    successors: tuple[Locality, ...]
    geometry: str
    number: int


def former_villages(commune: Locality, villages: list[Locality], outlines: list[str]) -> list[Former]:
    """The villages that a commune's changes tell of; those of today begin on the day of their change."""
    found: list[Former] = []
    for change in CHANGES.get(commune.slug, ()):
        successors = tuple(villages[number - 1] for number in change.after)
        parts = _outlines_before([outlines[number - 1] for number in change.after], len(change.before))
        for successor in successors:
            successor.valid_from = change.on
        for number, (names, geometry) in enumerate(zip(change.before, parts, strict=True)):
            code = f"{commune.code}-{len(villages) + len(found) + 1:02}"
            place = _former(commune, change, successors, code, names)
            share = _share(number, len(change.before))
            place.population, place.households = _counted(successors, share)
            found.append(Former(place, change, successors, geometry, number))
    return found


def _former(
    commune: Locality, change: MadeChange, successors: tuple[Locality, ...], code: str, names: tuple[str, str]
) -> Locality:
    return Locality(
        code=code,
        slug=slugify(names[0]),
        kind=LocalityKind.VILLAGE,
        unit=successors[0].unit,
        name=names[0],
        name_en=names[1],
        parent_id=commune.id,
        valid_from=commune.valid_from,
        valid_to=change.on - dt.timedelta(days=1),
        illustrative=True,
        source=successors[0].source,
    )


def _share(number: int, count: int) -> float:
    if count == 1:
        return 1.0
    return SHARE if number == 0 else 1 - SHARE


def _counted(successors: tuple[Locality, ...], share: float) -> tuple[int, int]:
    people, households = (sum(getattr(s, name) or 0 for s in successors) for name in ("population", "households"))
    return round(people * share), round(households * share)


def _outlines_before(after: list[str], count: int) -> list[str]:
    """One outline of those of today together, or the halves of it where two villages were there before."""
    whole = shapely.union_all([shapely.from_geojson(text) for text in after], grid_size=GRID)
    if count == 1:
        return [write_outline(whole)]
    cut = _cut_across(whole)
    first = shapely.intersection(whole, cut, grid_size=GRID)
    return [write_outline(first), write_outline(shapely.difference(whole, cut, grid_size=GRID))]


def _cut_across(whole: shapely.Geometry) -> shapely.Geometry:
    """A half of the plane that parts a shape about as ``SHARE`` says, along no border of the map."""
    west, south, east, north = whole.bounds
    reach = max(east - west, north - south)
    at = west + (east - west) * SHARE
    return rotate(shapely.box(at - 4 * reach, south - 4 * reach, at, north + 4 * reach), 7, origin=whole.centroid)


def add_changes(session: Session, formers: Iterable[Former]) -> None:
    """Say what became of the villages of before; both they and their successors are in the store."""
    for former in formers:
        households = sum(successor.households or 0 for successor in former.successors)
        for successor in former.successors:
            split = len(former.successors) > 1
            session.add(
                LocalityChange(
                    predecessor_id=former.place.id,
                    successor_id=successor.id,
                    weight=round((successor.households or 0) / households, 4) if split else 1.0,
                    basis=Basis.HOUSEHOLDS if split else Basis.WHOLE,
                    source=former.change.decision,
                )
            )


def in_their_time(cells: list[Cell], formers: list[Former]) -> list[Cell]:
    """The figures, with those of before a change told by the villages that were there then."""
    if not formers:
        return cells
    changed = {place.code: former.change for former in formers for place in former.successors}
    kept, early = [], {}
    for cell in cells:
        change = changed.get(cell.locality)
        if change is None or parse_period(cell.period).end >= change.on:
            kept.append(cell)
        else:
            early[cell.indicator, cell.period, cell.locality] = cell
    return kept + [cell for former in formers for cell in _figures_of(former, early)]


def _figures_of(former: Former, early: dict[tuple[str, str, str], Cell]) -> Iterator[Cell]:
    """A village's figures: the sum of those that came out of it, or its part where it was one of two."""
    first, *others = (successor.code for successor in former.successors)
    for indicator, period, place in early:
        if place != first:
            continue
        together = [early.get((indicator, period, code)) for code in (first, *others)]
        cells = [cell for cell in together if cell is not None]
        if len(cells) < len(together):
            continue  # one of them was not reported
        numerator, denominator = (sum(getattr(c, name) or 0 for c in cells) for name in ("numerator", "denominator"))
        whole = replace(cells[0], locality=former.place.code, numerator=numerator, denominator=denominator)
        yield _part_of(whole, former.number) if len(former.change.before) > 1 else whole


def _part_of(cell: Cell, number: int) -> Cell:
    """What one of two villages counted of what both did; a count that grows does so in each."""
    numerator, denominator = cell.numerator or 0, cell.denominator or 0
    whole = int(denominator * SHARE)
    rest = min(denominator - whole, numerator - int(numerator * SHARE * LESS))
    if number == 0:
        return replace(cell, numerator=numerator - rest, denominator=whole)
    return replace(cell, numerator=rest, denominator=denominator - whole)
