"""A commune's villages with the four elements of the digital citizen: on pages of their own and as files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response, render_template
from markupsafe import Markup, escape

from portal.domain.datasets import has_illustrative
from portal.domain.indicators import Indicator
from portal.domain.localities import Locality
from portal.domain.newest_figures import Figure, Newest
from portal.domain.village_lines import VillageLine
from portal.formats import Table
from portal.formats.http import table_answer
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.formats import format_number, format_value
from portal.i18n.wording import status_name
from portal.pages import reference
from portal.pages.asking import find_commune
from portal.pages.context import address
from portal.pages.paging import asked_page
from portal.routing import Pages
from portal.web import session

pages = Pages("village_table", __name__)
pages.record_once(lambda setup: setup.app.jinja_env.globals.update(village_rows=village_rows))

SIZE = 100  # villages a page
PLACE = ("code", "name", "name_en", "population")


@dataclass(frozen=True)
class Column:
    """An indicator in the table of villages: the newest period that the villages share, and its figures.

    :param said: the status that all figures shown have, for the head of the column; empty where they differ.
    """

    indicator: Indicator
    period: str
    by_village: dict[int, Figure]
    commune: Figure | None
    said: str

    @cached_property
    def plain(self) -> dict[int, str]:
        """By the village's id the values of which a cell says nothing more."""
        unit, decimals, told = self.indicator.unit, self.indicator.decimals, {"normal", self.said}
        shown = ((village, found) for village, found in self.by_village.items() if found.status in told)
        return {village: format_value(f.value, unit, decimals) for village, f in shown if f.value is not None}

    @cached_property
    def passports(self) -> Markup:
        """The address that those of the villages' figures begin with."""
        return escape(address(f"/observations/{self.indicator.code}"))


def village_columns(commune: Locality) -> list[Column]:
    """The four elements of the digital citizen by village; those never observed are left out."""
    elements = reference.elements()
    newest = reference.newest_figures(commune, [indicator.code for indicator in elements])
    return [_column(indicator, newest[indicator.code]) for indicator in elements if indicator.code in newest]


def village_rows(
    commune: Locality, villages: Iterable[VillageLine], columns: Sequence[Column], odd: Callable[..., str]
) -> Markup:
    """The table's rows, written here because there are hundreds of cells.

    :param odd: the macro that writes a value of which more is said than a number.
    """
    here, name = escape(address(f"/localities/{commune.slug}")), "name_en" if language() == "en" else "name"
    rows = (_row(village, escape(getattr(village, name) or ""), here, columns, odd) for village in villages)
    return Markup("".join(rows))  # noqa: S704 - names and addresses are escaped, cells are numbers or of a macro


def _row(village: VillageLine, name: Markup, here: str, columns: Sequence[Column], odd: Callable[..., str]) -> str:
    people = format_number(village.population) if village.population is not None else status_name("missing")
    cells = "".join(f'<td class="n">{_cell(village, column, odd)}</td>\n' for column in columns)
    head = f'<tr><th scope="row"><a href="{here}/{village.slug}">{name}</a></th><td class="n">{people}</td>\n'
    return f"{head}{cells}</tr>\n"


def _cell(village: VillageLine, column: Column, odd: Callable[..., str]) -> str:
    text = column.plain.get(village.id)
    if text:
        return f'<a href="{column.passports}/{village.code}/{column.period}">{text}</a>'
    return odd(column.by_village.get(village.id), column.indicator, village, said=column.said)


def _column(indicator: Indicator, newest: Newest) -> Column:
    statuses = {f.status for f in [*newest.by_village.values(), newest.whole] if f is not None and f.value is not None}
    said = statuses.pop() if len(statuses) == 1 and "normal" not in statuses else ""
    return Column(indicator, newest.period, newest.by_village, newest.whole, said)


@pages.get("/localities/<ref>/villages")
def show(ref: str) -> str:
    commune = find_commune(ref)
    villages = reference.villages(commune)
    pager = asked_page(len(villages), SIZE)
    return render_template(
        "localities/villages.html",
        commune=commune,
        villages=villages[pager.first : pager.last],
        pager=pager,
        columns=village_columns(commune),
        illustrative=has_illustrative(session(), commune=commune),
    )


@pages.get("/localities/<ref>/villages.<any(csv,json,xlsx,embed):suffix>")
def rows(ref: str, suffix: str) -> Response:
    """Every village and, last, the commune: each element's period, value and status."""
    commune = find_commune(ref)
    columns = village_columns(commune)
    places: list[VillageLine | Locality] = [*reference.villages(commune), commune]
    made_up = has_illustrative(session(), commune=commune)
    found = [(*_of_place(place), *_figures(place, columns, commune), made_up) for place in places]
    title = _("Thôn, tổ dân phố của %(commune)s với số liệu mới nhất", commune=localized(commune))
    return table_answer(Table(f"{commune.slug}-villages-newest", _fields(columns), found, title), suffix)


def _fields(columns: Sequence[Column]) -> tuple[str, ...]:
    parts = [(f"{c.indicator.element}_{part}") for c in columns for part in ("period", "value", "status")]
    return (*PLACE, *parts, "illustrative")


def _of_place(place: Locality | VillageLine) -> tuple[Any, ...]:
    return place.code, place.name, place.name_en, place.population


def _figures(place: Locality | VillageLine, columns: Sequence[Column], commune: Locality) -> list[Any]:
    """Three cells an element; a figure that was never published is ``missing``."""
    cells: list[Any] = []
    for column in columns:
        found = column.commune if place.id == commune.id else column.by_village.get(place.id)
        cells += [column.period, found.value if found else None, found.status if found else "missing"]
    return cells
