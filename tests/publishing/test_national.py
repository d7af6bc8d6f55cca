"""All provinces and communes of the country, from the installed package's table."""

import datetime as dt
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.util import find_spec

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.cli.places import places
from portal.db import Store, get_revision
from portal.domain.audit import list_newest
from portal.domain.localities import Locality, LocalityChange, LocalityKind, get_commune, list_communes, valid_on
from portal.domain.participation import count_communes
from portal.domain.search import search
from portal.domain.search_index import EntryKind
from portal.publishing.audit import AuditEntry
from portal.publishing.national import NotReady, Table, import_national, read_table, take_over
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.conftest import NOW, Installation
from tests.html import CheckedPage, check
from tests.stores import Databases, asked

FIVE = {"23284": "dak-cam", "21451": "tra-cau", "10993": "thuong-hong", "25220": "phuoc-binh", "24121": "tan-lap"}
KEPT = ("id", "slug", "name", "name_en", "unit", "parent_id", "valid_from", "valid_to", "population", "area_km2")


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table()


@dataclass(frozen=True)
class Country(Installation):
    """An installation with every commune, and what the command said that loaded them."""

    told: str


def run_command(public: Store, desk: Store) -> str:
    environment = {
        "LANGSO_DATABASE_URL": public.url.render_as_string(hide_password=False),
        "LANGSO_DESK_DATABASE_URL": desk.url.render_as_string(hide_password=False),
        "LANGSO_SECRET_KEY": "for tests only",
        "LANGSO_TODAY": NOW.isoformat(),
    }
    result = CliRunner().invoke(places, ["import-national"], env=environment)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def country(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """A production installation with every commune; tests leave it as it is."""
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=NOW)
        told = run_command(public, desk)
        yield Country(public, desk, tmp_path_factory.mktemp("no-files"), told)


@pytest.fixture(scope="module")
def site(country: Country) -> Iterator[Flask]:
    app = country.make_app()
    yield app
    app.extensions["store"].close()


def fetch(site: Flask, path: str) -> CheckedPage:
    answer = site.test_client().get(path)
    assert answer.status_code == 200, f"{path}: {answer.status}"
    return check(answer.get_data(as_text=True), path)


def facts(public: Store) -> dict[str, tuple[object, ...]]:
    """What the register says of each of the five communes."""
    with public.session() as session:
        query = select(Locality).where(Locality.code.in_(FIVE), *valid_on(NOW))
        return {place.code: tuple(getattr(place, name) for name in KEPT) for place in session.scalars(query)}


def test_the_table_is_read_without_importing_its_package(table):
    assert (len(table.provinces), len(table.communes)) == (34, 3321)
    assert find_spec("vietnamadminunits")
    assert "vietnamadminunits" not in sys.modules
    assert Counter(unit.unit for unit in table.communes) == {"xã": 2621, "phường": 687, "đặc khu": 13}


def test_everything_is_there_once_and_the_five_are_as_they_were(country, bare):
    assert facts(country.public) == facts(bare.public)
    with country.public.session() as session:
        assert count_communes(session, on=NOW) == 3321
        current = select(Locality.code, func.count()).where(Locality.kind != LocalityKind.VILLAGE, *valid_on(NOW))
        assert {count for _code, count in session.execute(current.group_by(Locality.code))} == {1}


def test_the_command_says_what_it_did_and_what_the_table_says_otherwise(country):
    assert "30 provinces and 3316 communes were added; 9 were there, 4 differences." in country.told
    assert "differs: 75 Thành phố Đồng Nai: name is Thành phố Đồng Nai here, Tỉnh Đồng Nai in the table" in country.told
    assert "(2.1 km away) in the table; left as it is." in country.told


def test_done_again_it_changes_nothing_and_the_log_has_one_entry(country, table):
    with country.public.session() as session:
        before = get_revision(session)
    again = take_over(country.public, country.desk, table, today=NOW)
    assert (again.changed, again.there, len(again.differences)) == (False, 3355, 4)
    assert "Nothing was changed: 3355 were there" in run_command(country.public, country.desk)
    with country.desk.session() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.event == "places-imported"))
    assert (entry.subject, entry.details["added"], entry.details["sha256"]) == ("VN", 3346, table.sha256)
    with country.public.session() as session:
        assert get_revision(session) == before, "answers made before are still good"
        assert list_newest(session, 1)[0].hash == entry.hash


