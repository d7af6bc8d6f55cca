"""How many rows of a draft are decided and how many are left, table by table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.i18n import gettext as _
from portal.i18n import ngettext
from portal.publishing.plan_drafts.draft import TABLES, Decision
from portal.publishing.plan_drafts.storing import PlanDraftRow

ORDER = ("targets", *(table for table in TABLES if table != "targets"))
"""The tables as a reviewer goes through them."""


@dataclass(frozen=True)
class Tab:
    """How far a table is."""

    table: str
    left: int
    whole: int


def tabs_of(counts: Mapping[str, Mapping[str, int]]) -> list[Tab]:
    """Of ``count_decisions``: every table that has rows, in the order of review."""
    tabs = [Tab(table, counts[table][Decision.OPEN], sum(counts[table].values())) for table in ORDER]
    return [tab for tab in tabs if tab.whole]


def left_text(tabs: Iterable[Tab]) -> str:
    """How far the whole draft is."""
    of = list(tabs)
    left, whole = sum(tab.left for tab in of), sum(tab.whole for tab in of)
    return _("còn %(left)s trong %(whole)s dòng chưa quyết định", left=left, whole=whole)


def sure_text(sure: int) -> str:
    """The words that lead to accepting so many sure rows at once; empty where there are none."""
    return (
        ngettext(
            "Nhận một lần %(num)s dòng chắc chắn của bảng này…",
            "Nhận một lần %(num)s dòng chắc chắn của bảng này…",
            sure,
        )
        if sure
        else ""
    )


def next_open(rows: Sequence[PlanDraftRow], after: int) -> PlanDraftRow | None:
    """The open row that comes after a position, else the first open one; vanished rows are never open."""
    left = [row for row in rows if row.decision == Decision.OPEN and not row.vanished]
    return next((row for row in left if row.position > after), left[0] if left else None)
