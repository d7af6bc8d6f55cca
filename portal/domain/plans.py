"""Plans: the document, its outline, its targets and goals; its tasks and reports have modules of their own.

Everything here is a reviewed fact from the document with the place it stands in (section path and item); the wording
is the portal's. A target is numeric and is judged by ``domain.progress``; a goal is qualitative and is only listed.
"""

import datetime as dt
import enum
from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import CheckConstraint, Float, ForeignKey, Select, String, Text, bindparam, func, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.db import PublicBase, Rows, narrow
from portal.domain.folding import slugify
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality, is_commune, valid_on


class Comparator(enum.StrEnum):
    AT_LEAST = ">="
    EXACTLY = "="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    RANGE = "range"


class Plan(PublicBase):
    __tablename__ = "plans"

    slug: Mapped[str] = mapped_column(String(100), primary_key=True)
    commune_id: Mapped[int] = mapped_column(ForeignKey("localities.id"), index=True)  # or a province's
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))
    issuer: Mapped[str] = mapped_column(String(200))
    issuer_en: Mapped[str] = mapped_column(String(200))
    number: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[dt.date | None]
    year: Mapped[int]
    period_from: Mapped[int]
    period_to: Mapped[int]
    basis: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)  # what the document leaves blank or lacks
    note_en: Mapped[str] = mapped_column(Text)

    commune: Mapped[Locality] = relationship(lazy="joined")


class PlanSection(PublicBase):
    __tablename__ = "plan_sections"

    plan_slug: Mapped[str] = mapped_column(ForeignKey("plans.slug"), primary_key=True)
    path: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))


class Target(PublicBase):
    __tablename__ = "targets"
    __table_args__ = (
        CheckConstraint("comparator in ('>=', '=', '>', '<=', '<', 'range')", name="comparator_known"),
        CheckConstraint("(comparator = 'range') = (value_high is not null)", name="range_has_two_ends"),
        CheckConstraint("value_high is null or value < value_high", name="range_forward"),
    )

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    plan_slug: Mapped[str] = mapped_column(ForeignKey("plans.slug"), index=True)
    position: Mapped[int]
    indicator_code: Mapped[str] = mapped_column(ForeignKey("indicators.code"), index=True)
    comparator: Mapped[str] = mapped_column(String(5))
    value: Mapped[float] = mapped_column(Float)
    value_high: Mapped[float | None] = mapped_column(Float)
    year: Mapped[int | None]
    section: Mapped[str] = mapped_column(String(40))
    item: Mapped[str | None] = mapped_column(String(10))
    citation: Mapped[str] = mapped_column(String(100))
    citation_en: Mapped[str] = mapped_column(String(100))
    note: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)
    amends_id: Mapped[str | None] = mapped_column(ForeignKey("targets.id"))  # the older target it takes the place of

    plan: Mapped[Plan] = relationship(lazy="joined")
    indicator: Mapped[Indicator] = relationship(lazy="joined")


class Goal(PublicBase):
    __tablename__ = "goals"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    plan_slug: Mapped[str] = mapped_column(ForeignKey("plans.slug"), index=True)
    position: Mapped[int]
    section: Mapped[str] = mapped_column(String(40))
    item: Mapped[str | None] = mapped_column(String(10))
    year: Mapped[int | None]
    citation: Mapped[str] = mapped_column(String(100))
    citation_en: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str] = mapped_column(String(300))


def target_id(plan: str, indicator: str, year: int | None) -> str:
    return f"{plan}-{indicator}-{year or 'undated'}"


def place_id(plan: str, section: str, item: str | None) -> str:
    """The permanent id of what stands at a place: ``tra-cau``, ``III.5``, ``3`` → ``tra-cau-iii-5-3``."""
    place = f"{section}.{item}" if item else section
    return f"{plan}-{place.lower().replace('đ', 'dd').replace('.', '-')}"


def cite(section: str, item: str | None) -> tuple[str, str]:
    """Where it stands in the document, in both languages: ``Mục II.2.1.e, ý 9`` (the ninth bullet under that label)."""
    if item:
        return f"Mục {section}, ý {item}", f"Section {section}, item {item}"
    return f"Mục {section}", f"Section {section}"


def slip_note(earlier: Target | None, unit: str) -> tuple[str, str]:
    """The note on a target that asks for less than an earlier one of its plan, in both languages.

    :param earlier: that one; for None the words with which every such note begins.
    """
    begin, begin_en = "Đặt thấp hơn chỉ tiêu năm ", "Asks for less than the same plan's target for "
    if earlier is None:
        return begin, begin_en
    number, sign = f"{earlier.value:g}", " %" if unit == "percent" else ""
    return (
        f"{begin}{earlier.year} của cùng kế hoạch ({number.replace('.', ',')}{sign}).",
        f"{begin_en}{earlier.year} ({number}{sign.strip()}).",
    )


def get_plan(session: Session, slug: str) -> Plan | None:
    return session.get(Plan, slug)


def list_plans(
    session: Session, *, commune: Locality | None = None, limit: int | None = None, offset: int = 0
) -> list[Plan]:
    """In the order of the communes, each with its commune and province."""
    query = select(Plan).join(Plan.commune).order_by(Locality.position, Plan.slug)
    if commune is not None:
        query = query.where(Plan.commune_id == commune.id)
    whole = joinedload(Plan.commune).joinedload(Locality.parent)
    return list(session.scalars(query.options(whole).limit(limit).offset(offset)))


def count_plans(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Plan)) or 0


