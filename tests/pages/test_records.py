"""Money, support programmes, teams, task states and receipts, as a reader sees them."""

import pytest

from tests.html import CheckedPage, check
from tests.records import budget_line, programme, receipt, recorded, task_record, team

RECORDS = (
    budget_line("tra-cau-1", programme="Hạ tầng số", programme_en="Infrastructure", allocated=1_500_000, disbursed=0),
    budget_line("tra-cau-2", programme="Kỹ năng số", source="contributed", allocated=500_000, disbursed=600_000),
    budget_line("tra-cau-3", programme="Việc khác", source="other", year=2025, allocated=300_000, disbursed=None),
    budget_line("tra-cau-t", programme=None, source=None, is_total=True, allocated=2_100_000, disbursed=600_000),
    programme("tra-cau-a", name="Lớp tối", name_en="Evening classes", open_until="2026-12-31", phone="0255 3850 123"),
    programme("tra-cau-b", name="Lớp cũ", open_until="2026-01-31"),
    team("21451-to", "21451", name="Tổ của phường"),
    task_record("tra-cau-iii-5-3", "done", evidence="https://example.vn/bien-ban"),
    receipt("tra-cau-iv-6-monthly-2026-09", "2026-10-05"),
)


@pytest.fixture
def page(public, desk, tmp_path):
    with recorded(public, desk, tmp_path, *RECORDS) as client:

        def get(path: str) -> CheckedPage:
            response = client.get(path)
            assert response.status_code == 200, path
            return check(response.get_data(as_text=True), path)

        yield get


def table(page: CheckedPage, id: str) -> list[list[str]]:
    (found,) = page.find("table", id=id)
    return [[page.words_of(cell) for cell in row if cell.tag in {"td", "th"}] for row in found.iter("tr")][1:]


def test_money_is_summed_by_year_programme_and_source_from_the_lines(page):
    money = page("/money?commune=tra-cau")
    assert table(money, "by-year") == [
        ["2026", "2.000.000", "600.000", "30,0 %"],
        ["2025", "300.000", "chưa báo", "–"],
        ["Cộng", "2.300.000", "600.000 1 khoản chưa báo", "–"],
    ]
    assert ["xã hội hóa", "500.000", "600.000", "120,0 %"] in table(money, "by-source")
    assert ["Hạ tầng số", "1.500.000", "0", "0,0 %"] in table(money, "by-programme")


def test_a_total_that_does_not_add_up_is_said_with_the_difference(page):
    text = page("/money?commune=tra-cau").text
    assert "Tổng do Phường Trà Câu ghi (năm 2026): không khớp." in text
    assert "tổng ghi 2.100.000 đồng, cộng các khoản được 2.000.000 đồng, lệch +100.000 đồng" in text
    assert "nhiều hơn số được giao" in text


def test_facets_keep_the_commune(page):
    money = page("/money?commune=tra-cau&year=2025")
    assert "Việc khác" in money.text
    assert "Kỹ năng số" not in money.text
    assert "/money?commune=tra-cau" in money.links
    assert "/money?commune=tra-cau&year=2026" in money.links


def test_an_english_page_says_english_words_or_marks_vietnamese_ones(page):
    english = page("/en/money?commune=tra-cau")
    assert "Infrastructure" in english.text
    assert any(english.words_of(span) == "Kỹ năng số" for span in english.find("span", lang="vi"))


def test_programmes_list_the_open_ones_first_with_how_to_apply(page):
    found = page("/programmes?commune=tra-cau")
    assert [found.words_of(h2) for h2 in found.find("h2")] == ["Lớp tối", "Lớp cũ"]
    assert "đang nhận đăng ký đến hết ngày 31/12/2026" in found.text
    assert "đã kết thúc" in found.text
    assert "tel:02553850123" in found.links
    assert "Lớp cũ" not in page("/programmes?commune=tra-cau&state=open").text


def test_a_team_says_where_to_find_it(page):
    text = page("/teams?commune=tra-cau").text
    assert "Tổ của phường" in text
    assert "Nhà văn hóa" in text


@pytest.mark.parametrize("path", ["/money", "/programmes", "/teams"])
def test_the_list_leads_to_the_communes_that_publish_and_says_where_there_is_nothing(page, path):
    assert f"{path}?commune=tra-cau" in page(path).links
    assert "chưa công bố" in page(f"{path}?commune=tan-lap").text
    assert f"{path}?commune=tra-cau" in page("/localities/tra-cau").links


def test_a_tasks_state_stands_with_its_day_its_evidence_and_its_release(page):
    tasks = page("/plans/tra-cau/tasks?state=done")
    assert "đã xong tính đến ngày 31/10/2026" in tasks.text
    assert {"https://example.vn/bien-ban", "/releases#tra-cau-r1"} <= set(tasks.links)
    assert "1 việc trong tổng số" in tasks.text
    assert "Số liệu minh họa" not in tasks.text


def test_a_report_without_a_day_shows_when_it_was_received(page):
    row = table(page("/plans/tra-cau/deadlines?state=received"), "undated")[0]
    assert row[0].startswith("Báo cáo tháng 9/2026")
    assert row[1] == "đã nhận ngày 05/10/2026"


def test_money_is_drawn_by_year_and_by_source_with_the_same_numbers_in_words(page):
    money = page("/money?commune=tra-cau")
    (year, source) = [money.words_of(desc) for desc in money.root.iter() if str(desc.tag).endswith("desc")]
    assert year == "2026: giao 2 triệu, chi 600.000 đồng; 2025: giao 300.000 đồng, chưa báo đã chi bao nhiêu."
    assert "xã hội hóa: giao 500.000 đồng, chi 600.000 đồng" in source


def test_the_files_of_money_and_programmes_hold_what_the_page_shows(public, desk, tmp_path):
    with recorded(public, desk, tmp_path, *RECORDS) as client:
        of_2025 = client.get("/money.json?commune=tra-cau&year=2025").json["data"]
        open_ones = client.get("/programmes.json?commune=tra-cau&state=open").json["data"]
        assert len(client.get("/money.json").json["data"]) == 4
        assert client.get("/money.json?commune=tra-cau&year=1999").json["data"] == []
    assert [row["id"] for row in of_2025] == ["tra-cau-3"]
    assert [row["name"] for row in open_ones] == ["Lớp tối"]
