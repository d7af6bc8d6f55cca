"""What features cover: where they lie, since when, and the periods of their figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.boundaries import Boundary, BoundaryKind
from portal.domain.features import Box, Span
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observation_counts import ALL, WHOLE, ObservationCount
from portal.domain.periods import Period, parse_period


@dataclass(frozen=True)
class Coverage:
    """Of the places of one kind.

    :param box: around all of them; None when none has a geometry.
    :param span: from the first day of the first to the last of the last.
    :param illustrative: whether any is made up.
    :param schematic: whether the outline of any is drawn and not real.
    """

    box: Box | None
    span: Span
    illustrative: bool
    schematic: bool


def get_coverage(session: Session, kind: LocalityKind) -> Coverage:
    """What the places of a kind cover, those that are no more included."""
    sides = [
        func.min(func.coalesce(Boundary.west, Locality.lon)),
        func.min(func.coalesce(Boundary.south, Locality.lat)),
        func.max(func.coalesce(Boundary.east, Locality.lon)),
        func.max(func.coalesce(Boundary.north, Locality.lat)),
    ]
    days = [func.count(), func.count(Locality.valid_from), func.min(Locality.valid_from)]
    days += [func.count(Locality.valid_to), func.max(Locality.valid_to)]
    query: Rows = (
        select(*sides, *days).outerjoin(Boundary, Boundary.locality_id == Locality.id).where(Locality.kind == kind)
    )
    west, south, east, north, all_, begun, first, ended, last = session.execute(query).one()
    box = None if west is None else Box(west, south, east, north)
    span = Span(first if begun == all_ else None, last if ended == all_ else None)
    places = select(Locality.id).where(Locality.kind == kind).limit(1)
    drawn = places.join(Boundary, Boundary.locality_id == Locality.id).where(Boundary.kind == BoundaryKind.SCHEMATIC)
    made_up = session.scalar(places.where(Locality.illustrative)) is not None
    return Coverage(box, span, made_up, session.scalar(drawn) is not None)


def list_figure_spans(session: Session, indicators: Iterable[str]) -> dict[str, Span]:
    """From the first day to the last that the live figures of each indicator are about, of those that have any.

    Read from the communes' own figures: each period of a village's has one of its commune's beside it, in which the
    villages are summed up, and there are far fewer.
    """
    of = ObservationCount
    query = select(of.indicator_code, of.period).where(
        of.commune_id == WHOLE,
        of.indicator_code.in_(list(indicators)),
        of.period != ALL,
        of.kind == LocalityKind.COMMUNE,
        of.number > 0,
    )
    periods: dict[str, list[str]] = {}
    for indicator, period in session.execute(query.distinct()):
        periods.setdefault(indicator, []).append(period)
    return {indicator: _span(map(parse_period, texts)) for indicator, texts in periods.items()}


def _span(periods: Iterable[Period]) -> Span:
    days = [day for p in periods for day in (p.start, p.end)]
    return Span(min(days), max(days))
