"""What a map shows: a commune's villages, each in its place, and one indicator at one period for all of them."""

import datetime as dt
import enum
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from sqlalchemy.orm import Session

from maps.changes import Obstacle, choose_earlier, find_obstacle
from maps.colours import NOT_COMPARED, Paint, Scale, scale_of_changes, scale_of_distances, scale_of_values
from maps.forms import Form, Placing
from maps.gaps import GapLayer, load_gaps
from maps.laying import lay_out
from portal.domain.boundaries import Outline
from portal.domain.gaps import gap_to, nearest_target
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, list_villages
from portal.domain.observations import (
    WITHOUT_VALUE,
    Observation,
    Status,
    get_observation,
    list_village_periods,
    list_village_values,
)
from portal.domain.periods import parse_period
from portal.domain.plans import Target, list_targets

DRAWN_ZOOM = 14  # drawings show a commune about as closely as a web map at this zoom


class View(enum.StrEnum):
    """What of an indicator a place is painted by."""

    VALUE = "value"
    TARGET = "target"  # how far from the commune's next target
    CHANGE = "change"  # from an earlier period


@dataclass(frozen=True)
class Asked:
    """What a reader asks of a map; None: what fits.

    :param zoom: of a web map, that outlines must be fit for; None: as precise as they came.
    :param today: whose villages are shown where there is no figure at all; None: those of all time.
    """

    period: str | None = None
    view: View = View.VALUE
    against: str | None = None  # the earlier period of a change
    form: Form | None = None
    gaps: str | None = None  # the indicator of a layer of ``maps.gaps``
    zoom: int | None = DRAWN_ZOOM
    today: dt.date | None = None
    village: str | None = None  # the one to be marked, by its code or slug


@dataclass(frozen=True)
class Place:
    """A village of a map; ``figure`` is what it is painted by: a value, or points from a target or a period."""

    village: Locality
    observation: Observation | None  # None: nothing was ever published for this period
    placing: Placing | None
    status: Status
    figure: Fraction | None
    paint: Paint
    before: Observation | None = None  # of the earlier period, where a change is shown

    @property
    def compared(self) -> bool:
        """Whether its figure could have a change at all: its village was there before, and the periods are alike."""
        return self.paint is not NOT_COMPARED


@dataclass(frozen=True)
class Scene:
    commune: Locality
    indicator: Indicator
    period: str | None  # None: no village of the commune has an observation of the indicator
    periods: list[str]  # the newest first
    places: list[Place]
    boundary: Outline | None
    whole: Observation | None  # the commune's own, of the same period
    scale: Scale
    view: View = View.VALUE
    form: Form = Form.OUTLINES
    forms: list[Form] = field(default_factory=list)
    target: Target | None = None  # the commune's next one, whatever is shown
    against: str | None = None  # the earlier period of a change
    gaps: GapLayer | None = None
    village: str | None = None  # the code or slug of the one to be marked, whether it is there or not
    lacks_target: bool = False  # distances from a target were asked for, and there is no target

    @cached_property
    def shown(self) -> list[Observation]:
        """Every observation that the map is made of."""
        seen = [found for place in self.places for found in (place.observation, place.before)]
        return [found for found in [*seen, self.whole] if found is not None]

    @cached_property
    def obstacle(self) -> Obstacle | None:
        """Why a map of a change shows none; None on all other maps."""
        return find_obstacle(self.against, self.period) if self.view is View.CHANGE else None

    @cached_property
    def chosen(self) -> Place | None:
        return next((p for p in self.places if self.village in {p.village.code, p.village.slug}), None)

    @property
    def drawn(self) -> list[Place]:
        return [place for place in self.places if place.placing is not None]

    @property
    def illustrative(self) -> bool:
        made_up = any(found.dataset.illustrative for found in self.shown)
        of_places = any(place.village.illustrative for place in self.places)
        return made_up or of_places or bool(self.gaps and self.gaps.illustrative)

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


