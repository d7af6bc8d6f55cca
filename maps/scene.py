"""What a map shows: a commune's villages with their outlines, and one indicator at one period for all of them."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from maps.colours import Paint, paint_of
from portal.domain.boundaries import Boundary, get_boundary, list_village_boundaries
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, list_villages
from portal.domain.observations import Observation, Status, get_observation, list_village_periods, list_village_values


@dataclass(frozen=True)
class Place:
    """A village of a map."""

    village: Locality
    observation: Observation | None  # None: nothing was ever published for this period
    boundary: Boundary | None
    unit: str

    @property
    def status(self) -> Status:
        return Status(self.observation.status) if self.observation else Status.MISSING

    @property
    def paint(self) -> Paint:
        return paint_of(self.status, self.observation.exact if self.observation else None, self.unit)


@dataclass(frozen=True)
class Scene:
    commune: Locality
    indicator: Indicator
    period: str | None  # None: no village of the commune has an observation of the indicator
    periods: list[str]  # the newest first
    places: list[Place]
    boundary: Boundary | None
    whole: Observation | None  # the commune's own, of the same period

    @property
    def drawn(self) -> list[Place]:
        return [place for place in self.places if place.boundary is not None]

    @property
    def illustrative(self) -> bool:
        made_up = any(place.observation.dataset.illustrative for place in self.places if place.observation)
        return made_up or any(place.village.illustrative for place in self.places)

    @property
    def has_provisional(self) -> bool:
        return any(place.status is Status.PROVISIONAL for place in self.places)

    @property
    def has_values(self) -> bool:
        return any(place.observation is not None for place in self.places)

    @cached_property
    def paint_counts(self) -> Counter[str]:
        """How many villages have each paint, by its name."""
        return Counter(place.paint.name for place in self.places)


def load_scene(session: Session, commune: Locality, indicator: Indicator, period: str | None = None) -> Scene:
    """The map of a period, or of the newest one that any village has an observation of."""
    periods = list_village_periods(session, commune, indicator.code)
    period = period or (periods[0] if periods else None)
    outlines = {boundary.locality_id: boundary for boundary in list_village_boundaries(session, commune)}
    values = (
        list_village_values(session, commune, indicator.code, period)
        if period
        else [(village, None) for village in list_villages(session, commune)]
    )
    return Scene(
        commune=commune,
        indicator=indicator,
        period=period,
        periods=periods,
        places=[Place(village, found, outlines.get(village.id), indicator.unit) for village, found in values],
        boundary=get_boundary(session, commune),
        whole=get_observation(session, indicator.code, commune, period) if period else None,
    )
