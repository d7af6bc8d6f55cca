"""Readiness: how many of a place's people have the four elements of a digital citizen, and one index of them.

The four are the plans' own: a digital identity, a device, skills and an account (Thượng Hồng II.5.5, Đăk Cấm III.9).
Each is a published rate. The index is their geometric mean, ``(identity × device × skill × account)^(1/4)``, as the
Human Development Index is built since 2010 (UNDP, Technical note 1): a place that lacks one element cannot make up for
it with another, and where nobody has one of them the index is 0.

All four are taken at one place and in one period; an element is never borrowed from another period, nor from the
villages for their commune, whose rates are observations of its own. While one element is withheld, missing, not
applicable or was never published, there is no index. It is made of published numbers only, so it tells nothing that
they do not.
"""

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, null, or_, select
from sqlalchemy.orm import Session

from portal.db import Rows, narrow
from portal.domain.datasets import Dataset
from portal.domain.indicators import ELEMENTS, Indicator
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation, alive
from portal.domain.readiness_cells import ReadinessCell
from portal.domain.releases import Release
from portal.domain.uncertainty import Interval, wilson_interval

NOT_PUBLISHED = "not-published"
"""The status of an element that no release ever said anything about for the place and period."""

PLACES = Decimal("0.0001")


class ReadinessStatus(enum.StrEnum):
    """What kind of number the index is: as weak as the weakest of the four, and the words mean what theirs do."""

    NORMAL = "normal"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    INCOMPLETE = "incomplete"  # an element is not shown


WEAKEST_LAST = (ReadinessStatus.NORMAL, ReadinessStatus.PROVISIONAL, ReadinessStatus.ESTIMATED)


