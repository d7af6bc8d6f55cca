"""Money: what a commune was given for its plan, by year, programme and source, and what it has spent of it.

Amounts are whole đồng. A row is a line, or a total that the commune states itself; sums are always reckoned from the
lines, and a stated total that differs from them is shown with the difference, never mended.
"""

import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, String, Text, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from portal.db import PublicBase, Rows, narrow
from portal.domain.localities import Locality
from portal.domain.released import Released, alive, live_once, with_origin


class Source(enum.StrEnum):
    """Whose money it is."""

    CENTRAL = "central"
    PROVINCE = "province"
    COMMUNE = "commune"
    CONTRIBUTED = "contributed"  # businesses and residents (xã hội hóa)
    OTHER = "other"


class BudgetLine(Released, PublicBase):
    __tablename__ = "budget_lines"
    __table_args__ = (
        *live_once("budget_lines"),
        CheckConstraint("source in ('central', 'province', 'commune', 'contributed', 'other')", name="source_known"),
        CheckConstraint("allocated >= 0 and (disbursed is null or disbursed >= 0)", name="never_below_nothing"),
        CheckConstraint(
            "is_total or (year is not null and programme is not null and source is not null)", name="a_line_is_whole"
        ),
    )
    FIELDS: ClassVar[tuple[str, ...]] = (
        "year",
        "programme",
        "programme_en",
        "source",
        "is_total",
        "allocated",
        "disbursed",
        "decision_number",
        "decided_on",
        "note",
    )

    commune: Mapped[Locality] = relationship(lazy="joined")
    year: Mapped[int | None]  # of a total, None: of all years
    programme: Mapped[str | None] = mapped_column(String(300))
    programme_en: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[str | None] = mapped_column(String(20))
    is_total: Mapped[bool] = mapped_column(default=False)
    allocated: Mapped[int] = mapped_column(BigInteger)
    disbursed: Mapped[int | None] = mapped_column(BigInteger)  # None: not reported
    decision_number: Mapped[str | None] = mapped_column(String(100))
    decided_on: Mapped[dt.date | None]
    note: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Amount:
    """Sums over lines; ``unreported`` is how many of them do not say what was disbursed."""

    allocated: int
    disbursed: int
    lines: int
    unreported: int

    @property
    def share(self) -> Fraction | None:
        """Percent disbursed; None where nothing was allocated or a line does not say what was disbursed."""
        return None if self.unreported or not self.allocated else Fraction(100 * self.disbursed, self.allocated)


@dataclass(frozen=True)
class Part:
    """What a total is over: everything where a part is None."""

    year: int | None
    programme: str | None
    source: str | None

    def holds(self, year: int | None, programme: str | None, source: str | None) -> bool:
        pairs = ((self.year, year), (self.programme, programme), (self.source, source))
        return all(mine is None or mine == theirs for mine, theirs in pairs)


def part_of(line: BudgetLine) -> Part:
    return Part(line.year, line.programme, line.source)


def list_money_communes(session: Session) -> list[tuple[Locality, Amount]]:
    """The communes that publish money, in their order, each with its sum over all years."""
    query = (
        select(
            BudgetLine.commune_id,
            func.sum(BudgetLine.allocated),
            func.sum(BudgetLine.disbursed),
            func.count(),
            func.count(BudgetLine.disbursed),
        )
        .where(*alive(BudgetLine), BudgetLine.is_total.is_(False))
        .group_by(BudgetLine.commune_id)
    )
    sums = {row[0]: Amount(int(row[1]), int(row[2] or 0), row[3], row[3] - row[4]) for row in session.execute(query)}
    communes = select(Locality).where(Locality.id.in_(sums)).order_by(Locality.position, Locality.code)
    return [(commune, sums[commune.id]) for commune in session.scalars(communes)]


