"""What else there is of a dataset: links in the head of an answer, and the form a program prefers."""

import re

import pytest
from werkzeug.datastructures import Headers

from portal.domain.datasets import dataset_id

SLUG = "tra-cau-digital-society"
PAGE, OLD = f"/datasets/{SLUG}", f"/datasets/{SLUG}/1.0.0"
GRAPH = f"http://localhost/dataset/{dataset_id(SLUG)}"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("path", [PAGE, f"/en{PAGE}", OLD])
@pytest.mark.parametrize("accept", [None, BROWSER, "*/*", "text/*", "image/png", "text/turtle;q=0.5, text/html"])
def test_who_asks_for_a_page_or_for_anything_gets_the_page(client, path, accept):
    answer = client.get(path, headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "Accept" in answer.vary


@pytest.mark.parametrize(
    ("path", "accept", "location"),
    [
        (PAGE, "text/turtle", f"{GRAPH}.ttl"),
        (PAGE, "application/ld+json", f"{GRAPH}.jsonld"),
        (PAGE, "application/rdf+xml, text/html;q=0.5", f"{GRAPH}.rdf"),
        (PAGE, "application/json", f"http://localhost{PAGE}.json"),
        (f"/en{PAGE}", "text/csv", f"http://localhost{PAGE}.csv"),
        (OLD, "text/turtle", f"{GRAPH}.ttl"),
        (OLD, "text/csv", f"http://localhost{OLD}/{SLUG}-1.0.0.csv"),
        (OLD, "application/json", f"http://localhost{OLD}/{SLUG}-1.0.0.json"),
        (OLD, "application/x-bibtex", f"http://localhost{OLD}/citation.bib"),
        (OLD, "application/vnd.citationstyles.csl+json", f"http://localhost{OLD}/citation.json"),
    ],
)
def test_a_program_is_shown_the_way_to_the_form_it_prefers(client, path, accept, location):
    answer = client.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.location) == (303, location)
    assert "Accept" in answer.vary
    with client.get(location) as there:
        assert there.status_code == 200
        assert there.mimetype == accept.partition(",")[0]


def links_of(headers: Headers) -> dict[str, list[str]]:
    """Targets of the links of an answer, by relation."""
    found: dict[str, list[str]] = {}
    (joined,) = headers.getlist("Link")
    for value in joined.split(", "):
        target, relation = re.fullmatch(r'<([^>]+)>; rel="([^"]+)"(?:; type="[^"]+")?', value).groups()
        found.setdefault(relation, []).append(target)
    return found


def test_a_dataset_links_to_licence_description_and_what_to_cite(client):
    links = links_of(client.get(PAGE).headers)
    assert links["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert links["describedby"] == [f"{GRAPH}.{suffix}" for suffix in ("ttl", "jsonld", "rdf")]
    assert re.fullmatch(rf"http://localhost{PAGE}/\d+\.\d+\.\d+", links["cite-as"][0])
    assert links["latest-version"] == links["cite-as"]
    assert f"http://localhost{PAGE}.atom" in links["alternate"]


def test_versions_are_chained_to_the_newest_and_to_their_neighbours(client):
    newest = links_of(client.get(PAGE).headers)["latest-version"][0]
    seen, here = [], newest
    while here:
        links = links_of(client.get(here).headers)
        assert links["latest-version"] == [newest]
        assert links["cite-as"] == [here]
        assert links["collection"] == [f"http://localhost{PAGE}"]
        seen.append(here)
        (here,) = links.get("predecessor-version", [None])
    assert seen[-1] == f"http://localhost{OLD}"
    assert links_of(client.get(OLD).headers)["successor-version"] == [seen[-2]]
    assert "successor-version" not in links_of(client.get(newest).headers)


def test_every_file_of_a_version_is_an_item_of_it_and_names_its_terms(client, demo):
    items = links_of(client.get(OLD).headers)["item"]
    there = sorted(file.name for file in (demo.files / SLUG / "1.0.0").iterdir())
    assert sorted(item.rpartition("/")[2] for item in items) == there
    with client.get(items[0]) as answer:
        links = links_of(answer.headers)
        assert "Accept" not in answer.vary
    assert links["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert links["cite-as"] == [f"http://localhost{OLD}"]
    assert f"{GRAPH}.ttl" in links["describedby"]


def test_what_is_cited_has_one_address_in_both_languages(client):
    assert links_of(client.get(f"/en{OLD}").headers)["cite-as"] == [f"http://localhost{OLD}"]
    assert links_of(client.get(f"/en{OLD}").headers)["collection"] == [f"http://localhost/en{PAGE}"]


@pytest.mark.parametrize("lang", ["", "/en"])
def test_the_uuid_of_a_dataset_and_of_a_download_lead_to_its_page(client, lang):
    for identifier in (dataset_id(SLUG), dataset_id(SLUG).upper(), dataset_id(SLUG)[:-2] + "01"):
        answer = client.get(f"{lang}/datasets/{identifier}")
        assert (answer.status_code, answer.location) == (308, f"{lang}{PAGE}")
    assert client.get(f"/datasets/{dataset_id('nothing')}").status_code == 404


def test_links_are_absolute_under_the_public_address_that_is_set(demo):
    app = demo.make_app()
    app.config["BASE_URL"] = "https://so.example.vn"
    links = links_of(app.test_client().get(PAGE).headers)
    app.extensions["store"].close()
    ours = [target for relation, targets in links.items() if relation != "license" for target in targets]
    assert all(target.startswith("https://so.example.vn/") for target in ours)


def test_under_a_prefix_every_absolute_address_has_it_once(client):
    """As in a preview, where the portal stands below an address of the desk."""
    under = {"SCRIPT_NAME": "/so"}
    page = client.get(f"/datasets/{SLUG}", environ_overrides=under)
    feed = client.get(f"/datasets/{SLUG}.atom", environ_overrides=under)
    led = client.get(f"/datasets/{SLUG}", environ_overrides=under, headers={"Accept": "text/turtle"})
    links = ", ".join(page.headers.getlist("Link"))
    for text in (page.get_data(as_text=True), links, feed.get_data(as_text=True), led.location):
        assert "http://localhost/so/dataset" in text
        assert "/so/so/" not in text
