"""Money: which communes say what they were given and spent, and one commune's lines, sums and totals."""

import enum
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
from portal.i18n import localized, ngettext
from portal.i18n.formats import format_number
from portal.i18n.record_words import FUNCTIONS, source_name
from portal.pages.asking import asked_code, asked_commune
from portal.pages.facets import Facet, Narrowed, narrow
from portal.pages.money_chart import BarChart, bar_chart
from portal.pages.paging import asked_page
from portal.pages.pictures import Sheet, picture_answer
from portal.pages.tables import table_of
from portal.routing import Pages
from portal.validators import of_state
from portal.web import session

SIZE = 100
MOST_BARS = 20  # communes of one picture
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
    pager = asked_page(len(communes), SIZE)
    return render_template(
        "money/index.html",
        communes=communes[pager.first : pager.last],
        pager=pager,
        illustrative=is_illustrative(session(), BudgetLine),
    )


def _show(commune: Locality) -> str:
    lines = list_budget_lines(session(), commune=commune)
    narrowed = _narrowed(lines, commune)
    shown = [line for line in narrowed.things if not line.is_total]
    whole = len(narrowed.things) == len(lines)  # nothing is filtered out
    made_up = any(line.dataset.illustrative for line in lines)
    sums = {field: sums_by(shown, field) for field in ("year", "programme", "source")}
    return render_template(
        "money/show.html",
        commune=commune,
        narrowed=narrowed,
        lines=shown,
        whole=add_up(shown),
        sentence=_sentence(commune, add_up(shown), made_up=made_up) if shown and whole else "",
        sums=sums,
        charts={"year": bar_chart(sums["year"], str), "source": bar_chart(sums["source"], source_name)},
        english={line.programme: line.programme_en for line in shown if line.programme_en},
        stated=[Stated(line, sum_of_total(line, lines)) for line in narrowed.things if line.is_total],
        illustrative=made_up,
        **FUNCTIONS,
    )


def _sentence(commune: Locality, whole: Amount, *, made_up: bool) -> str:
    """The sums of all lines, with what they leave out."""
    given, spent = format_number(whole.allocated), format_number(whole.disbursed)
    name = localized(commune)
    said = [
        _(
            "Cộng mọi năm đã công bố, %(commune)s được giao %(given)s đồng, đã giải ngân %(spent)s đồng.",
            commune=name,
            given=given,
            spent=spent,
        )
    ]
    if whole.unreported:
        said.append(
            ngettext(
                "%(num)s khoản chưa báo đã chi bao nhiêu.", "%(num)s khoản chưa báo đã chi bao nhiêu.", whole.unreported
            )
        )
    if made_up:
        said.append(_("Số liệu minh họa, không phải số thật."))
    return " ".join(said)


def _narrowed(lines: Sequence[BudgetLine], commune: Locality) -> Narrowed[BudgetLine]:
    """The lines asked for; a stated total goes with them where it is of the year or the source that is asked for."""
    return narrow(
        lines,
        [
            Facet("year", _("Năm"), lambda r: [str(r.year)] if r.year else [], str),
            Facet("source", _("Nguồn"), lambda r: [r.source] if r.source else [], source_name, [*Source]),
        ],
        within={"commune": commune.slug},
    )


class By(enum.StrEnum):
    """What the bars of a commune's money are for."""

    YEAR = "year"
    SOURCE = "source"


@pages.get("/money.<any(svg,png):suffix>")
def picture(suffix: str) -> Response:
    """Of a commune one of the charts of its page, of all communes the sums of the first."""
    commune, by = asked_commune(), asked_code("by", By) or By.YEAR
    return of_state(lambda: _picture_of(commune, by, suffix) if commune else _picture_of_all(suffix))


def _picture_of(commune: Locality, by: By, suffix: str) -> Response:
    lines = list_budget_lines(session(), commune=commune)
    narrowed = _narrowed(lines, commune)
    shown = [line for line in narrowed.things if not line.is_total]
    chart = bar_chart(sums_by(shown, by), source_name if by is By.SOURCE else str)
    said = _("Được giao và đã chi theo nguồn") if by is By.SOURCE else _("Được giao và đã chi theo năm")
    made_up = any(line.dataset.illustrative for line in lines)
    page = "/money" + narrowed.query
    return _picture(
        chart, f"{_('Kinh phí của %(commune)s', commune=localized(commune))}: {said}", page, suffix, made_up
    )


def _picture_of_all(suffix: str) -> Response:
    chart = bar_chart(list_money_communes(session())[:MOST_BARS], localized)
    title = _("Kinh phí đã công bố, cộng mọi năm")
    return _picture(chart, title, "/money", suffix, is_illustrative(session(), BudgetLine))


def _picture(chart: BarChart, title: str, page: str, suffix: str, made_up: bool) -> Response:
    sheet = Sheet(title, chart.description, page, chart.width, chart.height, made_up)
    return picture_answer("money/bars.svg", sheet, suffix, chart=chart)


@pages.get("/money.<any(csv,json,xlsx,embed):suffix>")
def rows(suffix: str) -> Response:
    """Of a commune the lines that its page shows, of all communes all."""
    commune = asked_commune()
    query = select_money(commune=commune).order_by(Locality.position, BudgetLine.key)
    table = table_of("money", query)
    found: list[Sequence[Any]] = finish_money(session(), list(table.rows))
    if commune is not None:
        kept = {line.key for line in _narrowed(list_budget_lines(session(), commune=commune), commune).things}
        found = [row for row in found if row[0] in kept]
    title = _("Kinh phí của %(commune)s", commune=localized(commune)) if commune else _("Kinh phí")
    return table_answer(Table(table.name, (*table.fields, *MONEY_SUMS), found, title), suffix)