def list_budget_lines(
    session: Session, *, commune: Locality | None = None, as_of: int | None = None
) -> list[BudgetLine]:
    """Lines and stated totals, the newest year first; within a year as the keys sort, totals last."""
    query = select(BudgetLine).where(*alive(BudgetLine, as_of)).options(joinedload(BudgetLine.dataset))
    if commune is not None:
        query = query.where(BudgetLine.commune_id == commune.id)
    return sorted(session.scalars(query), key=lambda r: (-(r.year or 0), r.is_total, r.key))


def add_up(lines: Iterable[BudgetLine]) -> Amount:
    """The sum of the lines; stated totals are left out."""
    counted = [line for line in lines if not line.is_total]
    given = [line.disbursed for line in counted if line.disbursed is not None]
    return Amount(sum(line.allocated for line in counted), sum(given), len(counted), len(counted) - len(given))


def sums_by(lines: Iterable[BudgetLine], field: str) -> list[tuple[Any, Amount]]:
    """The sum of the lines under each value of ``year``, ``programme`` or ``source``, in the order of first sight."""
    groups: dict[Any, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if not line.is_total:
            groups[getattr(line, field)].append(line)
    return [(value, add_up(group)) for value, group in groups.items()]


def sum_of_total(total: BudgetLine, lines: Iterable[BudgetLine]) -> Amount:
    """What the lines under a stated total really come to."""
    part = part_of(total)
    return add_up(r for r in lines if r.commune_id == total.commune_id and part.holds(r.year, r.programme, r.source))


def adds_up(total: BudgetLine, amount: Amount) -> bool:
    """Whether a stated total is the sum of its lines; what it or one of them does not state is not held against it."""
    if total.disbursed is None:
        spent = True
    elif amount.unreported:
        spent = total.disbursed >= amount.disbursed
    else:
        spent = total.disbursed == amount.disbursed
    return total.allocated == amount.allocated and spent


def select_money(
    *,
    as_of: int | None = None,
    ref: str | None = None,
    dataset: str | None = None,
    commune: Locality | None = None,
    year: int | None = None,
    source: str | None = None,
) -> Rows:
    """Rows under the public field names, in no order; ``finish_money`` adds what the totals come to."""
    query: Rows = (
        select(
            BudgetLine.key.label("id"),
            Locality.code.label("commune"),
            BudgetLine.year,
            BudgetLine.programme,
            BudgetLine.programme_en,
            BudgetLine.source,
            BudgetLine.is_total,
            BudgetLine.allocated,
            BudgetLine.disbursed,
            BudgetLine.decision_number,
            BudgetLine.decided_on,
            BudgetLine.note,
        )
        .join(Locality, BudgetLine.commune_id == Locality.id)
        .where(*alive(BudgetLine, as_of))
    )
    return narrow(
        with_origin(query, BudgetLine),
        (BudgetLine.key, ref),
        (BudgetLine.dataset_slug, dataset),
        (BudgetLine.commune_id, commune and commune.id),
        (BudgetLine.year, year),
        (BudgetLine.source, source),
    )


MONEY_SUMS = ("sum_allocated", "sum_disbursed", "adds_up")


def finish_money(session: Session, rows: Sequence[Sequence[Any]], *, as_of: int | None = None) -> list[Sequence[Any]]:
    """The rows with ``MONEY_SUMS`` after them: what the lines of a stated total come to; None for a line."""
    query = select(BudgetLine).where(BudgetLine.is_total, *alive(BudgetLine, as_of))
    totals = {line.key: line for line in session.scalars(query.where(BudgetLine.key.in_([row[0] for row in rows])))}
    communes = {total.commune_id for total in totals.values()}
    lines: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in session.scalars(
        select(BudgetLine).where(BudgetLine.commune_id.in_(communes), *alive(BudgetLine, as_of))
    ):
        lines[line.commune_id].append(line)
    return [(*row, *_sums(totals.get(row[0]), lines)) for row in rows]


def _sums(total: BudgetLine | None, lines: dict[int, list[BudgetLine]]) -> tuple[Any, ...]:
    if total is None:
        return None, None, None
    amount = sum_of_total(total, lines[total.commune_id])
    return amount.allocated, amount.disbursed, adds_up(total, amount)
