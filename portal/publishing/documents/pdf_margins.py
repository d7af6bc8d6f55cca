"""What a page repeats in its margins, running headers, footers and page numbers, told by where it stands."""

import re
from collections import Counter
from dataclasses import dataclass, field

from portal.publishing.documents.pdf_rows import Row

MARGIN = 0.11  # of the page's height, at the top and at the bottom
OFTEN, SHARE = 3, 0.4  # so many pages, and so large a part of all, say the same in one place
NUMBER = re.compile(r"[-–—\s]*(?:(?:Trang|Page)\s*)?(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)


@dataclass
class Page:
    """:param number: from 1; :param pictured: it has no text but something drawn or an image."""

    number: int
    height: float
    rows: list[Row] = field(default_factory=list)
    pictured: bool = False


def drop_margins(pages: list[Page]) -> None:
    """Mark as dropped what only numbers the page or stands in the same place of several pages."""
    places: Counter[tuple[str, int]] = Counter()
    often = max(min(OFTEN, len(pages)), SHARE * len(pages), 2)
    shifts: Counter[int] = Counter()
    for page in pages:
        rows = _margin_rows(page)
        places.update({_place(row, page) for row in rows})
        shifts.update(shift for row in rows if (shift := _shift(row, page)) is not None)
    for page in pages:
        for row in _margin_rows(page):
            shift = _shift(row, page)
            is_number = shift is not None and (shift == 0 or shifts[shift] > 1)
            row.dropped = is_number or (shift is None and places[_place(row, page)] >= often)


def _margin_rows(page: Page) -> list[Row]:
    return [row for row in page.rows if not row.cells and not MARGIN < row.base / (page.height or 1) < 1 - MARGIN]


def _place(row: Row, page: Page) -> tuple[str, int]:
    """The words, without the page's own number among them, and the height to the nearest few points."""
    return re.sub(rf"\b{page.number}\b", "#", row.text), round(row.base / 4)


def _shift(row: Row, page: Page) -> int | None:
    """By how much a number that stands alone differs from the page's; None for other words."""
    found = NUMBER.fullmatch(row.text)
    return int(found[1]) - page.number if found else None
