"""Charts by address: page, picture, table and frame show one and the same."""

import csv
import io
import re
import struct
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from portal.domain.localities import Locality
from portal.domain.observations import Observation, alive
from portal.domain.plans import list_targets
from portal.domain.progress import list_progress
from portal.i18n.wording import arithmetic
from tests.html import check

CHART = "/charts/tra-cau/vneid-level2"
VILLAGE = "/charts/tra-cau/to-dan-pho-7/vneid-level2"
BOTH = [CHART, VILLAGE]
SVG = "{http://www.w3.org/2000/svg}"


def rows_of(client, path):
    return list(csv.DictReader(io.StringIO(client.get(path).get_data(as_text=True))))


def drawn(client, path):
    return ElementTree.fromstring(client.get(path).data)  # noqa: S314 - our own


def test_a_page_prints_the_arithmetic_of_each_milestone_with_its_place_in_the_plan(page, demo, now, app) -> None:
    shown = page(CHART)
    with demo.public.session() as session, app.test_request_context():
        targets = [t for t in list_targets(session, plan="tra-cau") if t.indicator_code == "vneid-level2"]
        for item in list_progress(session, targets, today=now):
            assert " ".join(arithmetic(item.judgement, "percent").split()) in shown.text
            assert item.target.citation in shown.text
            assert f"/plans/tra-cau/targets#{item.target.id}" in shown.links


def test_the_observations_of_the_table_are_those_of_the_store(client, demo) -> None:
    found = {r["period"]: r for r in rows_of(client, f"{CHART}.csv") if r["kind"] == "observation"}
    query = (
        select(Observation)
        .join(Locality, Observation.locality_id == Locality.id)
        .where(Locality.slug == "tra-cau", Locality.kind == "commune", Observation.indicator_code == "vneid-level2")
    )
    with demo.public.session() as session:
        stored = list(session.scalars(query.where(*alive())))
        assert len(stored) == len(found) > 10
        for row in stored:
            assert float(found[row.period]["value"]) == row.value
            assert found[row.period]["status"] == row.status


def test_the_picture_has_a_mark_for_every_figure_and_a_diamond_for_every_milestone(client) -> None:
    rows = rows_of(client, f"{CHART}.csv")
    root = drawn(client, f"{CHART}.svg")
    kinds = [row["kind"] for row in rows]
    assert len(list(root.iter(f"{SVG}circle"))) == kinds.count("observation")
    diamonds = [p for p in root.iter(f"{SVG}path") if p.get("class", "").startswith("p-diamond")]
    assert len(diamonds) == kinds.count("target") == 5
    assert kinds.count("line") == 3


def test_the_year_asked_for_has_the_line_and_another_year_changes_nothing_else(client, page) -> None:
    ends = {year: rows_of(client, f"{CHART}.csv?year={year}")[-1] for year in (2035, 2045)}
    assert {year: (row["date"], row["value"]) for year, row in ends.items()} == {
        2035: ("2035-12-31", "95"),
        2045: ("2045-12-31", "100"),
    }
    assert rows_of(client, f"{CHART}.csv?year=1999") == rows_of(client, f"{CHART}.csv")
    shown = page(f"{CHART}?year=2045")
    assert f"{CHART}.svg?year=2045" in shown.links
    assert f"{CHART}.csv?year=2045" in shown.links


def test_a_village_has_gaps_to_the_communes_targets_and_no_status_of_its_own(client, page) -> None:
    shown = page(VILLAGE)
    assert "không xếp tình trạng" in shown.text
    assert not shown.find("span", class_="badge")
    assert shown.text.count("So với chỉ tiêu:") == 5
    rows = rows_of(client, f"{VILLAGE}.csv")
    assert {row["status"] for row in rows if row["kind"] == "target"} == {""}
    assert "line" not in {row["kind"] for row in rows}


def test_what_is_withheld_is_a_mark_without_a_value_in_every_form(client, page, demo) -> None:
    query = select(Observation, Locality).join(Locality, Observation.locality_id == Locality.id)
    with demo.public.session() as session:
        hidden, village = session.execute(
            query.where(Observation.status == "withheld", Locality.kind == "village", *alive())
            .where(Locality.valid_to.is_(None))
            .order_by(Observation.id)
        ).first()
        commune, code, period = session.get(Locality, village.parent_id).slug, hidden.indicator_code, hidden.period
        path = f"/charts/{commune}/{village.slug}/{code}"
    (row,) = [r for r in rows_of(client, f"{path}.csv") if r["period"] == period and r["kind"] == "observation"]
    assert (row["value"], row["numerator"], row["status"]) == ("", "", "withheld")
    figures = [r for r in rows_of(client, f"{path}.csv") if r["kind"] == "observation"]
    root = drawn(client, f"{path}.svg")
    marks = [r for r in root.iter(f"{SVG}rect") if "t-withheld" in r.get("class", "")]
    assert len(marks) == sum(r["status"] == "withheld" for r in figures)
    assert len(list(root.iter(f"{SVG}circle"))) == sum(bool(r["value"]) for r in figures)
    assert "không công bố để bảo vệ riêng tư" in page(path).text


