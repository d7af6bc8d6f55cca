"""The sheets that the portal itself puts into workbooks, known by their first cell; none of them holds figures."""

import datetime as dt
import io
from collections.abc import Callable

import xlsxwriter

LISTS = "Danh mục của mẫu (không sửa)"
GUIDE = "HƯỚNG DẪN NHẬP SỐ LIỆU"
FINDINGS = {"vi": "Kết quả kiểm tra (trang do cổng tạo ra)", "en": "What the checks found (a sheet made by the portal)"}
NOT_FIGURES = frozenset({LISTS, GUIDE, *FINDINGS.values()})

_MADE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)


def written(fill: Callable[[xlsxwriter.Workbook], None], title: str | None = None) -> bytes:
    """The bytes of a workbook: the same for the same content, with no name and no date of anybody's in them, and
    nothing in it that a spreadsheet would run."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    workbook = xlsxwriter.Workbook(file, options)
    titled = {} if title is None else {"title": title}
    workbook.set_properties({"author": "", "company": "", "created": _MADE, **titled})
    fill(workbook)
    workbook.close()
    return file.getvalue()