def test_slugs_are_unique_and_a_name_borne_twice_names_its_province(country):
    with country.public.session() as session:
        places = list(session.scalars(select(Locality).where(Locality.kind != LocalityKind.VILLAGE)))
        slugs = {place.code: place.slug for place in list_communes(session, on=NOW)}
    assert not [slug for slug, count in Counter(place.slug for place in places).items() if count > 1]
    assert {code: slugs[code] for code in FIVE} == FIVE
    assert {"tan-lap", "tan-lap-lam-dong", "tan-lap-quang-tri", "tan-lap-tay-ninh"} <= set(slugs.values())
    assert "kon-tum-quang-ngai" in slugs.values(), "the former province has the plain name"
    assert "con-dao" in slugs.values()


def test_a_commune_has_its_names_its_province_and_its_day(country):
    with country.public.session() as session:
        commune = get_commune(session, "tan-lap-quang-tri", on=NOW)
        assert (commune.name, commune.name_en, commune.unit) == ("Xã Tân Lập", "Tan Lap Commune", "xã")
        assert (commune.parent.slug, commune.valid_from) == ("quang-tri", dt.date(2025, 7, 1))
        assert (commune.area_km2, commune.population) == (83.18, None)
        assert "vietnamadminunits 1.0.4 (MIT)" in commune.source
        assert get_commune(session, "con-dao", on=NOW).name_en == "Con Dao Special Zone"
        names = {place.name: place.name_en for place in list_communes(session, on=NOW)}
        assert names["Xã M'Drắk"] == "M'Drak Commune"
        bien_hoa = get_commune(session, "bien-hoa", on=NOW)
        assert (bien_hoa.parent.slug, bien_hoa.parent.unit) == ("dong-nai", "thành phố"), "the city since April 2026"


def test_places_stand_in_vietnamese_order(country):
    with country.public.session() as session:
        query = select(Locality.name).where(Locality.kind == LocalityKind.PROVINCE, *valid_on(NOW))
        provinces = list(session.scalars(query.order_by(Locality.position)))
        first = [place.name for place in list_communes(session, on=NOW)[:3]]
    assert [p.removeprefix("Tỉnh ").removeprefix("Thành phố ") for p in provinces][:6] == [
        "An Giang",
        "Bắc Ninh",
        "Cà Mau",
        "Cần Thơ",
        "Cao Bằng",
        "Đà Nẵng",
    ]
    assert first == ["Xã An Biên", "Xã An Châu", "Xã An Cư"]


def test_provinces_that_were_not_merged_have_no_first_day(country):
    with country.public.session() as session:
        query = select(Locality.slug).where(Locality.kind == LocalityKind.PROVINCE, *valid_on(NOW))
        older = set(session.scalars(query.where(Locality.valid_from.is_(None))))
    assert older == {
        *("ha-noi", "cao-bang", "dien-bien", "lai-chau", "son-la", "lang-son"),
        *("quang-ninh", "thanh-hoa", "nghe-an", "ha-tinh", "hue"),
    }


def test_a_search_finds_a_commune_of_another_province(country):
    with country.public.session() as session:
        (found,) = search(session, "tan lap quang tri", kind=EntryKind.COMMUNE).entries
    assert (found.ref, found.context) == ("tan-lap-quang-tri", "Tỉnh Quảng Trị")


def test_former_units_come_with_what_they_went_into_and_no_share(public, desk, table):
    initialise(public, desk, DATA, today=NOW)
    before = facts(public)
    done = take_over(public, desk, table, today=NOW, with_former=True)
    assert (done.former, facts(public)) == (10057, before)
    with public.session() as session:
        ended = [Locality.kind == LocalityKind.COMMUNE, Locality.valid_to == dt.date(2025, 6, 30)]
        assert session.scalar(select(func.count()).where(*ended)) == 10035
        assert {p.code for p in get_commune(session, "thuong-hong", on=NOW).predecessors} == {
            *("10969", "10972", "10981", "10990", "10993", "10996", "11242", "11251")
        }
        divided = session.scalars(select(Locality).where(Locality.slug == "thuc-khang-10969")).one()
        assert len(divided.successors) > 1
        assert not session.scalar(select(func.count()).where(LocalityChange.weight.is_not(None)))
    assert not take_over(public, desk, table, today=NOW, with_former=True).changed


