"""Localities as features: chosen by time and by place, had in portions, each with its geometry.

A locality's geometry is its outline, else its point, else none. A box is met by the geometry itself, not by the
rectangle around it. What has no geometry is met by every box, and what has no time by every span (OGC 17-069r4,
``/req/core/fc-bbox-response`` and ``fc-time-response``).

A locality is known by its code while it is valid. Codes have been used again, so one that is no more is known by its
code and its last day: ``23284~2025-06-30``.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session, aliased

from portal.db import Condition, Rows
from portal.domain.boundaries import Boundary
from portal.domain.datasets import Dataset
from portal.domain.feature_places import Figure, Known, Parent, Place, feature_id
from portal.domain.localities import DAY, Locality, LocalityKind, valid_on
from portal.domain.observations import Observation, alive
from portal.domain.periods import MONTHS, finest_last, number_at, numbered, parse_period
from portal.domain.releases import Release
from portal.statements import Statement

PORTION = 200
"""Features that are had at once: what a process holds of a page, however long the page."""
Above = aliased(Locality)


@dataclass(frozen=True)
class Span:
    """From one day to another, both within; None: without end on that side."""

    start: dt.date | None
    end: dt.date | None


@dataclass(frozen=True)
class Box:
    """In degrees; where ``west`` is greater than ``east`` it goes across the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def parts(self) -> list["Box"]:
        """The same as boxes that do not go across."""
        if self.west <= self.east:
            return [self]
        return [replace(self, east=180.0), replace(self, west=-180.0)]


@dataclass(frozen=True)
class Wanted:
    """Which features are asked for.

    :param span: of localities, valid at some time in it, today unless asked; of figures, about a period in it.
    :param parent: code or slug of the locality directly above.
    :param indicator: of villages, with their newest figure of it.
    :param as_of: figures as of this release number.
    """

    kind: LocalityKind
    today: dt.date
    span: Span | None = None
    box: Box | None = None
    parent: str | None = None
    indicator: str | None = None
    as_of: int | None = None


OBSERVED = ("period", "value", "status", "numerator", "denominator")


def _select_keys(session: Session, wanted: Wanted) -> Select[int]:
    """The keys of all features asked for, without order."""
    query = select(Locality.id).where(Locality.kind == wanted.kind, *_in_time(wanted))
    if wanted.parent is not None:
        named = or_(Above.code == wanted.parent, Above.slug == wanted.parent)
        query = query.join(Above, Locality.parent_id == Above.id).where(named)
    if wanted.box is not None:
        query = query.where(_in_box(wanted.box))
        query = query.where(Locality.id.not_in(_list_beside(session, query, wanted.box)))
    return query


def count_features(session: Session, wanted: Wanted) -> int:
    return session.scalar(_select_keys(session, wanted).with_only_columns(func.count())) or 0


def list_feature_keys(session: Session, wanted: Wanted, *, offset: int, limit: int) -> list[int]:
    """A page of the keys, in an order that does not change."""
    if wanted.span is None and wanted.box is None and wanted.parent is None:
        page = _ALL_KEYS.rows(session, kind=wanted.kind, day=wanted.today, offset=offset, limit=limit)
        return [key for (key,) in page]
    keys = _select_keys(session, wanted)
    return list(session.scalars(keys.order_by(Locality.id).offset(offset).limit(limit)))


_ALL_KEYS = Statement(
    select(Locality.id)
    .where(Locality.kind == bindparam("kind"), *valid_on(DAY))
    .order_by(Locality.id)
    .offset(bindparam("offset"))
    .limit(bindparam("limit"))
)
"""Of what every map program asks for first: a collection from its beginning, today's."""


def find_feature_key(session: Session, wanted: Wanted, ref: str) -> int | None:
    """The key of the feature with this id."""
    code, _, day = ref.partition("~")
    query = select(Locality.id).where(Locality.kind == wanted.kind, Locality.code == code)
    try:
        on = [_ends_or_begins(dt.date.fromisoformat(day), wanted.today)] if day else valid_on(wanted.today)
    except ValueError:
        return None
    key = session.scalars(query.where(*on).order_by(Locality.id).limit(1)).first()
    return key if key is not None and _is_same(session, key, ref, wanted.today) else None


def _is_same(session: Session, key: int, ref: str, today: dt.date) -> bool:
    """A day can be written in more than one way, an id in one only."""
    locality = session.get(Locality, key)
    return locality is not None and feature_id(locality, today) == ref


def _ends_or_begins(day: dt.date, today: dt.date) -> Condition:
    gone = and_(Locality.valid_to == day, Locality.valid_to < today)
    return or_(gone, and_(Locality.valid_from == day, Locality.valid_from > today))


def list_features(session: Session, wanted: Wanted, keys: Sequence[int]) -> list[Place]:
    """The features with these keys, in the order of ``list_feature_keys``; as many as ``PORTION`` at a time."""
    figures = _list_figures(session, wanted, keys) if wanted.indicator else {}
    return [_place(row, figures) for row in session.execute(_FEATURES, {"keys": list(keys)}).all()]


def _place(row: Row[*tuple[Any, ...]], figures: Mapping[int, Figure]) -> Place:
    known, (code, slug, kind, source, geometry) = Known(*row[: len(Known._fields)]), row[len(Known._fields) :]
    parent = None if code is None else Parent(code, slug)
    return Place(known, parent, kind, source, geometry or _point(known), figures.get(known.id))


