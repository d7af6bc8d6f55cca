"""The collections: communes, villages, and one for each indicator that villages are measured by."""

from dataclasses import dataclass
from typing import Any

from api.ogc.links import GEOJSON, HTML, SCHEMA, Link, href, in_encodings, link
from api.ogc.parameters import CRS84
from api.ogc.properties import Properties, day_of, properties_of
from portal.addresses import public_url
from portal.domain.catalogue import LICENCE_URL
from portal.domain.datasets import has_illustrative
from portal.domain.feature_extents import Coverage, get_coverage, list_figure_spans
from portal.domain.features import Span
from portal.domain.indicators import Indicator, get_indicator, list_indicators
from portal.domain.localities import LocalityKind
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.per_state import held_each
from portal.routing import in_language
from portal.web import session

GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
COMMUNES, VILLAGES = "communes", "villages"


@dataclass(frozen=True)
class Collection:
    """A collection of places or, with an indicator, of their figures."""

    id: str
    title: str
    description: str
    kind: LocalityKind
    page: str
    indicator: Indicator | None = None

    @property
    def path(self) -> str:
        return f"/collections/{self.id}"

    @property
    def properties(self) -> Properties:
        return properties_of(self.indicator)


def list_collections() -> list[Collection]:
    measured = list_indicators(session(), level="village")
    return [_communes(), _villages(), *map(_of_indicator, measured)]


def find_collection(ref: str) -> Collection:
    """The collection with this id.

    :raises Refusal: 404, there is none.
    """
    if ref in {COMMUNES, VILLAGES}:
        return _communes() if ref == COMMUNES else _villages()
    indicator = get_indicator(session(), ref)
    if indicator is None or indicator.level != "village":
        detail = _("Không có lớp dữ liệu “%(ref)s”. Danh sách ở %(address)s.", ref=ref, address=href("/collections"))
        raise Refusal(404, "not-found", _("Không tìm thấy"), detail)
    return _of_indicator(indicator)


def _communes() -> Collection:
    about = _("Xã, phường với ranh giới hoặc điểm giữa, số dân và diện tích; cả đơn vị trước khi sắp xếp nếu hỏi.")
    return Collection(COMMUNES, _("Xã, phường"), about, LocalityKind.COMMUNE, "/localities")


def _villages() -> Collection:
    about = _("Thôn, tổ dân phố với ranh giới nếu có, số dân và số hộ.")
    return Collection(VILLAGES, _("Thôn, tổ dân phố"), about, LocalityKind.VILLAGE, "/localities")


def _of_indicator(indicator: Indicator) -> Collection:
    told = _("Mỗi thôn, tổ dân phố một đối tượng, với số liệu mới nhất và trạng thái của nó.")
    about = f"{localized(indicator, 'definition')} {told}"
    page = f"/indicators/{indicator.code}"
    return Collection(indicator.code, localized(indicator), about, LocalityKind.VILLAGE, page, indicator)


def describe(collections: list[Collection], chosen: str) -> list[dict[str, Any]]:
    """The collections as documents.

    :param chosen: the media type of the answer that carries them.
    """
    coverage = held_each("coverage", {c.kind for c in collections}, _coverage)
    spans = list_figure_spans(session(), [c.id for c in collections if c.indicator])
    made_up = has_illustrative(session())
    return [_document(c, coverage[c.kind], spans, chosen, made_up=made_up) for c in collections]


def _coverage(kinds: list[LocalityKind]) -> dict[LocalityKind, Coverage]:
    return {kind: get_coverage(session(), kind) for kind in kinds}


def _document(
    collection: Collection, coverage: Coverage, spans: dict[str, Span], chosen: str, *, made_up: bool
) -> dict[str, Any]:
    span = spans.get(collection.id, Span(None, None)) if collection.indicator else coverage.span
    illustrative = coverage.illustrative or (made_up and collection.id in spans)
    notes = [_("Số liệu minh họa.")] if illustrative else []
    notes += [_("Ranh giới là sơ đồ vẽ phỏng, không phải ranh giới thật.")] if coverage.schematic else []
    return {
        "id": collection.id,
        "title": collection.title,
        "description": " ".join([collection.description, *notes]),
        "illustrative": illustrative or coverage.schematic,
        "links": _links(collection, chosen),
        "extent": _extent(coverage, span),
        "itemType": "feature",
        "crs": [CRS84],
        "storageCrs": CRS84,
    }


def _extent(coverage: Coverage, span: Span) -> dict[str, Any]:
    box = coverage.box
    spatial = {"spatial": {"bbox": [[box.west, box.south, box.east, box.north]], "crs": CRS84}} if box else {}
    return spatial | {"temporal": {"interval": [[day_of(span.start), day_of(span.end)]], "trs": GREGORIAN}}


def _links(collection: Collection, chosen: str) -> list[Link]:
    items = f"{collection.path}/items"
    schema = href(f"{collection.path}/schema")
    return [
        *in_encodings(collection.path, chosen, collection.title),
        link("items", GEOJSON, href(items), collection.title),  # GDAL adds "/<id>" to it: no query
        link("items", HTML, href(items, f="html"), collection.title),
        link("describedby", SCHEMA, schema, _("Các thuộc tính")),
        link("about", HTML, public_url(in_language(collection.page, language())), collection.title),
        link("license", HTML, LICENCE_URL, "CC BY 4.0"),
    ]


def schema_of(collection: Collection) -> dict[str, Any]:
    """JSON Schema of a feature: what a property is when there is something to say, else it is null.

    One ``type`` each: GDAL takes its columns' types from here and knows no list of types.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": href(f"{collection.path}/schema"),
        "title": collection.title,
        "description": _("Thuộc tính không có gì để ghi thì là null."),
        "type": "object",
        "properties": {
            "id": {"type": "string"},
            "properties": {
                "type": "object",
                "properties": {n: s | {"description": about} for n, (s, about) in collection.properties.items()},
            },
        },
    }
