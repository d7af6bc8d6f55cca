"""A realistic wide workbook of an officer, whole and with twenty planted mistakes."""

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import xlsxwriter

from portal.domain.periods import finest_last, parse_period
from portal.publishing.intake import Context, Village
from portal.publishing.workbooks.grid import address
from tests.publishing.intake.places import make_context

SOCIETY, NETWORK, SERVICES, MONTHLY = "Xã hội số", "Hạ tầng số", "Dịch vụ công", "Tài khoản số theo tháng"
FIRST = 6  # the row of the first village, counted from 0
Mistake = tuple[str, str, str]
"""Code, sheet, cell."""


@dataclass
class Page:
    """A sheet being written: cells by row and column, joined areas."""

    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    joined: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # the row of each village's code
    total: int = 0

    def join(self, top: int, left: int, bottom: int, right: int, value: object) -> None:
        self.cells[top, left] = value
        self.joined.append((top, left, bottom, right))


@dataclass
class Book:
    context: Context
    pages: dict[str, Page] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def plant(self, code: str, sheet: str, at: tuple[int, int], value: object) -> None:
        """Write a wrong value, and remember what must be said of it where."""
        self.pages[sheet].cells[at] = value
        self.expect(code, sheet, at)

    def expect(self, code: str, sheet: str, at: tuple[int, int]) -> None:
        self.mistakes.append((code, sheet, address(*at)))


def planted_workbook(context: Context | None = None) -> tuple[bytes, list[Mistake]]:
    """The workbook with its twenty mistakes, and what is to be said: code, sheet, cell."""
    book = _book(context or make_context(), mistaken=True)
    return _written(book), book.mistakes


def mended_workbook(context: Context | None = None) -> bytes:
    """The same workbook without them."""
    return _written(_book(context or make_context(), mistaken=False))


def _book(context: Context, *, mistaken: bool) -> Book:
    there = tuple(village for village in context.villages if village.existed_on(context.today))
    book = Book(replace(context, villages=there))
    _society(book, mistaken=mistaken)
    _network(book, mistaken=mistaken)
    _services(book, mistaken=mistaken)
    _monthly(book, mistaken=mistaken)
    return book


def _numbers(context: Context, indicator: str, village: Village, period: str) -> tuple[int, int]:
    """The newest numerator in force up to a period, and the newest denominator of any indicator of its population."""
    words = context.indicators[indicator].denominator
    known = [
        (finest_last(parse_period(p)), i == indicator, numbers)
        for (i, place, p), numbers in context.before.items()
        if place == village.code and context.indicators[i].denominator == words and p <= period
    ]
    if not known:
        return 40 + len(village.name), 90
    whole = max(known, key=lambda each: each[0])[2].denominator or 0
    count = max((each for each in known if each[1]), key=lambda each: each[0])[2].numerator or 0
    return min(count, whole), whole


def _titles(page: Page, book: Book, title: str, period: str, width: int) -> None:
    page.cells[0, 0] = f"UBND {book.context.commune.name.upper()}"
    page.join(1, 0, 1, width, title)
    page.join(2, 0, 2, width, period)
    page.join(4, 0, 5, 0, "STT")
    page.join(4, 1, 5, 1, "Thôn, tổ dân phố")


def _names(page: Page, villages: list[Village], write: Callable[[int, Village], None]) -> None:
    for number, village in enumerate(villages):
        row = FIRST + number
        page.rows.setdefault(village.code, row)
        page.cells[row, 0] = number + 1
        page.cells[row, 1] = village.name
        write(row, village)
    page.total = FIRST + len(villages)
    page.join(page.total, 0, page.total, 1, "Tổng cộng")


def _add_up(page: Page, columns: list[int], repeated: int | None = None) -> None:
    for column in columns:
        values = [page.cells[row, column] for row in range(FIRST, page.total) if row != repeated]
        page.cells[page.total, column] = sum(values)


def _notes(page: Page, commune: str) -> None:
    page.cells[page.total + 1, 1] = "Ghi chú: số liệu do các thôn, tổ dân phố báo cáo."
    page.cells[page.total + 3, 1] = f"{commune}, ngày 05 tháng 11 năm 2026"
    page.cells[page.total + 4, 1] = "NGƯỜI LẬP BIỂU"


