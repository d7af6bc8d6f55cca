import pytest

from portal.publishing.plan_reading.quantities import list_quantities
from portal.publishing.plan_reading.row_numbers import without_row_numbers


def values(sentence):
    return [str(each.value) for each in without_row_numbers(sentence, list_quantities(sentence))]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("2 Người dân có tài khoản định danh mức 2 % 60 90", []),
        ("3 Thôn có sóng 5G đạt 95%", ["95"]),
        ("02 mô hình thôn thông minh", ["2"]),
        ("Có 12 lớp học và trên 300 người dự", ["12", "300"]),
    ],
)
def test_the_number_of_a_row_and_figures_without_columns_are_no_targets(sentence, told):
    assert values(sentence) == told
