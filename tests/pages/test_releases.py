"""The list of releases, the page of each with what it changed, and the feed."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

import pytest

from portal.domain.change_counts import count_changes_by_release
from portal.domain.changes import CellChange, ChangeKind, Side, list_change_rows, summarise_changes
from portal.domain.localities import Locality, get_commune
from portal.domain.observations import Status
from portal.domain.releases import Release, get_disclosure_report, get_release, list_releases
from portal.i18n.release_words import decimals_apart, difference_text
from portal.pages.release_changes import SIZE
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation
from tests.html import CheckedPage, check
from tests.records import release_records, task_record

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = dt.timedelta(days=1)
VILLAGES = [f"{COMMUNE}-{number:02}" for number in range(1, 4)]


def cells(*numerators: int) -> list[Cell]:
    """Of the villages in their order, among a hundred each."""
    return [Cell("vneid-level2", village, "2026-09", n, 100) for village, n in zip(VILLAGES, numerators, strict=False)]


class Site:
    """An installation whose releases a test makes one by one, and its pages."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.publisher = Publisher(installation.desk, installation.public, installation.files)
        self.day = 0
        self.client = installation.make_app().test_client()

    def publish(self, submitted: list[Cell], **more: object) -> str:
        at = AT + self.day * DAY
        self.day += 1
        return self.publisher.publish(make_submission(self.installation.desk, submitted, at=at, **more), at=at)

    def page(self, path: str) -> CheckedPage:
        response = self.client.get(path)
        assert response.status_code == 200, f"{path}: {response.status}"
        return check(response.get_data(as_text=True), path)

    def withdraw(self, release: str) -> str:
        back = [Cell("vneid-level2", village, "2026-09", withdrawn=True) for village in VILLAGES]
        reasons = {"reason": "dùng nhầm phiếu", "reason_en": "the wrong form was used"}
        return self.publish(back, kind="retraction", takes_back=release, title="Rút đợt một", **reasons)


@pytest.fixture
def site(public, desk, tmp_path) -> Iterator[Site]:
    make_installation(public)
    site = Site(Installation(public, desk, tmp_path / "files"))
    yield site
    site.client.application.extensions["store"].close()


def test_a_correction_gives_its_reason_and_how_much_it_changed(page):
    listed = page("/releases")
    assert "Đính chính" in listed.text
    assert "Lý do:" in listed.text
    assert "4 ô đổi số." in listed.text


def test_each_release_has_a_place_of_its_own_on_the_page(page):
    listed = page("/releases?commune=tan-lap")
    ids = [item.get("id") for item in listed.find("ul", class_="releases")[0].findall("li")]
    assert "tan-lap-r1" in ids
    assert all(name.startswith("tan-lap-r") for name in ids)
    assert {f"/releases/{name}" for name in ids} <= set(listed.links)


def test_releases_can_be_downloaded_with_the_same_filter(client):
    rows = client.get("/releases.json?commune=tan-lap").get_json()["data"]
    assert {row["commune"] for row in rows} == {"24121"}
    assert [row["released_at"] for row in rows] == sorted((row["released_at"] for row in rows), reverse=True)


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_download_of_the_releases_is_as_the_api_has_them(client, suffix):
    page, api = (client.get(f"{path}.{suffix}?commune=tan-lap") for path in ("/releases", "/api/v1/releases"))
    assert page.data == api.data


def test_an_unknown_commune_is_refused(client):
    assert client.get("/releases?commune=nowhere").status_code == 400
    assert client.get("/releases.json?commune=nowhere").content_type == "application/problem+json"


def test_a_long_list_is_read_in_pages(public, desk, tmp_path):
    make_installation(public)
    with public.begin() as session:
        commune = session.query(Locality).filter_by(code=COMMUNE).one()
        session.add_all(bare_release(seq, commune) for seq in range(1, 61))
    site = Site(Installation(public, desk, tmp_path))
    first, second = site.page("/releases?commune=thu-nghiem"), site.page("/releases?commune=thu-nghiem&page=2")
    ids = [[item.get("id") for item in p.find("ul", class_="releases")[0].findall("li")] for p in (first, second)]
    assert [ids[0][0], ids[0][-1], ids[1][0], ids[1][-1]] == [f"thu-nghiem-r{n}" for n in (60, 11, 10, 1)]
    assert "/releases?commune=thu-nghiem&page=2" in first.links
    assert "/releases?commune=thu-nghiem" in second.links
    for page in ("3", "0", "-1", "x", "9" * 30, "²"):
        assert site.client.get(f"/releases?page={page}").status_code == 404
    assert len(atom(site.client.get("/releases.atom").data).findall(f"{ATOM}entry")) == 50
    site.client.application.extensions["store"].close()


