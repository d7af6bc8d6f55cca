"""The service in OpenAPI 3.0, made from the collections, their properties and the parameters."""

from importlib.metadata import version
from typing import Any

from marshmallow import Schema

from api.ogc.collections import Collection
from api.ogc.links import GEOJSON, HTML, JSON, OPENAPI, SCHEMA, href
from api.ogc.parameters import Asked, FigureQuery, PlaceQuery
from api.parameters import parameters_of
from portal.domain.catalogue import LICENCE_URL
from portal.i18n import gettext as _

CLASSES = ("core", "oas30", "html", "geojson")
LIST = {"style": "form", "explode": False}
TEXT = {"type": "string"}
WHOLE = {"type": "integer", "minimum": 0}
FLAG = {"type": "boolean"}
OBJECT = {"type": "object"}

Document = dict[str, Any]


def title() -> str:
    return _("Địa danh và số liệu của xã, phường, thôn, tổ dân phố")


def summary() -> str:
    return _(
        "Dịch vụ OGC API – Features 1.0 của Làng Số: ranh giới, dân số và số liệu mới nhất của từng thôn, tổ dân phố. "
        "Số liệu không công bố để bảo vệ riêng tư thì không có ở đây; trạng thái nói rõ. Không lọc theo giá trị."
    )


def query_of(collection: Collection) -> type[Schema]:
    return FigureQuery if collection.indicator else PlaceQuery


def asked(query: type[Schema]) -> dict[str, Asked]:
    """The parameters of a query, by their names in the address."""
    return {name: p for name, p in parameters_of(query).items() if isinstance(p, Asked)}


def describe_service(collections: list[Collection]) -> Document:
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title(),
            "description": summary(),
            "version": version("lang-so"),
            "license": {"name": "CC BY 4.0", "url": LICENCE_URL},
        },
        "servers": [{"url": href()}],
        "tags": [{"name": "Capabilities"}, {"name": "Data"}],
        "paths": _of_service() | _of_collections(collections),
        "components": {
            "parameters": {name: _parameter(name, p) for name, p in asked(FigureQuery).items()} | _in_path(collections),
            "schemas": _schemas() | {_name(c): _feature(c) for c in collections},
            "responses": _responses(),
        },
    }


def _of_service() -> Document:
    one = [_ref("parameters", "collectionId")]
    conforms, data = _ref("schemas", "conformance"), _ref("schemas", "collections")
    about = _("Các phần của chuẩn được đáp ứng")
    return {
        "/": _get(title(), _ref("schemas", "landingPage"), JSON, "landing"),
        "/api": _get(_("Mô tả này"), OBJECT, OPENAPI, "api"),
        "/conformance": _get(about, conforms, JSON, "conformance"),
        "/collections": _get(_("Các lớp dữ liệu"), data, JSON, "collections"),
        "/collections/{collectionId}": _get(
            _("Một lớp dữ liệu"), _ref("schemas", "collection"), JSON, "collection", one
        ),
        "/collections/{collectionId}/schema": _get(_("Các thuộc tính"), OBJECT, SCHEMA, "schema", one),
    }


def _of_collections(collections: list[Collection]) -> Document:
    paths: Document = {}
    for c in collections:
        feature = [_ref("parameters", "featureId"), _ref("parameters", "crs")]
        of_items = [_ref("parameters", name) for name in asked(query_of(c)) if name != "f"]
        paths[f"{c.path}/items"] = _get(c.title, _page_of(c), GEOJSON, f"items-{c.id}", of_items, tag="Data")
        one = _("Một đối tượng: %(title)s", title=c.title)
        paths[f"{c.path}/items/{{featureId}}"] = _get(
            one, _ref("schemas", _name(c)), GEOJSON, f"item-{c.id}", feature, tag="Data"
        )
    return paths


def _get(
    summary: str, shape: Document, type_: str, operation: str, more: list[Document] | None = None, *, tag: str = ""
) -> Document:
    return {
        "get": {
            "summary": summary,
            "operationId": operation,
            "tags": [tag or "Capabilities"],
            "parameters": [*(more or []), _ref("parameters", "f")],
            "responses": {
                "200": {"description": summary, "content": {type_: {"schema": shape}, HTML: {"schema": TEXT}}},
                "400": _ref("responses", "refused"),
                **({"404": _ref("responses", "absent")} if more else {}),
                "429": _ref("responses", "limited"),
                "500": _ref("responses", "failed"),
                "default": _ref("responses", "other"),
            },
        }
    }


