"""What is published while somebody walks, and what changed since they were last here."""

import datetime as dt
from urllib.parse import quote

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF

from portal.domain.datasets import dataset_id
from tests.api.dcat.building import GROUPS, make_datasets, make_version
from tests.api.dcat.walking import DCAT, DCT, HYDRA, datasets_of, read, walk
from tests.browsing import serving

ADMS_STATUS = URIRef("http://www.w3.org/ns/adms#status")
WITHDRAWN = "http://publications.europa.eu/resource/authority/dataset-status/WITHDRAWN"
AT = dt.datetime(2026, 10, 1, 17, 30, tzinfo=dt.UTC)  # half past midnight of 2 October in Viet Nam


def ids(*groups: str, commune: str = "thu-nghiem") -> list[str]:
    return [dataset_id(f"{commune}-{group}") for group in groups]


@pytest.fixture
def crawl(in_twos):
    with serving(in_twos) as address:
        yield lambda query="": walk(f"{address}/catalog.ttl{query}")


@pytest.fixture
def found(in_twos):
    """What one page of a query lists."""

    def find(query: str = "") -> list[str]:
        answer = in_twos.test_client().get(f"/catalog.ttl{query}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return datasets_of(read(answer.data))

    return find


def test_a_release_between_two_pages_makes_no_page_skip_anything(crawl, public):
    make_datasets(public, 5)
    pages = crawl()
    seen = datasets_of(next(pages))
    with public.begin() as session:
        make_version(session, "a-dau-tien", "reports")  # before all others by its slug
        make_version(session, "thu-nghiem", GROUPS[0])  # and one that was seen already has a new version
    seen += [identifier for page in pages for identifier in datasets_of(page)]
    assert seen == [*ids(*GROUPS), *ids("reports", commune="a-dau-tien")]


def test_nothing_that_changed_is_skipped_when_more_changes_meanwhile(crawl, public):
    make_datasets(public, 5)
    since = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    with public.begin() as session:
        for group in GROUPS[1:]:
            make_version(session, group=group, at=since + dt.timedelta(hours=1))
    pages = crawl("?modified_since=2026-11-01")
    seen = datasets_of(next(pages))
    with public.begin() as session:
        make_version(session, group=GROUPS[0], at=since + dt.timedelta(hours=2))
        make_version(session, group=GROUPS[1], at=since + dt.timedelta(hours=2))
    seen += [identifier for page in pages for identifier in datasets_of(page)]
    assert set(ids(*GROUPS[1:])) <= set(seen)


@pytest.mark.parametrize(
    ("since", "is_found"),
    [
        ("2026-10-01T17:30:00Z", True),
        ("2026-10-01T17:30:00.000001Z", False),
        ("2026-10-02T00:30:00+07:00", True),
        ("2026-10-02T00:30", True),
        ("2026-10-02T00:31", False),
        ("2026-10-02", True),
        ("2026-10-03", False),
        ("2026-10-01", True),
    ],
)
def test_since_an_instant_or_a_day_of_viet_nam_is_that_one_too(found, public, since, is_found):
    with public.begin() as session:
        make_version(session, at=AT)
    assert found(f"?modified_since={quote(since)}") == (ids("reports") if is_found else [])


def test_what_the_catalogue_calls_modified_finds_it_again(in_twos, found, public):
    with public.begin() as session:
        make_version(session, at=AT + dt.timedelta(microseconds=123456))
    graph = read(in_twos.test_client().get("/catalog.ttl").data)
    modified = graph.value(graph.value(predicate=RDF.type, object=DCAT.Dataset), DCT.modified)
    assert found(f"?modified_since={quote(modified)}") == ids("reports")


def test_what_changed_is_not_to_be_taken_for_the_whole_catalogue(in_twos, public):
    make_datasets(public, 3)
    graph = read(in_twos.test_client().get("/catalog.ttl?modified_since=2026-10-01").data)
    catalogue = graph.value(predicate=RDF.type, object=DCAT.Catalog)
    assert catalogue != URIRef("http://localhost/catalog")
    assert "modified_since" in catalogue
    words = {literal.language: str(literal) for literal in graph.objects(catalogue, DCT.description)}
    assert "không phải danh mục đầy đủ" in words["vi"]
    assert "not the whole catalogue" in words["en"]
    view = graph.value(catalogue, HYDRA.view)
    assert "modified_since=2026-10-01" in graph.value(view, HYDRA.next)
    assert int(graph.value(view, HYDRA.totalItems)) == 3


def test_a_withdrawn_dataset_stays_and_says_so(in_twos, public):
    with public.begin() as session:
        make_version(session)
        make_version(session, kind="retraction", reason="dùng sai mẫu", reason_en="wrong form")
    graph = read(in_twos.test_client().get("/catalog.ttl").data)
    dataset = graph.value(predicate=RDF.type, object=DCAT.Dataset)
    assert graph.value(dataset, ADMS_STATUS) == URIRef(WITHDRAWN)
    said = {literal.language: str(literal) for literal in graph.objects(dataset, DCT.description)}
    assert "Đã rút lại" in said["vi"]
    assert "Withdrawn" in said["en"]
    notes = set(graph.objects(dataset, URIRef("http://www.w3.org/ns/adms#versionNotes")))
    assert any("dùng sai mẫu" in note and note.language == "vi" for note in notes)
    assert {str(status).rpartition("/")[2] for status in graph.objects(predicate=ADMS_STATUS)} == {"WITHDRAWN"}


def test_only_what_is_made_up_is_called_so(in_twos, public):
    with public.begin() as session:
        make_version(session, group="reports", illustrative=True)
        make_version(session, group="budget")
    graph = read(in_twos.test_client().get("/catalog.ttl").data)
    synthetic = URIRef("http://publications.europa.eu/resource/authority/dataset-type/SYNTHETIC_DATA")
    made_up, real = (graph.value(None, DCT.identifier, Literal(i)) for i in ids("reports", "budget"))
    assert synthetic in set(graph.objects(made_up, DCT.type))
    assert synthetic not in set(graph.objects(real, DCT.type))
    for node in (made_up, graph.value(made_up, DCAT.distribution)):
        assert any("Số liệu minh họa" in words for words in graph.objects(node, DCT.description))
        assert any("Illustrative data" in words for words in graph.objects(node, DCT.description))
    for node in (real, graph.value(real, DCAT.distribution)):
        assert not any("minh họa" in words for words in graph.objects(node, DCT.description))


def test_an_answer_keeps_its_validator_until_something_is_published(in_twos, public):
    make_datasets(public, 2)
    client = in_twos.test_client()
    tag = client.get("/catalog.ttl").headers["ETag"]
    assert client.get("/catalog.ttl", headers={"If-None-Match": tag}).status_code == 304
    with public.begin() as session:
        make_version(session)
    assert client.get("/catalog.ttl", headers={"If-None-Match": tag}).status_code == 200


def test_versions_stand_in_their_order(in_twos, public):
    with public.begin() as session:
        for _ in range(3):
            make_version(session)
    client = in_twos.test_client()
    base = "http://localhost/datasets/thu-nghiem-reports"
    graph = read(client.get("/dataset/thu-nghiem-reports.ttl").data)
    dataset = graph.value(predicate=RDF.type, object=DCAT.Dataset)
    assert str(graph.value(dataset, DCAT.version)) == "1.2.0"
    assert {str(v) for v in graph.objects(dataset, DCAT.hasVersion)} == {f"{base}/1.{n}.0" for n in range(3)}
    assert graph.value(URIRef(f"{base}/1.2.0"), DCAT.previousVersion) == URIRef(f"{base}/1.1.0")
    assert graph.value(URIRef(f"{base}/1.0.0"), DCAT.previousVersion) is None
    assert set(graph.objects(predicate=DCAT.isVersionOf)) == {dataset}
    page = read(client.get("/catalog.ttl").data)
    assert {str(v) for v in page.objects(dataset, DCAT.hasVersion)} == {f"{base}/1.2.0"}
