"""The ledger of deadlines as a reader sees it: tables, files, calendar and feed say the same."""

import csv
import datetime as dt
import io
from xml.etree import ElementTree

import icalendar
import pytest

from portal.domain.obligations import list_plan_reports

ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = dt.date(2026, 11, 22)
PLANS = ("dak-cam", "tra-cau", "thuong-hong", "phuoc-binh", "tan-lap")


def rows_of(client, path: str) -> list[dict]:
    return client.get(path).json["data"]


def events_of(client, path: str) -> list[icalendar.Event]:
    answer = client.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")


def entries_of(client, path: str) -> list[ElementTree.Element]:
    answer = client.get(path)
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")  # noqa: S314 - our own answer


def test_a_plan_tells_what_is_ahead_before_what_is_late_and_what_is_past(page) -> None:
    shown = page("/plans/dak-cam/deadlines")
    (ahead,), (late,), (past,) = (shown.find("table", id=name) for name in ("ahead", "late", "past"))
    assert [shown.words_of(h) for h in shown.find("h2")][:3] == [
        "Sắp đến hạn",
        "Đang trễ hạn",
        "Đã qua hoặc đã xong",
    ]
    assert "Báo cáo năm 2026 hằng năm, Mục IV.1, ý 3 29/11/2026 sắp đến hạn còn 7 ngày" in spaced(shown, ahead)
    assert "19/11/2026 chưa nhận được đã trễ 3 ngày, từ ngày 20/11/2026 Số liệu minh họa" in spaced(shown, late)
    assert "19/09/2026 nhận muộn ngày 21/09/2026, muộn 2 ngày" in spaced(shown, past)
    assert "19/10/2026 đã nhận ngày 19/10/2026, đúng ngày cuối" in spaced(shown, past)
    assert "19/08/2026 đã nhận ngày 15/08/2026, sớm 4 ngày" in spaced(shown, past)


def spaced(_shown, element) -> str:
    """The words of an element, those of its parts apart."""
    return " ".join(" ".join(element.itertext()).split())


def test_the_counts_are_said_in_words(page) -> None:
    assert (
        "24 báo cáo đã đến hạn: 9 nhận đúng hạn, 4 nhận muộn, 2 chưa nhận được, 9 chưa rõ."
        in page("/plans/dak-cam/deadlines").text
    )
    english = page("/en/plans/dak-cam/deadlines")
    assert english.find("table", id="late")


def test_an_unknown_report_is_not_called_missing(page) -> None:
    shown = page("/plans/dak-cam/deadlines?state=unknown")
    assert "không có nghĩa là báo cáo không được gửi" in shown.text
    assert shown.find("table", id="late") == []


def test_a_plan_that_names_no_day_has_no_report_due(page) -> None:
    shown = page("/plans/tra-cau/deadlines?kind=report")
    assert "Kế hoạch không nêu ngày" in shown.text
    assert shown.find("table", id="ahead") == shown.find("table", id="late") == []


@pytest.mark.parametrize("slug", PLANS)
def test_the_state_of_every_report_is_that_of_the_rule(app, client, slug: str) -> None:
    with app.extensions["store"].session() as session:
        reports = list_plan_reports(session, plan=slug, today=TODAY)
        judged = {r.id: (str(r.state), r.due.isoformat() if r.due else None) for r in reports}
    rows = [row for row in rows_of(client, f"/plans/{slug}/deadlines.json") if row["kind"] == "report"]
    assert {row["id"]: (row["state"], row["due"]) for row in rows} == judged
    shown = client.get(f"/plans/{slug}/deadlines").get_data(as_text=True)
    assert all(f'id="{ref}"' in shown for ref in judged)


def test_reports_have_every_field_of_the_api_and_its_values(client) -> None:
    of_api = {row["id"]: row for row in rows_of(client, "/api/v1/obligations?plan=dak-cam")}
    rows = {r["id"]: r for r in rows_of(client, "/plans/dak-cam/deadlines.json") if r["kind"] == "report"}
    assert rows.keys() == of_api.keys()
    for ref, row in rows.items():
        assert {name: row[name] for name in of_api[ref]} == of_api[ref]


def test_the_files_have_the_rows_of_the_page_in_its_order_under_the_same_filter(client, page) -> None:
    query = "?state=missing"
    shown = [tr.get("id") for tr in page(f"/deadlines{query}").find("tr") if tr.get("id")]
    text = client.get(f"/deadlines.csv{query}").get_data(as_text=True).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == shown == [r["id"] for r in rows_of(client, f"/deadlines.json{query}")]
    assert [(row["due"], row["days_late"], row["missing_since"]) for row in rows][:2] == [
        ("2026-03-09", "258", "2026-03-10"),
        ("2026-11-19", "3", "2026-11-20"),
    ]
    assert client.get(f"/deadlines.xlsx{query}").data.startswith(b"PK")
    assert "chưa nhận được" in page(f"/deadlines.embed{query}").text


def test_over_all_communes_what_is_late_comes_first_the_longest_late_before_all(page) -> None:
    shown = page("/deadlines")
    assert shown.words_of(shown.find("h2")[0]) == "Đang trễ hạn"
    (late,) = shown.find("table", id="late")
    assert [spaced(shown, row).startswith("Báo cáo") for row in late.iter("tr")][1:] == [True] * 3
    assert "3 việc đang trễ hạn." in shown.text
    assert "/deadlines?commune=dak-cam" in shown.links


