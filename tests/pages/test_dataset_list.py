"""The list of datasets: searched, narrowed, counted and paged by the database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event, insert, select

from portal import web
from portal.db import Store
from portal.domain import listings
from portal.domain.datasets import Dataset, DatasetVersion, dataset_id
from portal.domain.indicators import IndicatorGroup
from portal.domain.localities import Locality
from portal.domain.releases import Release
from portal.domain.search_index import Entry, EntryKind, rebuild_index
from portal.formats import http, text
from portal.pages.dataset_list import PLACES, SIZE
from tests.builders import AT, make_group
from tests.conftest import Installation
from tests.html import CheckedPage, check

GROUPS = ("digital-society", "infrastructure", "society")
COMMUNES = 45


def test_words_find_datasets_with_or_without_marks(page):
    for asked in ("tra+cau+xa+hoi+so", "Trà+Câu+Xã+hội+số", "digital+society+tra"):
        shown = page(f"/datasets?q={asked}")
        assert "/datasets/tra-cau-digital-society" in shown.links
        assert "/datasets/dak-cam-digital-society" not in shown.links
    assert "Không có bộ dữ liệu nào khớp" in page("/datasets?q=khong-co-gi-nhu-the").text
    assert "52 bộ dữ liệu" in page("/datasets?q=%20.,%20").text, "no word narrows nothing"


def test_what_was_searched_stays_in_the_facets_the_downloads_and_the_form(page):
    shown = page("/datasets?q=tra+cau&group=society")
    assert "/datasets?q=tra+cau" in shown.links, "all subjects"
    assert "/datasets.csv?q=tra+cau&group=society" in shown.links
    (field,) = shown.find("input", id="datasets-q")
    assert field.get("value") == "tra cau"
    assert [(i.get("name"), i.get("value")) for i in shown.find("input", type="hidden")] == [("group", "society")]


def test_a_download_has_the_rows_of_all_pages_that_fit(client):
    rows = client.get("/datasets.json?q=tra+cau").get_json()["data"]
    assert {row["commune"] for row in rows} == {"21451"}
    assert len(rows) >= 10
    assert [r["slug"] for r in client.get("/datasets.json?commune=tra-cau&group=society").get_json()["data"]] == [
        "tra-cau-society"
    ]


def test_hostile_words_are_words(page):
    shown = page("/datasets?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&group=%27%3B--&commune=%3Cb%3E")
    assert "Không có bộ dữ liệu nào khớp" in shown.text
    assert not [script for script in shown.find("script") if script.get("type") != "application/ld+json"]


@pytest.mark.parametrize("asked", ["page=0", "page=99", "page=x", "q=nothing&page=2"])
def test_a_page_that_is_not_there_is_not_found(client, asked):
    assert client.get(f"/datasets?{asked}").status_code == 404


class Country:
    """A store of many communes in two provinces, each with three datasets."""

    def __init__(self, public: Store, app) -> None:
        self.client = app.test_client()
        self.statements: list[str] = []
        engine = app.extensions["store"].engine
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, *_more) -> None:
        if statement.startswith("SELECT"):
            self.statements.append(statement)

    def page(self, path: str) -> CheckedPage:
        response = self.client.get(path)
        assert response.status_code == 200
        return check(response.get_data(as_text=True), path)


def fill(public: Store) -> None:
    with public.begin() as session:
        session.add_all(make_group(code) for code in GROUPS)
        for n, name in enumerate(("Tỉnh Một", "Tỉnh Hai")):
            session.add(place(f"0{n}", f"tinh-{n}", "province", name, None, n))
        session.flush()
        above = list(session.scalars(select(Locality.id).order_by(Locality.position)))
        session.add_all(
            place(f"9{n:04}", f"xa-{n}", "commune", f"Xã Thứ {n}", above[n % 2], n) for n in range(COMMUNES)
        )
        session.flush()
        communes = list(session.scalars(select(Locality).where(Locality.kind == "commune").order_by(Locality.position)))
        session.add_all(release(n, commune) for n, commune in enumerate(communes, start=1))
        session.flush()
        rows = [dataset(commune, group) for commune in communes for group in GROUPS]
        session.execute(insert(Dataset), rows)
        seqs = {commune.id: n for n, commune in enumerate(communes, start=1)}
        versions = [
            {"dataset_slug": r["slug"], "number": "1.0.0", "release_seq": seqs[r["commune_id"]], "rows": 1}
            for r in rows
        ]
        session.execute(insert(DatasetVersion), versions)
        rebuild_index(session, [Entry(EntryKind.DATASET, r["slug"], r["title"], r["title_en"]) for r in rows])


def place(code: str, slug: str, kind: str, name: str, parent: int | None, position: int) -> Locality:
    words = {"unit": "xã", "name": name, "name_en": name, "source": "a test"}
    return Locality(code=code, slug=slug, kind=kind, parent_id=parent, position=position, **words)


def release(seq: int, commune: Locality) -> Release:
    words = dict.fromkeys(("title", "title_en", "source", "source_en"), "chữ")
    roles = {"submitted_by_role": "officer", "approved_by_role": "approver"}
    ref = f"{commune.slug}-r1"
    return Release(seq=seq, id=ref, commune_id=commune.id, kind="update", released_at=AT, **words, **roles)


def dataset(commune: Locality, group: str) -> dict[str, object]:
    slug = f"{commune.slug}-{group}"
    texts = dict.fromkeys(("title", "title_en", "description", "description_en"), f"{group} {commune.name}")
    more = {"licence": "CC-BY-4.0", "illustrative": False, "uuid": dataset_id(slug)}
    return {"slug": slug, "commune_id": commune.id, "group_code": group} | texts | more


@pytest.fixture
def country(public, desk, tmp_path) -> Iterator[Country]:
    fill(public)
    app = Installation(public, desk, tmp_path).make_app()
    yield Country(public, app)
    app.extensions["store"].close()


def test_a_list_of_a_country_is_read_in_pages_each_with_a_few_queries(country):
    shown = country.page("/datasets")
    assert f"Từ 1 đến {SIZE} trong {3 * COMMUNES}" in shown.text
    assert len(shown.find("ul", class_="datasets")[0].findall("li")) == SIZE
    assert len(country.statements) <= 7
    assert "/datasets?page=2" in shown.links
    last = country.page("/datasets?page=5")
    assert len(last.find("ul", class_="datasets")[0].findall("li")) == 3 * COMMUNES - 4 * SIZE


def test_of_many_communes_the_province_is_chosen_first(country):
    shown = country.page("/datasets")
    assert COMMUNES > PLACES
    assert "/datasets?province=tinh-0" in shown.links
    assert not [link for link in shown.links if "commune=" in link], "no list of thousands of links"
    narrowed = country.page("/datasets?province=tinh-0&group=society")
    assert "23 bộ dữ liệu trong tổng số 135" in narrowed.text
    assert "/datasets?province=tinh-0&commune=xa-0&group=society" in narrowed.links
    assert "/datasets?group=society" in narrowed.links
    assert not [link for link in narrowed.links if link.endswith("commune=xa-1")]


def test_facets_count_what_each_choice_would_leave(country):
    shown = country.page("/datasets?province=tinh-1")
    texts = [shown.words_of(a) for a in shown.find("nav", class_="facets")[0].iter("a")]
    assert "Tỉnh Một 69" in texts
    assert "Tỉnh Hai 66" in texts
    assert "title of society 22" in texts
    assert "Xã Thứ 1 3" in texts


def test_a_dataset_without_a_version_is_in_no_list(country, public):
    with public.begin() as session:
        session.add(make_group("empty"))
        commune = session.scalars(select(Locality).where(Locality.slug == "xa-0")).one()
        session.flush()
        session.execute(insert(Dataset), [dataset(commune, "empty")])
        assert session.get(IndicatorGroup, "empty")
    assert "135 bộ dữ liệu" in country.page("/datasets").text
    assert country.client.get("/datasets/xa-0-empty").status_code == 404


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_download_of_a_country_is_read_in_portions_none_of_which_waits_for_the_reader(country, monkeypatch, suffix):
    whole = country.client.get(f"/datasets.{suffix}").data
    country.statements.clear()
    monkeypatch.setattr(listings, "PORTION", 20)
    monkeypatch.setattr(web, "SHORT", 1)
    for writer in (text, http):
        monkeypatch.setattr(writer, "CHUNK", 20)
    pool = country.client.application.extensions["store"].engine.pool
    answer = country.client.get(f"/datasets.{suffix}", buffered=False)
    begun = len(country.statements)
    chunks = []
    for chunk in answer.response:
        chunks.append(chunk)
        assert pool.checkedout() == 0
    assert b"".join(chunks) == whole
    assert begun < len(country.statements) == 2 * -(-3 * COMMUNES // 20)


def test_a_download_has_every_dataset_once_in_the_order_of_the_pages(country, monkeypatch):
    monkeypatch.setattr(listings, "PORTION", 7)
    rows = country.client.get("/datasets.json").get_json()
    assert (rows["total"], rows["next"]) == (3 * COMMUNES, None)
    assert [row["slug"] for row in rows["data"]] == [f"xa-{n}-{group}" for n in range(COMMUNES) for group in GROUPS]
    one = country.client.get("/datasets.json?group=society&province=tinh-1").get_json()["data"]
    assert [row["slug"] for row in one] == [f"xa-{n}-society" for n in range(1, COMMUNES, 2)]
