"""The whole catalogue, page after page, over a real server."""

import hashlib
import json
from collections import Counter
from urllib.request import Request, urlopen

import pytest
import rdflib
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDF
from sqlalchemy import select

from portal.domain.datasets import Dataset, DatasetVersion
from tests.api.dcat.conftest import SIZE
from tests.api.dcat.walking import DCAT, DCT, FORMATS, HYDRA, datasets_of, next_of, walk, without_suffix
from tests.compatibility import record


@pytest.fixture(scope="module")
def walked(seven) -> dict[str, list[Graph]]:
    """Every page in every serialisation."""
    return {suffix: list(walk(f"{seven}/catalog.{suffix}", suffix)) for suffix in FORMATS}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_dataset_is_found_exactly_once(walked, demo, suffix):
    found = Counter(identifier for page in walked[suffix] for identifier in datasets_of(page))
    with demo.public.session() as session:
        published = select(Dataset.uuid).where(Dataset.slug.in_(select(DatasetVersion.dataset_slug)))
        assert found == Counter(session.scalars(published))
    assert len(found) == 52
    did = f"walked every page of /catalog.{suffix} by hydra:next"
    record(client="rdflib", version=rdflib.__version__, did=did, result="52 datasets, each once")


def test_the_three_serialisations_say_the_same(walked):
    assert len({len(pages) for pages in walked.values()}) == 1
    for ttl, jsonld, rdf in zip(*walked.values(), strict=True):
        assert len(ttl) > 500
        alike = set(without_suffix(ttl, "ttl"))  # nothing is without an address, so the triples can be compared
        assert alike == set(without_suffix(jsonld, "jsonld"))
        assert alike == set(without_suffix(rdf, "rdf"))
    did = "compared the catalogue as Turtle, JSON-LD and RDF/XML, page by page"
    record(client="rdflib", version=rdflib.__version__, did=did, result="the same triples")


def test_each_page_says_where_it_stands(walked, seven):
    pages = walked["ttl"]
    assert len(pages) == -(-52 // SIZE)
    for number, page in enumerate(pages, start=1):
        view = URIRef(f"{seven}/catalog.ttl?page={number}")
        assert page.value(URIRef(f"{seven}/catalog"), HYDRA.view) == view
        assert page.value(view, HYDRA.first) == URIRef(f"{seven}/catalog.ttl?page=1")
        assert page.value(view, HYDRA.last) == URIRef(f"{seven}/catalog.ttl?page={len(pages)}")
        before = URIRef(f"{seven}/catalog.ttl?page={number - 1}") if number > 1 else None
        assert page.value(view, HYDRA.previous) == before
        assert int(page.value(view, HYDRA.totalItems)) == 52
    assert next_of(pages[-1]) is None


def test_nothing_is_without_an_address_of_its_own(walked):
    assert not [node for page in walked["ttl"] for triple in page for node in triple if isinstance(node, BNode)]


def test_a_page_is_one_catalogue_and_its_datasets_and_no_version_is_taken_for_a_dataset(walked):
    for page in walked["ttl"]:
        listed = set(page.objects(predicate=DCAT.dataset))
        assert set(page.subjects(RDF.type, DCAT.Dataset)) == listed
        assert len(set(page.subjects(RDF.type, DCAT.Catalog))) == 1
        assert set(page.objects(predicate=DCAT.hasVersion)) & listed == set()


def test_a_services_datasets_are_those_of_the_page_and_the_map_service_has_no_records(walked, seven):
    api, ogc = URIRef(f"{seven}/catalog#api"), URIRef(f"{seven}/catalog#ogc")
    first, *_, last = walked["ttl"]  # the records came last
    for page in (first, last):
        assert set(page.objects(api, DCAT.servesDataset)) == set(page.objects(predicate=DCAT.dataset))
    assert set(first.objects(ogc, DCAT.servesDataset)) == set(first.objects(predicate=DCAT.dataset))
    assert (None, DCAT.service, ogc) not in last


def test_head_says_what_get_would(seven):
    with urlopen(Request(f"{seven}/catalog.ttl", method="HEAD")) as head, urlopen(f"{seven}/catalog.ttl") as get:  # noqa: S310 - our own server
        assert head.read() == b""
        content = get.read()
        for name in ("Content-Type", "Content-Length", "ETag", "Link"):
            assert head.headers[name] == get.headers[name]
        assert int(get.headers["Content-Length"]) == len(content)


def test_rdflib_finds_its_way_from_the_bare_address(seven):
    page = Graph().parse(f"{seven}/catalog")
    assert len(datasets_of(page)) == SIZE
    one = page.value(predicate=RDF.type, object=DCAT.Dataset)
    itself = Graph().parse(str(one))
    assert itself.value(one, DCT.identifier) == page.value(one, DCT.identifier)


def test_a_download_is_what_the_catalogue_says_of_it(walked):
    page = walked["ttl"][0]
    spdx = "http://spdx.org/rdf/terms#"
    distributions = list(page.subjects(RDF.type, DCAT.Distribution))[:12]
    assert len(distributions) == 12
    for distribution in distributions:
        with urlopen(str(page.value(distribution, DCAT.downloadURL))) as answer:  # noqa: S310 - our own server
            content = answer.read()
            assert page.value(distribution, DCAT.mediaType).endswith(f"/{answer.headers.get_content_type()}")
        assert int(page.value(distribution, DCAT.byteSize)) == len(content)
        checksum = page.value(distribution, URIRef(f"{spdx}checksum"))
        assert str(page.value(checksum, URIRef(f"{spdx}checksumValue"))) == hashlib.sha256(content).hexdigest()


def test_json_ld_can_be_read_without_asking_anybody_for_a_context(seven):
    with urlopen(f"{seven}/catalog.jsonld") as answer:  # noqa: S310 - our own server
        document = json.load(answer)
    assert all(isinstance(start, str) for start in document["@context"].values())
    assert document["@graph"][0]["@type"] == ["dcat:Catalog", "hydra:Collection"]
