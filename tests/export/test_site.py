"""The copied site: every link leads to a file or to the portal, and a browser without network or script reads it."""

import html
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from flask import abort
from frictionless import Package, system
from sqlalchemy import select

from portal.domain.audit import check_log
from portal.domain.datasets import Dataset
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.export import Source, Wanted, copy_to
from portal.export.links import Places, Rewriting
from portal.export.site import NotAnswered
from tests.browsing import follow
from tests.export.conftest import BASE, make_app
from tests.html import check
from tests.stores import ON_SQLITE

COMMUNE = "dak-cam"

# The site is made from a snapshot in SQLite whichever the database is; test_snapshot.py compares the two.
pytestmark = ON_SQLITE


@pytest.fixture(scope="module")
def copy(demo, tmp_path_factory):
    """A commune of the demonstration, copied."""
    target = tmp_path_factory.mktemp("exported") / "copy"
    copy_to(Source(demo.public, demo.files, make_app, BASE), Wanted(COMMUNE), target, archive=None, tell=len)
    return target


class Scanned(HTMLParser):
    """What a copied page has, found much sooner than by the strict parser, which takes one page of each kind."""

    def __init__(self, source):
        super().__init__()
        self.tags, self.addresses, self.ids, self.text, self.scripts, self.lang = Counter(), [], set(), "", [], None
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags[tag] += 1
        self.addresses += [(tag, found[name]) for name in ("href", "src", "action") if name in found]
        self.ids |= {found["id"]} if "id" in found else set()
        self.lang = found["lang"] if tag == "html" else self.lang
        self.scripts += [found.get("type")] if tag == "script" else []

    def handle_data(self, data):
        self.text += "" if self.cdata_elem else data


@pytest.fixture(scope="module")
def pages(copy):
    """Every page of the copy."""
    return {path: Scanned(path.read_text(encoding="utf-8")) for path in sorted((copy / "site").rglob("*.html"))}


def test_a_page_of_each_kind_holds_what_every_page_must(copy, pages):
    site = copy / "site"
    kinds = {}
    for path in pages:
        parts = path.relative_to(site).parts
        kinds.setdefault((len(parts), parts[:2] if parts[0] == "en" else parts[:1], len(parts[-1].split("."))), path)
    assert len(kinds) > 40
    for path in kinds.values():
        check(path.read_text(encoding="utf-8"), f"/{path.relative_to(site).as_posix()}")


def test_both_languages_are_there_page_for_page(copy, pages):
    site = copy / "site"
    paths = {path.relative_to(site).as_posix() for path in pages}
    assert {path.removeprefix("en/") for path in paths if path.startswith("en/")} == {
        path for path in paths if not path.startswith("en/")
    }
    assert f"localities/{COMMUNE}/index.html" in paths
    assert f"maps/{COMMUNE}/vneid-level2/index.html" in paths


def test_every_link_leads_to_a_file_of_the_copy_or_to_the_portal(copy, pages):
    seen = 0
    for path, page in pages.items():
        for tag, address in page.addresses:
            parts = urlsplit(address)
            assert not address.startswith("/"), (path, tag, address)
            if parts.scheme:
                assert parts.scheme in {"https", "http", "mailto"}, (path, address)
                assert tag in {"a", "link"}, (path, tag, address)  # nothing is loaded from anywhere
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, address)
            assert target.is_relative_to(copy.resolve()), (path, address)
            if parts.fragment and target.suffix == ".html":
                assert parts.fragment in pages[target].ids, (path, address)
            seen += 1
    assert seen > 10_000


def test_a_plan_is_copied_whole_in_the_forms_that_need_no_server(copy, pages):
    site = copy / "site"
    page = pages[site / "plans" / COMMUNE / "index.html"]
    for suffix in ("zip", "jsonld", "stratml"):
        assert ("a", f"../{COMMUNE}.{suffix}") in page.addresses
        assert (site / "plans" / f"{COMMUNE}.{suffix}").stat().st_size > 5000
    assert ("a", f"{BASE}/plans/{COMMUNE}.xlsx") in page.addresses
    assert f"{BASE}/plans/{COMMUNE}#section-I" in (site / "plans" / f"{COMMUNE}.jsonld").read_text(encoding="utf-8")