_LOCALITY, _BOUNDARY = Locality.__table__, Boundary.__table__.c
_ABOVE = _LOCALITY.alias()
_FEATURES: Rows = (
    select(
        *[_LOCALITY.c[name] for name in Known._fields],
        _ABOVE.c.code,
        _ABOVE.c.slug,
        _BOUNDARY.kind,
        _BOUNDARY.source,
        _BOUNDARY.geometry,
    )
    .outerjoin(_ABOVE, _LOCALITY.c.parent_id == _ABOVE.c.id)
    .outerjoin(Boundary.__table__, _BOUNDARY.locality_id == _LOCALITY.c.id)
    .where(_LOCALITY.c.id.in_(bindparam("keys", expanding=True)))
    .order_by(_LOCALITY.c.id)
)


def _point(locality: Known) -> str | None:
    if locality.lat is None or locality.lon is None:
        return None
    return f'{{"type":"Point","coordinates":[{locality.lon!r},{locality.lat!r}]}}'


def _list_figures(session: Session, wanted: Wanted, keys: Sequence[int]) -> dict[int, Figure]:
    """The newest figure of each place, of those in the span; of one end the finest."""
    within = [*_figures(wanted), Observation.locality_id.in_(keys)]
    newest = select(Observation.locality_id, func.max(Observation.period_end).label("period_end")).where(*within)
    last = newest.group_by(Observation.locality_id).subquery()
    same = and_(Observation.locality_id == last.c.locality_id, Observation.period_end == last.c.period_end)
    query: Rows = (
        select(Observation.locality_id, *[getattr(Observation, name) for name in OBSERVED])
        .add_columns(Release.id, Dataset.illustrative)
        .join(last, same)
        .join(Release, Observation.released_in == Release.seq)
        .join(Dataset, Observation.dataset_slug == Dataset.slug)
        .where(*within)
    )
    found = [(key, Figure(parse_period(period), *rest)) for key, period, *rest in session.execute(query)]
    return dict(sorted(found, key=lambda pair: finest_last(pair[1].period)))


def _figures(wanted: Wanted) -> list[Condition]:
    spanned = [_about(wanted.span)] if wanted.span else []
    return [Observation.indicator_code == wanted.indicator, *alive(wanted.as_of), *spanned]


def _about(span: Span) -> Condition:
    """Whether the period of a figure has a day in the span."""
    begun = true() if span.start is None else Observation.period_end >= span.start
    return and_(begun, _begins_by(span.end) if span.end else true())


def _begins_by(day: dt.date) -> Condition:
    """Whether a period begins by a day, which is: ends by the end of the period of its length that the day is in."""
    if not 2000 <= day.year < 2100:
        return false() if day.year < 2000 else true()
    return or_(
        *[and_(_of_length(months), Observation.period_end <= _end_of(day, months)) for months in MONTHS.values()]
    )


def _end_of(day: dt.date, months: int) -> dt.date:
    return numbered(number_at(day, months), months).end


def _of_length(months: int) -> Condition:
    """Whether a period has so many months, by how it is written."""
    written = func.substr(Observation.period, 6, 1)
    return {1: written.in_(("0", "1")), 3: written == "Q", 6: written == "H", 12: written == ""}[months]


def _in_time(wanted: Wanted) -> list[Condition]:
    if wanted.span is None:
        return valid_on(wanted.today)
    if wanted.indicator is None:
        return _valid_in(wanted.span)
    of_place = Observation.locality_id == Locality.id
    ever = exists().where(of_place, *_figures(replace(wanted, span=None)))
    return [or_(exists().where(of_place, *_figures(wanted)), and_(~ever, *valid_on(wanted.today)))]


def _valid_in(span: Span) -> list[Condition]:
    conditions = []
    if span.start is not None:
        conditions.append(or_(Locality.valid_to.is_(None), Locality.valid_to >= span.start))
    if span.end is not None:
        conditions.append(or_(Locality.valid_from.is_(None), Locality.valid_from <= span.end))
    return conditions


def _in_box(box: Box) -> Condition:
    """Whether the rectangle around the outline, or the point, meets the box; always where there is neither."""
    outlined = select(Boundary.locality_id)
    near = Locality.id.in_(outlined.where(or_(*[_meets(part) for part in box.parts])))
    nowhere = or_(Locality.lat.is_(None), Locality.lon.is_(None))
    spot = or_(nowhere, *[_has_point(part) for part in box.parts])
    return or_(near, and_(Locality.id.not_in(outlined), spot))


def _has_point(box: Box) -> Condition:
    return and_(Locality.lon.between(box.west, box.east), Locality.lat.between(box.south, box.north))


def _meets(box: Box) -> Condition:
    across = and_(Boundary.west <= box.east, Boundary.east >= box.west)
    return and_(across, Boundary.south <= box.north, Boundary.north >= box.south)


def _holds(box: Box) -> Condition:
    across = and_(Boundary.west >= box.west, Boundary.east <= box.east)
    return and_(across, Boundary.south >= box.south, Boundary.north <= box.north)


def _list_beside(session: Session, keys: Select[int], box: Box) -> list[int]:
    """Of the places whose rectangle meets the box, those whose outline does not: looked at only along its edge."""
    within = or_(*[_holds(part) for part in box.parts])
    edge = keys.join(Boundary, Boundary.locality_id == Locality.id).where(not_(within))
    import shapely  # noqa: PLC0415 - 20 MB that only a box on the edge of an outline needs

    area = shapely.union_all([shapely.box(p.west, p.south, p.east, p.north) for p in box.parts])
    shapely.prepare(area)
    outlines: Rows = edge.with_only_columns(Locality.id, Boundary.geometry)
    found = session.execute(outlines.execution_options(yield_per=PORTION))
    return [key for key, geometry in found if not area.intersects(shapely.from_geojson(geometry))]
