"""The workbook that a commune's officer fills in: one sheet per group of indicators and cadence, villages down.

Names, the next period to report and the newest denominators stand in it already. Numerators do not: a number nobody
counted this time must not go in as if somebody had. Untouched and filled in, it comes back without a message.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from portal.domain.folding import fold
from portal.domain.periods import MONTHS, Period, finest_last, parse_period
from portal.publishing.intake.catalogue import say_period
from portal.publishing.intake.context import Context, Measure, Village
from portal.publishing.intake.due import cadence_of, choices, next_period
from portal.publishing.intake.own_sheets import GUIDE, LISTS, written

STATUSES = ("chính thức", "sơ bộ", "ước tính")
_CADENCE_WORDS = {"month": "tháng", "quarter": "quý", "half-year": "nửa năm", "year": "năm"}
_FIRST = 7  # the first row below the headings, counted from 0
_WIDEST = 8  # indicators side by side in a sheet


@dataclass(frozen=True)
class _Form:
    """A sheet of the template: indicators of one group and cadence, for the villages or for the commune."""

    title: str
    period: Period
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class _Formats:
    title: Format
    heading: Format
    words: Format
    name: Format
    number: Format
    known: Format
    decimal: Format
    choice: Format
    text: Format


def template(context: Context, *, period: Period | None = None) -> bytes:
    """An XLSX file for the commune.

    :param period: the period to fill in for every indicator of its cadence; the next one to report where None.
    """

    def fill(book: xlsxwriter.Workbook) -> None:
        _Template(book, context, period).write()

    return written(fill)


class _Template:
    def __init__(self, book: xlsxwriter.Workbook, context: Context, period: Period | None) -> None:
        self._book, self._context, self._period = book, context, period
        self._formats = _formats(book)
        self._newest = _newest_denominators(context)
        self._ranges: dict[str, str] = {}

    def write(self) -> None:
        guide = self._book.add_worksheet("Hướng dẫn")
        forms = [*self._forms("village"), *self._forms("commune")]
        pages = [self._book.add_worksheet(form.title) for form in forms]
        there = {village.code for form in forms for village in self._villages_of(form)}
        self._write_lists(self._book.add_worksheet("Danh mục"), there)
        self._write_guide(guide, forms)
        for page, form in zip(pages, forms, strict=True):
            if form.measures[0].by_village:
                self._write_villages(page, form)
            else:
                self._write_commune(page, form)

    def _forms(self, level: str) -> list[_Form]:
        by_group: dict[tuple[str, str], list[Measure]] = defaultdict(list)
        for measure in self._context.indicators.values():
            if measure.level == level:
                by_group[measure.group_title, cadence_of(self._context, measure)].append(measure)
        forms = []
        for (title, cadence), measures in by_group.items():
            for start in range(0, len(measures), _WIDEST if level == "village" else len(measures)):
                chosen = measures[start : start + _WIDEST] if level == "village" else measures
                forms.append(self._form(title, cadence, level, chosen, start))
        return forms

    def _form(self, title: str, cadence: str, level: str, measures: list[Measure], start: int) -> _Form:
        number = f" {start // _WIDEST + 1}" if start else ""
        place = "thôn" if level == "village" else self._context.commune.unit or "xã"
        name = f"{title}, {place}, {_CADENCE_WORDS[cadence]}{number}"[:31]
        return _Form(name, self._period_of(cadence, measures), tuple(measures))

    def _period_of(self, cadence: str, measures: list[Measure]) -> Period:
        if self._period is not None and self._period.cadence == cadence:
            return self._period
        return next_period(self._context, cadence, {measure.code for measure in measures})

    def _write_titles(self, page: Worksheet, form: _Form) -> None:
        formats = self._formats
        page.write_string(0, 0, f"Biểu nhập số liệu: {form.title}", formats.title)
        page.write_string(1, 0, "Đơn vị", formats.text)
        page.write_string(1, 1, self._context.commune.name, formats.text)
        page.write_string(2, 0, "Kỳ số liệu", formats.text)
        page.write_string(2, 1, _capital(say_period(form.period, english=False)), formats.choice)
        self._choose(page, (2, 1, 2, 1), form.period.cadence)
        page.write_string(3, 0, "Tình trạng", formats.text)
        page.write_string(3, 1, STATUSES[0], formats.choice)
        self._choose(page, (3, 1, 3, 1), "status")

    def _choose(self, page: Worksheet, area: tuple[int, int, int, int], of: str) -> None:
        page.data_validation(*area, {"validate": "list", "source": self._ranges[of]})

    def _write_villages(self, page: Worksheet, form: _Form) -> None:
        """Villages down; for each indicator its numerator and denominator, in the indicator's own words."""
        formats = self._formats
        self._write_titles(page, form)
        page.merge_range(5, 0, 6, 0, "Mã", formats.heading)
        page.merge_range(5, 1, 6, 1, "Thôn, tổ dân phố", formats.heading)
        for number, measure in enumerate(form.measures):
            self._head(page, 2 + 2 * number, measure)
        villages = self._villages_of(form)
        for row, village in enumerate(villages, start=_FIRST):
            page.write_string(row, 0, village.code, formats.name)
            page.write_string(row, 1, village.name, formats.name)
            for number, measure in enumerate(form.measures):
                self._write_numbers(page, row, 2 + 2 * number, village, measure)
        if villages:
            last = _FIRST + len(villages) - 1
            self._choose(page, (_FIRST, 1, last, 1), "village")
            self._count(page, (_FIRST, 2, last, 1 + 2 * len(form.measures)))
        page.set_column(0, 0, 12)
        page.set_column(1, 1, 26)
        page.set_column(2, 1 + 2 * len(form.measures), 15)
        page.set_row(6, 48)
        page.freeze_panes(_FIRST, 2)

    def _villages_of(self, form: _Form) -> list[Village]:
        """Those that were there at the end of the form's period, and report it."""
        return self._context.villages_of(form.period, flow=all(measure.nature == "flow" for measure in form.measures))

    def _head(self, page: Worksheet, column: int, measure: Measure) -> None:
        formats = self._formats
        page.merge_range(5, column, 5, column + 1, measure.short, formats.heading)
        page.write_string(6, column, measure.numerator or "Tử số", formats.words)
        page.write_string(6, column + 1, measure.denominator or "Mẫu số", formats.words)

    def _write_numbers(self, page: Worksheet, row: int, column: int, village: Village, measure: Measure) -> None:
        page.write_blank(row, column, None, self._formats.number)
        known = self._newest.get((_population(measure), village.code)) if measure.nature == "stock" else None
        if known is None:
            page.write_blank(row, column + 1, None, self._formats.number)
        else:
            page.write_number(row, column + 1, known, self._formats.known)

    def _count(self, page: Worksheet, area: tuple[int, int, int, int]) -> None:
        page.data_validation(
            *area,
            {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_title": "Số đếm",
                "error_message": "Ghi số nguyên từ 0 trở lên; để trống nếu chưa có số liệu.",
            },
        )

    def _write_commune(self, page: Worksheet, form: _Form) -> None:
        """The commune's own indicators down: a count among whom, a count alone, or an index."""
        formats = self._formats
        self._write_titles(page, form)
        headings = ("Mã chỉ tiêu", "Chỉ tiêu", "Tử số", "Mẫu số", "Giá trị", "Diễn giải")
        for column, text in enumerate(headings):
            page.write_string(6, column, text, formats.heading)
        for row, measure in enumerate(form.measures, start=_FIRST):
            page.write_string(row, 0, measure.code, formats.name)
            page.write_string(row, 1, measure.short, formats.name)
            self._write_commune_numbers(page, row, measure)
            page.write_string(row, 5, _explained(measure), formats.words)
        last = _FIRST + len(form.measures) - 1
        self._choose(page, (_FIRST, 0, last, 0), "indicator")
        self._count(page, (_FIRST, 2, last, 3))
        page.data_validation(_FIRST, 4, last, 4, {"validate": "decimal", "criteria": ">=", "value": 0})
        for column, width in enumerate((30, 34, 16, 16, 12, 60)):
            page.set_column(column, column, width)
        page.freeze_panes(_FIRST, 2)

    def _write_commune_numbers(self, page: Worksheet, row: int, measure: Measure) -> None:
        commune = self._context.commune.code
        stock = measure.is_rate and measure.nature == "stock"
        known = self._newest.get((_population(measure), commune)) if stock else None
        page.write_blank(row, 2, None, None if measure.is_index else self._formats.number)
        page.write_blank(row, 3, None, self._formats.number if measure.is_rate else None)
        page.write_blank(row, 4, None, self._formats.decimal if measure.is_index else None)
        if known is not None:
            page.write_number(row, 3, known, self._formats.known)

    def _write_lists(self, page: Worksheet, there: set[str]) -> None:
        """What the drop-downs choose from; of villages those that a form has."""
        page.write_string(0, 0, LISTS, self._formats.title)
        lists = {
            "village": [village.name for village in self._context.villages if village.code in there],
            "indicator": list(self._context.indicators),
            "status": list(STATUSES),
        }
        for cadence in MONTHS:
            lists[cadence] = [_capital(say_period(p, english=False)) for p in choices(self._context, cadence)]
        for column, (name, texts) in enumerate(lists.items()):
            for row, text in enumerate(texts, start=2):
                page.write_string(row, column, text)
            letters = xl_col_to_name(column, col_abs=True)
            self._ranges[name] = f"='Danh mục'!{letters}$3:{letters}${max(3, 2 + len(texts))}"
        page.set_column(0, len(lists) - 1, 24)

    def _write_guide(self, page: Worksheet, forms: list[_Form]) -> None:
        page.write_string(0, 0, GUIDE, self._formats.title)
        sheets = ", ".join(f"“{form.title}”" for form in forms)
        for row, text in enumerate((*_GUIDE_VI, "", "HOW TO FILL IN", *_GUIDE_EN), start=2):
            page.write_string(
                row, 0, text.format(commune=self._context.commune.name, sheets=sheets), self._formats.text
            )
        page.set_column(0, 0, 110)


