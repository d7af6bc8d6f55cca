"""Money by year, programme and source, with what its totals come to."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from api.paging import Row, Selected
from api.queries import AsOfQuery, MoneyQuery
from api.references import State, find_commune, find_state
from api.routing import Parameters, v1
from api.schemas import MoneySchema
from portal.domain.localities import Locality
from portal.domain.money import BudgetLine, finish_money, select_money

ORDER = (Locality.position, BudgetLine.key)


@v1.collection("money", MoneySchema, MoneyQuery)
def list_money(parameters: Parameters) -> Selected:
    return _money(
        find_state(parameters),
        commune=find_commune(parameters),
        year=parameters["year"],
        source=parameters["source"],
    )


@v1.one("/money/<ref>", AsOfQuery)
def show_money(parameters: Parameters, ref: str) -> Selected:
    return _money(find_state(parameters), ref=ref)


def _money(seen: State, **which: Any) -> Selected:
    return Selected(select_money(as_of=seen.seq, **which), ORDER, _finish(seen.seq), seen.pinned)


def _finish(seq: int) -> Callable[[Session, list[Row]], list[Row]]:
    return lambda session, rows: finish_money(session, rows, as_of=seq)
