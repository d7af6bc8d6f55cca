"""Seeded random figures, written by hand in many layouts, spellings and number formats, come back identical."""

import csv
import io
import random
from collections.abc import Callable

import pytest

from portal.domain.folding import fold
from portal.domain.periods import Period, parse_period
from portal.publishing.intake import Intake, Measure, Village, understand
from portal.publishing.intake.catalogue import say_period
from portal.publishing.submissions import Cell
from portal.publishing.workbooks import Sheet, Value, Workbook, read_workbook
from tests.publishing.intake.places import make_context
from tests.publishing.intake.sheets import make_sheet, make_workbook

CONTEXT = make_context(before={})
STOCKS = ("vneid-level2", "digital-signature", "digital-skills", "coverage-5g", "telehealth-access")
MONTHS = ("2026-08", "2026-09", "2026-10")
Figures = dict[tuple[str, str, str], tuple[int, int]]


class Writer:
    """Writes names, periods and numbers the way different officers do, by its own dice."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311
        self.as_text = self.rng.random() < 0.5

    def village(self, village: Village) -> str:
        unit, _, rest = village.name.rpartition(" ") if village.name[-1].isdigit() else ("", "", village.name)
        ways: list[str] = [village.name, village.name.upper(), fold(village.name), village.code, f"  {village.name} "]
        if unit == "Tổ dân phố":
            ways += [f"TDP {rest}", f"Tổ DP {rest}", f"tổ dân phố số {rest}", f"Tổ {rest}", f"TDP{rest}", f"Tổ 0{rest}"]
        if unit == "Thôn":
            ways += [f"thôn số {rest}", f"Thôn 0{rest}"]
        if "Hòa" in village.name:
            ways += ["Thôn Hoà Bình", "Hòa Bình", "hoa binh"]
        return self.rng.choice(ways)

    def indicator(self, measure: Measure) -> str:
        return self.rng.choice([measure.code, measure.name, measure.short, fold(measure.name), measure.short.upper()])

    def title(self, period: Period) -> str:
        """Above a table a date alone could be the day of the report."""
        text = self.period(period)
        return f"Số liệu đến {text}" if text.count("/") == 2 and text[0].isdigit() else text

    def period(self, period: Period) -> str:
        month, year = period.end.month, period.end.year
        ways = [f"tháng {month}/{year}", f"Tháng {month} năm {year}", f"T{month}/{year}", f"{month:02}/{year}"]
        ways += [period.text, f"{period.end:%d/%m/%Y}", f"đến ngày {period.end:%d/%m/%Y}", f"THÁNG {month:02}-{year}"]
        return self.rng.choice(ways)

    def number(self, number: int) -> Value:
        grouped = f"{number:,}"
        texts: list[Value] = [str(number), grouped.replace(",", "."), grouped.replace(",", " "), f"{number},0"]
        return self.rng.choice(texts if self.as_text else [number, float(number), *texts])


def made(seed: int, indicators: tuple[str, ...], periods: tuple[str, ...]) -> Figures:
    """One population a village and kind, so that shared denominators agree."""
    rng = random.Random(seed)  # noqa: S311
    figures: Figures = {}
    for village in CONTEXT.villages:
        sizes: dict[str | None, int] = {}
        for code in indicators:
            whole = sizes.setdefault(CONTEXT.indicators[code].denominator, rng.randint(1, 24_000))
            count = rng.randint(0, whole)
            for period in periods:
                count = min(whole, count + rng.randint(0, 9))
                if rng.random() < 0.9:
                    figures[code, village.code, period] = count, whole
    return figures


def long_rows(figures: Figures, writer: Writer) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for code, period in dict.fromkeys((code, period) for code, _, period in figures):
        for village in CONTEXT.villages:
            names: list[Value] = [writer.village(village), writer.indicator(CONTEXT.indicators[code])]
            numbers = figures.get((code, village.code, period))
            written = [writer.number(number) for number in numbers] if numbers else ["", ""]
            rows.append([*names, writer.period(parse_period(period)), *written, ""])
    writer.rng.shuffle(rows)
    return [["Thôn, tổ dân phố", "Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số", "Ghi chú"], *rows]


def titles(*lines: str) -> list[list[Value]]:
    return [["UBND PHƯỜNG TRÀ MAI"], ["BÁO CÁO SỐ LIỆU"], *([line] for line in lines), []]


def long_sheet(figures: Figures, writer: Writer) -> Workbook:
    return make_workbook(make_sheet(*titles("Kế hoạch số 15/KH-UBND"), *long_rows(figures, writer)))


def long_csv(figures: Figures, writer: Writer) -> Workbook:
    writer.as_text = True
    file = io.StringIO()
    csv.writer(file, delimiter=writer.rng.choice(",;")).writerows(long_rows(figures, writer))
    return read_workbook(file.getvalue().encode("utf-8-sig"), "so-lieu.csv")


def one_month(figures: Figures, period: str, writer: Writer, *, csv_file: bool = False) -> Sheet:
    """Villages down, indicators across; a line of the month above, totals and notes below."""
    codes = list(dict.fromkeys(code for code, _, p in figures if p == period))
    above: list[Value] = ["STT", "Đơn vị"]
    below: list[Value] = [None, None]
    merged = []
    for number, code in enumerate(codes):
        column = 2 + 2 * number
        name, measure = writer.indicator(CONTEXT.indicators[code]), CONTEXT.indicators[code]
        words = writer.rng.choice([("Tử số", "Mẫu số"), (measure.numerator, measure.denominator)])
        above += [f"{name} - tử số", f"{name} (mẫu số)"] if csv_file else [name, None]
        below += list(words)
        merged.append((0, column, 0, column + 1))
    headings = [above] if csv_file else [above, below]
    rows = [*titles(writer.title(parse_period(period))), *headings]
    top = len(rows) - len(headings)
    for number, village in enumerate(CONTEXT.villages):
        row: list[Value] = [number + 1, writer.village(village)]
        for code in codes:
            numbers = figures.get((code, village.code, period))
            row += [writer.number(n) for n in numbers] if numbers else [writer.rng.choice([None, "", "x"]), None]
        rows.append(row)
    rows.append(["", "Tổng cộng", *_sums(figures, codes, period)])
    rows += [[], ["", "Ghi chú: chưa kể người tạm trú."], ["", "Trà Mai, ngày 5 tháng 11 năm 2026"]]
    areas = [] if csv_file else [(top, 0, top + 1, 0), (top, 1, top + 1, 1)]
    areas += [] if csv_file else [(top + a, b, top + c, d) for a, b, c, d in merged]
    return make_sheet(*rows, name=f"T{int(period[5:])}", merged=tuple(areas))


def _sums(figures: Figures, codes: list[str], period: str) -> list[Value]:
    found: list[Value] = []
    for code in codes:
        numbers = [value for (c, _, p), value in figures.items() if (c, p) == (code, period)]
        found += [sum(n for n, _ in numbers), sum(d for _, d in numbers)]
    return found


def sheet_a_month(figures: Figures, writer: Writer) -> Workbook:
    periods = sorted({period for _, _, period in figures})
    return make_workbook(*(one_month(figures, period, writer) for period in periods))


def wide_csv(figures: Figures, writer: Writer) -> Workbook:
    """The newest month only, as a CSV file has one sheet."""
    writer.as_text = True
    newest = max(period for _, _, period in figures)
    for key in [key for key in figures if key[2] != newest]:
        del figures[key]
    sheet = one_month(figures, newest, writer, csv_file=True)
    file = io.StringIO()
    csv.writer(file).writerows([["" if value is None else value for value in row] for row in sheet.rows])
    return read_workbook(file.getvalue().encode(), "so-lieu.csv")


def months_across(figures: Figures, writer: Writer) -> Workbook:
    """A sheet an indicator, named after it or titled with it; months across, the year in the title."""
    sheets = []
    for code in dict.fromkeys(code for code, _, _ in figures):
        measure = CONTEXT.indicators[code]
        periods = sorted({p for c, _, p in figures if c == code})
        months: list[Value] = ["Tên thôn"]
        counts: list[Value] = [None]
        for period in periods:
            months += [writer.rng.choice([f"Tháng {int(period[5:])}", f"T{int(period[5:])}", period]), None]
            counts += ["Tử số", "Mẫu số"]
        top = 4
        merged = [(top, 1 + 2 * n, top, 2 + 2 * n) for n in range(len(periods))] + [(top, 0, top + 1, 0)]
        rows: list[list[Value]] = [*titles(f"Chỉ tiêu: {writer.indicator(measure)}"), months, counts]
        rows[1] = ["BÁO CÁO NĂM 2026"]
        for village in CONTEXT.villages:
            row: list[Value] = [writer.village(village)]
            for period in periods:
                numbers = figures.get((code, village.code, period))
                row += [writer.number(n) for n in numbers] if numbers else [None, None]
            rows.append(row)
        sheets.append(make_sheet(*rows, name=code, merged=tuple(merged)))
    return make_workbook(*sheets)


def villages_and_months_down(figures: Figures, writer: Writer) -> Workbook:
    """A row for each village and month, the village's name joined over its months."""
    codes = list(dict.fromkeys(code for code, _, _ in figures))
    periods = sorted({period for _, _, period in figures})
    heads: list[Value] = ["Thôn/TDP", "Tháng"]
    for code in codes:
        name = writer.indicator(CONTEXT.indicators[code])
        heads += [f"{name}: tử số", f"{name}: mẫu số"]
    rows: list[list[Value]] = [heads]
    merged = []
    for village in CONTEXT.villages:
        merged.append((len(rows), 0, len(rows) + len(periods) - 1, 0))
        for number, period in enumerate(periods):
            row: list[Value] = [writer.village(village) if not number else None, writer.period(parse_period(period))]
            for code in codes:
                numbers = figures.get((code, village.code, period))
                row += [writer.number(n) for n in numbers] if numbers else [None, None]
            rows.append(row)
    return make_workbook(make_sheet(*rows, merged=tuple(merged)))


