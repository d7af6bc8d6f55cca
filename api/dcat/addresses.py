"""The addresses of the dialect. What answers them is loaded when the first is asked for: RDFLib is half as large as the
rest of the portal, and a server that starts should answer readers soon.
"""

from types import ModuleType

from flask import Blueprint, Response

from api.dcat.wholeness import say_when_to_return, whole_or_nothing

PAGE_SIZE = "CATALOGUE_PAGE_SIZE"
USUAL = 100
SUFFIXES = "<any(ttl, jsonld, rdf):suffix>"

dcat = Blueprint("dcat", __name__)
dcat.after_request(say_when_to_return)


@dcat.get("/catalog")
@whole_or_nothing
def negotiated_catalogue() -> Response:
    return _views().negotiated_catalogue()  # type: ignore[no-any-return]


@dcat.get(f"/catalog.{SUFFIXES}")
@whole_or_nothing
def catalogue(suffix: str) -> Response:
    return _views().catalogue(suffix)  # type: ignore[no-any-return]


@dcat.get(f"/dataset/<ref>.{SUFFIXES}")
@whole_or_nothing
def one(ref: str, suffix: str) -> Response:
    return _views().one(ref, suffix)  # type: ignore[no-any-return]


def _views() -> ModuleType:
    from api.dcat import views  # noqa: PLC0415 - see above

    return views