@pytest.mark.parametrize("path", BOTH)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_drawing_stands_alone_says_what_it_is_and_weighs_little(client, path, prefix) -> None:
    answer = client.get(f"{prefix}{path}.svg", headers={"Accept-Encoding": "gzip"})
    assert answer.mimetype == "image/svg+xml"
    assert len(answer.data) <= 20 * 1024
    text = client.get(f"{prefix}{path}.svg").get_data(as_text=True)
    root = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert root.get("lang") == ("en" if prefix else "vi")
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text
    assert "tra-cau-r" in text
    assert "2026" in text
    assert not re.search(r"\sstyle=|<style|<script|href=|url\(", text)
    said = " ".join(t.text or "" for t in root.iter(f"{SVG}text"))
    assert ("Illustrative" in said) if prefix else ("Số liệu minh họa, không phải số liệu thật." in said)
    assert f"http://localhost{prefix}{path}" in said


@pytest.mark.parametrize("path", BOTH)
def test_a_picture_to_share_is_1200_by_630(client, path) -> None:
    content = client.get(f"{path}.png").data
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
    assert len(content) < 300_000


@pytest.mark.parametrize("path", BOTH)
def test_a_frame_has_no_script_and_may_stand_on_other_sites(client, path) -> None:
    answer = client.get(f"{path}/embed")
    shown = check(answer.get_data(as_text=True), path)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert not shown.find("script")
    assert "Số liệu minh họa" in shown.text
    assert f"http://localhost{path}" in shown.links


@pytest.mark.parametrize("path", BOTH)
def test_the_frame_of_the_table_and_the_workbook_are_there(client, path) -> None:
    assert client.get(f"{path}.embed").status_code == 200
    assert client.get(f"{path}.xlsx").data.startswith(b"PK")
    assert client.get(f"{path}.json").json["total"] == len(rows_of(client, f"{path}.csv"))


def test_who_has_a_picture_gets_304_without_it_being_drawn(client, monkeypatch) -> None:
    first = client.get(f"{CHART}.png")
    monkeypatch.setattr("portal.pages.chart_pages.find_view", None)
    again = client.get(f"{CHART}.png", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["nowhere/vneid-level2", "tra-cau/nothing", "tra-cau/nowhere/vneid-level2"])
@pytest.mark.parametrize("suffix", ["", ".svg", ".png", ".csv", "/embed"])
def test_a_chart_of_nothing_is_refused(client, path, suffix) -> None:
    assert client.get(f"/charts/{path}{suffix}").status_code == 404


def test_every_indicator_of_every_plan_has_its_chart_also_before_any_figure(bare_app, bare) -> None:
    client = bare_app.test_client()
    with bare.public.session() as session:
        pairs = sorted({(t.plan.commune.slug, t.indicator_code) for t in list_targets(session)})
    for commune, code in pairs:
        text = client.get(f"/charts/{commune}/{code}").get_data(as_text=True)
        assert "chưa có số liệu" in text
        assert "Số liệu minh họa" not in text
    root = ElementTree.fromstring(client.get(CHART + ".svg").data)  # noqa: S314 - our own
    assert not list(root.iter(f"{SVG}circle"))
    assert len([p for p in root.iter(f"{SVG}path") if p.get("class", "").startswith("p-diamond")]) == 5


def test_a_chart_without_any_promise_shows_figures_alone(page, client) -> None:
    shown = page("/charts/thuong-hong/hdi")
    assert "Từng mốc và phép tính" not in shown.text
    assert "target" not in {row["kind"] for row in rows_of(client, "/charts/thuong-hong/hdi.csv")}


def test_a_flow_is_drawn_by_whole_years_as_it_is_judged(client) -> None:
    root = drawn(client, "/charts/tra-cau/sti-budget-share.svg")
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert len([r for r in rows_of(client, "/charts/tra-cau/sti-budget-share.csv") if r["kind"] == "observation"]) > 1
