"""The page of a village."""

import pytest
from html5lib import parse
from sqlalchemy import select

from portal.domain.observations import Observation, Status


def _hidden_village(demo):
    """The path of a village with a withheld newest figure, and that indicator."""
    query = (
        select(Observation)
        .where(Observation.status == Status.WITHHELD, Observation.superseded_in.is_(None))
        .order_by(Observation.period_end.desc(), Observation.id)
    )
    with demo.public.session() as session:
        found = session.scalars(query).first()
        village = found.locality
        return f"/localities/{village.parent.slug}/{village.slug}", found.indicator.short


def _section(found, name):
    return next(s for s in found.find("section") if s.get("aria-labelledby") == name)


def test_a_village_answers_in_the_order_in_which_a_citizen_asks(page):
    village = page("/localities/tra-cau/to-dan-pho-1")
    headings = [village.words_of(h) for h in village.find("h2")]
    assert headings == [
        "Đã hứa gì, đang ở đâu",
        "So với Phường Trà Câu",
        "Lần công bố gần nhất có gì đổi",
        "Bạn có thể làm gì, ai giúp bạn",
        "Số liệu từ đâu ra",
        "Các số liệu khác",
        "Theo thời gian",
    ]


def test_the_four_elements_5g_and_online_services_come_first_and_the_others_are_listed(page):
    village = page("/localities/tra-cau/to-dan-pho-1")
    cards = village.find("li", class_="standing")
    assert [village.words_of(card.find("h3")) for card in cards] == [
        "VNeID mức 2",
        "Hộ có điện thoại thông minh",
        "Kỹ năng số cơ bản",
        "Tài khoản thanh toán số",
        "Phủ sóng 5G",
        "Nộp hồ sơ trực tuyến",
    ]
    assert len(village.find("table", id="other-figures")[0].find("tbody").findall("tr")) == 8


def test_a_village_has_a_distance_to_each_target_in_words_and_no_status(page):
    village = page("/localities/tra-cau/to-dan-pho-7")
    card = next(c for c in village.find("li", class_="standing") if "5G" in village.words_of(c))
    assert "Chỉ tiêu 2025 (≥ 50 %): vượt 24,6 điểm %" in village.words_of(card)
    assert "Chỉ tiêu 2030 (100 %): còn thiếu 25,4 điểm %" in village.words_of(card)
    assert not village.find("span", class_="badge")


def test_a_village_stands_beside_its_commune_in_words_and_numbers(page):
    village = page("/localities/tra-cau/to-dan-pho-7")
    beside = village.words_of(_section(village, "beside"))
    assert "so với cả xã, phường, nơi này có 6 số cao hơn và 0 số thấp hơn" in beside
    assert "VNeID mức 2: cao hơn 3,1 điểm % (cả xã, phường 89,9 % (sơ bộ))" in beside


def test_what_the_last_release_told_of_a_village_is_held_against_the_month_before(page):
    village = page("/localities/tra-cau/to-dan-pho-7")
    changed = village.words_of(_section(village, "changed"))
    assert "Cập nhật ngày 10/11/2026" in changed
    assert "VNeID mức 2, tháng 10/2026: 93,0 % (sơ bộ), tăng 0,7 điểm % so với tháng 9/2026" in changed
    assert "Đợt mới nhất của xã, phường (12/11/2026) không có số nào của nơi này." in changed


def test_a_village_says_who_helps_what_can_be_applied_for_and_where_to_check_oneself(page):
    village = page("/localities/tra-cau/to-dan-pho-7")
    act = village.words_of(_section(village, "act"))
    assert "Tổ công nghệ số cộng đồng tổ dân phố 7" in act
    assert "Cài đặt và hướng dẫn dùng VNeID tại nhà" in act
    assert "/readiness/check?village=tra-cau/to-dan-pho-7" in village.links


def test_a_village_says_which_releases_its_figures_came_in_and_who_answered_for_them(page):
    village = page("/localities/tra-cau/to-dan-pho-7")
    sources = village.words_of(_section(village, "sources"))
    assert "Số liệu sơ bộ tháng 10/2026, 10/11/2026." in sources
    assert "Người nộp: cán bộ nhập liệu; người duyệt: người duyệt." in sources
    assert "Không công bố" in sources


def test_a_withheld_figure_has_a_word_and_neither_number_nor_bar_nor_distance(page, demo):
    path, short = _hidden_village(demo)
    village = page(path)
    shown = [*village.find("li", class_="standing"), *village.find("tr")]
    found = next(c for c in shown if village.words_of(c).startswith(short))
    own = found if found.tag == "li" else found.findall("td")[0]
    assert "không công bố" in village.words_of(own)
    assert not list(found.iter("svg"))
    assert not any(word in village.words_of(found) for word in ("vượt", "còn thiếu"))
    assert " / " not in village.words_of(own)


@pytest.mark.parametrize("path", ["/localities/tra-cau/to-dan-pho-7", "/localities/tra-cau", "/", "/find?q=to+7"])
def test_a_page_is_light_enough_for_a_weak_signal(client, path):
    assert len(client.get(path, headers={"Accept-Encoding": "br"}).data) <= 14 * 1024


def test_the_four_elements_of_the_digital_citizen_are_drawn_over_time(page):
    assert len(page("/localities/tra-cau/to-dan-pho-1").find("figure", class_="trend")) == 4


def test_a_village_answers_to_its_code(page):
    assert "Tổ dân phố 1" in page("/localities/tra-cau/21451-01").text


