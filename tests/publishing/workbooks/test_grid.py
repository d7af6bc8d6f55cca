"""Addresses as Excel writes them."""

import pytest

from portal.publishing.workbooks import address


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [(0, 0, "A1"), (6, 2, "C7"), (9, 25, "Z10"), (9, 26, "AA10"), (0, 701, "ZZ1"), (1048575, 16383, "XFD1048576")],
)
def test_a_cell_counted_from_nought_has_its_excel_address(row, column, told):
    assert address(row, column) == told