def test_links_to_what_is_copied_stay_in_the_copy(pages):
    online = {urlsplit(a).path for page in pages.values() for _, a in page.addresses if a.startswith(f"{BASE}/")}
    online -= {"/"}
    without_query = {
        urlsplit(a).path
        for page in pages.values()
        for tag, a in page.addresses
        if tag == "a" and a.startswith(f"{BASE}/") and not urlsplit(a).query
    }
    copied = [
        path
        for path in without_query
        if re.fullmatch(r"(/en)?/(localities|plans|indicators|maps|datasets)(/[\w-]+)*", path)
    ]
    assert copied == []
    assert online


def test_every_page_says_what_it_is_a_copy_of_and_that_its_figures_are_illustrative(pages):
    for path, page in pages.items():
        said = "A copy to read offline" if page.lang == "en" else "Bản chép để đọc ngoại tuyến"
        assert said in page.text, path
        assert "dak-cam-r" in page.text, path
    village = next(path for path in pages if path.parent.parent.name == COMMUNE)
    assert '<p class="notice notice-illustrative' in village.read_text(encoding="utf-8")


def test_nothing_in_it_needs_a_server_or_a_script(pages):
    for path, page in pages.items():
        assert not page.tags["form"], path
        assert set(page.scripts) <= {"application/ld+json"}, path


def test_downloads_lead_to_the_released_files_beside_the_site(copy, demo, pages):
    with demo.public.session() as session:
        query = select(Dataset.slug).join(Locality, Dataset.commune_id == Locality.id).where(Locality.slug == COMMUNE)
        slugs = set(session.scalars(query))
    linked = {a for page in pages.values() for _, a in page.addresses if "/data/" in a and ":" not in a}
    assert {a.split("/data/")[1].split("/")[0] for a in linked} == slugs
    assert {path.name for path in (copy / "data").iterdir()} == slugs


def test_what_is_withheld_is_hidden_in_it_too(copy, demo):
    with demo.public.session() as session:
        query = (
            select(Locality.code, Observation.indicator_code, Observation.period)
            .join(Observation.locality)
            .where(Observation.status == "withheld", Observation.superseded_in.is_(None))
        )
        hidden = {tuple(row) for row in session.execute(query)}
    with (copy / "tables" / "observations.ndjson").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][:-1]
    own = [row for row in rows if (row["locality"], row["indicator"], row["period"]) in hidden]
    assert own
    assert {(row["numerator"], row["value"], row["status"]) for row in own} == {(None, None, "withheld")}


def test_it_is_one_valid_data_package(copy):
    with system.use_context(trusted=True):
        report = Package(str(copy / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "fieldName", "message"])[:5]
    assert len(report.tasks) > 25


def test_the_whole_portals_log_is_checked_from_the_copy_alone(demo, tmp_path):
    copy_to(Source(demo.public, demo.files, make_app, BASE), Wanted(site=False), tmp_path / "c", archive=None, tell=len)
    told = json.loads((tmp_path / "c" / "export.json").read_text(encoding="utf-8"))
    lines = (tmp_path / "c" / "audit" / "audit.jsonl").read_bytes().splitlines()
    checked = check_log(lambda: iter(lines))
    assert checked.finding is None
    assert str(checked.head) == told["audit_head"]


def test_a_browser_without_network_shows_a_page_and_its_map_on_a_phone(copy, browser):
    complaints, asked = [], []
    for scripts in (True, False):
        context = browser.new_context(viewport={"width": 360, "height": 800}, offline=True, java_script_enabled=scripts)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append((request.url, request.failure)))
        page.on("request", lambda request: asked.append(urlsplit(request.url).scheme))
        page.goto((copy / "site" / "index.html").as_uri())
        follow(page.get_by_role("link", name="Phường Đăk Cấm").first)
        page.wait_for_load_state("networkidle")  # an icon that is still coming would be told as failed
        assert page.url == (copy / "site" / "localities" / COMMUNE / "index.html").as_uri()
        page.goto((copy / "site" / "maps" / COMMUNE / "vneid-level2" / "index.html").as_uri())
        drawing = page.locator("img.map-drawing")
        assert drawing.is_visible()
        if scripts:
            assert drawing.evaluate("image => image.complete && image.naturalWidth") > 0
            assert page.evaluate("document.documentElement.scrollWidth") == 360
        context.close()
    assert complaints == []
    assert set(asked) <= {"file", "data"}


