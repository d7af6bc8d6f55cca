"""From a file to stored outlines: read, named, placed, compared, stored. All of them, or none."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from sqlalchemy.orm import Session

from portal import clock
from portal.domain.boundaries import BoundaryKind
from portal.domain.localities import Locality, LocalityKind, list_localities_by_code, list_localities_by_id
from portal.publishing.boundaries.collection import Outline, read_outlines
from portal.publishing.boundaries.commune import Commune, load_commune
from portal.publishing.boundaries.comparing import Comparison, Shape, compare
from portal.publishing.boundaries.files import Layer, read_layer
from portal.publishing.boundaries.naming import name_outlines
from portal.publishing.boundaries.neighbours import list_stored
from portal.publishing.boundaries.placing import Group, check_places, group_outlines, hint
from portal.publishing.boundaries.problems import Found, about_feature, about_file
from portal.publishing.boundaries.storing import Placed, put_outlines
from portal.publishing.boundaries.systems import System, find_system
from portal.publishing.layers.flaws import Flaw
from portal.publishing.problems import Refused

MOST_ALIKE = 20  # problems of one kind that are told one by one
MOST_SHARE = 20.0  # per cent of an outline that may lie within another of the same file


@dataclass(frozen=True)
class Wanted:
    """What the operator says of a file besides; None is what the file itself says."""

    crs: str | None = None
    layer: str | None = None
    code_field: str | None = None
    commune: str | None = None  # the slug or code of the one whose villages the file has


@dataclass(frozen=True)
class Imported:
    """What an import did, and what was noticed about it."""

    count: int
    replaced: int
    simplified: int  # outlines that have a thinned form for screens
    crs: str
    source: str
    sha256: str
    notes: list[str]
    comparison: Comparison
    homes: dict[str, tuple[int, int]]  # by commune: how many outlines, and how many of them replaced


@dataclass(frozen=True)
class _Read:
    """A file's outlines, each with its place; ``communes`` are these and the villages' own, by id."""

    file: str
    sha256: str
    system: System
    outlines: list[Outline]
    places: dict[int, Locality]
    communes: dict[int, Locality]
    notes: list[str] = field(default_factory=list)


def import_boundaries(
    session: Session,
    path: Path,
    *,
    source: str | None = None,
    today: dt.date | None = None,
    wanted: Wanted | None = None,
) -> Imported:
    """Store the outlines of a GeoJSON, GeoPackage or zipped Shapefile in place of those these localities had.

    :param source: where the outlines are from; without it each feature's ``source``, else the file's name.
    :param today: the day on which codes and names are looked up.
    :raises Refused: with every problem found; the store is as it was.
    """
    today = today or clock.today()
    read = _read(session, path, wanted or Wanted(), today)
    comparison = _compared(session, read, today)
    placed = [Placed(read.places[one.number], one.shape, source or one.source or path.name) for one in read.outlines]
    stored = put_outlines(session, placed, kind=BoundaryKind.REFERENCE, crs=read.system.name, on=today)
    return Imported(
        count=len(placed),
        replaced=len(stored.replaced),
        simplified=stored.simplified,
        crs=read.system.name,
        source=placed[0].source,
        sha256=read.sha256,
        notes=read.notes,
        comparison=comparison,
        homes=_homes(read, stored.replaced),
    )


def _homes(read: _Read, replaced: frozenset[int]) -> dict[str, tuple[int, int]]:
    count: Counter[str] = Counter()
    again: Counter[str] = Counter()
    for place in read.places.values():
        home = read.communes.get(place.parent_id or 0, place) if place.kind == LocalityKind.VILLAGE else place
        count[home.code] += 1
        again[home.code] += place.id in replaced
    return {code: (count[code], again[code]) for code in sorted(count)}


def _read(session: Session, path: Path, wanted: Wanted, today: dt.date) -> _Read:
    layer = read_layer(path, wanted.layer)
    commune = _commune(session, path.name, wanted.commune, today)
    system = _system(wanted.crs or layer.crs)
    outlines, problems = read_outlines(layer, system if isinstance(system, System) else None)
    named = name_outlines(
        outlines,
        lambda codes: list_localities_by_code(session, sorted(codes), on=today),
        code_field=wanted.code_field,
        commune=commune,
    )
    communes = _communes(session, named.places.values())
    groups = group_outlines(outlines, named.places, communes)
    problems += named.problems
    if isinstance(system, Flaw):
        problems.append(about_file(system.code, path.name, **(system.values | hint(groups))))
        raise _refused(path.name, problems)
    problems = [*_in_metres(path.name, system, groups, problems), *check_places(groups, system, path.name)]
    problems += _far_outside(path.name, system, outlines, groups) if wanted.crs is None else []
    if problems:
        raise _refused(path.name, problems)
    notes = [*_about(layer, system), *named.notes]
    return _Read(path.name, layer.sha256, system, outlines, named.places, communes, notes)


def _commune(session: Session, file: str, ref: str | None, today: dt.date) -> Commune | None:
    found = load_commune(session, ref, today) if ref else None
    if ref and found is None:
        raise Refused([about_file("no-commune", file, commune=ref)])
    return found


def _system(told: str | None) -> System | Flaw:
    if told is None:
        return Flaw("no-crs")
    try:
        return find_system(told)
    except Flaw as flaw:
        return flaw


def _communes(session: Session, places: Iterable[Locality]) -> dict[int, Locality]:
    found = {place.id: place for place in places if place.kind == LocalityKind.COMMUNE}
    parents = {place.parent_id for place in places if place.kind == LocalityKind.VILLAGE and place.parent_id}
    return found | {place.id: place for place in list_localities_by_id(session, sorted(parents - found.keys()))}


def _in_metres(file: str, system: System, groups: list[Group], problems: list[Found]) -> list[Found]:
    """The problems, with one for all features whose degrees are metres where it is known which zone these fit."""
    count = sum(problem.code == "metres" for problem in problems)
    told = hint(groups) if count else {}
    if not told.get("hint"):
        return problems
    others = [problem for problem in problems if problem.code != "metres"]
    return [*others, about_file("metres-here", file, count=count, crs=system.name, **told)]


def _far_outside(file: str, system: System, outlines: list[Outline], groups: list[Group]) -> Iterator[Found]:
    """What the file says itself must be in use where it lies; not asked where a known centre tells better."""
    known = {outline.number for group in groups for outline in group.outlines}
    for outline in outlines:
        if outline.shape is None or outline.number in known:
            continue
        west, south, _, _ = outline.shape.bounds
        if system.is_far_outside(west, south):
            yield about_file("outside-area", file, crs=system.name, **hint(groups))
            return


def _about(layer: Layer, system: System) -> Iterator[str]:
    told = _system(layer.crs)
    if isinstance(told, Flaw):
        yield f"the file's own coordinate system is not known; it was read as {system.name}"
    elif told.name != system.name:
        yield f"the file says {told.name}; it was read as {system.name}, as told"


def _compared(session: Session, read: _Read, today: dt.date) -> Comparison:
    """:raises Refused: an outline lies within another so far that one of the two is not what it says."""
    shapes = [Shape(read.places[one.number], one.shape, one.number) for one in read.outlines]
    comparison = compare(shapes, list_stored(session, shapes, on=today), read.communes)
    numbers = {one.locality.code: one.number for one in shapes}
    over = [overlap for overlap in comparison.overlaps if overlap.share > MOST_SHARE and not overlap.stored]
    if over:
        raise _refused(
            read.file,
            [
                about_feature(
                    "overlap",
                    read.file,
                    numbers[one.code] or 0,
                    share=round(one.share),
                    name=one.name,
                    other=one.other_name,
                    number=numbers[one.other],
                )
                for one in over
            ],
        )
    return comparison


def _refused(file: str, problems: list[Found]) -> Refused:
    """The problems in the order of the file; of many of one kind the first are told, the rest counted."""
    counts: Counter[str] = Counter()
    told: list[Found] = []
    for problem in sorted(problems, key=attrgetter("order")):
        counts[problem.code] += 1
        if counts[problem.code] <= MOST_ALIKE:
            told.append(problem)
    more = {code: count - MOST_ALIKE for code, count in counts.items() if count > MOST_ALIKE}
    return Refused([*told, *(about_file("and-more", file, count=n, problem=code) for code, n in more.items())])
