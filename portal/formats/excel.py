"""A page's tables as an Excel workbook: the rows, and a sheet that says what they are and where they are from."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flask import Response, current_app, request

from portal import clock
from portal.addresses import public_url
from portal.formats.table import Table
from portal.i18n import gettext as _
from portal.i18n.field_words import field_name
from portal.i18n.formats import format_date

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_bytes(table: Table, *, address: str, today: dt.date) -> bytes:
    """The workbook of a table that is held whole.

    :param address: the absolute address of this view, for the sheet on its source.
    """
    return book_bytes([(_("Số liệu"), table)], table.title or table.name, address=address, today=today)


def book_bytes(sheets: Sequence[tuple[str, Table]], title: str, *, address: str, today: dt.date) -> bytes:
    """The workbook of tables that are held whole, a sheet each with its name.

    :param address: as of ``xlsx_bytes``.
    """
    from portal.formats.xlsx import Words, write_xlsx  # noqa: PLC0415 - XlsxWriter is loaded with the first workbook

    (name, first), *further = sheets
    notice = _("Số liệu minh họa") if any(table.is_illustrative for _name, table in sheets) else ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        midnight = dt.datetime.combine(today, dt.time())
        lines, headings = _source(title, sheets, address, today, notice)
        beside = [Words(_("Nguồn"), lines, headings, (28, 70))]
        properties = {"title": title}
        write_xlsx(path, name, first, beside, created=midnight, properties=properties, notice=notice, further=further)
        return path.read_bytes()


def xlsx_answer(table: Table) -> Response:
    """A download of the whole table."""
    held = replace(table, rows=list(table.rows))
    asked = request.query_string.decode(errors="replace")
    address = public_url(table.page or request.path.removesuffix(".xlsx")) + (f"?{asked}" if asked else "")
    return _download(xlsx_bytes(held, address=address, today=_today()), table.name)


def book_answer(sheets: Sequence[tuple[str, Table]], name: str, title: str) -> Response:
    """A download of several tables of the page at this address without its suffix; ``name`` is the file's."""
    address = public_url(request.path.removesuffix(".xlsx"))
    return _download(book_bytes(sheets, title, address=address, today=_today()), name)


def _today() -> dt.date:
    return clock.today(current_app.config["TODAY"])


def _download(content: bytes, name: str) -> Response:
    response = Response(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


Lines = list[tuple[str, ...] | None]


def _source(
    title: str, sheets: Sequence[tuple[str, Table]], address: str, today: dt.date, notice: str
) -> tuple[Lines, frozenset[int]]:
    """The lines of the sheet on the source, and which of them are headings."""
    lines: Lines = [
        (title,),
        *([(notice,)] if notice else []),
        (_("Trang"), address),
        (_("Lấy ngày"), format_date(today)),
        (_("Giấy phép"), "CC BY 4.0"),
        None,
        (_("Cột"), _("Nghĩa")),
    ]
    headings = frozenset({0, len(lines) - 1})
    fields = dict.fromkeys(field for _name, table in sheets for field in table.fields)
    return [*lines, *((field, field_name(field)) for field in fields)], headings