@dataclass(frozen=True)
class Element:
    """One of the four, as published. ``indicator`` is None where the portal measures none."""

    code: str
    indicator: str | None
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    status: str = NOT_PUBLISHED
    reported: int | None = None
    expected: int | None = None
    release: str | None = None
    illustrative: bool = False

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the rate; None where no counts are shown."""
        if self.value is None or self.numerator is None or not self.denominator:
            return None
        return wilson_interval(min(self.numerator, self.denominator), self.denominator)


@dataclass(frozen=True)
class Readiness:
    """A place in a period. ``elements`` are the four, in the order of ``ELEMENTS``."""

    locality: str
    period: str
    elements: tuple[Element, ...]

    @property
    def lacking(self) -> list[str]:
        """The elements that are not shown."""
        return [element.code for element in self.elements if element.value is None]

    @property
    def index(self) -> float | None:
        values = [element.value for element in self.elements if element.value is not None]
        return geometric_mean(values) if len(values) == len(ELEMENTS) else None

    @property
    def interval(self) -> Interval | None:
        """From the index of the four lower ends to that of the four upper ends; None without counts of all four.

        The same people are counted in all four, and how the elements go together in a place is not published. A
        standard deviation of a sum is at most the sum of the standard deviations, so of the logarithms' mean, and
        this is the widest that the interval can be, whatever they have to do with one another: at least 95 %.
        """
        ends = [element.interval for element in self.elements]
        known = [end for end in ends if end is not None]
        if len(known) != len(ELEMENTS):
            return None
        return Interval(geometric_mean([end.low for end in known]), geometric_mean([end.high for end in known]))

    @property
    def status(self) -> ReadinessStatus:
        if self.lacking:
            return ReadinessStatus.INCOMPLETE
        return max((ReadinessStatus(element.status) for element in self.elements), key=WEAKEST_LAST.index)

    @property
    def illustrative(self) -> bool:
        return any(element.illustrative for element in self.elements)


def geometric_mean(rates: Sequence[float]) -> float:
    """Of four rates as published, to four decimals; the same digits on every machine."""
    product = math.prod((Decimal(str(rate)) for rate in rates), start=Decimal(1))
    return float(product.sqrt().sqrt().quantize(PLACES))


BY = (Observation.locality_id, Observation.period_end, Observation.period)
"""A total order of the rows of ``select_readiness``, along an index."""
BY_CELL = (ReadinessCell.locality_id, ReadinessCell.period_end, ReadinessCell.period)
"""The same of ``select_cells``."""


@dataclass(frozen=True)
class Wanted:
    """Which places and periods; None leaves it open.

    :param within: every village of a commune.
    :param commune: a commune and its villages.
    """

    locality: Locality | None = None
    within: Locality | None = None
    commune: Locality | None = None
    kind: str | None = None
    period: str | None = None

    def narrow(self, query: Rows, of: type[Observation] | type[ReadinessCell] = Observation) -> Rows:
        if self.within is not None:
            query = query.where(Locality.parent_id == self.within.id, Locality.kind == LocalityKind.VILLAGE)
        if self.commune is not None:
            query = query.where(or_(Locality.id == self.commune.id, Locality.parent_id == self.commune.id))
        of_place = (of.locality_id, self.locality and self.locality.id)
        kind = Locality.kind if of is Observation else ReadinessCell.kind
        return narrow(query, of_place, (of.period, self.period), (kind, self.kind))


def select_readiness(elements: Sequence[Indicator], wanted: Wanted, *, as_of: int) -> Rows:
    """Every place and period that a release said something of an element about: the place's code, the period, the
    place's id; in no order.
    """
    query: Rows = (
        select(Locality.code.label("locality"), Observation.period, Observation.locality_id)
        .join(Locality, Observation.locality_id == Locality.id)
        .where(
            Observation.locality_id > 0,  # true of all; SQLite sees by it that it need not sort everything for a page
            Observation.indicator_code.in_([element.code for element in elements]),
            *alive(as_of),
        )
    )
    return wanted.narrow(query).distinct()


def select_cells(wanted: Wanted) -> Rows:
    """The rows of ``select_readiness`` as of the newest release, as they were kept when it came out."""
    query: Rows = select(Locality.code.label("locality"), ReadinessCell.period, ReadinessCell.locality_id)
    return wanted.narrow(query.join(Locality, ReadinessCell.locality_id == Locality.id), ReadinessCell)


def count_cells(session: Session, wanted: Wanted) -> int:
    """How many rows ``select_cells`` has: the places are only looked at where they narrow."""
    of_places = any(place is not None for place in (wanted.within, wanted.commune))
    if of_places:
        return session.scalar(select(func.count()).select_from(select_cells(wanted).subquery())) or 0
    return session.scalar(wanted.narrow(select(func.count()).select_from(ReadinessCell), ReadinessCell)) or 0


def select_ranked_cells(elements: Sequence[Indicator], wanted: Wanted) -> Rows:
    """The rows of ``select_ranked`` as of the newest release."""
    index = ReadinessCell.product.label("index") if len(elements) == len(ELEMENTS) else null().label("index")
    return select_cells(wanted).add_columns(index)


def select_ranked(
    elements: Sequence[Indicator], wanted: Wanted, *, as_of: int
) -> tuple[Rows, tuple[ColumnElement[Any], ...]]:
    """The same with a fourth column ``index`` that sorts as the index does, and a total order of these rows.

    Everything is looked at before the first row comes.
    """
    product = math.prod((_value_of(element) for element in elements), start=literal(1.0))
    query: Rows = (
        select(Locality.code.label("locality"), *BY, product.label("index"))
        .join(Locality, Observation.locality_id == Locality.id)
        .where(Observation.indicator_code.in_([element.code for element in elements]), *alive(as_of))
        .group_by(Locality.code, *BY)
    )
    found = wanted.narrow(query).subquery()
    index = found.c.index if len(elements) == len(ELEMENTS) else null()
    columns = (found.c.locality, found.c.period, found.c.locality_id, index.label("index"))
    return select(*columns), tuple(found.c[column.key] for column in BY)


def _value_of(element: Indicator) -> ColumnElement[float]:
    return func.max(case((Observation.indicator_code == element.code, Observation.value)))


def list_readiness(
    session: Session, elements: Sequence[Indicator], rows: Sequence[Sequence[Any]], *, as_of: int
) -> list[Readiness]:
    """What is published of the places and periods that rows begin with as those of ``select_readiness`` do, in their
    order: one query.
    """
    measured = {element.element: element.code for element in elements}
    found = _list_observed(session, list(measured.values()), rows, as_of)
    return [
        Readiness(code, period, tuple(_element(e, measured.get(e), found, (place, period)) for e in ELEMENTS))
        for code, period, place, *_ in rows
    ]


Found = dict[tuple[int, str, str], Sequence[Any]]
"""By the place's id, the period and the indicator: the columns of an element after its indicator."""


def _element(code: str, indicator: str | None, found: Found, cell: tuple[int, str]) -> Element:
    seen = found.get((*cell, indicator)) if indicator else None
    return Element(code, indicator, *seen) if seen else Element(code, indicator)


def _list_observed(session: Session, indicators: list[str], rows: Sequence[Sequence[Any]], as_of: int) -> Found:
    query = (
        select(
            Observation.locality_id,
            Observation.period,
            Observation.indicator_code,
            Observation.value,
            Observation.numerator,
            Observation.denominator,
            Observation.status,
            Observation.reported,
            Observation.expected,
            Release.id,
            Dataset.illustrative,
        )
        .join(Release, Observation.released_in == Release.seq)
        .join(Dataset, Observation.dataset_slug == Dataset.slug)
        .where(
            Observation.locality_id.in_({row[2] for row in rows}),
            Observation.indicator_code.in_(indicators),
            Observation.period.in_({row[1] for row in rows}),
            *alive(as_of),
        )
    )
    return {(row[0], row[1], row[2]): row[3:] for row in session.execute(query)}
