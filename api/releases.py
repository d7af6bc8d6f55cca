"""The published acts, the newest first."""

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import ReleaseQuery
from api.references import find_commune
from api.routing import Parameters, v1
from api.schemas import ReleaseSchema
from portal.domain.datasets import list_illustrative_releases
from portal.domain.releases import Release, select_releases

ORDER = (-Release.seq,)


@v1.collection("releases", ReleaseSchema, ReleaseQuery)
def list_releases(parameters: Parameters) -> Selected:
    rows = select_releases(commune=find_commune(parameters), kind=parameters["kind"])
    return Selected(rows, ORDER, _with_flag)


@v1.one("/releases/<ref>")
def show_release(_parameters: Parameters, ref: str) -> Selected:
    return Selected(select_releases(ref=ref), ORDER, _with_flag)


def _with_flag(session: Session, rows: list[Row]) -> list[Row]:
    illustrative = list_illustrative_releases(session, [row[0] for row in rows])
    return [(*row, row[0] in illustrative) for row in rows]
