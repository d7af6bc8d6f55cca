"""The published acts, the newest first."""

from api.paging import Selected
from api.queries import ReleaseQuery
from api.references import find_commune
from api.routing import Parameters, v1
from api.schemas import ReleaseSchema
from portal.domain.releases import Release, select_releases
from portal.formats.public_rows import flag_releases

ORDER = (-Release.seq,)


@v1.collection("releases", ReleaseSchema, ReleaseQuery)
def list_releases(parameters: Parameters) -> Selected:
    rows = select_releases(commune=find_commune(parameters), kind=parameters["kind"])
    return Selected(rows, ORDER, flag_releases)


@v1.one("/releases/<ref>")
def show_release(_parameters: Parameters, ref: str) -> Selected:
    return Selected(select_releases(ref=ref), ORDER, flag_releases)
