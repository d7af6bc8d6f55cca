"""Rows of tables that lost their columns: what of their numbers is no target."""

import re
from collections.abc import Sequence

from portal.publishing.plan_reading.capitals import CAPITALS
from portal.publishing.plan_reading.quantities import PERCENT, Quantity

_ROW_NUMBER = re.compile(rf"\d{{1,3}}\s+[{CAPITALS}]")
_FIGURES = re.compile(r"\d[\d.,]*(?:\s+\d[\d.,]*)+$")


def without_row_numbers(sentence: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, without a number before a capital (``2 Người dân``) and without bare figures side by side at the
    end (``% 60 90``): nobody can tell which column they are of.
    """
    row, figures = _ROW_NUMBER.match(sentence), _FIGURES.search(sentence.rstrip(" ."))
    if row and figures:
        return []
    first = 0 if row else -1
    last = figures.start() if figures else len(sentence)
    return [each for each in quantities if each.kind == PERCENT or first < each.start < last]
