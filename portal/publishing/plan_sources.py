"""What two plans are compared from: a folder of files, a reviewed draft, or a plan of the store."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from portal.domain.indicators import Indicator
from portal.domain.plans import get_plan
from portal.domain.whole_plans import WholePlan, get_whole_plan
from portal.publishing.plan_drafts.draft import Decision, Draft
from portal.publishing.plan_drafts.workbook import read_draft_workbook
from portal.publishing.plan_making import make_whole
from portal.publishing.plan_rows import as_rows, read_tables
from portal.publishing.problems import Problem, Refused

DRAFT = ".xlsx"


def open_plan(ref: str, session: Session | None, indicators: Mapping[str, Indicator]) -> WholePlan:
    """A plan by the path of its folder or draft, or else by its slug in the store.

    :param session: of the public store; None where there is none.
    :raises Refused: there is none, or a row of it cannot be understood.
    """
    path = Path(ref)
    if path.is_dir():
        return make_whole(path.resolve().name, read_tables(path), indicators, None)
    if path.suffix == DRAFT and path.is_file():
        return plan_of_draft(read_draft_workbook(path.read_bytes(), path.name), indicators)
    plan = get_plan(session, ref) if session else None
    if session is None or plan is None:
        raise Refused([_unknown(ref)])
    return get_whole_plan(session, plan)


def plan_of_draft(draft: Draft, indicators: Mapping[str, Indicator]) -> WholePlan:
    """The plan that a draft makes of its rows that were not dropped.

    Where English words are still missing the Vietnamese ones stand for them; a target that has no indicator or no
    value yet is left out.

    :raises Refused: another row cannot be understood.
    """
    rows = {
        table: [_completed(row.cells) for row in rows if row.decision != Decision.DROPPED]
        for table, rows in draft.rows.items()
    }
    rows["targets"] = [cells for cells in rows["targets"] if cells.get("indicator") and cells.get("value")]
    return make_whole(Path(draft.name).stem, as_rows(draft.name, rows), indicators, None)


def _completed(cells: Mapping[str, str]) -> dict[str, str]:
    english = {name: cells.get(name.removesuffix("_en"), "") for name in ("title_en", "name_en", "value_en")}
    return {name: cell or english.get(name, "") for name, cell in cells.items()}


def _unknown(ref: str) -> Problem:
    return Problem(
        "no-plan",
        ref,
        "không phải thư mục, bản nháp (.xlsx) hay kế hoạch có trong kho dữ liệu.",
        "is no folder, no draft (.xlsx) and no plan of the store.",
        "Kiểm tra đường dẫn, hoặc lấy tên kế hoạch ở trang /plans.",
        "Check the path, or take the plan's name from the page /plans.",
    )