_GUIDE_VI = (
    "Mẫu này của {commune}. Các trang nhập số: {sheets}.",
    "Chọn kỳ số liệu và tình trạng ở đầu mỗi trang. Chỉ nộp số liệu của kỳ đã kết thúc.",
    "Điền tử số và mẫu số bằng số đếm (số nguyên). Không điền tỷ lệ phần trăm: cổng tự tính.",
    "Mẫu số đã điền sẵn (chữ nghiêng) là số mới nhất đang công bố; hãy kiểm tra và sửa nếu đã thay đổi.",
    "Số không thì ghi 0. Chưa có số liệu thì để trống ô tử số.",
    "Có thể xóa trang hoặc cột không nộp. Không cần dòng tổng: cổng tự cộng từ các thôn, tổ dân phố.",
    "Lưu tệp dạng XLSX rồi nộp trên bàn làm việc của cổng. Mọi lỗi được báo một lần, kèm địa chỉ ô.",
)
_GUIDE_EN = (
    "This form is for {commune}. The sheets to fill in: {sheets}.",
    "Choose the period and the status at the top of each sheet. Only periods that have ended are accepted.",
    "Write numerators and denominators as counts (whole numbers). No percentages: the portal works them out.",
    "Denominators in italics are the newest figures in force; check them and change what has changed.",
    "Nobody is 0. Not reported is an empty numerator.",
    "Sheets and columns that are not handed in may be deleted. No total is needed: the portal adds the villages up.",
    "Save as XLSX and hand it in at the portal's desk. Every problem is told at once, with its cell.",
)


