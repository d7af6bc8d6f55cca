"""From a workbook's cells to records, with everything wrong or doubtful in one pass.

A sheet is of a kind by its name or by its headings, without regard to case, diacritics or what stands above them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.domain.folding import fold
from portal.domain.records import SUBJECTS
from portal.publishing.intake.findings import Finding, Severity
from portal.publishing.records.budget import BUDGET
from portal.publishing.records.catalogue import finding
from portal.publishing.records.kinds import Column, Context, ReadRecord, Record, RecordKind, Type
from portal.publishing.records.programmes import PROGRAMMES
from portal.publishing.records.reports import REPORTS
from portal.publishing.records.tasks import TASKS
from portal.publishing.records.teams import TEAMS
from portal.publishing.records.values import NotUnderstood, UnknownPlace, read_value, text_of
from portal.publishing.workbooks import Sheet, Workbook, address
from portal.publishing.workbooks.words import show

KINDS = {kind.code: kind for kind in (TASKS, REPORTS, BUDGET, PROGRAMMES, TEAMS)}
HEADER_WITHIN = 30  # rows from the top
LEAST_HEADINGS = 2


@dataclass(frozen=True)
class Understood:
    """The records without an error that differ from what is published, and everything found.

    :param unchanged: rows that say what is published already.
    """

    kinds: tuple[str, ...]
    records: tuple[ReadRecord, ...]
    findings: tuple[Finding, ...]
    unchanged: int


@dataclass(frozen=True)
class _Table:
    """Where a kind's rows stand in a sheet: the row of the headings, and the column of each by its name."""

    kind: RecordKind
    sheet: Sheet
    header: int
    columns: Mapping[str, int]

    def address(self, row: int, column: Column) -> str | None:
        return address(row, self.columns[column.name]) if column.name in self.columns else None


def is_of_records(sheet: Sheet) -> bool:
    """Whether a sheet has records; if not, it is one of figures, or of words."""
    return _find_table(sheet) is not None


def understand_records(workbook: Workbook, context: Context) -> Understood:
    """What the workbook's sheets of records say; other sheets are left alone."""
    tables = [table for sheet in workbook.sheets if (table := _find_table(sheet))]
    rows: list[ReadRecord] = []
    findings: list[Finding] = []
    for table in tables:
        read, wrong = _read_table(table, context)
        findings += wrong
        rows += read
    findings += _twice(rows)
    for kind in {table.kind.code: table.kind for table in tables}.values():
        findings += kind.check_all([row for row in rows if row.record.kind == kind.code], context)
    changed = [row for row in rows if not _is_live(row.record, context)]
    return Understood(tuple(t.kind.code for t in tables), tuple(changed), tuple(findings), len(rows) - len(changed))


def _find_table(sheet: Sheet) -> _Table | None:
    """The table of a sheet that is named as a kind's, or that has all its required headings."""
    named = next((kind for kind in KINDS.values() if fold(sheet.name) == fold(kind.sheet)), None)
    candidates = [
        _Table(kind, sheet, number, columns)
        for number in range(min(HEADER_WITHIN, len(sheet.rows)))
        for kind in ([named] if named else KINDS.values())
        if len(columns := _headings(sheet, number, kind)) >= LEAST_HEADINGS
        and (kind is named or not _missing(kind, columns))
    ]
    return max(candidates, key=lambda table: (len(table.columns), -table.header), default=None)


def _headings(sheet: Sheet, row: int, kind: RecordKind) -> dict[str, int]:
    found: dict[str, int] = {}
    for column in range(len(sheet.rows[row])):
        name = kind.headings.get(fold(text_of(sheet.value(row, column))))
        if name is not None:
            found.setdefault(name, column)
    return found


def _missing(kind: RecordKind, columns: Mapping[str, int]) -> list[Column]:
    return [column for column in kind.columns if column.required and column.name not in columns]


def _read_table(table: _Table, context: Context) -> tuple[list[ReadRecord], list[Finding]]:
    missing = _missing(table.kind, table.columns)
    if missing:
        names = {
            "columns": ", ".join(column.header for column in missing),
            "columns_en": ", ".join(column.header_en for column in missing),
        }
        return [], [finding("records.missing-column", table.sheet.name, address(table.header, 0), **names)]
    rows: list[ReadRecord] = []
    findings: list[Finding] = []
    given = 0
    for number in range(table.header + 1, len(table.sheet.rows)):
        if _says_something(table, number):
            given += 1
            row, wrong = _read_row(table, number, context)
            findings += wrong
            rows += [row] if row else []
    if not given:
        findings.append(finding("records.no-rows", table.sheet.name, None))
    return rows, findings


