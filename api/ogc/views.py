"""The addresses that say what there is: the service, what it conforms to, its description and its collections."""

from flask import Response, render_template
from werkzeug.exceptions import HTTPException

from api.ogc import description
from api.ogc.answers import answer, finish
from api.ogc.collections import describe, find_collection, list_collections, schema_of
from api.ogc.links import HTML, JSON, OPENAPI, SCHEMA, href, in_encodings, link
from api.ogc.negotiation import chosen, prefers_html
from api.ogc.parameters import AnyQuery
from api.ogc.refusals import on_failure, on_http_error, on_refusal
from api.parameters import read_parameters
from portal.errors import Refusal
from portal.formats.http import json_answer
from portal.i18n import gettext as _
from portal.routing import Pages

CONFORMS_TO = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" for name in description.CLASSES]

pages = Pages("ogc", __name__, template_folder="templates")
pages.register_error_handler(HTTPException, on_http_error)
pages.register_error_handler(429, on_http_error)  # which the whole portal answers in its own shape elsewhere
pages.register_error_handler(Refusal, on_refusal)
pages.register_error_handler(Exception, on_failure)


@pages.get("/ogc")
def landing() -> Response:
    read_parameters(AnyQuery)
    links = [
        *in_encodings("", chosen(), description.title()),
        link("service-desc", OPENAPI, href("/api"), _("Mô tả cho chương trình (OpenAPI)")),
        link("service-doc", HTML, href("/api.html"), _("Hướng dẫn cho người đọc")),
        link("conformance", JSON, href("/conformance"), _("Các phần của chuẩn được đáp ứng")),
        link("data", JSON, href("/collections"), _("Các lớp dữ liệu")),
    ]
    document = {"title": description.title(), "description": description.summary(), "attribution": "Làng Số"}
    return answer("landing", document | {"links": links}, links, collections=list_collections)


@pages.get("/ogc/conformance")
def conformance() -> Response:
    read_parameters(AnyQuery)
    links = in_encodings("/conformance", chosen(), _("Các phần của chuẩn được đáp ứng"))
    return answer("conformance", {"conformsTo": CONFORMS_TO, "links": links}, links)


@pages.get("/ogc/api")
def api() -> Response:
    read_parameters(AnyQuery)
    if prefers_html():
        return _api_page()
    content = description.describe_service(list_collections())
    return finish(
        json_answer(content, mimetype=OPENAPI), in_encodings("/api", OPENAPI, description.title(), data=OPENAPI)
    )


@pages.get("/ogc/api.html")
def api_page() -> Response:
    read_parameters(AnyQuery)
    return _api_page()


def _api_page() -> Response:
    links = in_encodings("/api", HTML, description.title(), data=OPENAPI)
    content = description.describe_service(list_collections())
    return finish(Response(render_template("ogc/api.html", document=content)), links)


@pages.get("/ogc/collections")
def collections() -> Response:
    read_parameters(AnyQuery)
    links = in_encodings("/collections", chosen(), _("Các lớp dữ liệu"))
    document = {"links": links, "collections": describe(list_collections(), JSON)}
    return answer("collections", document, links)


@pages.get("/ogc/collections/<collection>")
def collection(collection: str) -> Response:
    found = find_collection(collection)
    read_parameters(AnyQuery)
    [document] = describe([found], chosen())
    return answer("collection", document, document["links"], collection=found)


@pages.get("/ogc/collections/<collection>/schema")
def schema(collection: str) -> Response:
    found = find_collection(collection)
    read_parameters(AnyQuery)
    return finish(json_answer(schema_of(found), mimetype=SCHEMA), [])
