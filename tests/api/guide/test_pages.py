"""The pages for developers: documentation, guide, promise and problems, in both languages."""

import json

import pytest

from api.guide.examples import KINDS
from api.rendering import names_of
from api.routing import NAMES, v1
from tests.builders import make_installation
from tests.conftest import Installation
from tests.export.conftest import make_portal
from tests.html import check

LANGUAGES = ("", "/en")
PAGES = ("/developers", "/stability", "/api/docs", "/api/problems")


def texts(page, tag):
    return [page.words_of(element) for element in page.root.iter(tag)]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stands_in_both_languages(page, path):
    vietnamese, english = page(path), page(f"/en{path}")
    assert vietnamese.find("a", hreflang="en")[0].get("href") == f"/en{path}"
    headings = [texts(each, "h2") for each in (vietnamese, english)]
    assert len(headings[0]) == len(headings[1])
    assert texts(vietnamese, "h1") != texts(english, "h1")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_leads_to_the_guide_and_the_promise(page, lang):
    links = page(f"{lang}/about").links
    assert f"{lang}/developers" in links
    assert f"{lang}/stability" in links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_documentation_leads_to_every_resource(page, lang):
    links = page(f"{lang}/api/docs").links
    assert [link for link in links if "/api/docs/" in link] == [f"{lang}/api/docs/{name}" for name in NAMES]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_resource_is_told_with_its_parameters_fields_and_a_real_answer(page, client, name, lang):
    shown = page(f"{lang}/api/docs/{name}")
    told = set(texts(shown, "code"))
    resource = v1.resources[name]
    for described in (resource, *resource.parts):
        assert set(names_of(described.schema)) <= told
        assert set(described.query().fields) - {"start", "end"} <= told | {"lang", "limit", "cursor"}
    for address, answer in zip(addresses(shown), texts(shown, "pre"), strict=True):
        real = client.get(f"{address}&lang={'en' if lang else 'vi'}").json
        shortened = json.loads(answer)
        assert shortened["total"] == real["total"]
        assert shortened["data"][0].keys() == real["data"][0].keys()
        assert all(fits(shortened["data"][0][key], value) for key, value in real["data"][0].items())


def addresses(shown):
    return [a.get("href") for p in shown.find("p", class_="asked") for a in p.iter("a")]


def fits(shortened, value):
    """Whether it is the value, or the beginning of a long one."""
    if isinstance(value, str):
        return " ".join(value.split()).startswith(shortened.removesuffix(" …"))
    if isinstance(value, list | dict):
        return type(value) is type(shortened)
    return value == shortened


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_there_is_a_figure_the_documentation_stands_without_answers_about_releases(bare_app, lang):
    shown = {name: shown_by(bare_app, f"{lang}/api/docs/{name}") for name in NAMES}
    assert texts(shown["releases"], "pre") == texts(shown["datasets"], "pre") == []
    assert addresses(shown["indicators"]) == ["/api/v1/indicators?group=digital-society&limit=1"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_what_an_example_asks_about_is_not_there_another_row_is_shown_or_none(public, desk, tmp_path, lang):
    make_installation(public)
    app = Installation(public, desk, tmp_path).make_app()
    shown = {name: shown_by(app, f"{lang}/api/docs/{name}") for name in NAMES}
    assert addresses(shown["localities"])[0] == "/api/v1/localities?kind=commune&limit=1"
    assert addresses(shown["teams"]) == texts(shown["teams"], "pre") == []
    for page in shown.values():
        assert "tra-cau" not in "".join(addresses(page))
        assert all(json.loads(answer)["data"] for answer in texts(page, "pre"))
    app.extensions["store"].close()


def test_where_the_commune_of_an_example_never_published_another_row_is_shown(public, desk, tmp_path):
    """A real installation: another commune, with figures of its own."""
    make_portal(public, desk, tmp_path).publish(40, 50, 60)
    app = Installation(public, desk, tmp_path).make_app()
    shown = {name: shown_by(app, f"/api/docs/{name}") for name in NAMES}
    for name in ("observations", "datasets", "versions", "files", "releases"):
        assert addresses(shown[name])[0] == f"/api/v1/{name}?limit=1"
    app.extensions["store"].close()


def shown_by(app, address):
    answer = app.test_client().get(address)
    assert answer.status_code == 200, address
    return check(answer.get_data(as_text=True), address)


def test_the_link_of_an_example_stays_within_a_site_that_is_served_under_another_address(client):
    answer = client.get("/api/docs/goals", base_url="http://localhost/previewed")
    assert 'href="/previewed/api/v1/goals?limit=1">http://localhost/previewed/api/v1/goals?limit=1<' in answer.text


def test_a_resource_that_is_none_is_a_page_of_its_own(client):
    for address in ("/api/docs/nothing", "/en/api/docs/nothing"):
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_vietnamese_readers_find_every_field_explained_in_vietnamese(page):
    words = page("/api/docs/observations").text
    assert "vì sao không có" in words
    assert "why there is none" not in words
    assert "hoặc null" in words
    assert "why there is none" in page("/en/api/docs/observations").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_shows_its_programs_for_this_portal(page, lang):
    shown = page(f"{lang}/developers")
    programs = texts(shown, "pre")
    assert len(programs) == 22 + 3  # the queries of Excel stand in its chapter, one of them also at the beginning
    assert not [program for program in programs if "so.example.vn" in program]
    assert set(texts(shown, "summary")) == set(KINDS.values())


def test_data_that_is_made_up_is_said_to_be(page):
    for path in ("/developers", "/api/docs/observations"):
        assert "Số liệu minh họa" in page(path).text
