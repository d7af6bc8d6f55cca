"""A locality as a feature: what is told of it, read as columns, and the id by which it is one feature and no other."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from portal.domain.localities import Locality
from portal.domain.periods import Period


@dataclass(frozen=True)
class Figure:
    """What was published of a village at a period."""

    period: Period
    value: float | None
    status: str
    numerator: int | None
    denominator: int | None
    release: str
    illustrative: bool


class Known(NamedTuple):
    """What a feature tells of its locality: columns, since a page of features has hundreds."""

    id: int
    code: str
    slug: str
    kind: str
    unit: str
    name: str
    name_en: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    population: int | None
    households: int | None
    area_km2: float | None
    lat: float | None
    lon: float | None
    illustrative: bool
    source: str


class Parent(NamedTuple):
    code: str
    slug: str


@dataclass(frozen=True)
class Place:
    """A feature: a locality, what is above it, its geometry as GeoJSON text, and its figure where one was asked for."""

    locality: Known
    parent: Parent | None
    outline: str | None
    outline_source: str | None
    geometry: str | None
    figure: Figure | None


def feature_id(locality: Locality | Known, today: dt.date) -> str:
    """The id under which a locality is one feature and no other."""
    if locality.valid_to is not None and locality.valid_to < today:
        return f"{locality.code}~{locality.valid_to.isoformat()}"
    if locality.valid_from is not None and locality.valid_from > today:
        return f"{locality.code}~{locality.valid_from.isoformat()}"
    return locality.code
