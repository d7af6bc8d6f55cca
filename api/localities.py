"""Places. A code is resolved on a day, because codes have been used again."""

from sqlalchemy import func

from api.paging import Selected
from api.queries import LocalityQuery, OneLocalityQuery
from api.references import find_commune, find_parent
from api.routing import Parameters, not_found, v1
from api.schemas import LocalitySchema
from portal.domain.localities import Locality, get_last_locality, get_locality, select_localities
from portal.i18n import gettext
from portal.web import session, today

ORDER = (func.coalesce(Locality.parent_id, 0), Locality.position, Locality.id)


@v1.collection("localities", LocalitySchema, LocalityQuery)
def list_localities(parameters: Parameters) -> Selected:
    rows = select_localities(
        on=parameters["on"] or today(),
        kind=parameters["kind"],
        parent=find_parent(parameters),
        commune=find_commune(parameters),
    )
    return Selected(rows, ORDER)


@v1.one("/localities/<ref>", OneLocalityQuery)
def show_locality(parameters: Parameters, ref: str) -> Selected:
    locality = get_locality(session(), ref, on=parameters["on"] or today())
    if locality is None:
        raise not_found(ref, "/api/v1/localities", _hint(ref))
    return Selected(select_localities(locality=locality), ORDER)


def _hint(ref: str) -> str:
    """On which day there was something by this code or slug."""
    last = get_last_locality(session(), ref)
    day = last and (last.valid_to or last.valid_from)
    return gettext("Có vào ngày %(day)s: thêm on=%(day)s.", day=day.isoformat()) if day else ""
