"""The published acts, the newest first, and what each of them changed."""

from api.paging import Listed, Selected
from api.queries import ChangeQuery, ReleaseQuery
from api.references import find_commune, find_indicator
from api.routing import Parameters, v1
from api.schemas import ChangeSchema, ReleaseSchema
from portal.domain import changes
from portal.domain.releases import Release, get_release, select_releases
from portal.formats.public_rows import change_table, finish_releases
from portal.web import session

ORDER = (-Release.seq,)
ALONG = (Release.seq.desc(),)


@v1.collection("releases", ReleaseSchema, ReleaseQuery)
def list_releases(parameters: Parameters) -> Selected:
    rows = select_releases(commune=find_commune(parameters), kind=parameters["kind"])
    return Selected(rows, ORDER, finish_releases, along=ALONG)


@v1.one("/releases/<ref>")
def show_release(_parameters: Parameters, ref: str) -> Selected:
    return Selected(select_releases(ref=ref), ORDER, finish_releases)


@v1.part("/releases/<ref>/changes", ChangeSchema, ChangeQuery)
def list_changes(parameters: Parameters, ref: str) -> Listed | None:
    release = get_release(session(), ref)
    if release is None:
        return None
    wanted = (find_indicator(parameters), parameters["change"])
    rows = [
        row
        for row in changes.list_change_rows(session(), release)
        if all(asked in {None, given} for asked, given in zip(wanted, (row[0], row[3]), strict=True))
    ]
    return Listed(rows, lambda session, rows: list(change_table(session, release, rows).rows))
