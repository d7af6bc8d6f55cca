"""A page's table for a frame on another site: no script, in either language, with where it is from."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask import Response, make_response, render_template, request

from portal.domain.indicators import list_indicators
from portal.domain.localities import list_localities_by_code
from portal.formats.table import Table
from portal.headers import EMBEDDABLE
from portal.i18n import gettext as _
from portal.i18n import language, localized
from portal.i18n.field_words import code_name, field_name
from portal.i18n.formats import format_date, format_number
from portal.web import session, today

MOST = 200
PLACES = ("commune", "locality", "parent")
YEARS = ("year", "period_from", "period_to")
HIDDEN = {"id", "slug", "illustrative", "description", "predecessors", "successors", "explanations", "files"}


@dataclass(frozen=True)
class Column:
    at: int
    field: str
    name: str
    is_number: bool


def embed_answer(table: Table) -> Response:
    """The first rows of the table, for a frame; the rest is on the page."""
    rows = list(islice(table.rows, MOST + 1))
    columns = _columns(table.fields, rows)
    names = _names(columns, rows)
    response = make_response(
        render_template(
            "components/embedded.html",
            table=table,
            columns=columns,
            rows=[[_text(row[column.at], column.field, names) for column in columns] for row in rows[:MOST]],
            is_cut=len(rows) > MOST,
            illustrative=Table(table.name, table.fields, rows).is_illustrative,
            page=_page(table),
        )
    )
    response.headers["Content-Security-Policy"] = EMBEDDABLE
    return response


def _page(table: Table) -> str:
    asked = request.query_string.decode(errors="replace")
    return (table.page or request.path.removesuffix(".embed")) + (f"?{asked}" if asked else "")


def _columns(fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Column]:
    """Those that say something here: of a text in two languages the one of the page, and none that is empty."""
    chosen = []
    for at, field in enumerate(fields):
        values = [row[at] for row in rows if row[at] not in (None, "", [])]
        if field in HIDDEN or not values or _is_of_another_language(field, fields):
            continue
        numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)
        chosen.append(Column(at, field, field_name(field), numbers and field not in YEARS))
    return chosen


def _is_of_another_language(field: str, fields: Sequence[str]) -> bool:
    if field.endswith("_en"):
        return language() != "en"
    return language() == "en" and f"{field}_en" in fields


def _names(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> dict[tuple[str, str], str]:
    """What the codes of places and indicators are called, by field and code."""
    found: dict[tuple[str, str], str] = {}
    for column in columns:
        codes = sorted({str(row[column.at]) for row in rows})
        if column.field in PLACES:
            places = list_localities_by_code(session(), codes, on=today())
            found |= {(column.field, code): localized(place) for code, place in places.items()}
        elif column.field == "indicator":
            found |= {(column.field, i.code): localized(i, "short") for i in list_indicators(session())}
    return found


def _text(value: Any, field: str, names: Mapping[tuple[str, str], str]) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, int | float):
        return str(value) if field in YEARS else format_number(value, _decimals(value))
    if isinstance(value, list | tuple):
        return "; ".join(code_name(field, str(one)) for one in value)
    return names.get((field, str(value))) or code_name(field, str(value))


def _decimals(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").partition(".")[2]) if isinstance(value, float) else 0
