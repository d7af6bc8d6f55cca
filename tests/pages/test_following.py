"""The page of the ways to follow a thing, its calendar, and what its feed says of a release."""

import datetime as dt
from collections.abc import Iterator
from xml.etree import ElementTree

import icalendar
import pytest

from portal.domain.localities import Locality
from portal.publishing.submissions import Cell
from tests.builders import COMMUNE, make_indicator, make_installation
from tests.conftest import NOW, Installation
from tests.pages.test_releases import Site, bare_release

ATOM = "{http://www.w3.org/2005/Atom}"
PATHS = (
    "/localities/tra-cau",
    "/localities/tra-cau/to-dan-pho-7",
    "/indicators/vneid-level2",
    "/datasets/tra-cau-digital-society",
)


def events_of(client, path: str) -> list[icalendar.Event]:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/calendar; charset=utf-8")
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")


@pytest.mark.parametrize("path", [lang + path for path in PATHS for lang in ("", "/en")])
def test_a_calendar_tells_days_ahead_under_names_that_stay(client, path):
    events = events_of(client, f"{path}.ics")
    days = [event["DTSTART"].dt for event in events]
    assert days == sorted(days)
    assert all(day >= NOW for day in days)
    assert len({event["UID"] for event in events}) == len(events) > 0
    other = path.removeprefix("/en") if path.startswith("/en") else f"/en{path}"
    assert {event["UID"] for event in events} == {event["UID"] for event in events_of(client, f"{other}.ics")}
    for event in events:
        assert event["DTSTAMP"].dt <= dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
        assert client.get(event["URL"]).status_code == 200


def test_a_datasets_calendar_says_by_when_the_next_period_comes_by_its_rhythm(client):
    (event,) = events_of(client, "/datasets/tra-cau-digital-society.ics")
    assert event["DTSTART"].dt == dt.date(2026, 12, 31)
    assert event["SUMMARY"] == "Hạn số liệu tháng 11/2026: Xã hội số - Phường Trà Câu (Số liệu minh họa)"


def test_a_communes_calendar_has_the_milestones_and_reports_of_its_plan(client):
    summaries = [event["SUMMARY"] for event in events_of(client, "/localities/dak-cam.ics")]
    assert any(text.startswith("Báo cáo tháng 12/2026, Phường Đăk Cấm") for text in summaries), summaries
    assert "16 chỉ tiêu đến hạn, Phường Trà Câu" not in summaries
    milestones = {
        event["DTSTART"].dt.year
        for event in events_of(client, "/localities/tra-cau.ics")
        if "chỉ tiêu đến hạn" in event["SUMMARY"]
    }
    assert milestones == {2030, 2035, 2040, 2045}


def test_an_indicators_calendar_names_each_promise(client):
    summaries = [event["SUMMARY"] for event in events_of(client, "/indicators/vneid-level2.ics")]
    assert "Hạn chỉ tiêu VNeID mức 2 ≥ 80\u00a0%, Phường Trà Câu" in summaries


