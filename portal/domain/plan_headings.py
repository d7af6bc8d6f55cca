"""The headings of a commune's plans: what a list of links shows, read as columns."""

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.domain.localities import Locality
from portal.domain.plans import Plan
from portal.statements import Statement


class PlanHeading(NamedTuple):
    """:param number: of the document; None where it has none."""

    slug: str
    title: str
    title_en: str
    number: str | None


def list_plan_headings(session: Session, commune: Locality) -> list[PlanHeading]:
    """In the order of their slugs."""
    return [PlanHeading(*row) for row in _HEADINGS.rows(session, commune=commune.id)]


_HEADINGS = Statement(
    select(Plan.slug, Plan.title, Plan.title_en, Plan.number)
    .where(Plan.commune_id == bindparam("commune"))
    .order_by(Plan.slug)
)