@pytest.mark.parametrize(("broken", "named"), [(("about.show", "guide.stability"), 4), (("guide.resource",), 10)])
def test_all_addresses_that_fail_are_named_up_to_ten(portal, tmp_path, broken, named):
    def make_broken(**settings):
        app = make_app(**settings)
        app.view_functions |= dict.fromkeys(broken, lambda **_: abort(503))
        return app

    source = replace(portal.source, make_app=make_broken)
    with pytest.raises(NotAnswered) as refused:
        copy_to(source, Wanted(), tmp_path / "copy", archive=None, tell=len)
    assert str(refused.value).count("(503 SERVICE UNAVAILABLE)") == named
    if named == 4:
        assert set(re.findall(r"/[\w/]+", str(refused.value))) == {"/about", "/en/about", "/stability", "/en/stability"}
    assert not (tmp_path / "copy").exists()


@pytest.fixture
def turn(app, tmp_path):
    """Rewrites a page at an address, as if it were copied there."""

    def turn(source, address="/plans/tra-cau", file="plans/tra-cau/index.html"):
        turning = Rewriting(Places(app, BASE, tmp_path), address, file)
        return turning.page(source), turning.met

    return turn


@pytest.mark.parametrize(
    ("address", "becomes"),
    [
        ("/", "../../index.html"),
        ("/en", "../../en/index.html"),
        ("/plans/tra-cau#a", "index.html#a"),
        ("#a", "#a"),
        ("/maps/tra-cau/vneid-level2.svg?legend=none", "../../maps/tra-cau/vneid-level2.legend-none.svg"),
        ("/releases?page=2", "../../releases/index.page-2.html"),
        ("/maps/tra-cau/vneid-level2?village=thon-1", "../../maps/tra-cau/vneid-level2/index.html"),
        ("/maps/tra-cau/vneid-level2.png", f"{BASE}/maps/tra-cau/vneid-level2.png"),
        (
            "/maps/tra-cau/vneid-level2?period=2026&village=a",
            f"{BASE}/maps/tra-cau/vneid-level2?period=2026&amp;village=a",
        ),
        (f"{BASE}/localities/tra-cau", "../../localities/tra-cau/index.html"),
        ("/localities?commune=x&page=2", f"{BASE}/localities?commune=x&amp;page=2"),
        ("/search?q=a", f"{BASE}/search?q=a"),
        ("/api/v1/", f"{BASE}/api/v1/"),
        ("/localities/tra-cau.json", f"{BASE}/localities/tra-cau.json"),
        ("/observations/a/b/2026", f"{BASE}/observations/a/b/2026"),
        ("/localities/../../etc/passwd", f"{BASE}/localities/../../etc/passwd"),
        ("/nowhere", f"{BASE}/nowhere"),
        ("https://example.org/x?a=1&b=2", "https://example.org/x?a=1&amp;b=2"),
    ],
)
def test_an_address_becomes_a_place_in_the_copy_or_stays_on_the_portal(turn, address, becomes):
    turned, _ = turn(f'<p><a class="x" href="{html.escape(address)}">x</a></p>')
    assert turned == f'<p><a class="x" href="{becomes}">x</a></p>'


def test_text_that_looks_like_a_link_is_left_alone(turn):
    source = '<p>href="/plans"</p><pre>&lt;a href="/plans"&gt;</pre><!-- <a href="/plans"> -->'
    assert turn(source) == (source, [])


def test_scripts_forms_and_what_is_loaded_by_them_go_and_data_for_machines_stays(turn):
    data = '<script type="application/ld+json">{"url": "/plans"}</script>'
    gone = '<form action="/search"><a href="/x">x</a></form><script src="/a.js"></script><link rel="preload" href="/a">'
    assert turn(data + gone)[0] == data