def load_scene(session: Session, commune: Locality, indicator: Indicator, asked: Asked | None = None) -> Scene:
    """The map of a period, or of the newest one that any village has an observation of."""
    asked = asked or Asked()
    periods = list_village_periods(session, commune, indicator.code)
    period = asked.period or (periods[0] if periods else None)
    values = _list_values(session, commune, indicator, period, asked.today)
    against = _earlier(asked, periods, period)
    since = None if against is None or find_obstacle(against, period) else parse_period(against).end
    before = {v.id: o for v, o in _list_values(session, commune, indicator, against)} if since else {}
    target = _target(session, commune, indicator, period)
    view = View.VALUE if asked.view is View.TARGET and target is None else asked.view
    reading = Reading(view, _scale(view, indicator), target, since)
    layout = lay_out(session, commune, [village for village, _ in values], asked.form, asked.zoom)
    places = [
        _place(village, found, before.get(village.id), layout.placed.get(village.id), reading)
        for village, found in values
    ]
    return Scene(
        commune=commune,
        indicator=indicator,
        period=period,
        periods=periods,
        places=places,
        boundary=layout.around,
        whole=get_observation(session, indicator.code, commune, period) if period else None,
        scale=reading.scale,
        view=view,
        form=layout.form,
        forms=layout.forms,
        target=target,
        against=against,
        gaps=load_gaps(session, commune, asked.gaps, period) if asked.gaps else None,
        village=asked.village,
        lacks_target=bool(period) and view is not asked.view,
    )


def _list_values(
    session: Session, commune: Locality, indicator: Indicator, period: str | None, today: dt.date | None = None
) -> list[tuple[Locality, Observation | None]]:
    if period is None:
        return [(village, None) for village in list_villages(session, commune, on=today)]
    return list_village_values(session, commune, indicator.code, period)


def _earlier(asked: Asked, periods: list[str], period: str | None) -> str | None:
    """The period that a change is reckoned from, if one is."""
    if asked.view is not View.CHANGE or period is None:
        return None
    return asked.against or choose_earlier(period, periods)


def _target(session: Session, commune: Locality, indicator: Indicator, period: str | None) -> Target | None:
    if period is None or indicator.unit != "percent":
        return None
    targets = list_targets(session, commune=commune, indicator=indicator.code)
    return nearest_target(targets, parse_period(period).end.year)


def _scale(view: View, indicator: Indicator) -> Scale:
    if view is View.VALUE:
        return scale_of_values(indicator)
    return scale_of_distances() if view is View.TARGET else scale_of_changes(indicator)


@dataclass(frozen=True)
class Reading:
    """How a village's figure becomes a colour.

    :param since: the end of the period that a change is reckoned from; None: there is nothing to reckon from.
    """

    view: View
    scale: Scale
    target: Target | None = None
    since: dt.date | None = None


def _place(
    village: Locality, found: Observation | None, before: Observation | None, placing: Placing | None, reading: Reading
) -> Place:
    status = _status(found)
    if reading.view is View.CHANGE:
        if status not in WITHOUT_VALUE and not _is_comparable(village, before, reading.since):
            return Place(village, found, placing, status, None, NOT_COMPARED)
        status = _weaker(status, _status(before))
    figure = None if status in WITHOUT_VALUE else _figure(reading, found, before)
    return Place(village, found, placing, status, figure, reading.scale.paint(status, figure), before)


def _is_comparable(village: Locality, before: Observation | None, since: dt.date | None) -> bool:
    """Whether a village was there at the end of an earlier period, or has a figure of it all the same."""
    if since is None:
        return False
    return before is not None or village.valid_from is None or village.valid_from <= since


def _status(found: Observation | None) -> Status:
    return Status(found.status) if found else Status.MISSING


def _weaker(one: Status, other: Status) -> Status:
    """Of two figures that are compared, what is said of the comparison."""
    order = [*sorted(WITHOUT_VALUE, key=list(Status).index), Status.PROVISIONAL, Status.ESTIMATED, Status.NORMAL]
    return min(one, other, key=order.index)


def _figure(reading: Reading, found: Observation | None, before: Observation | None) -> Fraction | None:
    value = found.exact if found else None
    if value is None or reading.view is View.VALUE:
        return value
    if reading.view is View.TARGET:
        return _distance(reading.target, value) if reading.target else None
    earlier = before.exact if before else None
    return None if earlier is None else value - earlier


def _distance(target: Target, value: Fraction) -> Fraction:
    """Points above the target, below it if negative; where less is better, the other way round."""
    gap = gap_to(target, value)
    distance = -gap.distance if target.indicator.direction == "down" else gap.distance
    if gap.satisfied:
        return max(distance, Fraction(0))
    return min(distance, Fraction(-1, 1000))
