"""OWSLib, as metadata harvesters in Python use it."""

import owslib
import pytest
from owslib.ogcapi.features import Features

from tests.compatibility import record

BOX = [108.9, 14.8, 108.95, 14.9]


def keep(did: str, result: str) -> None:
    record(client="OWSLib", version=owslib.__version__, did=did, result=result)


@pytest.fixture(scope="session")
def service(served) -> Features:
    return Features(served)


def test_it_finds_the_description_the_conformance_and_the_collections(service):
    assert service.api()["openapi"].startswith("3.0")
    classes = {uri.rpartition("/")[2] for uri in service.conformance()["conformsTo"]}
    assert classes == {"core", "geojson", "html", "oas30"}
    ids = service.feature_collections()
    assert ids[:2] == ["communes", "villages"]
    assert service.collection("villages")["id"] == "villages"
    assert "value" in service.collection_schema("vneid-level2")["properties"]["properties"]["properties"]
    keep("read description, conformance, collections and a schema", f"{len(ids)} collections of features")


def test_it_pages_by_five_and_counts_the_same_every_time(service):
    pages = [service.collection_items("villages", limit=5, offset=offset) for offset in range(0, 200, 5)]
    ids = [feature["id"] for page in pages for feature in page["features"]]
    [matched] = {page["numberMatched"] for page in pages}
    assert len(ids) == len(set(ids)) == matched
    keep("read the villages in pages of 5", f"{len(ids)} features, numberMatched {matched}")


def test_it_filters_by_box_and_time(service):
    found = service.collection_items("villages", bbox=BOX, limit=1000)
    assert found["numberMatched"] == len(found["features"]) == 23
    before = service.collection_items("communes", datetime_="2024-01-01", limit=1000)
    assert {f["properties"]["valid_to"] for f in before["features"]} == {"2025-06-30"}
    keep("filtered by bbox and datetime", f"{len(found['features'])} villages, {len(before['features'])} old communes")


def test_it_gets_one_by_its_id(service):
    feature = service.collection_item("vneid-level2", "21451-07")
    assert (feature["id"], feature["properties"]["parent"]) == ("21451-07", "21451")
    keep("read one feature by id", "the same id")