def _page_of(collection: Collection) -> Document:
    features = {"type": "array", "items": _ref("schemas", _name(collection))}
    return {"allOf": [_ref("schemas", "page"), {"type": "object", "properties": {"features": features}}]}


def _parameter(name: str, parameter: Asked) -> Document:
    listed = LIST if name == "bbox" else {}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": parameter.about(),
        "schema": parameter.shape,
        **listed,
    }


def _in_path(collections: list[Collection]) -> Document:
    ids = {"type": "string", "enum": [c.id for c in collections]}
    about = {"collectionId": _("Tên của lớp dữ liệu"), "featureId": _("Mã của đối tượng")}
    shapes = {"collectionId": ids, "featureId": TEXT}
    return {
        name: {"name": name, "in": "path", "required": True, "description": about[name], "schema": shapes[name]}
        for name in about
    }


def _responses() -> Document:
    content = {JSON: {"schema": _ref("schemas", "exception")}, HTML: {"schema": TEXT}}
    about = {"refused": _("Yêu cầu chưa đúng"), "absent": _("Không tìm thấy"), "failed": _("Hệ thống đang gặp lỗi")}
    about |= {"limited": _("Hỏi quá nhiều lần"), "other": _("Lỗi khác, ví dụ địa chỉ quá dài")}
    return {name: {"description": text, "content": content} for name, text in about.items()}


def _schemas() -> Document:
    links = {"type": "array", "items": _ref("schemas", "link")}
    described = {"title": TEXT, "description": TEXT, "links": links}
    return {
        "link": _object(["href", "rel"], href=TEXT, rel=TEXT, type=TEXT, title=TEXT, hreflang=TEXT),
        "exception": _object(["code", "description"], code=TEXT, description=TEXT),
        "landingPage": _object(["links"], attribution=TEXT, **described),
        "conformance": _object(["conformsTo"], conformsTo={"type": "array", "items": TEXT}),
        "collections": _object(
            ["links", "collections"],
            links=links,
            collections={"type": "array", "items": _ref("schemas", "collection")},
        ),
        "collection": _collection(described),
        "page": _object(
            ["type", "features"],
            type={"type": "string", "enum": ["FeatureCollection"]},
            title=TEXT,
            links=links,
            timeStamp={"type": "string", "format": "date-time"},
            numberMatched=WHOLE,
            numberReturned=WHOLE,
            illustrative=FLAG,
            features={"type": "array", "items": {"type": "object"}},
        ),
        "geometry": {
            "type": "object",
            "nullable": True,
            "required": ["type", "coordinates"],
            "properties": {
                "type": {"type": "string", "enum": ["Point", "Polygon", "MultiPolygon"]},
                "coordinates": {"type": "array", "items": {}},
            },
        },
    }


def _collection(described: Document) -> Document:
    bbox = {"type": "array", "items": {"type": "array", "items": {"type": "number"}}}
    interval = {"type": "array", "items": {"type": "array", "items": TEXT | {"nullable": True}}}
    extent = _object([], spatial=_object(["bbox"], bbox=bbox, crs=TEXT))
    extent["properties"]["temporal"] = _object(["interval"], interval=interval, trs=TEXT)
    crs = {"type": "array", "items": TEXT}
    more = {"itemType": TEXT, "crs": crs, "storageCrs": TEXT, "illustrative": FLAG}
    return _object(["id", "links"], id=TEXT, extent=extent, **more, **described)


def _feature(collection: Collection) -> Document:
    properties = {
        name: shape
        | {"description": about, "nullable": True}
        | ({"enum": [*shape["enum"], None]} if "enum" in shape else {})
        for name, (shape, about) in collection.properties.items()
    }
    return _object(
        ["type", "id", "geometry", "properties"],
        type={"type": "string", "enum": ["Feature"]},
        id=TEXT,
        geometry=_ref("schemas", "geometry"),
        properties=_object(list(properties), **properties),
        links={"type": "array", "items": _ref("schemas", "link")},
    )


def _object(required: list[str], /, **properties: Any) -> Document:
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def _ref(section: str, name: str) -> Document:
    return {"$ref": f"#/components/{section}/{name}"}


def _name(collection: Collection) -> str:
    return f"feature-{collection.id}"
