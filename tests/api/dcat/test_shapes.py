"""The catalogue against the SHACL shapes of DCAT-AP 3, and against what DCAT-AP recommends."""

import pyshacl
import pytest
from rdflib import Graph
from sqlalchemy import func, select

from portal.domain.datasets import Dataset
from tests.api.dcat.building import make_version
from tests.api.dcat.walking import DCAT, DCT, read, walk
from tests.compatibility import record

REQUIRED = ("dcat-range", "dcat-shapes")
ALL = (*REQUIRED, "dcat-shapes_recommended")


def check(graph: Graph, shapes: Graph) -> tuple[bool, str]:
    """Whether there is neither a violation nor a warning, and what was found."""
    conforms, _report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return conforms, text


@pytest.fixture(scope="module")
def of_every_kind(app, demo) -> Graph:
    """A dataset of each group."""
    with demo.public.session() as session:
        slugs = list(session.scalars(select(func.min(Dataset.slug)).group_by(Dataset.group_code)))
    assert len(slugs) == 11
    client, graph = app.test_client(), Graph()
    for slug in slugs:
        graph += read(client.get(f"/dataset/{slug}.ttl").data)
    return graph


@pytest.fixture(scope="module")
def first_page(seven) -> Graph:
    return next(walk(f"{seven}/catalog.ttl"))


@pytest.mark.parametrize("name", ALL)
def test_the_catalogue_and_a_dataset_of_each_kind_keep_the_shapes_without_a_violation_or_a_warning(
    of_every_kind, first_page, shapes, name
):
    for graph in (of_every_kind, first_page):
        assert check(graph, shapes(name)) == (True, "Validation Report\nConforms: True\n")
    did = f"checked a page of the catalogue and a dataset of each group against {name}.ttl of DCAT-AP 3"
    record(client="pyshacl", version=pyshacl.__version__, did=did, result="no violation and no warning")


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
