"""What the addresses of the dialect answer."""

from collections.abc import Sequence

from flask import Response, current_app, redirect, request

from api.dcat.addresses import PAGE_SIZE
from api.dcat.catalogue import catalogue_page
from api.dcat.datasets import dataset
from api.dcat.extents import Known
from api.dcat.graph import Graph
from api.dcat.negotiation import negotiate
from api.dcat.parameters import CatalogueQuery, DatasetQuery
from api.dcat.site import Site
from api.dcat.walk import Walk
from api.dcat.wholeness import not_loaded
from api.dcat.writing import SERIALISATIONS
from api.negotiation import by_accept
from api.parameters import read_parameters
from api.routing import Parameters, not_found
from portal.addresses import public_url
from portal.domain.boxes import list_boxes
from portal.domain.catalogue import Entry, get_entry, list_entries
from portal.domain.harvest import get_lifetime, get_portion, is_loaded, list_record_days
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.validators import of_state
from portal.web import session, today

TURNS = {"first": "first", "last": "last", "previous": "prev", "next": "next"}  # Hydra's words and HTTP's


def negotiated_catalogue() -> Response:
    suffix = negotiate()
    return by_accept(_page_of_portal() if suffix == "html" else catalogue(suffix))


def _page_of_portal() -> Response:
    return redirect(public_url("/datasets"), 303, Response)  # type: ignore[return-value]


def one(ref: str, suffix: str) -> Response:
    read_parameters(DatasetQuery)
    return of_state(lambda: _dataset(ref, suffix), suffix)


def catalogue(suffix: str) -> Response:
    parameters = read_parameters(CatalogueQuery)
    if not is_loaded(session()):
        raise not_loaded()
    return of_state(lambda: _page(suffix, parameters), suffix)


def _page(suffix: str, parameters: Parameters) -> Response:
    walk, slugs = _walk(suffix, parameters)
    entries = list_entries(session(), slugs, today=today())
    graph = catalogue_page(_site(), walk, entries, _known(entries), get_lifetime(session()))
    answer = _answer(graph, suffix)
    links = [f'<{address}>; rel="{TURNS[turn]}"' for turn, address in walk.neighbours.items()]
    answer.headers["Link"] = ", ".join(links)
    return answer


def _walk(suffix: str, parameters: Parameters) -> tuple[Walk, list[str]]:
    page, since, size = parameters["page"] or 1, parameters["modified_since"], current_app.config[PAGE_SIZE]
    portion = get_portion(session(), limit=size, offset=(page - 1) * size, since=since)
    asked = request.args.get("modified_since")
    walk = Walk(public_url(f"/catalog.{suffix}"), page, size, portion.total, asked, since)
    if page > walk.last:
        raise _beyond(walk)
    return walk, portion.slugs


def _beyond(walk: Walk) -> Refusal:
    return Refusal(
        404,
        "page-beyond-the-end",
        _("Không có trang này"),
        _("Danh mục có %(last)s trang. Đi từ trang 1 theo liên kết “hydra:next”.", last=walk.last),
        last=walk.last,
    )


def _dataset(ref: str, suffix: str) -> Response:
    entry, graph = _entry(ref), Graph()
    dataset(graph, _site(), entry, _known([entry]), history=True)
    return _answer(graph, suffix)


def _entry(ref: str) -> Entry:
    entry = get_entry(session(), ref, today=today())
    if entry is None:
        raise not_found(ref, "/catalog.ttl")
    return entry


def _site() -> Site:
    return Site(public_url(""), current_app.config["CONTACT_EMAIL"])


def _known(entries: Sequence[Entry]) -> Known:
    communes = {entry.dataset.commune_id for entry in entries}
    records = [entry.dataset.slug for entry in entries if entry.extent is None]
    return Known(list_boxes(session(), communes), list_record_days(session(), records))


def _answer(graph: Graph, suffix: str) -> Response:
    serialisation = SERIALISATIONS[suffix]
    return Response(serialisation.write(graph), content_type=serialisation.media_type)
