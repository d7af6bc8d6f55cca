"""The newest figures of a commune's villages in a few indicators: what a table of villages shows, read as columns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from portal.db import Rows
from portal.domain.localities import Locality, LocalityKind
from portal.domain.observations import Observation
from portal.domain.periods import finest_last, parse_period


class Figure(NamedTuple):
    """Of an observation what a cell shows."""

    period: str
    value: float | None
    status: str


@dataclass
class Newest:
    """An indicator's figures of one period, the newest that any village has: villages are never set side by side in
    unlike months.

    :param by_village: by the village's id; those that nothing was published of lack.
    :param whole: the commune's own.
    """

    period: str
    by_village: dict[int, Figure] = field(default_factory=dict)
    whole: Figure | None = None


def list_newest_figures(session: Session, commune: Locality, indicators: Sequence[str]) -> dict[str, Newest]:
    """By indicator; those that no village was ever observed in lack. Asks twice, however many villages there are."""
    asked = {"commune": commune.id, "indicators": list(indicators)}
    periods: dict[str, list[str]] = defaultdict(list)
    for indicator, period in session.execute(_PERIODS, asked).all():
        periods[indicator].append(period)
    found = {
        code: Newest(max(texts, key=lambda text: finest_last(parse_period(text)))) for code, texts in periods.items()
    }
    shown = list({newest.period for newest in found.values()})
    for indicator, place, *figure in session.execute(_FIGURES, asked | {"periods": shown}).all():
        newest = found.get(indicator)
        if newest is not None and figure[0] == newest.period:
            _put(newest, place, commune, Figure(*figure))
    return found


def _put(newest: Newest, place: int, commune: Locality, figure: Figure) -> None:
    if place == commune.id:
        newest.whole = figure
    else:
        newest.by_village[place] = figure


_PLACE, _OBSERVED = Locality.__table__.c, Observation.__table__.c
_IS_VILLAGE = (_PLACE.parent_id == bindparam("commune")) & (_PLACE.kind == LocalityKind.VILLAGE.value)
_OF_INDICATORS = (
    _OBSERVED.indicator_code.in_(bindparam("indicators", expanding=True)),
    _OBSERVED.superseded_in.is_(None),
)
_PERIODS: Rows = (
    select(_OBSERVED.indicator_code, _OBSERVED.period)
    .where(_OBSERVED.locality_id.in_(select(_PLACE.id).where(_IS_VILLAGE)), *_OF_INDICATORS)
    .distinct()
)
_FIGURES: Rows = select(
    _OBSERVED.indicator_code, _OBSERVED.locality_id, _OBSERVED.period, _OBSERVED.value, _OBSERVED.status
).where(
    _OBSERVED.locality_id.in_(select(_PLACE.id).where(or_(_PLACE.id == bindparam("commune"), _IS_VILLAGE))),
    _OBSERVED.period.in_(bindparam("periods", expanding=True)),
    *_OF_INDICATORS,
)
