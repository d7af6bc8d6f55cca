"""The list of all maps: the communes that have something to show, each with its sheet and its indicators."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from maps.blueprint import pages
from portal import web
from portal.domain.datasets import has_illustrative
from portal.domain.indicators import Indicator, list_indicators
from portal.domain.localities import Locality, LocalityKind, get_locality
from portal.domain.mapped import Mapped, count_mapped, list_mapped
from portal.validators import of_state

MOST = 60
"""So many communes are listed on one page; of more, one province at a time."""


@pages.get("/maps")
def index() -> Response | BaseResponse:
    """The list; with a form's ``commune`` and ``indicator`` the way to their map."""
    commune, indicator = request.args.get("commune", ""), request.args.get("indicator", "")
    if commune and indicator:
        return redirect(url_for("maps.show", commune=commune, indicator=indicator), 303)
    return of_state(_index)


def _index() -> Response:
    provinces = count_mapped(web.session(), on=web.today())
    chosen = _chosen()
    short = sum(count for _, count in provinces) <= MOST
    listed = list_mapped(web.session(), on=web.today(), province=chosen) if chosen or short else []
    page = render_template(
        "maps/index.html",
        provinces=provinces,
        chosen=chosen,
        short=short,
        listed=_with_indicators(listed),
        illustrative=bool(provinces) and has_illustrative(web.session()),
    )
    return make_response(page)


def _chosen() -> Locality | None:
    """The province asked for; 404 where there is none of this name."""
    ref = request.args.get("province", "")
    if not ref:
        return None
    return get_locality(web.session(), ref, on=web.today(), kind=LocalityKind.PROVINCE) or abort(404)


def _with_indicators(listed: list[Mapped]) -> list[tuple[Mapped, list[Indicator]]]:
    """Each commune with the indicators of the subjects that it publishes."""
    indicators = list_indicators(web.session(), level="village") if listed else []
    return [(mapped, [i for i in indicators if i.group_code in mapped.groups]) for mapped in listed]
