"""Where infrastructure does not reach yet: the households of each village without 5G, or without 1 Gb/s.

A layer that lies over any map. Coverage is about infrastructure, so none of its figures is ever withheld.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.indicators import Indicator, get_indicator
from portal.domain.localities import Locality
from portal.domain.observations import Observation, list_village_periods, list_village_values

LAYERS = ("coverage-5g", "broadband-1g")
"""The indicators that there is such a layer of."""


@dataclass(frozen=True)
class GapLayer:
    """``lacking`` is how many households are not reached, by the village's id; None where no figure says so."""

    indicator: Indicator
    period: str
    lacking: dict[int, int | None]
    illustrative: bool


def load_gaps(session: Session, commune: Locality, code: str, period: str | None = None) -> GapLayer | None:
    """The layer of an indicator at a period that there are figures of, else at the newest; None without any."""
    indicator = get_indicator(session, code)
    periods = list_village_periods(session, commune, code)
    if indicator is None or not periods:
        return None
    chosen = period if period in periods else periods[0]
    values = list_village_values(session, commune, code, chosen)
    made_up = any(found.dataset.illustrative for _, found in values if found)
    return GapLayer(indicator, chosen, {village.id: _lacking(found) for village, found in values}, made_up)


def _lacking(found: Observation | None) -> int | None:
    if found is None or found.numerator is None or found.denominator is None:
        return None
    return found.denominator - found.numerator
