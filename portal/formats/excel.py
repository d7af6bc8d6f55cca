"""A page's table as an Excel workbook: the rows, and a sheet that says what they are and where they are from."""

import datetime as dt
import tempfile
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
    from portal.formats.xlsx import Words, write_xlsx  # noqa: PLC0415 - XlsxWriter is loaded with the first workbook

    notice = _("Số liệu minh họa") if table.is_illustrative else ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        midnight = dt.datetime.combine(today, dt.time())
        lines, heading = _source(table, address, today, notice)
        beside = [Words(_("Nguồn"), lines, frozenset({0, heading}), (28, 70))]
        title = {"title": table.title or table.name}
        write_xlsx(path, _("Số liệu"), table, beside, created=midnight, properties=title, notice=notice)
        return path.read_bytes()


def xlsx_answer(table: Table) -> Response:
    """A download of the whole table."""
    held = replace(table, rows=list(table.rows))
    asked = request.query_string.decode(errors="replace")
    address = public_url(table.page or request.path.removesuffix(".xlsx")) + (f"?{asked}" if asked else "")
    content = xlsx_bytes(held, address=address, today=clock.today(current_app.config["TODAY"]))
    response = Response(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{table.name}.xlsx"'
    return response


def _source(table: Table, address: str, today: dt.date, notice: str) -> tuple[list[tuple[str, ...] | None], int]:
    """The lines of the sheet on the source, and which of them heads the columns."""
    columns = [(field, field_name(field)) for field in table.fields]
    lines: list[tuple[str, ...] | None] = [
        (table.title or table.name,),
        *([(notice,)] if notice else []),
        (_("Trang"), address),
        (_("Lấy ngày"), format_date(today)),
        (_("Giấy phép"), "CC BY 4.0"),
        None,
        (_("Cột"), _("Nghĩa")),
        *columns,
    ]
    return lines, len(lines) - len(columns) - 1
