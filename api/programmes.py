"""Support programmes. The state is the one of today."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import AsOfQuery, ProgrammeQuery
from api.references import State, find_commune, find_state
from api.rendering import names_of
from api.routing import Parameters, v1
from api.schemas import ProgrammeSchema
from portal.domain.localities import Locality
from portal.domain.programmes import SupportProgramme, finish_programmes, select_programmes
from portal.web import today

ORDER = (Locality.position, SupportProgramme.key)


@v1.collection("programmes", ProgrammeSchema, ProgrammeQuery)
def list_programmes(parameters: Parameters) -> Selected:
    return _programmes(find_state(parameters), commune=find_commune(parameters), state=parameters["state"])


@v1.one("/programmes/<ref>", AsOfQuery)
def show_programme(parameters: Parameters, ref: str) -> Selected:
    return _programmes(find_state(parameters), ref=ref)


def _programmes(seen: State, **which: Any) -> Selected:
    query = select_programmes(as_of=seen.seq, today=today(), **which)
    return Selected(query, ORDER, _finish(today()), seen.pinned)


def _finish(day: dt.date) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda _session, rows: finish_programmes(names_of(ProgrammeSchema), rows, today=day)