def _society(book: Book, *, mistaken: bool) -> None:
    page = book.pages[SOCIETY] = Page(SOCIETY)
    villages = list(book.context.villages)
    _titles(page, book, "BÁO CÁO KẾT QUẢ CHUYỂN ĐỔI SỐ VỀ XÃ HỘI SỐ", "Tháng 10/2026", 10)
    page.join(4, 2, 4, 4, "VNeID mức 2")
    page.join(4, 5, 4, 6, "Người dân có chữ ký số")
    page.join(4, 7, 4, 8, "Kỹ năng số cơ bản")
    page.join(4, 9, 5, 9, "Ghi chú")
    for column, word in zip(range(2, 9), "Tử số,Mẫu số,Tỷ lệ (%),Tử số,Mẫu số,Tử số,Mẫu số".split(","), strict=True):
        page.cells[5, column] = word

    def write(row: int, village: Village) -> None:
        for column, indicator in ((2, "vneid-level2"), (5, "digital-signature"), (7, "digital-skills")):
            count, whole = _numbers(book.context, indicator, village, "2026-10")
            page.cells[row, column], page.cells[row, column + 1] = count, whole

    if mistaken:
        del villages[11]  # missing
        villages.insert(7, villages[2])  # twice
    _names(page, villages, write)
    if mistaken:
        _plant_consistent(book, page)
    for row in range(FIRST, page.total):
        page.cells[row, 4] = round(100 * page.cells[row, 2] / page.cells[row, 3], 1)
    _add_up(page, [2, 3, 5, 6, 7, 8], FIRST + 7 if mistaken else None)
    page.cells[page.total, 4] = round(100 * page.cells[page.total, 2] / page.cells[page.total, 3], 1)
    _notes(page, book.context.commune.name)
    if mistaken:
        _plant_society(book, page)


