"""From a workbook to figures and findings: pure, and all of it in one pass."""

from portal.publishing.intake.context import Context
from portal.publishing.intake.entries import Entry, TableReader
from portal.publishing.intake.findings import Intake
from portal.publishing.intake.history import check_history
from portal.publishing.intake.layout import SheetLayout, Table, is_empty
from portal.publishing.intake.own_sheets import NOT_FIGURES
from portal.publishing.intake.repeats import without_repeats
from portal.publishing.intake.reporting import Report
from portal.publishing.intake.rules import Rules
from portal.publishing.intake.totals import Totals
from portal.publishing.intake.vocabulary import Vocabulary
from portal.publishing.workbooks.grid import Sheet, Workbook


def understand(workbook: Workbook, context: Context) -> Intake:
    """The figures that a workbook hands in, and everything wrong or doubtful in it with its cell."""
    words = Vocabulary(context)
    report = Report(workbook)
    tables = _tables(workbook, words, report)
    entries: list[Entry] = []
    for number, table in enumerate(tables):
        entries += TableReader(number, table, words, report).entries()
    rules = Rules(context, report)
    figures = without_repeats(rules.figures(entries), rules, report)
    Totals(entries, rules, report).check()
    check_history(figures, context, rules, report)
    return Intake(tuple(sound.as_read() for sound in figures), report.findings)


def _tables(workbook: Workbook, words: Vocabulary, report: Report) -> list[Table]:
    """The tables of all sheets; a sheet with numbers but no table is pointed out."""
    found: dict[str, list[Table]] = {}
    for sheet in workbook.sheets:
        if sheet.value(0, 0) not in NOT_FIGURES:
            found[sheet.name] = SheetLayout(sheet, words).tables()
    if not any(found.values()):
        report.add("no-table", workbook.sheets[0].name if workbook.sheets else None, None)
        return []
    for sheet in workbook.sheets:
        if sheet.name in found and not found[sheet.name] and _has_numbers(sheet):
            report.add("sheet-left-out", sheet.name, None, name=sheet.name)
    return [table for tables in found.values() for table in tables]


def _has_numbers(sheet: Sheet) -> bool:
    cells = (value for row in sheet.rows for value in row if not is_empty(value))
    return any(
        (isinstance(value, int | float) and not isinstance(value, bool)) or (isinstance(value, str) and value.isdigit())
        for value in cells
    )
