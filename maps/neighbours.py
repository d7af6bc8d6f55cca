"""Two communes on one scale: an indicator at one period for all villages of both.

The period is one that both have figures of, so that unlike months never stand beside each other.
"""

import enum
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from sqlalchemy.orm import Session

from maps.scene import Asked, Place, Scene, View, load_scene
from portal.domain.folding import sort_key
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.observations import WITHOUT_VALUE, list_village_periods


class Order(enum.StrEnum):
    NAME = "name"
    VALUE = "value"


@dataclass(frozen=True)
class Beside:
    """``periods`` are those that both have figures of, the newest first; ``newest`` is each commune's own.

    ``scenes`` lack where no period is common and none was asked for.
    """

    indicator: Indicator
    communes: tuple[Locality, Locality]
    periods: list[str]
    newest: tuple[str | None, str | None]
    scenes: list[Scene]

    @property
    def period(self) -> str | None:
        return self.scenes[0].period if self.scenes else None

    @property
    def without(self) -> list[Locality]:
        """The communes none of whose villages has an observation of the period."""
        return [scene.commune for scene in self.scenes if not scene.has_values]

    @property
    def illustrative(self) -> bool:
        return any(scene.illustrative for scene in self.scenes)

    @cached_property
    def together(self) -> Scene | None:
        """The villages of both, for what is said of all of them, such as the legend."""
        return replace(self.scenes[0], places=[place for _, place in self.places]) if self.scenes else None

    @cached_property
    def places(self) -> list[tuple[Locality, Place]]:
        """All villages, each with its commune."""
        return [(scene.commune, place) for scene in self.scenes for place in scene.places]


def load_beside(
    session: Session, communes: tuple[Locality, Locality], indicator: Indicator, asked: Asked | None = None
) -> Beside:
    """Both communes at the period asked for, else at the newest that both have figures of."""
    asked = asked or Asked()
    one, other = (list_village_periods(session, commune, indicator.code) for commune in communes)
    common = [period for period in one if period in other]
    period = asked.period or next(iter(common), None)
    chosen = replace(asked, period=period, view=View.VALUE, against=None, gaps=None, village=None)
    scenes = [load_scene(session, commune, indicator, chosen) for commune in communes] if period else []
    return Beside(indicator, communes, common, (next(iter(one), None), next(iter(other), None)), scenes)


def list_rows(found: Beside, order: Order) -> list[tuple[Locality, Place]]:
    """All villages by name, or by value from the highest; those without one come last then, by name."""
    by_name = sorted(found.places, key=_name)
    return by_name if order is Order.NAME else sorted(by_name, key=_from_highest)


def _name(row: tuple[Locality, Place]) -> tuple[object, ...]:
    commune, place = row
    return sort_key(place.village.name), sort_key(commune.name), place.village.code


def _from_highest(row: tuple[Locality, Place]) -> tuple[bool, Fraction]:
    place = row[1]
    if place.figure is None or place.status in WITHOUT_VALUE:
        return True, Fraction(0)
    return False, -place.figure
