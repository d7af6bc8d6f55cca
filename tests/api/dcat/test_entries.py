"""What is said of a dataset, and that it stays the same wherever and however it is asked for."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import XSD

from api.dcat.addresses import PAGE_SIZE
from portal.domain.datasets import dataset_id
from portal.settings import ROOT
from tests.api.dcat.walking import DCAT, DCT, FORMATS, read
from wsgi import create_app

EU = "http://publications.europa.eu/resource/authority/"
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SLUG = "tra-cau-digital-society"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
IRI = URIRef(f"http://localhost/dataset/{dataset_id(SLUG)}")


@pytest.fixture
def graph(client):
    return read(client.get(f"/dataset/{SLUG}.ttl").data)


def both(graph, subject, predicate) -> dict[str, str]:
    return {literal.language: str(literal) for literal in graph.objects(subject, predicate)}


def test_words_are_in_both_languages(graph):
    told = {IRI, *graph.objects(IRI, DCAT.distribution), *graph.objects(IRI, DCAT.hasVersion)}
    assert len(told) > 8
    for node in told:
        assert set(both(graph, node, DCT.title)) == {"vi", "en"}
    for node in {IRI, *graph.objects(IRI, DCAT.distribution)}:
        assert set(both(graph, node, DCT.description)) == {"vi", "en"}
    keywords = list(graph.objects(IRI, DCAT.keyword))
    assert Literal("VNeID mức 2", "vi") in keywords
    assert Literal("VNeID level 2", "en") in keywords


def test_who_publishes_and_whom_to_ask(graph):
    publisher = graph.value(IRI, DCT.publisher)
    names = {"vi": "Ủy ban nhân dân phường Trà Câu", "en": "People's Committee of Tra Cau Ward"}
    assert both(graph, publisher, FOAF.name) == names
    assert graph.value(publisher, DCT.type) == URIRef("http://purl.org/adms/publishertype/LocalAuthority")
    contact = graph.value(IRI, DCAT.contactPoint)
    assert graph.value(contact, VCARD.hasURL) == URIRef("http://localhost/localities/tra-cau")
    assert graph.value(contact, VCARD.hasEmail) is None


def test_where_and_when_it_is_about_and_how_often_it_comes(graph):
    place = graph.value(IRI, DCT.spatial)
    assert str(graph.value(place, DCAT.centroid)).startswith("POINT(108.")
    assert str(graph.value(place, DCAT.bbox)).startswith("POLYGON((108.")
    period = graph.value(IRI, DCT.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2025-01-01", datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal("2026-10-31", datatype=XSD.date)
    assert graph.value(IRI, DCT.accrualPeriodicity) == URIRef(f"{EU}frequency/MONTHLY")


def test_the_days_of_records_are_their_own(client):
    slug = "tra-cau-budget"
    graph = read(client.get(f"/dataset/{slug}.ttl").data)
    iri = URIRef(f"http://localhost/dataset/{dataset_id(slug)}")
    period = graph.value(iri, DCT.temporal)
    days = [str(graph.value(period, name)) for name in (DCAT.startDate, DCAT.endDate)]
    assert [day[4:] for day in days] == ["-01-01", "-12-31"]  # whole years of money
    assert graph.value(iri, DCT.accrualPeriodicity) == URIRef(f"{EU}frequency/IRREG")


def test_a_distribution_stays_the_same_from_version_to_version_and_its_file_does_not(graph):
    csv = URIRef(f"{IRI}#csv")
    assert csv in set(graph.objects(IRI, DCAT.distribution))
    version = str(graph.value(IRI, DCAT.version))
    address = f"http://localhost/datasets/{SLUG}/{version}/{SLUG}-{version}.csv"
    assert graph.value(csv, DCAT.downloadURL) == URIRef(address)
    assert graph.value(csv, DCT["format"]) == URIRef(f"{EU}file-type/CSV")
    assert graph.value(csv, DCAT.mediaType) == URIRef("https://www.iana.org/assignments/media-types/text/csv")
    assert graph.value(csv, DCT.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_every_released_file_is_a_distribution_with_a_type(graph, client):
    files = client.get(f"/api/v1/datasets/{SLUG}").get_json()["files"]
    distributions = set(graph.objects(IRI, DCAT.distribution))
    assert len(distributions) == len(files) >= 3
    for distribution in distributions:
        assert graph.value(distribution, DCT["format"]) is not None
        assert graph.value(distribution, DCAT.mediaType) is not None


@pytest.mark.parametrize("ref", [SLUG, dataset_id(SLUG)])
@pytest.mark.parametrize("suffix", FORMATS)
def test_a_slug_and_a_uuid_lead_to_the_same(client, ref, suffix):
    assert client.get(f"/dataset/{ref}.{suffix}").data == client.get(f"/dataset/{SLUG}.{suffix}").data


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/json", "application/ld+json"),
        ("application/rdf+xml;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
    ],
)
def test_the_serialisation_is_what_is_accepted(client, accept, media):
    answer = client.get("/catalog", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, media)
    assert "Accept" in answer.headers["Vary"]


def test_a_person_is_led_to_the_page(client):
    answer = client.get("/catalog", headers={"Accept": BROWSER})
    assert answer.status_code == 303
    assert urlsplit(answer.headers["Location"]).path == "/datasets"


@pytest.mark.parametrize("ref", [SLUG, dataset_id(SLUG)])
def test_a_datasets_own_address_is_its_page_and_leads_programs_to_its_description(client, ref):
    for asked in ({}, {"Accept": BROWSER}):
        page = client.get(f"/dataset/{ref}", headers=asked)
        assert (page.status_code, page.mimetype) == (200, "text/html")
        main = client.get(f"/datasets/{SLUG}").data.partition(b"<main")[2].partition(b"</main>")[0]
        assert len(main) > 1000
        assert main in page.data
    for suffix, media in (("ttl", "text/turtle"), ("jsonld", "application/ld+json"), ("rdf", "application/rdf+xml")):
        answer = client.get(f"/dataset/{ref}", headers={"Accept": media})
        assert answer.status_code == 303
        assert urlsplit(answer.headers["Location"]).path == f"/dataset/{dataset_id(SLUG)}.{suffix}"


def test_what_is_not_offered_is_406_and_says_what_is(client):
    answer = client.get("/catalog", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json()["offered"]


def test_addresses_are_the_operators_whatever_name_it_was_asked_under(demo):
    app = create_app(
        DATABASE_URL=demo.public.url.render_as_string(hide_password=False),
        FILES_DIR=str(demo.files),
        SECRET_KEY="x",
        TODAY="2026-11-22",
        BASE_URL="https://so.example.vn",
        HOSTS="inside:8000 other.example",
        CONTACT_EMAIL="lien.he+so@example.vn",
        RATE_LIMIT="",
    )
    app.config[PAGE_SIZE] = 3
    client = app.test_client()
    for suffix in FORMATS:
        one = client.get(f"/catalog.{suffix}", base_url="http://inside:8000").data
        assert one == client.get(f"/catalog.{suffix}", base_url="https://other.example").data
        assert b"inside" not in one
        mails = set(read(one, suffix).objects(predicate=VCARD.hasEmail))
        assert mails == {URIRef("mailto:lien.he+so@example.vn")}
    app.extensions["store"].close()


PRINT = """
import hashlib, sys
from api.dcat.addresses import PAGE_SIZE
from wsgi import create_app
app = create_app(DATABASE_URL=sys.argv[1], SECRET_KEY="x", TODAY="2026-11-22", RATE_LIMIT="")
app.config[PAGE_SIZE] = 3
for suffix in ("ttl", "jsonld", "rdf"):
    print(hashlib.sha256(app.test_client().get(f"/catalog.{suffix}").data).hexdigest())
"""


def test_two_processes_answer_the_same_bytes(demo):
    """At the same time, so that the test waits for one."""
    url = demo.public.url.render_as_string(hide_password=False)
    processes = [_start(url, seed) for seed in ("1", "2")]
    said = {process.communicate()[0] for process in processes}
    assert [process.returncode for process in processes] == [0, 0]
    assert len(said) == 1
    assert len(said.pop().split()) == 3


def _start(url: str, seed: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen(
        [sys.executable, "-c", PRINT, url], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