def bare_release(seq: int, commune: Locality) -> Release:
    words = dict.fromkeys(("title", "title_en", "source", "source_en"), "chữ")
    roles = {"submitted_by_role": "officer", "approved_by_role": "approver"}
    at = AT + dt.timedelta(minutes=seq)
    ref = f"thu-nghiem-r{seq}"
    return Release(seq=seq, id=ref, commune_id=commune.id, kind="update", released_at=at, **words, **roles)


def test_a_release_says_what_it_is_and_who_stood_for_it(page):
    shown = page("/releases/tra-cau-r5")
    for words in ("Đính chính", "09:07 12/08/2026", "Phường Trà Câu", "Lý do: Một số người", "Nguồn: Số liệu minh họa"):
        assert words in shown.text
    assert "cán bộ nhập liệu, người duyệt" in shown.text
    assert "Còn hiệu lựccả 4 ô" in shown.text
    assert "/datasets/tra-cau-digital-society/1.4.0" in shown.links
    assert "Số liệu minh họa:" in shown.text


def test_a_correction_sets_old_beside_new_with_the_difference_in_points(page):
    rows = rows_of(page("/releases/tra-cau-r5"), "c1-vneid-level2")
    assert rows[0] == [
        "Phường Trà Câu tháng 5/2026",
        "88,2 % 31.950/36.215",
        "87,9 % 31.837/36.215",
        "−0,3 điểm %",
    ]
    assert len(rows) == 4
    english = rows_of(page("/en/releases/tra-cau-r5"), "c1-vneid-level2")
    assert english[1][1:] == ["92.2% 588/638", "87.0% 555/638", "−5.2 percentage points"]


def rows_of(page: CheckedPage, table: str) -> list[list[str]]:
    body = page.find("table", id=table)[0].find("tbody")
    return [[page.words_of(cell) for cell in row] for row in body]


def test_new_figures_of_the_commune_come_before_those_of_the_villages(page):
    shown = page("/releases/tra-cau-r6")
    assert [shown.words_of(h) for h in shown.find("h3")] == ["Cả xã, phường", "Thôn, tổ dân phố"]
    assert rows_of(shown, "c2-all")[0][0] == "Phủ sóng 5G tháng 7/2026"


def test_a_long_release_is_paged_narrowed_and_downloaded_whole(page, client):
    shown = page("/releases/tra-cau-r6")
    total = client.get("/releases/tra-cau-r6.json").get_json()["total"]
    assert len(shown.root.findall(".//tbody/tr")) == SIZE < total
    assert f"Từ 1 đến {SIZE} trong 1.{total - 1000}" in shown.text
    assert "/releases/tra-cau-r6?page=2" in shown.links
    assert len(page(f"/releases/tra-cau-r6?page={total // SIZE + 1}").root.findall(".//tbody/tr")) == total % SIZE
    assert client.get(f"/releases/tra-cau-r6?page={total // SIZE + 2}").status_code == 404
    narrowed = page("/releases/tra-cau-r6?indicator=vneid-level2&change=withheld")
    left = client.get("/releases/tra-cau-r6.json?indicator=vneid-level2&change=withheld").get_json()["data"]
    assert 0 < len(left) == len(narrowed.root.findall(".//tbody/tr"))
    assert {(row["indicator"], row["status"]) for row in left} == {("vneid-level2", "withheld")}
    assert "/releases/tra-cau-r6.csv?change=withheld&indicator=vneid-level2" in narrowed.links