@pytest.mark.parametrize("suffix", ["atom", "ics"])
@pytest.mark.parametrize("path", PATHS)
def test_who_has_it_already_gets_304(client, path, suffix):
    tag = client.get(f"{path}.{suffix}").headers["ETag"]
    assert client.get(f"{path}.{suffix}", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/localities/tra-cau/nowhere", "/localities/nowhere", "/datasets/x", "/indicators/x"])
def test_nothing_has_neither_feed_nor_calendar(client, path):
    assert {client.get(f"{path}.{suffix}").status_code for suffix in ("atom", "ics")} == {404}


@pytest.mark.parametrize("path", PATHS)
def test_the_page_of_a_thing_leads_to_its_feed_and_its_calendar(page, client, path):
    shown = page(f"/follow?about={path}")
    for suffix in ("atom", "ics"):
        assert f"{path}.{suffix}" in shown.links
    assert "Số liệu minh họa" in shown.text
    assert shown.find("link", rel="alternate", type="application/atom+xml")[0].get("href") == f"{path}.atom"


@pytest.mark.parametrize("about", ["", "?about=/plans/tra-cau", "?about=//example.org", "?about=/localities/%00"])
def test_where_nothing_can_be_followed_the_page_says_what_can(client, page, about):
    if "%00" in about:
        assert client.get(f"/follow{about}").status_code == 400
        return
    assert {"/localities", "/indicators", "/datasets"} <= set(page(f"/follow{about}").links)


@pytest.fixture
def site(public, desk, tmp_path) -> Iterator[Site]:
    make_installation(public, indicators=[make_indicator(level="village", subject="infrastructure")])
    site = Site(Installation(public, desk, tmp_path / "files"))
    yield site
    site.client.application.extensions["store"].close()


def figure(period: str, numerator: int, village: int = 1) -> Cell:
    return Cell("vneid-level2", f"{COMMUNE}-{village:02}", period, numerator, 1000)


def read(site: Site, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(site.client.get(path).data)  # noqa: S314 - our own answer


def entries_of(site: Site, path: str) -> list[ElementTree.Element]:
    return read(site, path).findall(f"{ATOM}entry")


def summaries_of(site: Site, path: str) -> list[str]:
    return [entry.findtext(f"{ATOM}summary") or "" for entry in entries_of(site, path)]


def test_a_villages_feed_tells_its_own_figures_and_no_other_villages(site):
    site.publish([figure("2026-08", 700), figure("2026-08", 500, village=2)])
    site.publish([figure("2026-09", 714)])
    site.publish([figure("2026-09", 510, village=2)])
    own = summaries_of(site, "/localities/thu-nghiem/thon-1.atom")
    assert [text.partition(". ")[0] for text in own] == [
        "short of vneid-level2: 70,0\u00a0% (tháng 8/2026) → 71,4\u00a0% (tháng 9/2026)",
        "short of vneid-level2, tháng 8/2026: 70,0\u00a0%",
    ]
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries_of(site, "/localities/thu-nghiem/thon-1.atom")]
    assert all(link.endswith("?place=99001-01") for link in links)
    assert [site.client.get(link).status_code for link in links] == [200, 200]


def test_a_correction_is_marked_with_its_reason_and_says_both_values(site):
    site.publish([figure("2026-08", 700)])
    reason = {"reason": "đếm hai lần", "reason_en": "counted twice"}
    site.publish([figure("2026-08", 690)], kind="correction", **reason)
    first = entries_of(site, "/localities/thu-nghiem/thon-1.atom")[0]
    assert first.findtext(f"{ATOM}title").startswith("Đính chính – Xã Thử Nghiệm")
    assert first.findtext(f"{ATOM}summary") == (
        "short of vneid-level2, tháng 8/2026: 70,0\u00a0% → 69,0\u00a0% (sửa số đã công bố). "
        "Đính chính. Lý do: đếm hai lần"
    )
    assert "counted twice" in summaries_of(site, "/en/localities/thu-nghiem/thon-1.atom")[0]


def test_figures_that_would_look_alike_are_told_with_more_decimals_and_equal_ones_as_equal(site):
    site.publish([Cell("vneid-level2", f"{COMMUNE}-01", "2026-08", 70001, 100000)])
    site.publish([Cell("vneid-level2", f"{COMMUNE}-01", "2026-09", 70002, 100000)])
    site.publish([Cell("vneid-level2", f"{COMMUNE}-01", "2026-10", 70002, 100000)])
    told = summaries_of(site, "/localities/thu-nghiem/thon-1.atom")
    assert told[0].startswith("short of vneid-level2, tháng 10/2026: 70,0\u00a0% (không đổi so với tháng 9/2026)")
    assert "70,001\u00a0% (tháng 8/2026) → 70,002\u00a0% (tháng 9/2026)" in told[1]


def test_a_long_feed_is_read_in_parts_that_lead_to_each_other(site):
    with site.installation.public.begin() as session:
        commune = session.query(Locality).filter_by(code=COMMUNE).one()
        session.add_all(bare_release(seq, commune) for seq in range(1, 53))
    first, second = (read(site, f"/localities/thu-nghiem.atom{asked}") for asked in ("", "?page=2"))
    links = {link.get("rel"): link.get("href") for link in first.findall(f"{ATOM}link")}
    assert links["next"].endswith("/localities/thu-nghiem.atom?page=2")
    assert "previous" not in links
    ids = [[entry.findtext(f"{ATOM}id") for entry in part.findall(f"{ATOM}entry")] for part in (first, second)]
    assert [len(part) for part in ids] == [50, 2]
    assert not set(ids[0]) & set(ids[1])
    assert second.findtext(f"{ATOM}id") == first.findtext(f"{ATOM}id"), "the parts are one feed"
    assert site.client.get("/localities/thu-nghiem.atom?page=3").status_code == 404