def test_nothing_is_half_written(public, desk, table):
    initialise(public, desk, DATA, today=NOW)
    unfit = replace(table, communes=[*table.communes, table.communes[-1]])
    with pytest.raises(IntegrityError), public.begin() as session:
        import_national(session, unfit)
    with public.session() as session:
        assert count_communes(session, on=NOW) == 5


def test_stores_that_were_never_prepared_are_refused(public, desk, table):
    with pytest.raises(NotReady):
        take_over(public, desk, table, today=NOW)


def test_every_slug_reaches_its_page(country, site):
    client = site.test_client()
    with country.public.session() as session:
        slugs = {place.slug: place.name for place in list_communes(session, on=NOW)}
    for slug in list(slugs)[::67]:
        assert slugs[slug] in client.get(f"/localities/{slug}").text
    lists = [fetch(site, link) for link in sorted(fetch(site, "/localities").links) if is_province(link)]
    assert {f"/localities/{slug}" for slug in slugs} <= set().union(*(listed.links for listed in lists))


def is_province(link: str) -> bool:
    return link.startswith("/localities/") and link.count("/") == 2 and "." not in link


@pytest.mark.parametrize(
    "path", ["/", "/localities", "/localities/ho-chi-minh", "/indicators/vneid-level2", "/releases"]
)
def test_lists_stay_light_and_ask_few_questions(site, path):
    with asked(site.extensions["store"].engine) as statements:
        answer = site.test_client().get(path)
    assert len(gzip.compress(answer.get_data())) < 10_000
    assert len(statements) < 25


def test_communes_that_take_part_come_first_and_the_others_through_their_province(site):
    index = fetch(site, "/localities")
    assert "3.321 xã, phường, đặc khu" in index.text
    assert {f"/localities/{slug}" for slug in FIVE.values()} <= set(index.links)
    assert "/localities/an-cu" not in index.links
    province = fetch(site, "/localities/an-giang")
    assert "Chưa có kế hoạch hoặc số liệu" in province.text
    assert "/localities/an-cu" in province.links
    assert "Hai Phong City" in fetch(site, "/en/localities/hai-phong").text


def test_a_commune_that_has_nothing_yet_says_so_and_promises_nothing(site):
    told = fetch(site, "/localities/tan-lap-quang-tri").text
    assert "Làng Số chưa có kế hoạch chuyển đổi số nào của nơi này" in told
    assert "Chưa có số liệu nào được công bố." in told
    assert "còn công bố" not in told
    assert fetch(site, "/en/localities/tan-lap-quang-tri").find("h1")


def test_the_rows_of_a_province_are_its_communes(site):
    rows = site.test_client().get("/localities/hue.json").get_json()["data"]
    assert (len(rows), {row["parent"] for row in rows}) == (40, {"46"})


def test_the_sitemap_leaves_out_what_has_nothing_yet(site):
    told = site.test_client().get("/sitemap.xml").text
    assert "/localities/an-giang<" in told
    assert "/localities/tra-cau<" in told
    assert "/localities/an-cu<" not in told


def test_who_publishes_nothing_is_no_publisher_in_ckan(site):
    assert site.test_client().get("/api/3/action/organization_list").get_json()["result"] == []


def test_programs_get_all_communes(site):
    client = site.test_client()
    rows, address = [], "/api/v1/localities?kind=commune&limit=1000"
    while address:
        answer = client.get(address).get_json()
        rows += answer["data"]
        address = answer["next"]
    assert len({row["code"] for row in rows}) == 3321
    near = client.get("/ogc/collections/communes/items?bbox=106.55,8.6,106.75,8.75&f=json").get_json()
    assert [feature["properties"]["slug"] for feature in near["features"]] == ["con-dao"]
