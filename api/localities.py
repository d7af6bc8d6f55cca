"""Places. A code is resolved on a day, because codes have been used again."""

import datetime as dt

from sqlalchemy import func

from api.paging import Selected
from api.queries import HistoryQuery, LocalityQuery, OneLocalityQuery
from api.references import find_commune, find_parent
from api.routing import Parameters, not_found, v1
from api.schemas import HistorySchema, LocalitySchema
from portal.db import Rows
from portal.domain.lineage import finish_history, finish_localities, select_history
from portal.domain.localities import Locality, get_last_locality, get_locality, select_localities
from portal.i18n import gettext
from portal.web import session, today

ORDER = (func.coalesce(Locality.parent_id, 0), Locality.position, Locality.id)
ALONG = (Locality.parent_id.asc().nulls_first(), Locality.position, Locality.id)
OLDEST_FIRST = (func.coalesce(Locality.valid_from, dt.date.min), Locality.code, Locality.id)


@v1.collection("localities", LocalitySchema, LocalityQuery)
def list_localities(parameters: Parameters) -> Selected:
    rows = select_localities(
        on=None if parameters["valid"] == "ever" else parameters["on"] or today(),
        kind=parameters["kind"],
        parent=find_parent(parameters),
        commune=find_commune(parameters),
    )
    return _linked(rows)


@v1.one("/localities/<ref>", OneLocalityQuery)
def show_locality(parameters: Parameters, ref: str) -> Selected:
    locality = get_locality(session(), ref, on=parameters["on"] or today())
    if locality is None:
        raise not_found(ref, "/api/v1/localities", _hint(ref))
    return _linked(select_localities(locality=locality))


@v1.part("/localities/<ref>/history", HistorySchema, HistoryQuery)
def list_history(_parameters: Parameters, ref: str) -> Selected | None:
    if get_last_locality(session(), ref) is None:
        return None
    return Selected(select_history(ref), OLDEST_FIRST, finish_history)


def _linked(rows: Rows) -> Selected:
    return Selected(rows.add_columns(Locality.id.label("id")), ORDER, finish_localities, along=ALONG)


def _hint(ref: str) -> str:
    """On which day there was something by this code or slug."""
    last = get_last_locality(session(), ref)
    day = last and (last.valid_to or last.valid_from)
    return gettext("Có vào ngày %(day)s: thêm on=%(day)s.", day=day.isoformat()) if day else ""
