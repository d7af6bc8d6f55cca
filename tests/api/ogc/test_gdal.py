"""GDAL's OGC API – Features driver, which R (sf), geopandas and many desktop programs read with."""

from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from tests.compatibility import record
from tests.conftest import Installation

BOX = (108.9, 14.8, 108.95, 14.9)


def keep(did: str, result: str) -> None:
    record(client="GDAL OAPIF", version=pyogrio.__gdal_version_string__, did=did, result=result)


def read(address: str, layer: str, **how: Any) -> dict[str, Any]:
    """The columns of a layer by name; ``geometry`` as shapes."""
    meta, _fids, geometry, columns = pyogrio.raw.read(f"OAPIF:{address}", layer=layer, **how)
    return dict(zip(meta["fields"], columns, strict=True)) | {"geometry": shapely.from_wkb(geometry)}


@pytest.fixture(scope="session")
def stored(demo: Installation) -> dict[str, int]:
    """How many communes and villages there are today, straight from the store."""
    with demo.public.engine.connect() as connection:
        query = "select kind, count(*) from localities where valid_to is null group by kind"
        return dict(connection.exec_driver_sql(query).all())


def test_it_lists_every_collection_as_a_layer(served):
    layers = [name for name, _ in pyogrio.list_layers(f"OAPIF:{served}")]
    assert layers[:2] == ["communes", "villages"]
    assert "vneid-level2" in layers
    keep("listed the collections", f"{len(layers)} layers")


def test_it_counts_and_reads_as_many_as_are_stored(served, stored):
    for layer, kind in (("communes", "commune"), ("villages", "village"), ("vneid-level2", "village")):
        assert pyogrio.read_info(f"OAPIF:{served}", layer=layer)["features"] == stored[kind]
        assert len(read(served, layer)["id"]) == stored[kind]
    keep("counted and read communes and villages", f"{stored['commune']} and {stored['village']}, as stored")


def test_it_pages_by_five_through_all_of_them_once(served, stored):
    ids = read(served, "villages", PAGE_SIZE="5")["id"]
    assert len(ids) == len(set(ids)) == stored["village"]
    keep("read the villages in pages of 5", f"{len(ids)} features, none twice")


def test_a_box_gives_what_a_box_of_everything_would(served):
    everything, found = read(served, "villages"), read(served, "villages", bbox=BOX)
    expected = set(everything["id"][shapely.intersects(everything["geometry"], shapely.box(*BOX))])
    assert set(found["id"]) == expected
    assert 0 < len(expected) < len(everything["id"])
    keep("read the villages in a box", f"{len(expected)} of {len(everything['id'])}, the same as computed from all")


def test_it_learns_the_types_even_where_nothing_has_a_value(served):
    info = pyogrio.read_info(f"OAPIF:{served}", layer="coverage-6g")
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert types["value"] == "OFTReal"
    assert types["numerator"] == "OFTInteger"
    assert types["status"] == "OFTString"
    assert set(read(served, "coverage-6g")["status"]) == {"missing"}
    keep("read the types of columns that are empty", "value is a number, status a text")


def test_withheld_missing_and_zero_stay_apart(served):
    for layer in ("vneid-level2", "services-online-use", "digital-signature"):
        figures = read(served, layer)
        hidden = np.isin(figures["status"], ["withheld", "missing", "not-applicable"])
        assert np.isnan(figures["value"][hidden]).all()
        assert not np.isnan(figures["value"][~hidden]).any()
        assert np.isnan(figures["numerator"][hidden].astype(float)).all()
    assert "withheld" in set(read(served, "services-online-use")["status"])
    keep("read figures with their status", "what is withheld or missing is null, and the status says which")


def test_it_asks_the_server_for_one_commune_and_for_one_village(served):
    assert {code[:5] for code in read(served, "villages", where="parent = '21451'")["code"]} == {"21451"}
    assert list(read(served, "vneid-level2", where="id = '21451-07'")["code"]) == ["21451-07"]
    keep("filtered by commune and by id", "on the server")


def test_days_are_days_and_a_comparison_of_days_asks_for_that_time(served):
    info = pyogrio.read_info(f"OAPIF:{served}", layer="vneid-level2")
    assert dict(zip(info["fields"], info["ogr_types"], strict=True))["period_end"] == "OFTDate"
    figures = read(served, "vneid-level2", where="period_end >= '2026-03-01' and period_end <= '2026-03-31'")
    assert set(figures["period"]) == {"2026-03"}
    keep("compared days, which it asks for as datetime", f"the {len(figures['id'])} figures of that month")


def test_english_stands_at_an_address_of_its_own(served):
    address = served.replace("/ogc", "/en/ogc")
    assert len(read(address, "communes")["id"]) == 5
