"""What a reader sees of the plans: documents, tasks, deadlines; of targets in ``test_targets``."""

import csv
import io

import pytest

PLANS = {"dak-cam": 3, "tra-cau": 81, "thuong-hong": 1, "phuoc-binh": 20, "tan-lap": 2}
PAGES = ["", "/targets", "/tasks", "/deadlines", "/bodies"]


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


def test_the_outline_leads_to_what_stands_under_each_heading(page) -> None:
    shown = page("/plans/tra-cau")
    (section,) = shown.find("li", id="section-II.2.2.e")
    links = [a.get("href") for a in section.iter("a")]
    assert "12 chỉ tiêu" in shown.words_of(section)
    assert "/plans/tra-cau/targets#tra-cau-procedures-any-office-2030" in links
    targets = page("/plans/tra-cau/targets")
    assert targets.find("span", id="tra-cau-procedures-any-office-2030")


def test_a_task_below_the_last_heading_counts_under_the_nearest(page) -> None:
    shown = page("/plans/thuong-hong")
    (section,) = shown.find("li", id="section-II.1")
    (link,) = (a for a in section.iter("a") if "/tasks#" in a.get("href"))
    assert shown.words_of(link) == "7 việc"
    anchor = link.get("href").partition("#")[2]
    assert anchor in {e.get("id") for e in page("/plans/thuong-hong/tasks").root.iter()}


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


def test_figures_of_the_demonstration_are_called_illustrative(page) -> None:
    for path in ("/plans", "/plans/tra-cau", "/plans/tra-cau/targets", "/plans/tra-cau/deadlines"):
        assert "Số liệu minh họa:" in page(path).text
        assert page(f"/en{path}").find("p", class_="notice-illustrative")


def test_an_unknown_plan_is_not_found(page) -> None:
    page("/plans/nowhere", status=404)
    page("/en/plans/nowhere/targets", status=404)


def test_a_page_and_the_api_give_the_same_rows(client) -> None:
    assert client.get("/plans.json").json["data"] == client.get("/api/v1/plans").json["data"]


def test_the_first_page_of_a_plan_says_what_is_promised_due_late_and_who_answers_before_its_outline(page) -> None:
    shown = page("/plans/dak-cam")
    headings = [shown.words_of(h) for h in shown.find("h2")]
    assert headings[:5] == ["Kế hoạch hứa gì", "Sắp đến hạn", "Đang trễ hạn", "Ai trả lời cho việc gì", "Đề cương"]
    assert headings[-1] == "Văn bản"
    assert "29/11/2026: Báo cáo năm 2026 còn 7 ngày" in shown.text
    assert "đã trễ 258 ngày, từ ngày 10/03/2026 · Số liệu minh họa" in shown.text
    assert "/plans/dak-cam/bodies" in shown.links


@pytest.mark.parametrize("slug", PLANS)
@pytest.mark.parametrize("part", PAGES)
def test_a_page_of_a_plan_is_at_most_14_kb_compressed(client, slug: str, part: str) -> None:
    answer = client.get(f"/plans/{slug}{part}", headers={"Accept-Encoding": "gzip"})
    assert answer.content_encoding == "gzip"
    assert len(answer.data) <= 14 * 1024


def test_without_figures_every_page_stands_and_says_so(bare_app) -> None:
    client = bare_app.test_client()
    for slug in PLANS:
        for part in PAGES:
            answer = client.get(f"/plans/{slug}{part}")
            assert answer.status_code == 200
            assert "Số liệu minh họa" not in answer.get_data(as_text=True)
    assert "chưa có số liệu" in client.get("/plans/tra-cau/targets").get_data(as_text=True)
