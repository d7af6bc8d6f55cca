"""All village indicators of a commune as small maps that share their shapes, loaded in a handful of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlalchemy.orm import Session

from maps.colours import Paint, Scale, scale_of_values
from maps.forms import Form
from maps.laying import Layout
from maps.laying import lay_out as lay_villages
from maps.plotting import Plot, plot
from maps.scene import DRAWN_ZOOM, Place, Scene
from portal.domain.gaps import nearest_target
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality, existed_on, list_villages
from portal.domain.observations import Observation, Status
from portal.domain.overviews import Overview, choose_period, list_all_village_periods, list_overviews
from portal.domain.periods import Period, finest_last
from portal.domain.plans import Target, list_targets


@dataclass(frozen=True)
class SmallMap:
    """An indicator's map; ``fills`` names the shapes of each colour, by the number of their village."""

    scene: Scene
    fills: list[tuple[Paint, list[int]]]

    @property
    def found(self) -> dict[int, Observation | None]:
        """What was published of each village, by its id; a village that was not there then lacks."""
        return {place.village.id: place.observation for place in self.scene.places}

    @property
    def said(self) -> str:
        """The status that all figures shown have, unless it is the usual one; empty where they differ."""
        statuses = {row.status for row in [*self.found.values(), self.scene.whole] if row and row.value is not None}
        return statuses.pop() if len(statuses) == 1 and Status.NORMAL not in statuses else ""


@dataclass(frozen=True)
class Atlas:
    """``plot`` has the shapes that all maps are made of; ``numbers`` are those of their villages, in its order.

    :param period: the one asked for; None: the newest of each indicator.
    :param periods: those that can be asked for, the newest first.
    :param released: when the newest of the figures shown was released.
    """

    commune: Locality
    villages: list[Locality]
    maps: list[SmallMap]
    layout: Layout
    plot: Plot
    numbers: list[int]
    period: str | None
    periods: list[str]
    released: dt.datetime | None

    @property
    def scenes(self) -> list[Scene]:
        return [small.scene for small in self.maps]

    @property
    def illustrative(self) -> bool:
        return any(scene.illustrative for scene in self.scenes)

    @property
    def scales(self) -> list[list[Scene]]:
        """The maps by their scale, so that each legend stands once."""
        found: dict[object, list[Scene]] = defaultdict(list)
        for scene in self.scenes:
            found[(scene.indicator.unit, scene.scale)].append(scene)
        return list(found.values())


def load_atlas(
    session: Session, commune: Locality, *, today: dt.date, asked: Period | None, form: Form | None
) -> Atlas:
    """The maps of a commune: each indicator's newest, or its newest that had ended with the period asked for."""
    known = list_all_village_periods(session, commune)
    chosen = {code: choose_period(periods, asked and asked.end) for code, periods in known.items()}
    overviews = list_overviews(session, commune, {code: period for code, period in chosen.items() if period})
    indicators, everyone = list_indicators(session, level="village"), list_villages(session, commune)
    here = {i.code: _villages_of(everyone, overviews.get(i.code), asked.end if asked else today) for i in indicators}
    shown = {village.id for villages in here.values() for village in villages}
    villages = [village for village in everyone if village.id in shown]
    layout = lay_villages(session, commune, villages, form, DRAWN_ZOOM)
    targets = list_targets(session, commune=commune)
    scenes = [_scene(commune, i, overviews.get(i.code), here[i.code], layout, targets) for i in indicators]
    numbers = {village.id: number for number, village in enumerate(villages)}
    return Atlas(
        commune=commune,
        villages=villages,
        maps=[SmallMap(scene, _fills(scene, numbers)) for scene in scenes],
        layout=layout,
        plot=_shapes(commune, indicators[0], villages, layout),
        numbers=[number for village, number in numbers.items() if village in layout.placed],
        period=asked.text if asked else None,
        periods=[p.text for p in sorted(set(chain(*known.values())), key=finest_last, reverse=True)],
        released=_newest_release(list(overviews.values())),
    )


def _villages_of(everyone: Sequence[Locality], overview: Overview | None, day: dt.date) -> list[Locality]:
    """The villages of an indicator's map: those of the end of its period; of a day, where it has none."""
    end, known = (overview.period.end, overview.by_village) if overview else (day, {})
    return [village for village in everyone if village.id in known or existed_on(village, end)]


def _scene(
    commune: Locality,
    indicator: Indicator,
    overview: Overview | None,
    villages: Sequence[Locality],
    layout: Layout,
    targets: Sequence[Target],
) -> Scene:
    scale, known = scale_of_values(indicator), overview.by_village if overview else {}
    return Scene(
        commune=commune,
        indicator=indicator,
        period=overview.period.text if overview else None,
        periods=[],
        places=[_place(village, known.get(village.id), layout, scale) for village in villages],
        boundary=layout.around,
        whole=overview.whole if overview else None,
        scale=scale,
        form=layout.form,
        target=_target(indicator, overview, targets),
    )


def _place(village: Locality, found: Observation | None, layout: Layout, scale: Scale) -> Place:
    status = Status(found.status) if found else Status.MISSING
    figure = found.exact if found else None
    return Place(village, found, layout.placed.get(village.id), status, figure, scale.paint(status, figure))


def _target(indicator: Indicator, overview: Overview | None, targets: Sequence[Target]) -> Target | None:
    if overview is None or indicator.unit != "percent":
        return None
    own = [target for target in targets if target.indicator_code == indicator.code]
    return nearest_target(own, overview.period.end.year)


def _shapes(commune: Locality, indicator: Indicator, villages: Sequence[Locality], layout: Layout) -> Plot:
    """The shape of every village, whichever of the maps it is on."""
    scale = scale_of_values(indicator)
    places = [_place(village, None, layout, scale) for village in villages]
    return plot(Scene(commune, indicator, None, [], places, layout.around, None, scale), written=False)


def _fills(scene: Scene, numbers: dict[int, int]) -> list[tuple[Paint, list[int]]]:
    by_paint: dict[Paint, list[int]] = defaultdict(list)
    for place in scene.drawn:
        by_paint[place.paint].append(numbers[place.village.id])
    return list(by_paint.items())


def _newest_release(overviews: Sequence[Overview]) -> dt.datetime | None:
    rows = [row for found in overviews for row in [*found.by_village.values(), found.whole] if row]
    return max((row.release.released_at for row in rows), default=None)
