"""Published figures, now or as they were published by a release, a day or an instant."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from flask import request
from sqlalchemy.orm import Session

from api.observation_lines import PORTION, ObservationLines
from api.paging import Batch, Key, Selected
from api.parameters import bad_value
from api.queries import AsOfQuery, ObservationQuery
from api.references import State, find_commune_id, find_dataset, find_indicator, find_locality_id, find_state
from api.routing import Parameters, v1
from api.schemas import ObservationSchema
from portal.domain.localities import get_last_locality
from portal.domain.observation_counts import count_observations, narrow_to_communes
from portal.domain.observations import READING, Wanted, select_observations
from portal.i18n import gettext
from portal.web import session


@dataclass(frozen=True)
class Observations:
    """Those wanted, as they stood in a state. The query of the rows is made where it is needed: writing one takes as
    long as answering it.
    """

    wanted: Wanted
    state: State
    types = (int, str, dt.date, int)
    portion = PORTION

    @property
    def pinned(self) -> Mapping[str, str]:
        return self.state.pinned

    @property
    def lines(self) -> ObservationLines:
        return ObservationLines(self.wanted, self.state.as_of)

    @cached_property
    def _selected(self) -> Selected:
        rows = select_observations(self.wanted, as_of=self.state.as_of)
        return Selected(rows, READING, pinned=self.pinned, portion=PORTION, counted=self.count)

    def count(self, session: Session) -> int:
        return count_observations(session, self.wanted, as_of=self.state.as_of)

    def fetch(self, session: Session, after: Key | None, limit: int) -> Batch:
        return self._selected.fetch(session, after, limit)

    def sorted_by(self, session: Session, names: Sequence[str], fields: Sequence[str]) -> Selected:
        further = self.rest()._selected.sorted_by(session, names, fields)
        return replace(self._selected.sorted_by(session, names, fields), further=further)

    def rest(self) -> "Observations":
        return replace(self, state=replace(self.state, newest=False))


@v1.collection("observations", ObservationSchema, ObservationQuery)
def list_observations(parameters: Parameters) -> Observations | Selected:
    _check_order(parameters)
    state = find_state(parameters)
    wanted = Wanted(
        indicator=find_indicator(parameters),
        locality=find_locality_id(parameters),
        within=find_commune_id(parameters, "within"),
        dataset=find_dataset(parameters),
        period=parameters["period"],
        status=parameters["status"],
        start=parameters["start"],
        end=parameters["end"],
    )
    narrowed = narrow_to_communes(session(), wanted) if state.newest else wanted
    found = Observations(wanted, state)
    if narrowed.places is None:
        return found
    rows = select_observations(narrowed)
    return Selected(rows, READING, pinned=state.pinned, counted=found.count, further=found.rest())


@v1.one("/observations/<indicator>/<locality>/<period>", AsOfQuery)
def show_observation(parameters: Parameters, indicator: str, locality: str, period: str) -> Selected | None:
    place = get_last_locality(session(), locality)
    if place is None:
        return None
    wanted = Wanted(indicator=indicator, locality=place.id, period=period)
    return Selected(select_observations(wanted, as_of=find_state(parameters).as_of), READING)


def _check_order(parameters: Parameters) -> None:
    start, end = parameters["start"], parameters["end"]
    if start is not None and end is not None and start > end:
        allowed = gettext("một kỳ hoặc ngày không sau %(end)s (tham số “to”)", end=end.isoformat())
        raise bad_value("from", request.args["from"], allowed)
