"""Money: which communes say what they were given and spent, and one commune's lines, sums and totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, render_template

from portal.domain.localities import Locality
from portal.domain.money import (
    MONEY_SUMS,
    Amount,
    BudgetLine,
    Source,
    add_up,
    adds_up,
    finish_money,
    list_budget_lines,
    list_money_communes,
    select_money,
    sum_of_total,
    sums_by,
)
from portal.domain.released import is_illustrative
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n.record_words import FUNCTIONS, source_name
from portal.pages.asking import asked_commune
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.web import session

pages = Pages("money", __name__)


@dataclass(frozen=True)
class Stated:
    """A total that the commune states, held against the sum of its lines."""

    line: BudgetLine
    amount: Amount

    @property
    def adds_up(self) -> bool:
        return adds_up(self.line, self.amount)

    @property
    def allocated_off(self) -> int:
        return self.line.allocated - self.amount.allocated

    @property
    def disbursed_off(self) -> int:
        return 0 if self.line.disbursed is None else self.line.disbursed - self.amount.disbursed


@pages.get("/money")
def index() -> str:
    commune = asked_commune()
    if commune is not None:
        return _show(commune)
    communes = list_money_communes(session())
    return render_template("money/index.html", communes=communes, illustrative=is_illustrative(session(), BudgetLine))


def _show(commune: Locality) -> str:
    lines = list_budget_lines(session(), commune=commune)
    narrowed = _narrowed([line for line in lines if not line.is_total], commune)
    shown = narrowed.things
    return render_template(
        "money/show.html",
        commune=commune,
        narrowed=narrowed,
        lines=shown,
        whole=add_up(shown),
        sums={field: sums_by(shown, field) for field in ("year", "programme", "source")},
        english={line.programme: line.programme_en for line in shown if line.programme_en},
        stated=[Stated(line, sum_of_total(line, lines)) for line in lines if line.is_total],
        illustrative=any(line.dataset.illustrative for line in lines),
        **FUNCTIONS,
    )


def _narrowed(lines: Sequence[BudgetLine], commune: Locality) -> Narrowed[BudgetLine]:
    return narrow(
        lines,
        [
            Facet("year", _("Năm"), lambda r: [str(r.year)], str),
            Facet("source", _("Nguồn"), lambda r: [r.source or ""], source_name, [*Source]),
        ],
        within={"commune": commune.slug},
    )


@pages.get("/money.<any(csv,json):suffix>")
def rows(suffix: str) -> Response:
    query = select_money(commune=asked_commune()).order_by(Locality.position, BudgetLine.key)
    table = table_of("money", query)
    found: list[Sequence[Any]] = finish_money(session(), list(table.rows))
    return table_answer(Table(table.name, (*table.fields, *MONEY_SUMS), found), suffix)
