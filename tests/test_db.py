"""What both databases are asked for in the same way."""

from portal.db import PORTION, portions


def test_portions_keep_the_order_and_are_none_of_nothing():
    assert list(portions(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert [len(some) for some in portions(iter(range(PORTION + 1)))] == [PORTION, 1]
    assert list(portions([])) == []