def test_the_choice_of_a_commune_stays_with_every_other_and_takes_its_code(page, client) -> None:
    shown = page("/deadlines?commune=dak-cam&year=2026")
    assert "/deadlines?commune=dak-cam&year=2026&state=missing" in shown.links
    assert {row["plan"] for row in rows_of(client, "/deadlines.json?commune=dak-cam")} == {"dak-cam"}
    code = rows_of(client, "/deadlines.json?commune=dak-cam")[0]["commune"]
    assert rows_of(client, f"/deadlines.json?commune={code}") == rows_of(client, "/deadlines.json?commune=dak-cam")
    page("/deadlines?commune=nowhere", status=400)


def test_a_filter_that_fits_nothing_says_so(page) -> None:
    assert "Không có việc nào khớp với bộ lọc." in page("/deadlines?year=1999").text


@pytest.mark.parametrize("path", ["/deadlines", "/plans/dak-cam/deadlines", "/en/deadlines"])
def test_the_calendar_has_every_dated_entry_of_the_ledger_once(client, path: str) -> None:
    events = events_of(client, f"{path}.ics")
    dated = {row["id"]: row for row in rows_of(client, f"{path}.json") if row["due"]}
    found = {str(event["uid"]).removesuffix("@localhost"): event for event in events}
    assert found.keys() == dated.keys()
    assert len(found) == len(events)
    for ref, event in found.items():
        assert event.decoded("dtstart").isoformat() == dated[ref]["due"]
        assert ("minh họa" in event["summary"] or "Illustrative" in event["summary"]) == dated[ref]["illustrative"]


def test_an_event_says_its_state_where_to_read_on_and_when_it_changed(client) -> None:
    (event,) = [e for e in events_of(client, "/deadlines.ics") if "monthly-2026-09" in e["uid"]]
    assert str(event["summary"]) == "Báo cáo tháng 9/2026, Phường Đăk Cấm: nhận muộn (Số liệu minh họa)"
    assert str(event["url"]) == "http://localhost/plans/dak-cam/deadlines#dak-cam-iv-1-3-monthly-2026-09"
    assert event.decoded("dtstamp") < dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    english = [e for e in events_of(client, "/en/deadlines.ics") if e["uid"] == event["uid"]]
    assert [e["summary"].params["LANGUAGE"] for e in english] == ["en"]
    assert client.get("/deadlines.ics").data == client.get("/deadlines.ics").data


def test_a_phone_can_subscribe_to_what_is_shown(page, client) -> None:
    links = page("/plans/dak-cam/deadlines?kind=report").links
    assert "webcal://localhost/plans/dak-cam/deadlines.ics?kind=report" in links
    events = events_of(client, "/plans/dak-cam/deadlines.ics?kind=report")
    assert all("targets" not in event["uid"] for event in events)


@pytest.mark.parametrize("path", ["/deadlines", "/plans/dak-cam/deadlines"])
def test_the_feed_tells_of_every_report_received_and_of_every_one_late_and_of_nothing_else(client, path: str) -> None:
    found = [entry.findtext(f"{ATOM}id").partition("#")[2] for entry in entries_of(client, f"{path}.atom")]
    rows = [row for row in rows_of(client, f"{path}.json") if row["kind"] == "report"]
    expected = {f"{row['id']}:received" for row in rows if row["received_on"]}
    expected |= {f"{row['id']}:late" for row in rows if row["days_late"]}
    assert sorted(found) == sorted(expected)


def test_the_feed_is_in_order_of_when_readers_could_know_the_newest_first(client) -> None:
    entries = entries_of(client, "/deadlines.atom")
    instants = [dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert instants == sorted(instants, reverse=True)
    assert entries[0].findtext(f"{ATOM}title").endswith("– quá hạn")
    assert "Chưa nhận được: đã trễ 3 ngày, từ ngày 20/11/2026." in entries[0].findtext(f"{ATOM}summary")
    assert entries[0].findtext(f"{ATOM}summary").endswith("Số liệu minh họa.")
    for entry in entries:
        assert client.get(entry.find(f"{ATOM}link").get("href")).status_code == 200


def test_calendar_and_feed_are_asked_for_again_without_being_made_again(client) -> None:
    for path in ("/deadlines.ics", "/deadlines.atom"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_an_unknown_plan_has_no_deadlines(client) -> None:
    for suffix in ("", ".csv", ".ics", ".atom"):
        assert client.get(f"/plans/nowhere/deadlines{suffix}").status_code == 404


def test_before_anything_was_published_nothing_is_late_and_nothing_illustrative(bare_app) -> None:
    client = bare_app.test_client()
    text = client.get("/deadlines").get_data(as_text=True)
    assert "Không có việc nào được ghi nhận là đang trễ hạn." in text
    assert "minh họa" not in text
    assert entries_of(client, "/deadlines.atom") == []
    assert {row["state"] for row in rows_of(client, "/deadlines.json?kind=report")} <= {
        "unknown",
        "upcoming",
        "no-date",
    }