def test_a_village_says_that_it_is_made_up(page):
    assert "Số liệu minh họa" in page("/localities/tra-cau/to-dan-pho-1").text


def test_a_village_of_another_commune_is_not_found(client):
    answer = client.get("/localities/tan-lap/21451-01")
    assert answer.status_code == 404
    assert parse(answer.text) is not None


def test_the_observations_of_a_village_can_be_downloaded(client):
    answer = client.get("/localities/tra-cau/to-dan-pho-1.json").get_json()
    assert {row["locality"] for row in answer["data"]} == {"21451-01"}
    assert {row["illustrative"] for row in answer["data"]} == {True}
    assert all((row["value"] is None) == (row["status"] in {"withheld", "missing"}) for row in answer["data"])
    assert client.get("/localities/tra-cau/to-dan-pho-1.csv").text.startswith("indicator,locality,period,")


PHUOC_BINH = "/localities/phuoc-binh"


def test_a_merged_village_says_what_it_was_made_of_when_and_by_which_decision(page):
    text = page(f"{PHUOC_BINH}/to-dan-pho-12").text
    assert "Có từ ngày 01/01/2026, sáp nhập từ Tổ dân phố 23 và Tổ dân phố 24." in text
    assert "Quyết định số 01/QĐ-MH" in text
    assert "không có thật" in text
    assert "Exists since" not in text


def test_a_split_village_says_its_share_and_a_renamed_one_its_name_before(page):
    assert "tách ra từ Thôn 13 (38,8 % số hộ)" in page(f"{PHUOC_BINH}/thon-7").text
    assert "Trước ngày 01/07/2026 mang tên Thôn Bình Hòa." in page(f"{PHUOC_BINH}/thon-2").text


def test_a_village_that_is_no_more_leads_to_what_it_became_and_is_held_against_no_target(page):
    village = page(f"{PHUOC_BINH}/thon-13")
    assert "Nơi này có đến hết ngày 31/03/2026." in village.text
    assert "chia thành Thôn 7 (38,8 % số hộ) và Thôn 8 (61,2 % số hộ)" in village.text
    assert {f"{PHUOC_BINH}/thon-7", f"{PHUOC_BINH}/thon-8"} <= {link.get("href") for link in village.find("a")}
    assert "Số liệu cuối cùng" in village.text
    assert "Chỉ tiêu 20" not in village.text
    assert not village.find("a", rel="next")
    assert not village.find("a", rel="prev")


def test_a_merged_village_says_with_whom(page):
    text = page(f"{PHUOC_BINH}/to-dan-pho-23").text
    assert "Từ ngày 01/01/2026 cùng Tổ dân phố 24 sáp nhập thành Tổ dân phố 12." in text
    assert "đổi tên thành Thôn 2" in page(f"{PHUOC_BINH}/thon-binh-hoa").text


def test_a_chart_across_a_split_tells_each_restated_period_with_its_formula_and_why_one_is_broken(page):
    text = page(f"{PHUOC_BINH}/thon-7").text
    assert "chia tách ngày 01/04/2026" in text
    assert "quy đổi theo tỷ lệ từ Thôn 13 (38,8 %)" in text
    assert "Quy đổi từ 0,388 × Thôn 13: 100 × (0,388 × 3.016) ÷ (0,388 × 3.504)." in text
    assert "Đứt đoạn: Thôn 13 chưa có số liệu của kỳ này." in text


def test_a_merger_is_told_as_a_sum_and_has_no_passport_of_its_own(page):
    village = page(f"{PHUOC_BINH}/to-dan-pho-12")
    assert "Quy đổi từ Tổ dân phố 23 và Tổ dân phố 24: 100 × (591 + 481) ÷ (683 + 538)." in village.text
    links = {link.get("href") for link in village.find("a")}
    assert "/observations/vneid-level2/25220-12/2026-01" in links
    assert "/observations/vneid-level2/25220-12/2025-12" not in links


def test_a_renamed_villages_figures_of_before_lead_to_their_passports(page, client):
    village = page(f"{PHUOC_BINH}/thon-2")
    assert "Công bố với tên cũ: Thôn Bình Hòa." in village.text
    address = "/observations/vneid-level2/25220-38/2026-06"
    assert address in {link.get("href") for link in village.find("a")}
    assert client.get(address).status_code == 200


def test_villages_beside_one_another_are_of_today(page):
    for path in ("to-dan-pho-22", "thon-12", "thon-1"):
        village = page(f"{PHUOC_BINH}/{path}")
        beside = [link.get("href") for rel in ("prev", "next") for link in village.find("a", rel=rel)]
        assert not {f"{PHUOC_BINH}/{old}" for old in ("to-dan-pho-23", "thon-13", "thon-binh-hoa")} & set(beside)


def test_a_commune_lists_its_villages_of_today_and_what_changed(page):
    commune = page(PHUOC_BINH)
    rows = [row for row in commune.find("tr") if commune.words_of(row).startswith(("Tổ dân phố ", "Thôn "))]
    assert len(rows) == 34
    for words in ("01/07/2026, đổi tên:", "01/04/2026, chia tách:", "01/01/2026, sáp nhập:"):
        assert words in commune.text
    assert "đã sáp nhập, chia tách, đổi tên" not in page("/localities/tra-cau").text


def test_a_commune_says_that_the_figures_of_the_units_before_are_not_joined(page):
    assert "Số liệu bắt đầu từ ngày 01/07/2025." in page(PHUOC_BINH).text
