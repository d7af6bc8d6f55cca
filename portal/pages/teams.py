"""Community digital technology teams: where to find the one that helps your village."""

from flask import Response, render_template

from portal.domain.localities import Locality
from portal.domain.released import count_live_by_commune, is_illustrative
from portal.domain.teams import CommunityTeam, list_teams, select_teams
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.pages.asking import asked_commune
from portal.pages.paging import asked_page
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session

SIZE = 100
pages = Pages("teams", __name__)


@pages.get("/teams")
def index() -> str:
    commune = asked_commune()
    if commune is not None:
        return _show(commune)
    communes = count_live_by_commune(session(), CommunityTeam)
    pager = asked_page(len(communes), SIZE)
    return render_template(
        "teams/index.html",
        communes=communes[pager.first : pager.last],
        pager=pager,
        illustrative=is_illustrative(session(), CommunityTeam),
    )


def _show(commune: Locality) -> str:
    found = list_teams(session(), commune=commune)
    illustrative = any(team.dataset.illustrative for team, _ in found)
    return render_template("teams/show.html", commune=commune, teams=found, illustrative=illustrative)


@pages.get("/teams.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    commune, title = asked_commune(), _("Tổ công nghệ số cộng đồng")
    if commune is not None:
        title = _("Tổ công nghệ số cộng đồng của %(commune)s", commune=localized(commune))
    query = select_teams(commune=commune).order_by(Locality.position, CommunityTeam.key)
    return table_answer(table_of("teams", query), suffix, title)