LAYOUTS: tuple[Callable[[Figures, Writer], Workbook], ...] = (
    long_sheet,
    long_csv,
    sheet_a_month,
    wide_csv,
    months_across,
    villages_and_months_down,
)


def read(intake: Intake) -> Figures:
    return {
        (f.cell.indicator, f.cell.locality, f.cell.period): (f.cell.numerator or 0, f.cell.denominator or 0)
        for f in intake.figures
    }


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@pytest.mark.parametrize("seed", range(12))
def test_random_figures_come_back_identical_from_every_layout(layout, seed):
    figures = made(seed, STOCKS[: 1 + seed % 5], MONTHS[: 1 + seed % 3])
    workbook = layout(figures, Writer(seed))
    intake = understand(workbook, CONTEXT)
    assert intake.findings == ()
    assert read(intake) == figures


@pytest.mark.parametrize("seed", range(6))
def test_quarters_of_flows_come_back_too(seed):
    figures = made(seed, ("services-online-use", "dossiers-online"), ("2026-Q2", "2026-Q3"))
    rows = long_rows(figures, Writer(seed))
    words = {
        "2026-Q2": ("quý II/2026", "Quý 2 năm 2026", "Q2/2026"),
        "2026-Q3": ("Quý III năm 2026", "2026-Q3", "QIII/2026"),
    }
    rng = random.Random(seed)  # noqa: S311
    told = {say_period(parse_period(p), english=False): p for p in words}
    assert set(told) == {"quý II/2026", "quý III/2026"}
    for row in rows[1:]:
        month = str(row[2])
        row[2] = rng.choice(words["2026-Q3" if _month(month) == 9 else "2026-Q2"])
    intake = understand(make_workbook(make_sheet(*rows)), CONTEXT)
    assert intake.findings == ()
    assert read(intake) == figures


def _month(text: str) -> int:
    from portal.publishing.intake.periods import whole

    mention = whole(text)
    assert mention
    assert mention.period
    return mention.period.end.month


def test_a_figure_remembers_the_cell_its_count_stands_in():
    rows: list[list[Value]] = [["Thôn", "Chỉ tiêu", "Kỳ", "Tử số", "Mẫu số"]]
    rows += [[v.name, "vneid-level2", "2026-10", 7, 9] for v in CONTEXT.villages]
    figure = understand(make_workbook(make_sheet(*rows, name="Bảng 1")), CONTEXT).figures[2]
    assert figure.cell == Cell("vneid-level2", CONTEXT.villages[2].code, "2026-10", 7, 9)
    assert (figure.sheet, figure.address) == ("Bảng 1", "D4")
