"""What a reader sees of the plans: documents, targets with arithmetic, tasks, deadlines."""

import csv
import io

import pytest

PLANS = {"dak-cam": 3, "tra-cau": 81, "thuong-hong": 1, "phuoc-binh": 20, "tan-lap": 2}
PAGES = ["", "/targets", "/tasks", "/deadlines"]


def table_of(client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).get_data(as_text=True))))


def test_the_list_names_issuer_number_and_how_much_each_plan_promises(page) -> None:
    shown = page("/plans")
    cards = [shown.words_of(card) for card in shown.find("li", class_="card")]
    assert len(cards) == 5
    tra_cau = next(card for card in cards if "phường Trà Câu" in card)
    assert "Ban Thường vụ Đảng ủy phường Trà Câu" in tra_cau
    assert "không có trong bản nhận được" in tra_cau
    assert "2025–2045" in tra_cau
    assert "81 chỉ tiêu bằng số · 53 nhiệm vụ · 11 trách nhiệm" in tra_cau
    assert "09-KH/ĐU" in next(card for card in cards if "phường Phước Bình" in card)


@pytest.mark.parametrize("slug", PLANS)
@pytest.mark.parametrize("part", PAGES)
def test_every_page_of_every_plan_stands_in_both_languages(page, slug: str, part: str) -> None:
    page(f"/plans/{slug}{part}")
    page(f"/en/plans/{slug}{part}")


@pytest.mark.parametrize(("slug", "count"), PLANS.items())
def test_every_target_has_its_rows_under_its_own_address(page, slug: str, count: int) -> None:
    targets = page(f"/plans/{slug}/targets").find("tbody", class_="target-rows")
    assert len(targets) == count
    assert all(target.get("id", "").startswith(slug) for target in targets)


def test_a_target_lower_than_an_earlier_one_says_so_with_its_place_in_the_document(page) -> None:
    shown = page("/plans/tra-cau/targets")
    (vneid,) = shown.find("tbody", id="tra-cau-vneid-level2-2030")
    words = shown.words_of(vneid)
    assert "≥ 80 %" in words
    assert "Mục II.2.2.e, ý 11" in words
    assert "Đặt thấp hơn chỉ tiêu năm 2025 của cùng kế hoạch (85 %)." in words


def test_the_arithmetic_of_a_status_is_printed_with_every_number(page) -> None:
    shown = page("/plans/tra-cau/targets?year=2025")
    (vneid,) = shown.find("tbody", id="tra-cau-vneid-level2-2025")
    words = shown.words_of(vneid)
    assert "Khi đến hạn (tháng 12/2025): 30.503 / 36.091 = 84,5 %." in words
    assert "32.670 / 36.343 = 89,9 %; sơ bộ. So với chỉ tiêu: +4,9 điểm %." in words
    assert "đạt muộn" in words


def test_targets_stand_under_their_years_and_the_undated_one_last(page) -> None:
    shown = page("/plans/tra-cau/targets")
    headings = [shown.words_of(h) for h in shown.find("h2")]
    assert headings == [*(f"Đến hết năm {y}" for y in (2025, 2030, 2035, 2040, 2045)), "Không ghi thời hạn"]


def test_facets_are_links_that_keep_one_another(page) -> None:
    shown = page("/plans/tra-cau/targets?year=2030")
    assert len(shown.find("tbody", class_="target-rows")) == 19
    current = [shown.words_of(a) for a in shown.find("nav", class_="facets")[0].iter("a") if a.get("aria-current")]
    assert current == ["2030 19", "Tất cả 19", "Tất cả 19"]
    assert "/plans/tra-cau/targets?year=2030&group=infrastructure" in shown.links
    assert "/plans/tra-cau/targets.csv?year=2030" in shown.links


def test_facets_together_leave_what_fits_both(page) -> None:
    shown = page("/plans/tra-cau/targets?year=2030&group=infrastructure")
    assert [t.get("id") for t in shown.find("tbody", class_="target-rows")] == [
        "tra-cau-coverage-5g-2030",
        "tra-cau-broadband-1g-2030",
    ]


def test_a_facet_that_fits_nothing_says_so(page) -> None:
    shown = page("/plans/tra-cau/targets?year=1999")
    assert "Không có chỉ tiêu nào khớp với bộ lọc." in shown.text
    assert "/plans/tra-cau/targets" in shown.links


def test_the_roll_up_counts_every_target_once(page) -> None:
    shown = page("/plans/tra-cau/targets")
    (rollup,) = shown.find("ul", class_="rollup")
    assert sum(int(shown.words_of(strong)) for strong in rollup.iter("strong")) == 81


def test_the_outline_leads_to_what_stands_under_each_heading(page) -> None:
    shown = page("/plans/tra-cau")
    (section,) = shown.find("li", id="section-II.2.2.e")
    links = [a.get("href") for a in section.iter("a")]
    assert "12 chỉ tiêu" in shown.words_of(section)
    assert "/plans/tra-cau/targets#tra-cau-procedures-any-office-2030" in links
    targets = page("/plans/tra-cau/targets")
    assert targets.find("tbody", id="tra-cau-procedures-any-office-2030")