def list_sections(session: Session, plan: Plan) -> list[PlanSection]:
    query = select(PlanSection).where(PlanSection.plan_slug == plan.slug).order_by(PlanSection.position)
    return list(session.scalars(query))


def list_plans_by_indicator(session: Session, *, most: int) -> dict[str, tuple[int, list[Plan]]]:
    """How many plans set a target for each indicator, by its code, and which: only where they are at most so many."""
    query: Rows = select(Target.indicator_code, func.count(Target.plan_slug.distinct()))
    counts = {row[0]: row[1] for row in session.execute(query.group_by(Target.indicator_code))}
    few = [code for code, count in counts.items() if count <= most]
    named: Rows = select(Target.indicator_code, Target.plan_slug).where(Target.indicator_code.in_(few)).distinct()
    pairs = {tuple(row) for row in session.execute(named)}
    wanted = select(Plan).join(Plan.commune).where(Plan.slug.in_({slug for _code, slug in pairs}))
    plans = list(session.scalars(wanted.order_by(Locality.position, Plan.slug)))
    return {code: (count, [p for p in plans if (code, p.slug) in pairs]) for code, count in counts.items()}


def list_promising_communes(
    session: Session, *, refs: Sequence[str] | None = None, name: str = "", on: dt.date, limit: int
) -> tuple[int, list[Locality]]:
    """How many communes of a day have targets, and the first of them in their order.

    :param refs: only those with these slugs or codes; :param name: only those whose slug has these words, folded.
    """
    has_targets = select(Plan.commune_id).where(Plan.slug.in_(select(Target.plan_slug)))
    query = select(Locality).where(Locality.id.in_(has_targets), is_commune(), *valid_on(on))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    if refs is not None:
        query = query.where(or_(Locality.slug.in_(refs), Locality.code.in_(refs)))
    if name:
        query = query.where(Locality.slug.contains(slugify(name), autoescape=True))
    return total, list(session.scalars(query.order_by(Locality.position, Locality.code).limit(limit)))


def list_target_years(session: Session, indicator: str) -> list[int | None]:
    """The years for which any plan sets a target for an indicator, in order; None, last, for targets without a year."""
    query: Rows = select(Target.year).where(Target.indicator_code == indicator).distinct()
    return sorted((row[0] for row in session.execute(query)), key=lambda year: year or 9999)


def get_target(session: Session, ref: str) -> Target | None:
    return session.get(Target, ref)


def list_targets(
    session: Session,
    *,
    plan: str | None = None,
    commune: Locality | None = None,
    communes: Iterable[Locality] | None = None,
    indicator: str | None = None,
    year: int | None = None,
) -> list[Target]:
    """Targets in the order of the plans and, within one, of the document."""
    places = None if communes is None else [place.id for place in communes]
    of_commune = commune and commune.id
    asked = {"plan": plan, "commune": of_commune, "communes": places, "indicator": indicator, "year": year}
    given = {name: value for name, value in asked.items() if value is not None}
    return list(session.scalars(_targets(frozenset(given)), given))


@cache
def _targets(given: frozenset[str]) -> Select[Target]:
    """The statement for what is given, written once."""
    conditions = {
        "plan": Target.plan_slug == bindparam("plan"),
        "commune": Plan.commune_id == bindparam("commune"),
        "communes": Plan.commune_id.in_(bindparam("communes", expanding=True)),
        "indicator": Target.indicator_code == bindparam("indicator"),
        "year": Target.year == bindparam("year"),
    }
    return (
        select(Target)
        .join(Target.plan)
        .join(Plan.commune)
        .options(joinedload(Target.plan), joinedload(Target.indicator))
        .where(*[condition for name, condition in conditions.items() if name in given])
        .order_by(Locality.position, Target.plan_slug, Target.position)
    )


def list_goals(session: Session, plan: Plan) -> list[Goal]:
    return list(session.scalars(select(Goal).where(Goal.plan_slug == plan.slug).order_by(Goal.position)))


def select_plans(*, slug: str | None = None, commune: Locality | None = None) -> Rows:
    """Rows under the public field names."""
    query = select(
        Plan.slug,
        Locality.code.label("commune"),
        Plan.issuer,
        Plan.issuer_en,
        Plan.number,
        Plan.issued_on,
        Plan.year,
        Plan.title,
        Plan.title_en,
        Plan.period_from,
        Plan.period_to,
        Plan.basis,
        Plan.note,
        Plan.note_en,
    ).join(Locality, Plan.commune_id == Locality.id)
    return narrow(query, (Plan.slug, slug), (Plan.commune_id, commune and commune.id))


def select_targets(
    *,
    ref: str | None = None,
    plan: str | None = None,
    commune: Locality | None = None,
    indicator: str | None = None,
    year: int | None = None,
) -> Rows:
    """Rows under the public field names, in no order."""
    query = (
        select(
            Target.id,
            Target.plan_slug.label("plan"),
            Target.indicator_code.label("indicator"),
            Target.comparator,
            Target.value,
            Target.value_high,
            Indicator.unit,
            Target.year,
            Target.citation,
            Target.citation_en,
            Target.note,
            Target.note_en,
            Target.amends_id.label("amends"),
        )
        .join(Indicator, Target.indicator_code == Indicator.code)
        .join(Plan, Target.plan_slug == Plan.slug)
        .join(Locality, Plan.commune_id == Locality.id)
    )
    return narrow(
        query,
        (Target.id, ref),
        (Target.plan_slug, plan),
        (Plan.commune_id, commune and commune.id),
        (Target.indicator_code, indicator),
        (Target.year, year),
    )
