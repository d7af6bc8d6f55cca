"""The passport of a published figure: what it says of each kind of figure, to people and to programs."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator

import pytest

from portal.domain.localities import Locality
from portal.publishing.publisher import Publisher
from portal.publishing.submissions import Cell
from tests.builders import AT, COMMUNE, make_indicator, make_installation, make_submission
from tests.conftest import Installation
from tests.html import CheckedPage, check
from tests.stores import asked

CORRECTED = "/observations/vneid-level2/21451-01/2026-05"
OF_COMMUNE = "/observations/vneid-level2/21451/2026-05"
DAY = dt.timedelta(days=1)
ZERO, HIDDEN, LACKING, NOTHING = (f"{COMMUNE}-0{n}" for n in (1, 2, 3, 4))
REASONS = {"reason": "đếm lại", "reason_en": "counted again"}


def shown_versions(page: CheckedPage) -> list[str]:
    """The versions on the page, as text, the newest first."""
    return [page.words_of(item) for item in page.find("ol", class_="releases")[0].findall("li")]


def test_a_figure_says_its_value_in_words_and_as_it_was_reckoned(page):
    shown = page(CORRECTED)
    assert "VNeID mức 2, Tổ dân phố 1, tháng 5/2026" in shown.words_of(shown.find("h1")[0])
    assert "555 ÷ 638 × 100 % ≈ 87,0 %" in shown.text
    assert "Số người có tài khoản mức 2 đã kích hoạt555" in shown.text
    assert "Số người đủ điều kiện638" in shown.text
    assert "chưa làm tròn để đọc: 86,9906 %" in shown.text
    assert "Số liệu minh họa:" in shown.text


def test_a_figure_says_where_it_is_from_and_who_stood_for_it(page, client):
    shown = page(CORRECTED)
    assert "Nguồn" + "Số liệu minh họa do lệnh langso demo" in shown.text
    assert "Người nhậpcán bộ nhập liệu" in shown.text
    assert "Người duyệtngười duyệt" in shown.text
    assert "/releases/tra-cau-r5" in shown.links
    assert "/datasets/tra-cau-digital-society" in shown.links
    entry = next(link for link in shown.links if link.startswith("/audit.json?"))
    (told,) = client.get(entry).get_json()["data"]
    assert (told["event"], told["subject"]) == ("release.published", "tra-cau-r5")
    assert told["hash"][:12] in shown.text


def test_a_corrected_figure_has_both_versions_with_the_reason_and_what_took_the_place(page):
    newest, first = shown_versions(page(CORRECTED))
    assert newest.startswith("Đính chính 12/08/2026 đang có hiệu lực 87,0 %")
    assert "Lý do: Một số người bị đếm ở cả nơi thường trú và nơi tạm trú" in newest
    assert "phiên bản 1.4.0" in newest
    assert first.startswith("Cập nhật 15/07/2026 đã được thay 92,2 %")
    assert "phiên bản 1.3.0 " in first
    assert "Được thay bằng đợt tra-cau-r5" in first


def test_a_communes_rate_is_said_to_be_a_sum_over_the_villages_that_reported(page):
    shown = page(OF_COMMUNE)
    assert "31.837 ÷ 36.215 × 100 % ≈ 87,9 %" in shown.text
    assert "Là tổng của 36 trên 36 thôn, tổ dân phố đã báo cáo" in shown.text


def test_a_commune_has_the_progress_of_its_targets_and_a_village_its_distance_only(page):
    commune, village = page(OF_COMMUNE), page(CORRECTED)
    assert [commune.words_of(badge) for badge in commune.find("span", class_="badge")][:2] == ["đạt muộn", "đã đạt"]
    assert "/plans/tra-cau/targets#tra-cau-vneid-level2-2030" in commune.links
    assert not village.find("span", class_="badge")
    assert "Năm 2035: ≥ 95 % Chênh lệch: −8,0 điểm %" in village.text


def test_a_village_has_its_communes_figure_of_the_same_period_beside_it(page):
    shown = page(CORRECTED)
    assert "Cả Phường Trà Câu, cùng kỳ: 87,9 %" in shown.text
    assert OF_COMMUNE in shown.links


def test_a_figure_leads_to_the_periods_beside_it_the_place_the_indicator_and_the_map(page):
    links = page(CORRECTED).links
    assert {
        "/observations/vneid-level2/21451-01/2026-04",
        "/observations/vneid-level2/21451-01/2026-06",
        "/localities/tra-cau/to-dan-pho-1",
        "/indicators/vneid-level2?commune=tra-cau",
        "/maps/tra-cau/vneid-level2?period=2026-05&village=to-dan-pho-1",
    } <= set(links)


def test_a_value_that_is_no_rate_is_taken_as_it_is(page):
    assert "Giá trị lấy nguyên" in page("/observations/hdi/21451/2026-Q3").text
    assert "Giá trị2" in page("/observations/startups/21451/2026-Q3").text


def test_a_withdrawn_figure_leaves_a_tombstone_and_what_it_was(page):
    shown = page("/observations/digital-skills/24121-38/2026-03")
    tombstone = shown.words_of(shown.find("div", class_="tombstone")[0])
    assert tombstone.startswith("Số này đã được rút ngày 03/06/2026. Lý do: Phiếu khảo sát")
    back, was = shown_versions(shown)
    assert back.startswith("Rút lại 03/06/2026 đang có hiệu lực chưa có số liệu")
    assert was.startswith("Cập nhật 15/04/2026 đã rút lại 54,9 %")
    assert "Được rút bằng đợt tan-lap-r4" in was


class Press:
    """A commune whose releases a test makes one by one, a day apart, and its pages."""

    def __init__(self, installation: Installation) -> None:
        self.desk = installation.desk
        self.publisher = Publisher(installation.desk, installation.public, installation.files)
        self.at = AT
        self.client = installation.make_app().test_client()

    def publish(self, *cells: Cell, at: dt.datetime | None = None, **more: str) -> str:
        self.at = at or self.at + DAY
        return self.publisher.publish(make_submission(self.desk, cells, at=self.at, **more), at=self.at)

    def page(self, path: str) -> CheckedPage:
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"
        return check(answer.text, path)


@pytest.fixture
def press(public, desk, tmp_path) -> Iterator[Press]:
    words = {"numerator": "Người có", "numerator_en": "With", "denominator": "Mọi người", "denominator_en": "All"}
    coverage = make_indicator("coverage-5g", subject="infrastructure", **words)
    share = make_indicator("share", level="commune", subject="organisation")
    rate = make_indicator(**words)
    make_installation(public, villages=4, indicators=[rate, coverage, share])
    press = Press(Installation(public, desk, tmp_path / "files"))
    yield press
    press.client.application.extensions["store"].close()


@pytest.fixture
def four(press) -> Press:
    """A zero, a withheld, a missing and a not-applicable cell."""
    press.publish(
        Cell("coverage-5g", ZERO, "2026-09", 0, 100),
        Cell("vneid-level2", HIDDEN, "2026-09", 2, 987654),
        Cell("coverage-5g", NOTHING, "2026-09", 0, 0),
    )
    return press


def test_zero_is_a_value(four):
    shown = four.page(f"/observations/coverage-5g/{ZERO}/2026-09")
    assert "0 ÷ 100 × 100 % = 0,0 %" in shown.text
    assert "Số 0 là một giá trị" in shown.text


def test_a_withheld_figure_says_why_and_no_number(four):
    shown = four.page(f"/observations/vneid-level2/{HIDDEN}/2026-09")
    assert "không công bố để bảo vệ riêng tư" in shown.text
    assert "Ở nơi ít người, một số quá nhỏ có thể cho biết chuyện của từng nhà." in shown.text
    assert "/about#privacy" in shown.links
    assert "Người có ÷ Mọi người × 100 % Tử số không được nêu. Mẫu số được nêu, vì không làm lộ tử số." in shown.text
    assert not [word for word in ("÷ 9", "2 ÷", "987.652", "987652", "0,0002") if word in shown.source]
    assert "Giá trị" not in [shown.words_of(term) for term in shown.find("dt")]
    found = four.client.get(f"/observations/vneid-level2/{HIDDEN}/2026-09.json").get_json()
    assert (found["value"], found["numerator"], found["formula"]) == (None, None, None)
    assert [version["value"] for version in found["versions"]] == [None]


def test_the_denominator_of_a_withheld_figure_is_on_its_page_where_it_is_in_its_json(four):
    path = f"/observations/vneid-level2/{HIDDEN}/2026-09"
    assert "Mẫu số: Mọi người987.654" in four.page(path).text
    assert "Denominator: All987,654" in four.page(f"/en{path}").text
    assert four.client.get(f"{path}.json").get_json()["denominator"] == 987654


def test_a_denominator_that_is_withheld_too_is_nowhere(press):
    press.publish(Cell("vneid-level2", HIDDEN, "2026-09", 2, 4))
    path = f"/observations/vneid-level2/{HIDDEN}/2026-09"
    shown = press.page(path)
    assert "Các số của phép tính không được nêu." in shown.text
    assert "Mẫu số:" not in shown.text
    assert press.client.get(f"{path}.json").get_json()["denominator"] is None


def test_what_was_not_reported_is_neither_zero_nor_withheld(four):
    shown = four.page(f"/observations/coverage-5g/{LACKING}/2026-09")
    assert "Lẽ ra phải có nhưng chưa được báo cáo." in shown.text
    assert "riêng tư" not in shown.text
    assert "Số 0 là một giá trị" not in shown.text
    assert not shown.find("div", class_="tombstone")


def test_where_there_is_nothing_to_count_the_indicator_does_not_apply(four):
    shown = four.page(f"/observations/coverage-5g/{NOTHING}/2026-09")
    assert "không áp dụng" in shown.text
    assert "không có gì để đếm" in shown.text
    assert "Không có gì để đếm nên không chia được." in shown.text
    assert [shown.words_of(term) for term in shown.find("dt") if "Mẫu số" in shown.words_of(term)]
    assert four.client.get(f"/observations/coverage-5g/{NOTHING}/2026-09.json").get_json()["denominator"] == 0


def test_a_sum_says_how_many_villages_reported(four):
    assert "Là tổng của 2 trên 4 thôn" in four.page(f"/observations/coverage-5g/{COMMUNE}/2026-09").text


def test_what_is_not_illustrative_does_not_say_that_it_is(four):
    assert "minh họa" not in four.page(f"/observations/coverage-5g/{ZERO}/2026-09").text
    assert four.client.get(f"/observations/coverage-5g/{ZERO}/2026-09.json").get_json()["illustrative"] is False


def test_a_figure_that_was_brought_back_has_three_versions(press):
    first = press.publish(Cell("share", COMMUNE, "2026-Q1", 7, 10))
    press.publish(Cell("share", COMMUNE, "2026-Q1", withdrawn=True), kind="retraction", takes_back=first, **REASONS)
    third = press.publish(Cell("share", COMMUNE, "2026-Q1", 7, 10), kind="correction", restores=first, **REASONS)
    shown = press.page(f"/observations/share/{COMMUNE}/2026-Q1")
    newest, taken, was = shown_versions(shown)
    assert "70,0 %" in newest
    assert f"Khôi phục số như khi có đợt {first}" in newest
    assert f"Được thay bằng đợt {third}" in taken
    assert "đã rút lại 70,0 %" in was
    assert not shown.find("div", class_="tombstone"), "it is in force again"
    states = [
        v["state"] for v in press.client.get(f"/observations/share/{COMMUNE}/2026-Q1.json").get_json()["versions"]
    ]
    assert states == ["withdrawn", "replaced", "in-force"]


def test_a_provisional_figure_says_that_it_may_change(press):
    press.publish(Cell("share", COMMUNE, "2026-Q1", 7, 10, status="provisional"))
    assert "Số sơ bộ: có thể còn được chỉnh" in press.page(f"/observations/share/{COMMUNE}/2026-Q1").text


@pytest.mark.parametrize(
    ("status", "vietnamese", "english"),
    [
        ("provisional", "70,0 % (số sơ bộ)", "70.0% (provisional)"),
        ("estimated", "70,0 % (số ước tính)", "70.0% (estimated)"),
    ],
)
def test_a_figure_that_is_not_final_is_cited_as_such(press, status, vietnamese, english):
    press.publish(Cell("share", COMMUNE, "2026-Q1", 7, 10, status=status))
    cited = press.client.get(f"/observations/share/{COMMUNE}/2026-Q1.json").get_json()["citation"]
    vietnamese, english = (re.escape(text).replace(r"\ ", r"\s") for text in (vietnamese, english))
    assert re.search(vietnamese, cited["vi"])
    assert re.search(english, cited["en"])
    for said in (cited["bibtex"].replace("\\%", "%"), cited["csl"]["title"] + cited["csl"]["note"]):
        assert re.search(vietnamese, said)
        assert re.search(english, said)


def test_a_final_or_a_hidden_figure_is_cited_without_such_a_word(four):
    for path in (f"coverage-5g/{ZERO}/2026-09", f"vneid-level2/{HIDDEN}/2026-09"):
        cited = four.client.get(f"/observations/{path}.json").get_json()["citation"]
        assert not re.search("sơ bộ|ước tính|provisional|estimated", str(cited))


def test_where_there_is_no_value_nothing_is_said_of_a_sum(press):
    first = press.publish(Cell("coverage-5g", ZERO, "2026-09", 20, 100))
    path = f"/observations/coverage-5g/{COMMUNE}/2026-09"
    assert "Là tổng của" in press.page(path).text
    cell = Cell("coverage-5g", ZERO, "2026-09", withdrawn=True)
    press.publish(cell, kind="retraction", takes_back=first, **REASONS)
    shown = press.page(path)
    assert "đã rút lại" in shown.text
    assert "tổng của" not in shown.text


@pytest.mark.parametrize("asked", ["tra-cau-r4", "2026-08-01", "2026-08-12T09:06"])
def test_a_figure_is_read_as_it_was(page, client, asked):
    shown = page(f"{CORRECTED}?as_of={asked}")
    assert "588 ÷ 638 × 100 % ≈ 92,2 %" in shown.text
    assert "555" not in shown.text
    assert len(shown_versions(shown)) == 1
    assert "tra-cau-r5" not in shown.text
    assert f"tính đến “{asked}”" in shown.text
    assert CORRECTED in shown.links
    found = client.get(f"{CORRECTED}.json?as_of={asked}").get_json()
    assert (found["numerator"], found["release"], len(found["audit"])) == (588, "tra-cau-r4", 1)
    assert client.get(found["links"]["api"]).get_json()["numerator"] == 588


def test_before_it_was_published_there_is_no_figure_and_the_first_release_is_named(client):
    answer = client.get(f"{CORRECTED}?as_of=2026-06-01")
    assert answer.status_code == 404
    shown = check(answer.text, CORRECTED)
    assert "Lần đầu là ngày 15/07/2026, trong đợt tra-cau-r4." in shown.text
    assert CORRECTED in shown.links


def test_what_is_neither_a_release_nor_a_day_is_refused(client):
    assert client.get(f"{CORRECTED}?as_of=hom-qua").status_code == 400
    assert client.get(f"{CORRECTED}.json?as_of=hom-qua").content_type == "application/problem+json"


def test_a_communes_slug_answers_and_the_address_by_code_is_the_permanent_one(page, client):
    by_slug = page("/observations/vneid-level2/tra-cau/2026-05")
    (canonical,) = by_slug.find("link", rel="canonical")
    assert canonical.get("href") == f"http://localhost{OF_COMMUNE}"
    assert "31.837 ÷ 36.215" in by_slug.text
    link = client.get("/observations/vneid-level2/tra-cau/2026-05").headers["Link"]
    assert f'<http://localhost{OF_COMMUNE}>; rel="canonical"' in link
    assert f'<http://localhost{OF_COMMUNE}.json>; rel="alternate"; type="application/json"' in link
    assert f'<http://localhost/api/v1{OF_COMMUNE}>; rel="describedby"' in link


def test_a_page_says_whose_the_code_was_before(page):
    assert "Đến hết ngày 30/06/2025, mã 21451 là của" in page(OF_COMMUNE).text
    assert "Đến hết ngày" not in page(CORRECTED).text, "a village's code is never reused"


@pytest.fixture
def reused(press, public) -> Press:
    """Both bearers of a code published of the same quarter: the older in its time, the newer in looking back."""
    with public.begin() as session:
        former = Locality(
            code=COMMUNE,
            slug="xa-cu",
            kind="commune",
            unit="xã",
            name="Xã Cũ",
            name_en="Old Commune",
            valid_to=dt.date(2025, 6, 30),
            source="a test",
        )
        session.add(former)
    press.publish(Cell("share", COMMUNE, "2025-Q1", 1, 10), at=dt.datetime(2025, 4, 20, tzinfo=dt.UTC))
    press.publish(Cell("share", COMMUNE, "2025-Q1", 9, 10), at=AT)
    press.publish(Cell("share", COMMUNE, "2025-Q3", 8, 10), at=AT + DAY)
    return press


def test_an_address_stays_about_the_place_that_first_published_at_it(reused):
    by_code = reused.page(f"/observations/share/{COMMUNE}/2025-Q1")
    assert "Xã Cũ" in by_code.words_of(by_code.find("h1")[0])
    assert "1 ÷ 10" in by_code.text
    assert "9 ÷ 10" not in by_code.text
    assert f"Nay mã {COMMUNE} là của Xã Thử Nghiệm" in by_code.text
    assert "/observations/share/thu-nghiem/2025-Q1" in by_code.links


def test_the_later_place_has_an_address_of_its_own(reused):
    later = reused.page("/observations/share/thu-nghiem/2025-Q1")
    assert "9 ÷ 10" in later.text
    assert later.find("link", rel="canonical")[0].get("href").endswith("/observations/share/thu-nghiem/2025-Q1")
    found = reused.client.get("/observations/share/thu-nghiem/2025-Q1.json").get_json()
    assert found["place"]["name"] == "Xã Thử Nghiệm"
    assert reused.client.get(found["links"]["api"]).get_json()["numerator"] == 9
    after = reused.page(f"/observations/share/{COMMUNE}/2025-Q3")
    assert "8 ÷ 10" in after.text
    assert "/observations/share/thu-nghiem/2025-Q1" in after.links, "the quarter before, of the same place"


def test_programs_of_the_api_are_led_to_the_same_place(reused):
    found = reused.client.get(f"/observations/share/{COMMUNE}/2025-Q1.json").get_json()
    assert (found["numerator"], found["place"]["slug"]) == (1, "xa-cu")
    assert reused.client.get(found["links"]["api"]).get_json()["numerator"] == 1


@pytest.mark.parametrize("path", [CORRECTED, OF_COMMUNE, "/observations/digital-skills/24121-38/2026-03"])
def test_the_json_of_a_passport_has_what_the_page_and_the_api_have(page, client, path):
    found, shown = client.get(f"{path}.json").get_json(), page(path)
    read = {name: " ".join(found[name].split()) for name in ("title", "text", "meaning", "source")}
    api = client.get(f"/api/v1{path}").get_json()
    assert {name: found[name] for name in api} == api
    for words in (*read.values(), " ".join(found["citation"]["vi"].split())):
        assert words in shown.text
    if found["formula"]:
        assert " ".join(found["formula"]["text"].split()) in shown.text
    assert [version["release"] for version in found["versions"]] == [
        text.rpartition("Đợt ")[2].split()[0] for text in reversed(shown_versions(shown))
    ]
    assert found["links"]["canonical"] == f"http://localhost{path}"
    assert all(client.get(link).status_code == 200 for link in found["links"].values() if link)


def test_the_csv_of_a_passport_has_its_versions_as_rows(client):
    answer = client.get(f"{CORRECTED}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    versions = client.get(f"{CORRECTED}.json").get_json()["versions"]
    assert [row["value"] for row in rows] == ["92.163", "86.9906"]
    assert [(row["state"], row["superseded_by"]) for row in rows] == [("replaced", "tra-cau-r5"), ("in-force", "")]
    for row, version in zip(rows, versions, strict=True):
        assert set(row) == set(version) - {"dataset_versions"}
        assert (row["release"], row["first_version"], row["illustrative"]) == (
            version["release"],
            version["dataset_versions"][0],
            "true",
        )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="vneid-level2-21451-01-2026-05.csv"'


def test_targets_and_places_are_in_the_object_too(client):
    commune, village = (client.get(f"{path}.json").get_json() for path in (OF_COMMUNE, CORRECTED))
    assert commune["formula"]["kind"] == "sum-over-villages"
    assert [target["progress"] for target in village["targets"]] == [None] * 5
    by_id = {target["id"]: target for target in commune["targets"]}
    assert by_id["tra-cau-vneid-level2-2025"]["progress"] == "achieved-late"
    assert by_id["tra-cau-vneid-level2-2025"]["gap"] == pytest.approx(2.9111)
    assert village["commune"]["code"] == "21451"


def test_a_citation_names_the_very_version_in_both_languages_and_as_bibtex(client):
    found = client.get(f"{CORRECTED}.json?as_of=tra-cau-r4").get_json()["citation"]
    for text in (found["vi"], found["en"], found["bibtex"]):
        assert f"http://localhost{CORRECTED}?as_of=tra-cau-r4" in text
        assert "CC BY 4.0" in text
    said = "Ủy ban nhân dân phường Trà Câu (2026). VNeID mức 2, Tổ dân phố 1, tháng 5/2026: 92,2\u00a0% [số liệu]. Đợt"
    assert found["vi"].startswith(said)
    assert "phiên bản 1.3.0. Làng Số, công bố ngày 15/07/2026." in found["vi"]
    assert found["vi"].endswith("Số liệu minh họa.")
    said = "People's Committee of Tra Cau Ward (2026). VNeID level 2, Residential group 1, May 2026: 92.2% [figure]."
    assert found["en"].startswith(said)
    assert found["bibtex"].startswith("@misc{langso-vneid-level2-21451-01-2026-05-tra-cau-r4,\n")
    assert "92,2 \\%" in found["bibtex"]
    assert found["csl"]["URL"] == f"http://localhost{CORRECTED}?as_of=tra-cau-r4"


def test_the_page_reads_in_english_too(page, client):
    shown = page(f"/en{CORRECTED}")
    assert "VNeID level 2, Residential group 1, May 2026" in shown.words_of(shown.find("h1")[0])
    assert "555 ÷ 638 × 100% ≈ 87.0%" in shown.text
    assert "Some people were counted both where they are registered" in shown.text
    (canonical,) = shown.find("link", rel="canonical")
    assert canonical.get("href") == f"http://localhost/en{CORRECTED}"
    assert client.get(f"/en{CORRECTED}.json").get_json()["text"] == "87.0%"


@pytest.mark.parametrize(
    ("path", "words", "link"),
    [
        ("/vneid-leve2/21451-01/2026-05", "không có chỉ số nào mang mã “vneid-leve2”", "/indicators/vneid-level2"),
        ("/vneid-level2/21451-99/2026-05", "xã, phường nào mang mã “21451-99”", "/localities/tra-cau#villages"),
        ("/vneid-level2/nowhere/2026-05", "mang mã “nowhere”", "/localities"),
        ("/vneid-level2/21451-01/2026-13", "“2026-13” không phải là một kỳ", f"{CORRECTED}"),
        ("/vneid-level2/21451-01/2019-05", "không có của tháng 5/2019", f"{CORRECTED}"),
        ("/hdi/21451-01/2026-Q3", "chỉ công bố cho cả xã, phường", "/localities/tra-cau/to-dan-pho-1"),
        ("/coverage-6g/21451/2026-05", "Chưa có số liệu nào của", "/indicators/coverage-6g"),
    ],
)
def test_where_there_is_no_figure_it_is_said_what_is_unknown_and_where_to_go(client, path, words, link):
    answer = client.get(f"/observations{path}")
    assert answer.status_code == 404
    shown = check(answer.text, f"/observations{path}")
    assert words in shown.text
    assert link in shown.links
    problem = client.get(f"/observations{path}.json")
    assert (problem.status_code, problem.content_type) == (404, "application/problem+json")
    assert words in problem.get_json()["detail"]


def test_a_program_is_told_which_periods_there_are(client):
    periods = client.get("/observations/vneid-level2/21451/2019.json").get_json()["periods"]
    assert len(periods) == 16
    assert periods[0] == "2026-10"


def test_every_shown_figure_leads_to_its_passport(page):
    assert CORRECTED in page("/releases/tra-cau-r5").links
    assert OF_COMMUNE in page("/indicators/vneid-level2?commune=tra-cau").links, "in the table under the chart"
    newest = {"/observations/vneid-level2/21451/2026-10", "/observations/vneid-level2/21451-01/2026-10"}
    assert newest <= set(page("/localities/tra-cau").links)
    assert newest <= set(page("/localities/tra-cau/to-dan-pho-1").links)
    assert newest <= set(page("/indicators/vneid-level2?commune=tra-cau").links)


def test_many_versions_take_no_more_queries_than_one(press):
    press.publish(Cell("share", COMMUNE, "2026-Q1", 1, 10), Cell("share", COMMUNE, "2026-Q2", 1, 10))
    for count in range(2, 7):
        press.publish(Cell("share", COMMUNE, "2026-Q1", count, 10), kind="correction", **REASONS)
    counts = []
    for period in ("2026-Q2", "2026-Q1"):
        with asked(press.client.application.extensions["store"].engine) as statements:
            press.page(f"/observations/share/{COMMUNE}/{period}")
        counts.append(len(statements))
    assert counts[0] == counts[1] < 20