def test_every_cell_of_a_release_stands_on_one_of_its_pages(page, client):
    total = client.get("/releases/dak-cam-r6.json").get_json()["total"]
    pages = [page(f"/releases/dak-cam-r6?page={number}") for number in range(1, -(-total // SIZE) + 1)]
    heads = [tuple(row) for one in pages for t in one.find("table") for row in rows_of(one, t.get("id"))]
    assert len(heads) == total


def test_a_download_has_the_rows_of_the_diff(client, demo):
    with demo.public.session() as session:
        rows = list_change_rows(session, get_release(session, "tan-lap-r4"))
    answered = client.get("/releases/tan-lap-r4.json").get_json()["data"]
    assert [tuple(row.values())[:-1] for row in answered] == rows
    assert all(row["illustrative"] for row in answered)
    download = client.get("/releases/tan-lap-r4.csv")
    assert len(list(csv.DictReader(io.StringIO(download.text)))) == len(rows) == 46
    assert download.headers["Content-Disposition"] == 'attachment; filename="tan-lap-r4-changes.csv"'


@pytest.mark.parametrize("path", ["/releases/nowhere-r1", "/en/releases/nowhere-r1"])
def test_an_unknown_release_is_told_in_words(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "nowhere-r1" in check(answer.text, path).text
    assert client.get(f"{path}.json").content_type == "application/problem+json"


@pytest.fixture
def larger(public, desk, tmp_path) -> Iterator[Site]:
    """Ten villages, of which the second has a small count."""
    make_installation(public, villages=10)
    site = Site(Installation(public, desk, tmp_path / "files"))
    numerators = [50, 3, 60, 40, 55, 45, 62, 38, 51, 49]
    site.publish([Cell("vneid-level2", f"{COMMUNE}-{at:02}", "2026-09", n, 100) for at, n in enumerate(numerators, 1)])
    yield site
    site.client.application.extensions["store"].close()


def test_a_withheld_cell_is_a_mark_and_nothing_else(larger):
    shown = larger.page("/releases/thu-nghiem-r1")
    rows = {row[0]: row[1:] for row in rows_of(shown, "c3-vneid-level2")}
    hidden = [head for head, values in rows.items() if values == ["không công bố"]]
    assert "Thôn 2 tháng 9/2026" in hidden
    assert 2 <= len(hidden) < 10, "a small count and its partners"
    body = shown.find("table", id="c3-vneid-level2")[0].find("tbody")
    marks = [row.find("td") for row in body if shown.words_of(row.find("th")) in hidden]
    addresses = [mark.find("a").attrib.pop("href") for mark in marks]
    assert len({ElementTree.tostring(mark) for mark in marks}) == 1, "told apart by nothing but the place"
    assert all(a.startswith(f"/observations/vneid-level2/{COMMUNE}-") for a in addresses)
    withheld = larger.client.get("/releases/thu-nghiem-r1.json?change=withheld").get_json()["data"]
    assert len(withheld) == len(hidden)
    assert {(row["numerator"], row["value"], row["illustrative"]) for row in withheld} == {(None, None, False)}


def test_the_disclosure_audit_is_told_in_words(larger, public):
    with public.session() as session:
        report = get_disclosure_report(session, get_release(session, "thu-nghiem-r1"))
    told = larger.page("/releases/thu-nghiem-r1")
    assert f"10 ô của thôn, tổ dân phố được thử, {report.withheld} ô được che" in told.text
    assert f"còn ít nhất {report.narrowest} giá trị có thể; quy tắc đòi ít nhất 5." in told.text
    assert report.narrowest >= 5
    assert "/about#privacy" in told.links
    assert "Số liệu minh họa" not in told.text


def test_a_withdrawn_release_leaves_a_tombstone(site):
    first = site.publish(cells(50, 60, 70))
    second = site.withdraw(first)
    page = site.page(f"/releases/{first}")
    tombstone = page.words_of(page.find("div", class_="tombstone")[0])
    assert tombstone.startswith("Đợt công bố này đã được rút ngày 16/10/2026. Lý do: dùng nhầm phiếu")
    assert f"/releases/{second}" in page.links
    assert "50/100" in page.source.replace("<wbr>", ""), "its numbers are still on record"
    assert "0 trên 4 ô" in page.text
    back = site.page(f"/releases/{second}")
    assert f"/releases/{first}" in back.links
    assert "4 ô bị gỡ số." in back.text
    assert ["Thôn 1 tháng 9/2026", "50,0 % 50/100", "đã gỡ"] in rows_of(back, "c1-vneid-level2")
    assert not back.find("div", class_="tombstone")
    assert "the wrong form was used" in site.page(f"/en/releases/{first}").text


def test_the_list_marks_what_was_withdrawn(site):
    first = site.publish(cells(50, 60, 70))
    second = site.withdraw(first)
    listed = site.page("/releases")
    marked = {item.get("id"): listed.words_of(item) for item in listed.find("ul", class_="releases")[0].findall("li")}
    assert f"Đã rút ngày 16/10/2026, bằng đợt {second}" in marked[first]
    assert "Đã rút" not in marked[second]


def test_a_state_that_was_brought_back_is_told_on_both_pages(site):
    first = site.publish(cells(50, 60, 70))
    site.withdraw(first)
    third = site.publish(
        cells(50, 60, 70), kind="correction", restores=first, reason="đã kiểm tra", reason_en="checked"
    )
    assert "Khôi phục số liệu của xã, phường như khi có đợt" in site.page(f"/releases/{third}").text
    page = site.page(f"/releases/{first}")
    assert f"đã được khôi phục ngày 17/10/2026 bằng đợt {third}" in page.text


EXPLAINED = {
    "key": "denominator-jumps:Sheet1:C7",
    "code": "denominator-jumps",
    "rule": "Mẫu số thay đổi quá 20% thì cần giải thích.",
    "rule_en": "A denominator that changes by more than 20% needs an explanation.",
    "text": "Hai thôn <sáp nhập> từ tháng 9.",
}


def test_the_officers_explanations_stand_with_the_rule_and_without_the_workbooks_cell(site):
    release = site.publish(cells(50, 60, 70), explanations=[EXPLAINED])
    vietnamese, english = site.page(f"/releases/{release}"), site.page(f"/en/releases/{release}")
    assert "Mẫu số thay đổi quá 20% thì cần giải thích.“Hai thôn <sáp nhập> từ tháng 9.”" in vietnamese.text
    assert "A denominator that changes" in english.text
    assert "Sheet1" not in vietnamese.source + english.source


def test_a_status_that_alone_changed_is_told_as_no_change_of_the_number(public, desk, tmp_path):
    make_installation(public, indicators=[make_indicator("share", level="commune", subject="organisation")])
    site = Site(Installation(public, desk, tmp_path / "files"))
    site.publish([Cell("share", COMMUNE, "2026-Q1", 7, 10, status="provisional")])
    final = site.publish([Cell("share", COMMUNE, "2026-Q1", 7, 10)])
    (row,) = rows_of(site.page(f"/releases/{final}"), "c1-share")
    assert row[1:] == ["70,0 % (sơ bộ) 7/10", "70,0 % 7/10", "không đổi"]
    site.client.application.extensions["store"].close()


def test_counts_of_many_releases_are_the_counts_of_each(demo):
    with demo.public.session() as session:
        releases = list_releases(session)
        together = count_changes_by_release(session, releases)
        each = {release.seq: summarise_changes(session, release).counts for release in releases}
        assert together == {seq: counts for seq, counts in each.items() if counts}, "a release of records changes none"
        assert {ChangeKind.CHANGED, ChangeKind.REMOVED} <= {kind for counts in together.values() for kind in counts}


def change(old: int, new: int, whole: int = 100_000) -> CellChange:
    sides = [Side(n, whole, round(100 * n / whole, 4), Status.NORMAL) for n in (old, new)]
    return CellChange(make_indicator(), Locality(), "2026-09", *sides)


def test_old_new_and_difference_never_look_the_same_when_they_are_not(app):
    with app.test_request_context():
        assert decimals_apart(change(50_000, 60_000)) == 1
        assert decimals_apart(change(84_960, 85_040)) == 2, "85,0 and 85,0"
        tiny = change(84_949, 84_951)
        assert decimals_apart(tiny) == 3, "84,9 and 85,0 with a difference of nothing"
        assert difference_text(tiny.difference, "percent", 3) == "+0,002 điểm %"
        assert difference_text(change(5, 5).difference, "percent", 1) == "không đổi"
        assert difference_text(None, "percent", 1) == ""


def atom(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314 - our own answer


@pytest.fixture
def feed(client) -> Callable[[str], ElementTree.Element]:
    def get(path: str) -> ElementTree.Element:
        answer = client.get(path)
        assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
        return atom(answer.data)

    return get


@pytest.mark.parametrize("path", ["/releases.atom", "/en/releases.atom", "/releases.atom?commune=tra-cau"])
def test_the_feed_has_what_atom_asks_for(feed, client, path):
    root = feed(path)
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            found = element.findall(f"{ATOM}{name}")
            assert len(found) == 1, name
            assert found[0].text
        assert dt.datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
        assert element.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) > 0
    own = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == [f"http://localhost{path}"]
    for entry in entries[:3]:
        assert client.get(entry.find(f"{ATOM}link").get("href")).status_code == 200


def test_the_feed_tells_the_newest_first_with_kind_reason_and_counts(feed):
    entries = feed("/releases.atom?commune=tra-cau").findall(f"{ATOM}entry")
    instants = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert instants == sorted(instants, reverse=True)
    correction = next(e for e in entries if e.find(f"{ATOM}category").get("term") == "correction")
    summary = correction.findtext(f"{ATOM}summary")
    assert summary.startswith(
        "VNeID mức 2, tháng 5/2026: 88,2\u00a0% → 87,9\u00a0% (sửa số đã công bố). Đính chính: 4 ô"
    )
    assert "4 ô đổi số. Lý do: Một số người" in summary
    assert summary.endswith("Số liệu minh họa.")
    assert {e.findtext(f"{ATOM}author/{ATOM}name") for e in entries} == {"Phường Trà Câu"}


def test_the_feed_reads_in_english_too(feed):
    root = feed("/en/releases.atom?commune=tan-lap")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    summaries = [entry.findtext(f"{ATOM}summary") for entry in root.findall(f"{ATOM}entry")]
    assert any("wrong form" in summary for summary in summaries)
    assert all(
        entry.findtext(f"{ATOM}id").startswith("http://localhost/en/releases/") for entry in root.iter(f"{ATOM}entry")
    )


def test_a_reader_of_the_feed_who_has_it_already_gets_304(client):
    tag = client.get("/releases.atom").headers["ETag"]
    again = client.get("/releases.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_feed_of_an_unknown_commune_is_refused(client):
    answer = client.get("/releases.atom?commune=nowhere")
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")


def test_an_empty_feed_is_whole_and_always_the_same(bare_app):
    answers = [bare_app.test_client().get("/releases.atom") for _ in range(2)]
    assert atom(answers[0].data).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert answers[0].data == answers[1].data


def test_what_officers_write_cannot_break_the_feed(site):
    site.publish(cells(50, 60, 70), title="Số <b>liệu</b> & \x0b\ufffe]]>", source="x")
    entry = atom(site.client.get("/releases.atom").data).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Xã Thử Nghiệm: Số <b>liệu</b> & ]]>"
    assert entry.find(f"{ATOM}summary").get("type") == "html"


def test_markup_in_a_reason_is_text_in_the_feed(site):
    first = site.publish(cells(50, 60, 70))
    site.publish(cells(51), kind="correction", reason="<script>1 < 2", reason_en="x")
    site.withdraw(first)
    entries = atom(site.client.get("/releases.atom").data).findall(f"{ATOM}entry")
    summaries = {e.findtext(f"{ATOM}id").rpartition("/")[2]: e.findtext(f"{ATOM}summary") for e in entries}
    assert "Lý do: &lt;script&gt;1 &lt; 2" in summaries["thu-nghiem-r2"]
    assert "Rút đợt thu-nghiem-r1. Lý do: dùng nhầm phiếu" in summaries["thu-nghiem-r3"]
    assert summaries["thu-nghiem-r1"].startswith("Đợt này đã được rút ngày 17/10/2026 bằng đợt thu-nghiem-r3.")


@pytest.mark.parametrize(
    ("path", "feed_path"),
    [
        ("/releases", "/releases.atom"),
        ("/releases?commune=tra-cau", "/releases.atom?commune=tra-cau"),
        ("/en/localities/tra-cau", "/en/releases.atom?commune=tra-cau"),
        ("/releases/tra-cau-r5", "/releases.atom?commune=tra-cau"),
    ],
)
def test_readers_of_feeds_find_it_by_themselves(page, path, feed_path):
    links = page(path).find("link", rel="alternate", type="application/atom+xml")
    assert [link.get("href") for link in links] == [feed_path]


def test_a_release_of_records_tells_them_in_words(public, desk, tmp_path, now):
    make_installation(public)
    with public.begin() as session:
        commune = get_commune(session, COMMUNE, on=now)
        release_records(session, commune, task_record("ke-hoach-iii-1", "in-progress", "2026-09-30"))
        release_records(session, commune, task_record("ke-hoach-iii-1", "done", "2026-10-31", "Biên bản số 5"))
    site = Site(Installation(public, desk, tmp_path))
    shown = site.page("/releases/thu-nghiem-r2")
    rows = rows_of(shown, "records-task-progress")
    assert rows[0] == ["ke-hoach-iii-1"]
    assert ["Tình trạng", "đang làm", "đã xong"] in rows
    assert ["Tính đến ngày", "30/09/2026", "31/10/2026"] in rows
    assert ["Minh chứng", "–", "Biên bản số 5"] in rows
    assert "không thay đổi số liệu nào" not in shown.text
    in_english = site.client.get("/en/releases/thu-nghiem-r2").text
    assert '<td>–</td><td lang="vi">Biên bản số 5</td>' in in_english  # as an officer wrote it
    assert "<td>in progress</td><td>done</td>" in in_english
    site.client.application.extensions["store"].close()
