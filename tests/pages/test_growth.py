"""Pages of an installation that grows: what is asked of the store and sent to a reader does not grow with communes."""

import datetime as dt
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.country import add_communes
from portal.domain.lateness import list_lateness
from portal.domain.ledger import Standing, list_ledger
from portal.domain.localities import Locality
from portal.domain.plans import Plan
from portal.pages import late_communes
from portal.publishing.stores import initialise
from portal.settings import DATA
from tests.builders import make_commune
from tests.conftest import Installation
from tests.stores import asked

TODAY = dt.date(2026, 11, 22)
FEW, MANY = 1, 30
PAGES = (
    "/",
    "/find?q=thu",
    "/find.json?q=thu",
    "/targets",
    "/targets?commune=xa-1",
    "/deadlines",
    "/deadlines.csv",
    "/deadlines?commune=xa-1",
    "/deadlines.ics?commune=xa-1",
    "/deadlines.atom?commune=xa-1",
    "/plans",
    "/readiness",
    "/readiness.csv",
    "/readiness/xa-1",
    "/questions",
    "/signal/xa-1",
    "/search?q=thu",
    "/localities/xa-1",
    "/localities/xa-1/thon-1",
    "/components",
    "/follow?about=/localities/xa-1",
    "/indicators",
    "/indicators/vneid-level2",
    "/sitemap.xml",
)


def add(session: Session, first: int, count: int) -> None:
    """Communes with a plan, figures by village, a receipt and the state of tasks."""
    province = session.scalars(select(Locality.parent_id).where(Locality.slug == "tra-cau")).one()
    for number in range(first, first + count):
        make_commune(session, code=f"{98000 + number}", slug=f"xa-{number}").parent_id = province
    add_communes(session, most=count, figures=count, villages=3)


@pytest.fixture(scope="module")
def growing(databases, tmp_path_factory) -> Iterator[tuple[FlaskClient, dict[str, tuple[int, int]], Installation]]:
    """The site of 30 communes beside the five of the plans, and how many queries each page took with one of them."""
    with databases.pair() as (public, desk):
        initialise(public, desk, DATA, today=TODAY)
        with public.begin() as session:
            add(session, 1, FEW)
        there = Installation(public, desk, tmp_path_factory.mktemp("files"))
        with there.running_app() as app:
            before = {path: measured(app.test_client(), path) for path in PAGES}
            with public.begin() as session:
                add(session, 1 + FEW, MANY - FEW)
            yield app.test_client(), before, there


def measured(client: FlaskClient, path: str) -> tuple[int, int]:
    """The answer's status, and the queries it took."""
    with asked(client.application.extensions["store"].engine) as statements:
        answer = client.get(path)
        answer.get_data()
    return answer.status_code, len(statements)


@pytest.mark.parametrize("path", PAGES)
def test_thirty_communes_are_asked_for_with_as_many_queries_as_one(growing, path: str) -> None:
    client, before, _there = growing
    status, queries = measured(client, path)
    assert status == before[path][0] == 200
    assert queries <= before[path][1] + 1, "one more where there is something now"


@pytest.fixture
def many(growing, monkeypatch) -> FlaskClient:
    """The site where thirty-five communes are very many."""
    monkeypatch.setattr(late_communes, "MANY", 5)
    monkeypatch.setattr(late_communes, "PAGE", 10)
    return growing[0]


def test_among_very_many_communes_the_deadlines_lead_to_communes_and_the_page_does_not_grow(many) -> None:
    text = many.get("/deadlines").get_data(as_text=True)
    assert text.count("/deadlines?commune=") == 10
    assert "trễ lâu nhất từ ngày" in text
    assert 'rel="next"' in text
    assert many.get("/deadlines?page=4").status_code == 200
    assert measured(many, "/deadlines")[1] == measured(many, "/deadlines?page=4")[1]


def test_a_commune_is_found_by_name_and_its_own_deadlines_are_as_ever(many) -> None:
    text = many.get("/deadlines?q=tra%20c%E1%BA%A7u").get_data(as_text=True)
    assert "/deadlines?commune=tra-cau" in text
    assert "/deadlines?commune=dak-cam" not in text
    assert "chưa rõ" in text, "a commune that records nothing is not said to have nothing late"
    assert "Không có xã, phường nào tên như vậy." in many.get("/deadlines?q=zz").get_data(as_text=True)
    assert 'id="ahead"' in many.get("/deadlines?commune=dak-cam").get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/deadlines.ics", "/deadlines.atom", "/deadlines?state=missing", "/deadlines.csv?kind=task"]
)
def test_entries_of_very_many_communes_are_not_told_at_once(many, path: str) -> None:
    answer = many.get(path)
    assert answer.status_code == 400
    assert "commune=" in answer.get_data(as_text=True)


def test_the_file_has_the_communes_of_the_page_in_its_order_and_no_number_where_nobody_knows(many) -> None:
    rows = many.get("/deadlines.json").json["data"]
    assert len(rows) == 35
    assert {row["records"] for row in rows} == {True, False}
    assert all((row["late"] is None) is not row["records"] for row in rows)
    assert all(row["late"] > 0 for row in rows[:3])
    assert {row["illustrative"] for row in rows if row["records"]} == {True}


def test_what_is_counted_late_is_what_the_ledger_says_is_late(growing) -> None:
    with growing[2].public.session() as session:
        counted = {one.commune.slug: one for one in list_lateness(session, today=TODAY)}
        late: dict[str, list] = {}
        for entry in list_ledger(session, today=TODAY):
            if entry.standing(TODAY) is Standing.LATE:
                late.setdefault(entry.plan.commune.slug, []).append(entry)
    assert {slug: one.late for slug, one in counted.items() if one.late} == {s: len(found) for s, found in late.items()}
    assert any(one.reports for one in counted.values())
    assert all(counted[slug].since == min(e.missing_since for e in found) for slug, found in late.items())


def test_every_commune_with_a_plan_is_counted(growing) -> None:
    with growing[2].public.session() as session:
        places = set(session.scalars(select(Locality.slug).where(Locality.id.in_(select(Plan.commune_id)))))
        assert {one.commune.slug for one in list_lateness(session, today=TODAY)} == places
