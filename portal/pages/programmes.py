"""Support programmes: what one can get and how to apply, the open ones first."""

from collections.abc import Sequence

from flask import Response, render_template

from portal.domain.localities import Locality
from portal.domain.programmes import (
    ProgrammeState,
    SupportProgramme,
    finish_programmes,
    list_programmes,
    programme_state,
    select_programmes,
)
from portal.domain.released import count_live_by_commune, is_illustrative
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import localized
from portal.i18n.record_words import FUNCTIONS, programme_state_name
from portal.pages.asking import asked_commune
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.paging import asked_page
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session, today

pages = Pages("programmes", __name__)

SIZE = 100
ORDER = [ProgrammeState.OPEN, ProgrammeState.AHEAD, ProgrammeState.ENDED]


@pages.get("/programmes")
def index() -> str:
    commune = asked_commune()
    if commune is not None:
        return _show(commune)
    communes = count_live_by_commune(session(), SupportProgramme)
    pager = asked_page(len(communes), SIZE)
    return render_template(
        "programmes/index.html",
        communes=communes[pager.first : pager.last],
        pager=pager,
        illustrative=is_illustrative(session(), SupportProgramme),
    )


def _show(commune: Locality) -> str:
    found = list_programmes(session(), commune=commune)
    narrowed = _narrowed(found, commune)
    return render_template(
        "programmes/show.html",
        commune=commune,
        narrowed=narrowed,
        programmes=sorted(narrowed.things, key=lambda p: ORDER.index(_state(p))),
        state=_state,
        illustrative=any(programme.dataset.illustrative for programme in found),
        **FUNCTIONS,
    )


def _state(programme: SupportProgramme) -> ProgrammeState:
    return programme_state(programme.open_from, programme.open_until, today())


def _narrowed(programmes: Sequence[SupportProgramme], commune: Locality) -> Narrowed[SupportProgramme]:
    return narrow(
        programmes,
        [Facet("state", _("Tình trạng"), lambda p: [_state(p)], programme_state_name, ORDER)],
        within={"commune": commune.slug},
    )


@pages.get("/programmes.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    """Of a commune the programmes that its page shows, of all communes all."""
    commune = asked_commune()
    query = select_programmes(commune=commune).order_by(Locality.position, SupportProgramme.key)
    table = table_of("programmes", query)
    found = finish_programmes(table.fields, list(table.rows), today=today())
    if commune is not None:
        kept = {programme.key for programme in _narrowed(list_programmes(session(), commune=commune), commune).things}
        found = [row for row in found if row[0] in kept]
    title = (
        _("Chương trình hỗ trợ của %(commune)s", commune=localized(commune)) if commune else _("Chương trình hỗ trợ")
    )
    return table_answer(Table(table.name, (*table.fields, "state"), found, title), suffix)
