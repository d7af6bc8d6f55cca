"""The catalogue against the SHACL shapes of DCAT-AP 3, and against what DCAT-AP recommends."""

import pyshacl
import pytest
from rdflib import Graph

from tests.api.dcat.building import make_version
from tests.api.dcat.walking import DCAT, DCT, read, walk
from tests.compatibility import record

REQUIRED = ("dcat-range", "dcat-shapes")
ALL = (*REQUIRED, "dcat-shapes_recommended")


def check(graph: Graph, shapes: Graph) -> tuple[bool, str]:
    """Whether there is neither a violation nor a warning, and what was found."""
    conforms, _report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return conforms, text


@pytest.mark.parametrize("name", ALL)
def test_every_page_keeps_the_shapes_without_a_violation_or_a_warning(seven, shapes, name):
    for page in walk(f"{seven}/catalog.ttl"):
        assert check(page, shapes(name)) == (True, "Validation Report\nConforms: True\n")
    did = f"checked every page of the catalogue against {name}.ttl of DCAT-AP 3"
    record(client="pyshacl", version=pyshacl.__version__, did=did, result="no violation and no warning")


@pytest.mark.parametrize("name", ALL)
def test_one_dataset_keeps_the_shapes(client, shapes, name):
    graph = read(client.get("/dataset/tra-cau-digital-society.ttl").data)
    assert check(graph, shapes(name))[0], check(graph, shapes(name))[1]


@pytest.mark.parametrize("name", ALL)
def test_what_changed_and_a_tombstone_keep_the_shapes(in_twos, public, shapes, name):
    with public.begin() as session:
        make_version(session)
        make_version(session, kind="retraction", reason="dùng sai mẫu", reason_en="wrong form")
    graph = read(in_twos.test_client().get("/catalog.ttl?modified_since=2026-10-01").data)
    warned = () if name in REQUIRED else ("bbox", "centroid")  # the test's commune has no outline
    conforms, text = check(graph, shapes(name))
    assert conforms or (
        warned and all(any(w in part for w in warned) for part in text.split("Constraint Violation")[1:])
    )


@pytest.mark.parametrize("name", REQUIRED)
def test_an_empty_catalogue_keeps_the_shapes(bare_app, shapes, name):
    assert check(read(bare_app.test_client().get("/catalog.ttl").data), shapes(name))[0]


@pytest.mark.parametrize(
    ("name", "missing"),
    [("dcat-shapes", DCT.title), ("dcat-shapes", DCAT.accessURL), ("dcat-shapes_recommended", DCT.license)],
)
def test_the_shapes_would_tell(client, shapes, name, missing):
    graph = read(client.get("/dataset/tra-cau-digital-society.ttl").data)
    graph.remove((None, missing, None))
    assert not check(graph, shapes(name))[0]


def test_the_classes_would_tell(client, shapes):
    graph = read(client.get("/dataset/tra-cau-digital-society.ttl").data)
    graph.remove((None, None, DCT.Location))
    assert not check(graph, shapes("dcat-range"))[0]
