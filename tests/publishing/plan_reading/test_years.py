import pytest

from portal.publishing.plan_reading.years import list_endings, year_above, year_of_heading


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("đến hết năm 2030 đạt", [2030]),
        ("vào năm 2045", [2045]),
        ("Phấn đấu đến 2026", [2026]),
        ("trong giai đoạn 2026 - 2030", [2030]),
        ("năm 2027 đạt 50%, đến năm 2030 đạt 70%", [2027, 2030]),
        ("Nghị quyết ngày 22/12/2024", []),
        ("ngày 22 tháng 12 năm 2024", []),
        ("Luật số 20/2023/QH15", []),
        ("năm học 2025 - 2026", []),
        ("đến hết ngày 31/12/2028", [2028]),
        ("chậm nhất trước ngày 30/6/2026", [2026]),
        ("100% hộ", []),
    ],
)
def test_the_years_by_which_something_is_to_be_reached(text, years):
    assert [ending.year for ending in list_endings(text)] == years


def test_a_heading_that_names_a_span_means_its_end():
    assert year_of_heading("Giai đoạn 2026-2030") == 2030
    assert year_of_heading("Kế hoạch số 5/KH-UBND ngày 2/3/2025") is None


def test_the_nearest_heading_that_names_a_year_counts():
    assert year_above(("Đến năm 2045", "2.1. Đến hết năm 2030", "Hạ tầng")) == 2030
    assert year_above(("Mục tiêu", "Hạ tầng")) is None
