"""The places and periods that have a readiness, kept when they are published: whoever lists them reads their rows.

Found among the observations, they cost as much as a table has rows: 33 times as much at ten million as at 300,000. So
each release makes the cells anew that it said something of an element about, in its own transaction. They are of the
present state; an older one is found among the observations.
"""

import datetime as dt
from typing import Any

from sqlalchemy import Float, Index, String, TextClause, delete, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.db import PublicBase, bytewise
from portal.domain.indicators import ELEMENTS


class ReadinessCell(PublicBase):
    """A place in a period: the primary key is the order of the API."""

    __tablename__ = "readiness_cells"
    __table_args__ = (
        Index("ix_readiness_cells_kind_period", "kind", "period", "locality_id"),
        Index("ix_readiness_cells_period", "period", "locality_id"),
    )

    locality_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    period_end: Mapped[dt.date] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(bytewise(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))  # of the place
    product: Mapped[float | None] = mapped_column(Float)  # of the four rates; sorts as the index does


_PRODUCT = " * ".join(["1.0", *(f"max(case when measured.element = '{e}' then seen.value end)" for e in ELEMENTS)])
_STANDING = f"""
select seen.locality_id, seen.period_end, seen.period, place.kind, {_PRODUCT} as product
from observations as seen join indicators as measured on measured.code = seen.indicator_code
  join localities as place on place.id = seen.locality_id
where measured.element is not null and seen.superseded_in is null
group by seen.locality_id, seen.period_end, seen.period, place.kind
"""  # noqa: S608 - of our own words
_TOUCHED = """
select said.locality_id, said.period_end, said.period
from observations as said join indicators as meant on meant.code = said.indicator_code
where meant.element is not null and said.released_in = :seq
union
select said.locality_id, said.period_end, said.period
from observations as said join indicators as meant on meant.code = said.indicator_code
where meant.element is not null and said.superseded_in = :seq
"""
_OF_RELEASE = f"""
select touched.locality_id, touched.period_end, touched.period, place.kind, {_PRODUCT} as product
from ({_TOUCHED}) as touched cross join indicators as measured cross join observations as seen
  cross join localities as place
where measured.element is not null and place.id = touched.locality_id
  and seen.locality_id = touched.locality_id and seen.indicator_code = measured.code
  and seen.period_end = touched.period_end and seen.period = touched.period and seen.superseded_in is null
group by touched.locality_id, touched.period_end, touched.period, place.kind
"""  # noqa: S608 - of our own words; the order of the joins is the one that follows the index
_LEFT = f"delete from readiness_cells where (locality_id, period_end, period) in ({_TOUCHED})"  # noqa: S608


def _add(cells: str) -> TextClause:
    return text(f"insert into readiness_cells (locality_id, period_end, period, kind, product) {cells}")


def keep_cells(session: Session, seq: int) -> None:
    """Make anew what a release said something about, in the transaction that wrote it; done twice it is the same."""
    session.execute(text(_LEFT), {"seq": seq})
    session.execute(_add(_OF_RELEASE), {"seq": seq})


def keep_cells_anew(session: Session) -> None:
    """All of them: after rows were written by other ways than a release, or other indicators are the elements."""
    session.execute(delete(ReadinessCell))
    session.execute(_add(_STANDING))


def list_wrong_cells(session: Session) -> list[tuple[int, str]]:
    """The places and periods whose cell is not what the observations give, which are read whole; none, unless wrong."""
    kept = {_cell(row) for row in session.execute(text(_KEPT))}
    there = {_cell(row) for row in session.execute(text(_STANDING))}
    return sorted({(row[0], row[2]) for row in kept ^ there})


_KEPT = "select locality_id, period_end, period, kind, product from readiness_cells"


def _cell(row: Any) -> tuple[Any, ...]:
    return row.locality_id, str(row.period_end), row.period, row.kind, row.product


def count_complete(session: Session, kind: str) -> dict[str, int]:
    """At how many places of a kind all four elements are shown, by period; periods without one are left out."""
    of = ReadinessCell
    query = select(of.period, func.count()).where(of.kind == kind, of.product.is_not(None)).group_by(of.period)
    return {row[0]: row[1] for row in session.execute(query)}