def test_every_link_within_a_plan_reaches_a_thing_that_is_there(page) -> None:
    shown = {part: page(f"/plans/dak-cam{part}") for part in PAGES}
    ids = {part: {e.get("id") for e in found.root.iter()} for part, found in shown.items()}
    for found in shown.values():
        for link in found.links:
            path, _, anchor = link.partition("#")
            part = path.removeprefix("/plans/dak-cam") if path else found.path.removeprefix("/plans/dak-cam")
            if anchor and part in ids:
                assert anchor in ids[part], link


def test_what_the_document_leaves_blank_is_said(page) -> None:
    shown = page("/plans/dak-cam")
    assert "không kèm Phụ lục 1" in shown.text
    assert shown.text.count("không có trong bản nhận được") == 2


def test_an_unknown_task_is_not_called_undone(page) -> None:
    shown = page("/plans/tra-cau/tasks")
    assert "không có nghĩa là việc chưa làm" in shown.text
    assert len(shown.find("li", class_="task")) == 64


def test_how_clear_the_tasks_are_is_counted(page) -> None:
    text = page("/plans/dak-cam/tasks").text
    assert "Nhiệm vụ, giải pháp trong văn bản: 71. Nêu cơ quan chủ trì: 0. Nêu ngày hoặc năm phải xong: 3." in text


def test_tasks_can_be_narrowed_to_a_body_in_either_language(page) -> None:
    for path in ("/plans/dak-cam/tasks?body=cong-an-phuong", "/en/plans/dak-cam/tasks?body=cong-an-phuong"):
        shown = page(path)
        tasks = shown.find("li", class_="task")
        assert 0 < len(tasks) < 108
    assert "Công an phường" in page("/plans/dak-cam/tasks?body=cong-an-phuong").text


def test_deadlines_tell_past_reports_from_those_ahead(page) -> None:
    shown = page("/plans/dak-cam/deadlines")
    (ahead,) = shown.find("table", id="upcoming")
    assert "29/11/2026" in shown.words_of(ahead)
    assert "09/12/2026" in shown.words_of(ahead)
    (past,) = shown.find("table", id="past")
    assert "19/11/2026" in shown.words_of(past)
    assert "chưa rõ" in shown.words_of(past)
    assert "không có nghĩa là báo cáo không được gửi" in shown.text


def test_a_plan_that_names_no_day_has_no_report_due(page) -> None:
    shown = page("/plans/tra-cau/deadlines")
    assert "Kế hoạch không nêu ngày" in shown.text
    assert shown.find("table", id="upcoming") == []


def test_figures_of_the_demonstration_are_called_illustrative(page) -> None:
    for path in ("/plans", "/plans/tra-cau", "/plans/tra-cau/targets", "/plans/tra-cau/deadlines"):
        assert "Số liệu minh họa:" in page(path).text
        assert page(f"/en{path}").find("p", class_="notice-illustrative")


def test_an_unknown_plan_is_not_found(page) -> None:
    page("/plans/nowhere", status=404)
    page("/en/plans/nowhere/targets", status=404)


def test_the_table_of_targets_keeps_the_filter(client) -> None:
    rows = table_of(client, "/plans/tra-cau/targets.csv?year=2030&group=infrastructure")
    assert [row["id"] for row in rows] == ["tra-cau-coverage-5g-2030", "tra-cau-broadband-1g-2030"]
    assert rows[0]["latest_period"] == "2026-10"
    assert rows[0]["illustrative"] == "true"
    assert "Mới nhất (tháng 10/2026)" in rows[0]["arithmetic"]


@pytest.mark.parametrize(
    ("page_path", "api_path"),
    [
        ("/plans.json", "/api/v1/plans"),
        ("/plans/tra-cau/tasks.json", "/api/v1/tasks?plan=tra-cau"),
        ("/plans/dak-cam/deadlines.json", "/api/v1/obligations?plan=dak-cam"),
    ],
)
def test_a_page_and_the_api_give_the_same_rows(client, page_path: str, api_path: str) -> None:
    assert client.get(page_path).json["data"] == client.get(api_path).json["data"]


def test_targets_of_the_page_are_the_apis_targets_with_their_progress(client) -> None:
    rows = client.get("/plans/tra-cau/targets.json").json["data"]
    targets = client.get("/api/v1/targets?plan=tra-cau").json["data"]
    progress = client.get("/api/v1/progress?plan=tra-cau").json["data"]
    assert len(rows) == len(targets) == len(progress) == 81
    for row, target, judged in zip(rows, targets, progress, strict=True):
        assert {name: row[name] for name in target} == target
        assert {name: row[name] for name in judged if name in row} == {n: v for n, v in judged.items() if n in row}


def test_without_figures_every_page_stands_and_says_so(bare_app) -> None:
    client = bare_app.test_client()
    for slug in PLANS:
        for part in PAGES:
            answer = client.get(f"/plans/{slug}{part}")
            assert answer.status_code == 200
            assert "Số liệu minh họa" not in answer.get_data(as_text=True)
    assert "chưa có số liệu" in client.get("/plans/tra-cau/targets").get_data(as_text=True)
