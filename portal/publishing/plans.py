"""Plans: from the reviewed facts in ``data/plans/<slug>/*.csv`` into the public store.

The loader checks what a document cannot mean (an unknown indicator, a range turned round, a year outside the plan)
and names file, row and reason for every such row before it refuses them all.
"""

import datetime as dt
import re
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, LocalityKind, get_commune, get_locality
from portal.domain.periods import end_of_year
from portal.domain.plans import Plan, Target
from portal.domain.whole_plans import WholePlan
from portal.publishing.plan_making import make_whole
from portal.publishing.plan_rows import COLUMNS, PLAN_FIELDS, read_tables
from portal.publishing.problems import Problem, Refused

__all__ = ["COLUMNS", "PLAN_FIELDS", "find_place", "load_plan", "load_plans", "store_plan", "year_named"]


def load_plans(session: Session, data: Path) -> None:
    """Load every plan of the folder ``data/plans`` into an empty store.

    :raises Refused: with every problem of every plan; the session is left for the caller to roll back.
    """
    indicators = {i.code: i for i in session.scalars(select(Indicator))}
    problems: list[Problem] = []
    for folder in sorted(p for p in (data / "plans").iterdir() if p.is_dir()):
        try:
            load_plan(session, folder, indicators)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)


def load_plan(session: Session, folder: Path, indicators: dict[str, Indicator]) -> Plan:
    """Load one plan, of the folder's name.

    :raises Refused: with every problem; the session is left for the caller to roll back.
    """
    older = set(session.scalars(select(Target.id)))
    whole = make_whole(folder.name, read_tables(folder), indicators, older)
    whole.plan.commune_id = find_place(session, folder.name, whole.plan.year).id
    store_plan(session, whole)
    return whole.plan


def store_plan(session: Session, whole: WholePlan) -> None:
    """Put a plan that the store does not have into it."""
    session.add(whole.plan)
    session.flush()
    for things in (whole.sections, whole.targets, whole.goals, whole.tasks, whole.duties):
        session.add_all(things)
    session.flush()


def find_place(session: Session, slug: str, year: int) -> Locality:
    """The commune or province of a plan: its first plan has its slug, a successor adds a year, a second one of the
    year a number (``tra-cau``, ``tra-cau-2026``, ``tra-cau-2026-2``).

    :raises Refused: there is none.
    """
    ref, day = re.sub(rf"-{year}(-[0-9]+)?$", "", slug), end_of_year(year)
    place = _place_at(session, ref, day)
    if place is None:
        named, other = year_named(slug)
        if other is not None and _place_at(session, named, day) is not None:
            raise Refused([_other_year(slug, other, year)])
        raise Refused(
            [
                Problem(
                    "unknown-commune",
                    f"plans/{slug}",
                    "thư mục không mang tên một xã, phường hay tỉnh, thành phố đã khai.",
                    "the folder does not bear a known commune's or province's name.",
                    "Đặt tên thư mục theo cột slug của localities.csv; kế hoạch sau thêm năm, như tra-cau-2026.",
                    "Name it by the slug column of localities.csv; a later plan adds its year, such as tra-cau-2026.",
                )
            ]
        )
    return place


def _place_at(session: Session, ref: str, day: dt.date) -> Locality | None:
    return get_commune(session, ref, on=day) or get_locality(session, ref, on=day, kind=LocalityKind.PROVINCE)


def year_named(slug: str) -> tuple[str, int | None]:
    """The place and the year that a plan's name bears: ``tra-cau-2026-2`` → ``tra-cau``, 2026; no year → None."""
    found = re.fullmatch(r"(.+?)-([0-9]{4})(?:-[0-9]+)?", slug)
    return (found[1], int(found[2])) if found else (slug, None)


def _other_year(slug: str, named: int, said: int) -> Problem:
    return Problem(
        "other-year",
        f"plans/{slug}",
        f"tên kế hoạch mang năm {named}, nhưng văn bản (mục year của plan.csv) ghi năm {said}.",
        f"the plan's name bears the year {named}, but the document (year in plan.csv) says {said}.",
        f"Chọn kế hoạch của năm {said}, hoặc sửa năm trong plan.csv.",
        f"Choose the plan of {said}, or mend the year in plan.csv.",
    )
