"""The rows of a table in pages: a plan of three hundred pages has thousands, which no browser shows at once."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from flask import request, url_for

from portal.desk.plan_counts import next_open
from portal.domain.localities import Locality
from portal.paging import Part
from portal.publishing.plan_drafts.draft import Decision
from portal.publishing.plan_drafts.storing import PlanDraft, PlanDraftRow

ROWS = 200


@dataclass(frozen=True)
class RowsPage(Part):
    """A page of a table.

    :param elsewhere: how many rows of other pages are open; :param following: the one of them to go on with.
    :param numbers: of the rows on this page.
    :param previous: the address of the page before; :param next: of the page after.
    """

    rows: Sequence[PlanDraftRow]
    numbers: Set[int]
    elsewhere: int
    following: PlanDraftRow | None
    previous: str | None
    next: str | None


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
    part = Part(_asked(rows) // ROWS + 1, ROWS, len(rows))
    shown, others = rows[part.first : part.last], [*rows[: part.first], *rows[part.last :]]

    def address(page: int) -> str | None:
        if not 1 <= page <= part.pages:
            return None
        where = {"commune": commune.slug, "number": draft.id, "table": table}
        return url_for("plan_review.show", **where, page=page, _anchor="rows")

    return RowsPage(
        part.page,
        part.size,
        part.total,
        rows=shown,
        numbers={row.id for row in shown},
        elsewhere=sum(row.decision == Decision.OPEN for row in others),
        following=next_open(others, shown[-1].position) if shown else None,
        previous=address(part.page - 1),
        next=address(part.page + 1),
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