def _plant_consistent(book: Book, page: Page) -> None:
    """Mistakes that the officer's own totals and percentages went along with."""
    villages = book.context.villages
    row = page.rows[villages[4].code]
    book.plant("denominator-jumps", SOCIETY, (row, 3), page.cells[row, 3] * 3 // 2)
    row = page.rows[villages[5].code]
    before, _ = _numbers(book.context, "vneid-level2", villages[5], "2026-09")
    book.plant("numerator-falls", SOCIETY, (row, 2), before - 3)
    row = page.rows[villages[8].code]
    book.plant("denominators-differ", SOCIETY, (row, 8), page.cells[row, 6] + 3)
    book.expect("village-missing", SOCIETY, (4, 1))
    book.expect("village-twice", SOCIETY, (FIRST + 7, 1))


def _plant_society(book: Book, page: Page) -> None:
    rows = [page.rows.get(village.code, 0) for village in book.context.villages]
    book.plant("village-unknown", SOCIETY, (rows[9], 1), "Tổ dân phố 97")
    book.plant("numerator-over-denominator", SOCIETY, (rows[0], 2), page.cells[rows[0], 3] + 15)
    book.plant("percent-disagrees", SOCIETY, (rows[1], 4), page.cells[rows[1], 4] - 7)
    book.plant("not-a-number", SOCIETY, (rows[3], 5), "1O5")
    book.plant("not-whole", SOCIETY, (rows[13], 8), "412,5")
    book.plant("negative", SOCIETY, (rows[12], 5), -5)
    book.plant("total-disagrees", SOCIETY, (page.total, 7), page.cells[page.total, 7] + 100)


def _network(book: Book, *, mistaken: bool) -> None:
    page = book.pages[NETWORK] = Page(NETWORK)
    villages = list(book.context.villages)
    _titles(page, book, "BÁO CÁO HẠ TẦNG SỐ", "Số liệu tính đến ngày 31/10/2026", 7)
    headings = ["Tổng số hộ", "Số hộ trong vùng phủ sóng 5G", "Số hộ có ít nhất một điện thoại thông minh"]
    for column, text in enumerate(headings, start=2):
        page.join(4, column, 5, column, text)

    def write(row: int, village: Village) -> None:
        covered, whole = _numbers(book.context, "coverage-5g", village, "2026-10")
        phones, _ = _numbers(book.context, "smartphone-households", village, "2026-10")
        page.cells[row, 2], page.cells[row, 3], page.cells[row, 4] = whole, covered, min(phones, whole)

    _names(page, villages, write)
    _add_up(page, [2, 3, 4])
    if mistaken:
        rows = [page.rows[village.code] for village in villages]
        book.plant("percent-for-count", NETWORK, (rows[2], 3), "85%")
        book.plant("date-for-number", NETWORK, (rows[6], 4), dt.date(2026, 10, 1))
        book.plant("denominator-missing", NETWORK, (rows[10], 2), None)
        page.join(4, 5, 5, 5, "Số hộ có máy tính")
        for row in rows:
            page.cells[row, 5] = 12
        book.expect("column-unknown", NETWORK, (4, 5))


def _services(book: Book, *, mistaken: bool) -> None:
    page = book.pages[SERVICES] = Page(SERVICES)
    _titles(page, book, "TÌNH HÌNH NỘP HỒ SƠ TRỰC TUYẾN", "Tháng 9/2026" if mistaken else "Quý III/2026", 5)
    page.join(4, 2, 4, 3, "Nộp hồ sơ trực tuyến")
    page.cells[5, 2], page.cells[5, 3] = "Số hồ sơ nộp trực tuyến", "Tổng số hồ sơ nộp"

    def write(row: int, village: Village) -> None:
        page.cells[row, 2], page.cells[row, 3] = _numbers(book.context, "services-online-use", village, "2026-Q3")

    _names(page, list(book.context.villages), write)
    _add_up(page, [2, 3])
    if mistaken:
        book.expect("period-too-fine", SERVICES, (5, 2))
        _plant_levels(book, page)


def _plant_levels(book: Book, page: Page) -> None:
    """A column of the commune's, and one of percentages alone."""
    page.join(4, 4, 4, 5, "Cán bộ có chứng thư số")
    page.cells[5, 4], page.cells[5, 5] = "Tử số", "Mẫu số"
    page.join(4, 6, 5, 6, "Tài khoản thanh toán số (%)")
    for row in page.rows.values():
        page.cells[row, 4], page.cells[row, 5], page.cells[row, 6] = 1, 2, 61.5
    book.expect("level-commune", SERVICES, (5, 4))
    book.expect("counts-needed", SERVICES, (4, 6))


def _monthly(book: Book, *, mistaken: bool) -> None:
    """Months across, one indicator for the whole sheet."""
    page = book.pages[MONTHLY] = Page(MONTHLY)
    _titles(page, book, "Chỉ tiêu: Tài khoản thanh toán số", "Năm 2026", 5)
    months = ("2026-09", "2026-12" if mistaken else "2026-10")
    for column, month in zip((2, 4), months, strict=True):
        page.join(4, column, 4, column + 1, f"Tháng {int(month[5:])}")
        page.cells[5, column], page.cells[5, column + 1] = "Tử số", "Mẫu số"

    def write(row: int, village: Village) -> None:
        for column, month in zip((2, 4), ("2026-09", "2026-10"), strict=True):
            numbers = _numbers(book.context, "digital-accounts", village, month)
            page.cells[row, column], page.cells[row, column + 1] = numbers

    _names(page, list(book.context.villages), write)
    _add_up(page, [2, 3, 4, 5])
    if mistaken:
        book.expect("period-future", MONTHLY, (4, 4))


def _written(book: Book) -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    heading = workbook.add_format(
        {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
    )
    for page in book.pages.values():
        sheet = workbook.add_worksheet(page.name)
        sheet.set_column(1, 1, 28)
        for top, left, bottom, right in page.joined:
            sheet.merge_range(top, left, bottom, right, page.cells[top, left], heading)
        firsts = {(top, left) for top, left, _, _ in page.joined}
        for (row, column), value in page.cells.items():
            if (row, column) not in firsts and value is not None:
                sheet.write(row, column, value)
    workbook.close()
    return file.getvalue()
