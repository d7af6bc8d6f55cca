"""The rows of a table in pages: a plan of three hundred pages has thousands, which no browser shows at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for

from portal.desk.plan_counts import next_open
from portal.domain.localities import Locality
from portal.publishing.plan_drafts.draft import Decision
from portal.publishing.plan_drafts.storing import PlanDraft, PlanDraftRow

ROWS = 200


@dataclass(frozen=True)
class RowsPage:
    """A page of a table. :param total: how many rows the table has; :param first: how many stand before this page.

    :param elsewhere: how many rows of other pages are open; :param following: the one of them to go on with.
    :param previous: the address of the page before, :param next: of the page after.
    """

    rows: Sequence[PlanDraftRow]
    total: int
    first: int
    elsewhere: int
    following: PlanDraftRow | None
    previous: str | None
    next: str | None

    @property
    def last(self) -> int:
        return self.first + len(self.rows)

    @property
    def pages(self) -> int:
        return -(-self.total // ROWS)

    @property
    def numbers(self) -> set[int]:
        """Of the rows on this page."""
        return {row.id for row in self.rows}


def row_address(commune: str, number: int, table: str, row: int, anchor: str = "first") -> str:
    """Where a row of a draft stands: its page, and on it what of the row has the focus first, or the ``row`` itself.

    :param commune: its slug; :param number: of the draft.
    """
    where = {"commune": commune, "number": number, "table": table, "row": row}
    return url_for("plan_review.show", **where, _anchor=f"{anchor}-{row}")


def page_of(commune: Locality, draft: PlanDraft, table: str, rows: Sequence[PlanDraftRow]) -> RowsPage:
    """The page that the address asks for: by ``row`` or ``mend`` the one with that row, by ``page`` the one with that
    number; else the one with the first open row.

    :param rows: every row of the table that the document still has, in order.
    """
    at = _asked(rows) // ROWS
    shown = rows[at * ROWS : (at + 1) * ROWS]
    here = {row.id for row in shown}
    others = [row for row in rows if row.id not in here]

    def address(page: int) -> str:
        where = {"commune": commune.slug, "number": draft.id, "table": table}
        return url_for("plan_review.show", **where, page=page + 1, _anchor="rows")

    return RowsPage(
        rows=shown,
        total=len(rows),
        first=at * ROWS,
        elsewhere=sum(row.decision == Decision.OPEN for row in others),
        following=next_open(others, shown[-1].position) if shown else None,
        previous=address(at - 1) if at else None,
        next=address(at + 1) if (at + 1) * ROWS < len(rows) else None,
    )


def _asked(rows: Sequence[PlanDraftRow]) -> int:
    """The index of a row on the page that is asked for."""
    places = {str(row.id): place for place, row in enumerate(rows)}
    for name in ("row", "mend"):
        if (asked := request.args.get(name, "")) in places:
            return places[asked]
    page = request.args.get("page", "")
    if page.isascii() and page.isdecimal() and 0 <= (place := (int(page[:9]) - 1) * ROWS) < len(rows):
        return place
    first = next_open(rows, -1)
    return places[str(first.id)] if first else 0
