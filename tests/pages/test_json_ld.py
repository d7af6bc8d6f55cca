"""The schema.org descriptions on pages, as search engines for data read them."""

import json
import re
from typing import Any

import pytest

from portal.domain.catalogue import get_entry
from portal.domain.datasets import dataset_id
from portal.pages import json_ld
from tests.html import CheckedPage, check

SLUG = "tra-cau-digital-society"
PAGE = f"/datasets/{SLUG}"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
REQUIRED = """@context @type @id url name description identifier license creator publisher isAccessibleForFree
    inLanguage keywords includedInDataCatalog spatialCoverage conditionsOfAccess distribution""".split()
OF_FIGURES = ["temporalCoverage", "variableMeasured", "measurementTechnique"]
OF_VERSIONS = ["version", "datePublished", "dateModified", "creditText"]


def node_of(page: CheckedPage) -> dict[str, Any]:
    (block,) = BLOCK.findall(page.source)
    return json.loads(block)


@pytest.mark.parametrize("lang", ["", "/en"])
@pytest.mark.parametrize(
    ("path", "more"),
    [
        (PAGE, OF_FIGURES + OF_VERSIONS),
        (f"{PAGE}/1.0.0", OF_FIGURES + OF_VERSIONS),
        ("/datasets/tra-cau-budget", OF_VERSIONS),
        ("/datasets/dak-cam-reports/1.0.0", OF_VERSIONS),
        ("/indicators/vneid-level2", OF_FIGURES),
    ],
)
def test_a_description_has_what_search_engines_ask_for(page, lang, path, more):
    node = node_of(page(lang + path))
    assert node["@type"] == "Dataset"
    assert not [name for name in REQUIRED + more if not node.get(name)]
    assert node["url"] == f"http://localhost{lang}{path}"
    assert node["@id"] == f"http://localhost{path}", "one thing in both languages"
    assert node["license"] == LICENCE
    assert 50 <= len(node["description"]) <= 5000
    assert node["isAccessibleForFree"] is True
    for download in node["distribution"]:
        assert {"@type", "contentUrl", "encodingFormat", "name"} <= download.keys()


def test_every_dataset_is_described_well_enough_in_both_languages(client, demo):
    for row in client.get("/datasets.json").get_json()["data"]:
        for lang in ("", "/en"):
            path = f"{lang}/datasets/{row['slug']}"
            node = node_of(check(client.get(path).get_data(as_text=True), path))
            assert len(node["description"]) >= 50
            assert node["creditText"]
            assert len(node["distribution"]) == len(row["files"]) >= 3


def test_it_says_what_the_page_says(page, client):
    shown = page(PAGE)
    node = node_of(shown)
    (row,) = client.get(f"{PAGE}.json").get_json()["data"]
    assert node["version"] == row["version"]
    assert node["temporalCoverage"] == "2025-01-01/2026-10-31"
    assert node["spatialCoverage"]["name"] == "Phường Trà Câu, Tỉnh Quảng Ngãi, Việt Nam"
    assert node["spatialCoverage"]["identifier"] == "21451"
    assert node["publisher"]["name"] == "Ủy ban nhân dân phường Trà Câu"
    assert f"urn:uuid:{dataset_id(SLUG)}" in node["identifier"]
    assert node["creditText"] in shown.text
    assert "vneid-level2" in [variable["propertyID"] for variable in node["variableMeasured"]]


def test_downloads_are_the_released_files_with_size_and_checksum(page, client):
    (row,) = client.get(f"{PAGE}.json").get_json()["data"]
    described = {d["contentUrl"]: d for d in node_of(page(PAGE))["distribution"]}
    assert described.keys() == {file["url"] for file in row["files"]}
    for file in row["files"]:
        found = described[file["url"]]
        assert (found["sha256"], found["contentSize"]) == (file["sha256"], f"{file['bytes']} B")
        assert found["identifier"][:-2] == dataset_id(SLUG)[:-2]


def test_a_version_is_a_work_of_its_own_dataset(page):
    whole, old = node_of(page(PAGE)), node_of(page(f"{PAGE}/1.0.0"))
    assert old["exampleOfWork"] == {"@id": whole["@id"]}
    assert old["version"] == "1.0.0"
    assert old["datePublished"] == whole["datePublished"] < whole["dateModified"]
    assert old["temporalCoverage"] != whole["temporalCoverage"]
    assert "phiên bản 1.0.0" in old["name"]


@pytest.mark.parametrize(
    ("path", "words"),
    [(PAGE, "Số liệu minh họa"), (f"/en{PAGE}", "Illustrative data"), ("/indicators/vneid-level2", "Số liệu minh họa")],
)
def test_what_is_made_up_says_so(page, path, words):
    node = node_of(page(path))
    assert node["description"].startswith(words)
    assert node["creativeWorkStatus"] == words


def test_an_indicator_that_nobody_published_is_no_dataset(bare_app):
    text = bare_app.test_client().get("/indicators/vneid-level2").get_data(as_text=True)
    assert not BLOCK.findall(text)


def test_the_list_is_a_catalogue(page):
    node = node_of(page("/datasets"))
    assert (node["@type"], node["@id"]) == ("DataCatalog", "http://localhost/datasets")
    assert node_of(page(PAGE))["includedInDataCatalog"]["@id"] == node["@id"]


@pytest.mark.parametrize(
    "title",
    ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u2028\u2029", '"\\', "&lt;/script&gt;", "&amp;"],
)
def test_no_title_can_end_the_data_block(demo, app, now, title):
    with demo.public.session() as session, app.test_request_context(), session.no_autoflush:  # nothing is written
        entry = get_entry(session, SLUG, today=now)
        entry.dataset.title = entry.dataset.description = title
        block = json_ld.data_block(json_ld.dataset_node(entry, entry.version, entry.extent, of_version=False))
    page = f"<!doctype html><html lang=vi><head><title>x</title>{block}</head><body><h1>x</h1></body></html>"
    (script,) = check(page, "/").find("script")
    node = json.loads("".join(script.itertext()))
    assert node["name"] == title
    assert title in node["description"]


def test_the_contact_is_the_one_that_is_set(demo):
    app = demo.make_app()
    app.config["CONTACT_EMAIL"] = "so&lieu@example.vn"
    text = app.test_client().get(PAGE).get_data(as_text=True)
    app.extensions["store"].close()
    shown = check(text, PAGE)
    assert node_of(shown)["publisher"]["contactPoint"]["email"] == "so&lieu@example.vn"
    assert [link for link in shown.links if link.startswith("mailto:so&lieu@example.vn?subject=")]


def test_browsers_do_not_take_the_data_block_for_a_script(open_page):
    """The fixture fails on any violation of the content policy."""
    page = open_page(PAGE)
    assert (
        page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)['@type']")
        == "Dataset"
    )
