"""What stands in a plan's document beside targets and tasks: its headings and its goals, as rows for programs."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from portal.db import Rows, narrow
from portal.domain.localities import Locality
from portal.domain.plans import Goal, Plan, PlanSection, place_id

section_id = PlanSection.plan_slug + "-" + func.replace(func.replace(func.lower(PlanSection.path), "đ", "dd"), ".", "-")
"""``place_id`` of a section, in SQL."""


def select_sections(*, ref: str | None = None, plan: str | None = None, commune: Locality | None = None) -> Rows:
    """Rows under the public field names, in no order."""
    query = (
        select(
            section_id.label("id"),
            PlanSection.plan_slug.label("plan"),
            Locality.code.label("commune"),
            PlanSection.path,
            PlanSection.title,
            PlanSection.title_en,
        )
        .join(Plan, PlanSection.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
    )
    if ref is not None:
        query = query.where(section_id == ref, PlanSection.plan_slug.in_(_beginnings(ref)))
    return narrow(query, (PlanSection.plan_slug, plan), (Plan.commune_id, commune and commune.id))


def _beginnings(ref: str) -> list[str]:
    """The plans that an id may be of, so that only their sections are looked through."""
    parts = ref.split("-")
    return ["-".join(parts[:end]) for end in range(1, len(parts))]


def finish_sections(rows: Sequence[Sequence[Any]]) -> list[Sequence[Any]]:
    """Sections as selected, with the id of the one above after the path."""
    return [(*row[:4], _above(row[1], row[3]), *row[4:]) for row in rows]


def _above(plan: str, path: str) -> str | None:
    above = path.rpartition(".")[0]
    return place_id(plan, above, None) if above else None


def select_goals(
    *, ref: str | None = None, plan: str | None = None, commune: Locality | None = None, year: int | None = None
) -> Rows:
    """Rows under the public field names, in no order."""
    query = (
        select(
            Goal.id,
            Goal.plan_slug.label("plan"),
            Goal.section,
            Goal.year,
            Goal.title,
            Goal.title_en,
            Goal.citation,
            Goal.citation_en,
        )
        .join(Plan, Goal.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
    )
    of_commune = (Plan.commune_id, commune and commune.id)
    return narrow(query, (Goal.id, ref), (Goal.plan_slug, plan), of_commune, (Goal.year, year))