def _says_something(table: _Table, row: int) -> bool:
    asked = {*(table.kind.asks or (c.name for c in table.kind.columns if not c.only_read)), "delete"}
    return any(text_of(table.sheet.value(row, column)) for name, column in table.columns.items() if name in asked)


def _read_row(table: _Table, number: int, context: Context) -> tuple[ReadRecord | None, list[Finding]]:
    """A row's record, if nothing is wrong with it, and what is found about it."""
    kind, sheet = table.kind, table.sheet.name
    content, findings = _read_cells(table, number, context)
    withdrawn = bool(content.pop("delete", None))
    cells = {c.name: cell for c in kind.columns if (cell := table.address(number, c))}
    if withdrawn:
        required = {f.cell for f in findings if f.code == "records.empty"}
        findings = [f for f in findings if f.cell not in required]
    if any(f.severity is Severity.ERROR for f in findings):
        return None, findings
    key = _key_of(kind, content, context)
    row = ReadRecord(Record(kind.code, key, _content_of(kind, content), withdrawn), sheet, cells)
    findings += _check_withdrawn(row, context) if withdrawn else kind.check(row, context)
    return (None if any(f.severity is Severity.ERROR for f in findings) else row), findings


def _key_of(kind: RecordKind, content: dict[str, Any], context: Context) -> str:
    try:
        return kind.key_of(content, context)
    except KeyError:
        return ""  # a row to be withdrawn that does not say which


def _content_of(kind: RecordKind, content: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of the kind, those not written as None; the key's own columns are no fields of some kinds."""
    marks = {column.name for column in kind.columns if column.type is Type.MARK}
    return {name: content.get(name, False if name in marks else None) for name in SUBJECTS[kind.code].table.FIELDS}


def _read_cells(table: _Table, number: int, context: Context) -> tuple[dict[str, Any], list[Finding]]:
    content: dict[str, Any] = {}
    findings: list[Finding] = []
    for column in table.kind.all_columns:
        if column.only_read or column.name not in table.columns:
            continue
        cell = table.address(number, column)
        value = table.sheet.value(number, table.columns[column.name])
        try:
            read = read_value(value, column, context)
        except UnknownPlace:
            findings.append(_unknown_place(table, cell, text_of(value), context))
            continue
        except NotUnderstood as reason:
            findings.append(_not_understood(table, cell, text_of(value), column, reason))
            continue
        findings += _check_cell(table, cell, column, read, context)
        if read is not None:
            content[column.name] = read
    return content, findings


def _check_cell(table: _Table, cell: str | None, column: Column, read: Any, context: Context) -> Iterator[Finding]:
    words = {"column": column.header, "column_en": column.header_en}
    if read is None and column.required:
        yield finding("records.empty", table.sheet.name, cell, **words)
    elif column.past and read is not None and read > context.today.isoformat():
        yield finding("records.future", table.sheet.name, cell, value=read, **words)
    elif isinstance(read, str) and len(read) > column.longest:
        yield finding("records.too-long", table.sheet.name, cell, length=len(read), longest=column.longest, **words)


def _unknown_place(table: _Table, cell: str | None, text: str, context: Context) -> Finding:
    names = {"commune": context.commune.name, "commune_en": context.commune.name_en}
    return finding("records.unknown-place", table.sheet.name, cell, value=show(text), **names)


def _not_understood(table: _Table, cell: str | None, text: str, column: Column, reason: NotUnderstood) -> Finding:
    return finding(
        "records.not-understood",
        table.sheet.name,
        cell,
        value=show(text),
        column=column.header,
        column_en=column.header_en,
        rule=reason.rule,
        rule_en=reason.rule_en,
    )


def _check_withdrawn(row: ReadRecord, context: Context) -> Iterator[Finding]:
    if row.record.key not in context.live[row.record.kind]:
        yield finding("records.nothing-to-withdraw", row.sheet, row.cell("delete"))


def _twice(rows: Sequence[ReadRecord]) -> Iterator[Finding]:
    first: dict[tuple[str, str], ReadRecord] = {}
    for row in rows:
        earlier = first.setdefault((row.record.kind, row.record.key), row)
        if earlier is not row:
            yield finding("records.twice", row.sheet, row.cell(""), other=earlier.cell(""))


def _is_live(record: Record, context: Context) -> bool:
    return not record.withdrawn and context.live[record.kind].get(record.key) == record.content
