"""Community digital technology teams."""

from api.paging import Selected
from api.queries import AsOfQuery, TeamQuery
from api.references import find_commune, find_locality, find_state
from api.routing import Parameters, v1
from api.schemas import TeamSchema
from portal.domain.localities import Locality
from portal.domain.teams import CommunityTeam, select_teams

ORDER = (Locality.position, CommunityTeam.key)


@v1.collection("teams", TeamSchema, TeamQuery)
def list_teams(parameters: Parameters) -> Selected:
    seen = find_state(parameters)
    rows = select_teams(as_of=seen.seq, commune=find_commune(parameters), locality=find_locality(parameters))
    return Selected(rows, ORDER, pinned=seen.pinned)


@v1.one("/teams/<ref>", AsOfQuery)
def show_team(parameters: Parameters, ref: str) -> Selected:
    return Selected(select_teams(as_of=find_state(parameters).seq, ref=ref), ORDER)
