"""Published figures, now or as they were published by a release, a day or an instant."""

from flask import request

from api.paging import Selected
from api.parameters import bad_value
from api.queries import AsOfQuery, ObservationQuery
from api.references import find_commune, find_dataset, find_indicator, find_locality, find_state
from api.routing import Parameters, v1
from api.schemas import ObservationSchema
from portal.domain.localities import get_last_locality
from portal.domain.observations import Observation, select_observations
from portal.i18n import gettext
from portal.web import session

ORDER = (Observation.locality_id, Observation.indicator_code, Observation.period_end, Observation.id)
"""That of an index, so that a page far into millions of rows is as quick as the first."""


@v1.collection("observations", ObservationSchema, ObservationQuery)
def list_observations(parameters: Parameters) -> Selected:
    _check_order(parameters)
    state = find_state(parameters)
    rows = select_observations(
        as_of=state.seq,
        indicator=find_indicator(parameters),
        locality=find_locality(parameters),
        within=find_commune(parameters, "within"),
        dataset=find_dataset(parameters),
        period=parameters["period"],
        status=parameters["status"],
        start=parameters["start"],
        end=parameters["end"],
    )
    return Selected(rows, ORDER, pinned=state.pinned)


@v1.one("/observations/<indicator>/<locality>/<period>", AsOfQuery)
def show_observation(parameters: Parameters, indicator: str, locality: str, period: str) -> Selected | None:
    place = get_last_locality(session(), locality)
    if place is None:
        return None
    state = find_state(parameters)
    rows = select_observations(as_of=state.seq, indicator=indicator, locality=place, period=period)
    return Selected(rows, ORDER)


def _check_order(parameters: Parameters) -> None:
    start, end = parameters["start"], parameters["end"]
    if start is not None and end is not None and start > end:
        allowed = gettext("một kỳ hoặc ngày không sau %(end)s (tham số “to”)", end=end.isoformat())
        raise bad_value("from", request.args["from"], allowed)
