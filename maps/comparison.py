"""Two periods of one indicator in one commune, village by village, and what can be said of the change between them.

Only figures of the same village and of the same kind of period are compared. A village that was not there at one of
the ends is not joined to those that it was made of, or that it became: it is said to be new, or gone.
"""

import datetime as dt
import enum
from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from sqlalchemy.orm import Session

from maps.changes import are_alike
from maps.forms import Form
from maps.laying import lay_out
from maps.scene import DRAWN_ZOOM, Asked, Place, Scene, View, load_scene
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, existed_on
from portal.domain.observations import Observation, Status, get_observation
from portal.domain.periods import parse_period


class Outcome(enum.StrEnum):
    """What became of a village's figure, or why that cannot be told."""

    ROSE = "rose"
    FELL = "fell"
    STAYED = "stayed"
    NEW = "new"  # there was no such village at the end of the earlier period
    GONE = "gone"  # there is none any more at the end of the later one
    WITHHELD = "withheld"
    MISSING = "missing"
    NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True)
class Pair:
    """A place's figures of both periods; ``change`` is in points (of a percentage, or of what is counted)."""

    place: Locality
    before: Observation | None
    after: Observation | None
    outcome: Outcome | None  # None: the periods are of two kinds
    change: Fraction | None = None


@dataclass(frozen=True)
class Comparison:
    """``change`` is None where there are no two periods of one kind."""

    earlier: Scene | None  # None: no figure of another period
    later: Scene
    change: Scene | None
    pairs: list[Pair]
    whole: Pair | None

    @property
    def alike(self) -> bool:
        """Whether both periods are of one kind, such as two months."""
        periods = [scene.period for scene in self.scenes if scene.period]
        return len(periods) < 2 or are_alike(*periods)

    @property
    def scenes(self) -> list[Scene]:
        return [scene for scene in (self.earlier, self.later) if scene is not None]

    @property
    def illustrative(self) -> bool:
        return any(scene.illustrative for scene in self.scenes)

    @cached_property
    def outcomes(self) -> dict[Outcome, list[Pair]]:
        """The villages by outcome, in the order of the outcomes; those that none has lack."""
        found = {outcome: [pair for pair in self.pairs if pair.outcome is outcome] for outcome in Outcome}
        return {outcome: pairs for outcome, pairs in found.items() if pairs}

    @property
    def compared(self) -> list[Pair]:
        """The villages with a change in figures, from the greatest rise to the greatest fall."""
        return sorted((pair for pair in self.pairs if pair.change is not None), key=_fall)

    @property
    def provisional(self) -> bool:
        """Whether a change is reckoned with a figure that may still be another."""
        seen = [o for pair in self.compared for o in (pair.before, pair.after) if o]
        return any(o.status in {Status.PROVISIONAL, Status.ESTIMATED} for o in seen)

    @property
    def in_part(self) -> dict[tuple[str, dt.date], list[Locality]]:
        """Where a period over which something is counted is not a whole one: its places, by period and first day."""
        found: dict[tuple[str, dt.date], list[Locality]] = defaultdict(list)
        periods = [parse_period(scene.period) for scene in self.scenes if scene.period]
        for period in periods if self.later.indicator.nature == "flow" else []:
            for pair in self.pairs:
                since = pair.place.valid_from
                if since and period.start < since <= period.end:
                    found[(period.text, since)].append(pair.place)
        return dict(found)


def _fall(pair: Pair) -> Fraction:
    return -(pair.change or Fraction(0))


def load_comparison(session: Session, commune: Locality, indicator: Indicator, asked: Asked) -> Comparison:
    """Of two periods, the earlier first whichever was named first.

    The newest unless asked otherwise, and a year before, else the oldest of its kind.
    """
    if asked.period and asked.against and parse_period(asked.against).end > parse_period(asked.period).end:
        asked = replace(asked, period=asked.against, against=asked.period)
    asked = replace(asked, gaps=None)
    change = load_scene(session, commune, indicator, replace(asked, view=View.CHANGE))
    asked = replace(asked, view=View.VALUE, form=change.form, against=None)
    later = load_scene(session, commune, indicator, replace(asked, period=change.period))
    if change.against is None or change.against == change.period:
        return Comparison(None, later, None, [], None)
    earlier = load_scene(session, commune, indicator, replace(asked, period=change.against))
    earlier, later = _on_common_tiles(session, earlier, later)
    alike = are_alike(change.against, change.period or "")
    return Comparison(
        earlier=earlier,
        later=later,
        change=replace(change, places=_placed_as(change, later)) if alike else None,
        pairs=_pair_villages(earlier, later, alike=alike),
        whole=_pair_whole(session, earlier, later, alike=alike),
    )


def _on_common_tiles(session: Session, earlier: Scene, later: Scene) -> tuple[Scene, Scene]:
    """Both with each village on the same tile, even where their villages differ; other forms stay as they are."""
    villages = _together(earlier, later)
    if later.form is not Form.TILES or len(villages) == len(later.places) == len(earlier.places):
        return earlier, later
    tiles = lay_out(session, later.commune, villages, Form.TILES, DRAWN_ZOOM).placed
    first, second = [
        replace(scene, places=[replace(place, placing=tiles.get(place.village.id)) for place in scene.places])
        for scene in (earlier, later)
    ]
    return first, second


def _placed_as(change: Scene, other: Scene) -> list[Place]:
    placings = {place.village.id: place.placing for place in other.places}
    return [replace(place, placing=placings.get(place.village.id)) for place in change.places]


def _together(earlier: Scene, later: Scene) -> list[Locality]:
    """The villages of both, each once, in the order of the register."""
    found = {place.village.id: place.village for scene in (earlier, later) for place in scene.places}
    return sorted(found.values(), key=lambda village: (village.position, village.code))


def _pair_villages(earlier: Scene, later: Scene, *, alike: bool) -> list[Pair]:
    before = {place.village.id: place.observation for place in earlier.places}
    after = {place.village.id: place.observation for place in later.places}
    ends = [parse_period(scene.period).end for scene in (earlier, later) if scene.period]
    pairs = []
    for village in _together(earlier, later):
        one, other = before.get(village.id), after.get(village.id)
        there = [existed_on(village, end) or found is not None for end, found in zip(ends, (one, other), strict=True)]
        pairs.append(_pair(village, one, other, there, alike=alike))
    return pairs


def _pair_whole(session: Session, earlier: Scene, later: Scene, *, alike: bool) -> Pair:
    commune, code = later.commune, later.indicator.code
    one = get_observation(session, code, commune, earlier.period or "")
    return _pair(commune, one, later.whole, [True, True], alike=alike)


def _pair(
    place: Locality, before: Observation | None, after: Observation | None, there: list[bool], *, alike: bool
) -> Pair:
    if not all(there):
        return Pair(place, before, after, Outcome.GONE if there[0] else Outcome.NEW)
    if not alike:
        return Pair(place, before, after, None)
    values = [found.exact if found else None for found in (before, after)]
    if values[0] is None or values[1] is None:
        return Pair(place, before, after, _lacking(before, after))
    change = values[1] - values[0]
    outcome = Outcome.ROSE if change > 0 else Outcome.FELL if change < 0 else Outcome.STAYED
    return Pair(place, before, after, outcome, change)


def _lacking(before: Observation | None, after: Observation | None) -> Outcome:
    """Why two figures cannot be compared: a withheld one above all."""
    statuses = {Status(found.status) if found else Status.MISSING for found in (before, after)}
    for status in (Status.WITHHELD, Status.MISSING):
        if status in statuses:
            return Outcome(status)
    return Outcome.NOT_APPLICABLE