def _newest_denominators(context: Context) -> dict[tuple[str, str], int]:
    """By population and place, the denominator of the newest stock in force."""
    found: dict[tuple[str, str], tuple[tuple[dt.date, int], int]] = {}
    for (indicator, place, period), known in context.before.items():
        measure = context.indicators.get(indicator)
        if measure is None or measure.nature != "stock" or known.denominator is None:
            continue
        key, newest = (_population(measure), place), finest_last(parse_period(period))
        if key not in found or found[key][0] < newest:
            found[key] = newest, known.denominator
    return {key: denominator for key, (_, denominator) in found.items()}


def _population(measure: Measure) -> str:
    return fold(measure.denominator or measure.code)


def _explained(measure: Measure) -> str:
    if measure.is_rate:
        return f"Tử số: {measure.numerator}. Mẫu số: {measure.denominator}."
    return "Ghi ở cột giá trị." if measure.is_index else f"Ghi ở cột tử số: {measure.numerator}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    edge = {"border": 1, "border_color": "#9AA0A6"}
    middle = {"text_wrap": True, "align": "center", "valign": "vcenter"}
    return _Formats(
        title=book.add_format({"bold": True, "font_size": 13}),
        heading=book.add_format({**edge, **middle, "bold": True, "bg_color": "#E3EDF7"}),
        words=book.add_format({**edge, "text_wrap": True, "valign": "vcenter", "font_size": 9}),
        name=book.add_format({**edge, "valign": "vcenter"}),
        number=book.add_format({**edge, "num_format": "#,##0"}),
        known=book.add_format({**edge, "num_format": "#,##0", "italic": True, "font_color": "#5F6368"}),
        decimal=book.add_format({**edge, "num_format": "0.000"}),
        choice=book.add_format({**edge, "bold": True, "bg_color": "#FFF8E1"}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
    )
