"""Published figures, now or as they were published by a release, a day or an instant."""

from flask import request

from api.paging import Selected
from api.parameters import bad_value
from api.queries import AsOfQuery, ObservationQuery
from api.references import find_commune, find_dataset, find_indicator, find_locality, find_state
from api.routing import Parameters, v1
from api.schemas import ObservationSchema
from portal.domain.localities import get_last_locality
from portal.domain.observation_counts import count_observations
from portal.domain.observations import READING, Wanted, select_observations
from portal.i18n import gettext
from portal.web import session


@v1.collection("observations", ObservationSchema, ObservationQuery)
def list_observations(parameters: Parameters) -> Selected:
    _check_order(parameters)
    state = find_state(parameters)
    wanted = Wanted(
        indicator=find_indicator(parameters),
        locality=find_locality(parameters),
        within=find_commune(parameters, "within"),
        dataset=find_dataset(parameters),
        period=parameters["period"],
        status=parameters["status"],
        start=parameters["start"],
        end=parameters["end"],
    )
    return Selected(
        select_observations(wanted, as_of=state.as_of),
        READING,
        pinned=state.pinned,
        counted=lambda session: count_observations(session, wanted, as_of=state.as_of),
    )


@v1.one("/observations/<indicator>/<locality>/<period>", AsOfQuery)
def show_observation(parameters: Parameters, indicator: str, locality: str, period: str) -> Selected | None:
    place = get_last_locality(session(), locality)
    if place is None:
        return None
    wanted = Wanted(indicator=indicator, locality=place, period=period)
    return Selected(select_observations(wanted, as_of=find_state(parameters).as_of), READING)


def _check_order(parameters: Parameters) -> None:
    start, end = parameters["start"], parameters["end"]
    if start is not None and end is not None and start > end:
        allowed = gettext("một kỳ hoặc ngày không sau %(end)s (tham số “to”)", end=end.isoformat())
        raise bad_value("from", request.args["from"], allowed)
