"""A draft as one workbook that a person reviews: a sheet a table, each row beside its source; and back again.

The columns of ``data/plans/<slug>/<table>.csv`` stand first after the decision; those in grey say where a row is from
and are not read for values. A decision is ``x`` (right), ``s`` (right after the cells were mended) or ``bỏ`` (dropped);
a row whose cells differ from what was read counts as mended.
"""

import json
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.publishing.intake.own_sheets import written
from portal.publishing.plan_drafts.draft import TABLES, Decision, Draft, DraftRow, Source
from portal.publishing.plan_drafts.words import doubts_in_words, scans_in_words
from portal.publishing.plans import COLUMNS
from portal.publishing.problems import Problem, Refused
from portal.publishing.workbooks.grid import Sheet, Value
from portal.publishing.workbooks.reading import read_workbook

GUIDE = "doc-truoc"
DECISION = "decision"
BESIDE = ("source_line", "source_page", "source_section", "source_text", "doubts", "nearest", "score")
KEPT_AS = "read"
"""The column with the row as it was read, as JSON: hidden, and what a second reading is compared with."""
SIGNS = {Decision.OPEN: "", Decision.KEPT: "x", Decision.MENDED: "s", Decision.DROPPED: "bỏ"}
_DECISIONS = {
    "x": Decision.KEPT,
    "s": Decision.MENDED,
    "bỏ": Decision.DROPPED,
    "bo": Decision.DROPPED,
    "": Decision.OPEN,
}
_WIDTHS = {"title": 60, "title_en": 40, "source_text": 90, "note": 30, "note_en": 30, "indicator": 26, "doubts": 34}
_LINES = (
    "Bản nháp dữ liệu của kế hoạch, đọc từ: {name}",
    "Mỗi trang tính là một bảng của data/plans/<slug>/. Ở cột decision ghi: x là đúng, s là đã sửa, bỏ là không lấy.",
    "Sửa ngay trong ô thì dòng được coi là đã sửa. Cột xám cho biết dòng lấy từ đâu trong văn bản; đừng sửa cột ấy.",
    "Xong thì chạy: langso plan write TỆP.xlsx --out data/plans/<slug>. Đọc lại văn bản: thêm --keep TỆP.xlsx.",
    "",
    "A draft of a plan's data. In the column decision write: x right, s mended, bỏ dropped. A changed cell makes its",
    "row a mended one. Grey columns say where a row is from. Then run langso plan write FILE.xlsx --out FOLDER.",
)


def draft_workbook(draft: Draft) -> bytes:
    """The workbook's bytes, equal for equal drafts."""

    def fill(workbook: xlsxwriter.Workbook) -> None:
        formats = {
            "head": workbook.add_format(
                {"bold": True, "bg_color": "#0A5C56", "font_color": "#FFFFFF", "valign": "top"}
            ),
            "cell": workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "beside": workbook.add_format(
                {"text_wrap": True, "valign": "top", "bg_color": "#EEF1EF", "num_format": "@"}
            ),
            "doubt": workbook.add_format(
                {"text_wrap": True, "valign": "top", "bg_color": "#FFF3D6", "num_format": "@"}
            ),
        }
        _write_guide(workbook.add_worksheet(GUIDE), draft)
        for table in sorted(TABLES, key=lambda name: name != "targets"):
            _write_table(workbook.add_worksheet(table), table, draft.rows[table], formats)

    return written(fill, title=draft.name)


def _write_guide(sheet: Worksheet, draft: Draft) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    lines = [line.format(name=draft.name) for line in _LINES] + list(filter(None, scans_in_words(draft.scans)))
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line)
    facts = {"name": draft.name, "sha256": draft.sha256, "kind": draft.kind, "encoding": draft.encoding}
    facts |= {"pages": str(draft.pages or ""), "scans": ", ".join(map(str, draft.scans))}
    for number, (name, value) in enumerate(facts.items(), start=len(lines) + 1):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, value)


def _write_table(sheet: Worksheet, table: str, rows: Sequence[DraftRow], formats: dict[str, Format]) -> None:
    columns = (DECISION, *COLUMNS[table], *BESIDE, KEPT_AS)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS.get(column, 12), None, {"hidden": column == KEPT_AS})
        sheet.write_string(0, number, column, formats["head"])
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(rows, start=1):
        cells = {**row.cells, **_beside(row), DECISION: SIGNS[row.decision], KEPT_AS: _as_read(row)}
        for number, column in enumerate(columns):
            style = "beside" if column in BESIDE else "doubt" if row.doubts else "cell"
            sheet.write_string(at, number, cells.get(column, ""), formats[style])
    sheet.data_validation(1, 0, max(1, len(rows)), 0, {"validate": "list", "source": ["x", "s", "bỏ"]})


def _beside(row: DraftRow) -> dict[str, str]:
    source = row.source
    return {
        "source_line": str(source.line) if source else "",
        "source_page": str(source.page or "") if source else "",
        "source_section": source.path if source else "",
        "source_text": source.text[:32_000] if source else "",
        "doubts": doubts_in_words(row.doubts),
        "nearest": ", ".join(row.nearest),
        "score": "" if row.score is None else f"{row.score:.2f}",
    }


def _as_read(row: DraftRow) -> str:
    source = row.source
    told = {
        "cells": row.read or row.cells,
        "part": row.part,
        "score": row.score,
        "doubts": [str(doubt) for doubt in row.doubts],
        "nearest": list(row.nearest),
        "source": [source.line, source.last_line, source.page, source.path, source.text] if source else None,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def read_draft_workbook(content: bytes, name: str) -> Draft:
    """The draft with what the person decided and mended.

    :raises Refused: the file is no workbook of a draft, or a decision or row cannot be understood, each with its cell.
    """
    sheets = {sheet.name: sheet for sheet in read_workbook(content, name).sheets}
    missing = [table for table in (GUIDE, *TABLES) if table not in sheets]
    if missing:
        raise Refused([_not_ours(name, ", ".join(missing))])
    facts = {_text(row[0]): _text(row[1]) for row in sheets[GUIDE].rows if len(row) > 1}
    problems: list[Problem] = []
    rows = {table: list(_read_table(name, table, sheets[table], problems)) for table in TABLES}
    if problems:
        raise Refused(problems)
    pages = facts.get("pages", "")
    return Draft(
        name=facts.get("name", name),
        sha256=facts.get("sha256", ""),
        kind=facts.get("kind", ""),
        encoding=facts.get("encoding", ""),
        pages=int(pages) if pages.isdecimal() else None,
        rows=rows,
        scans=tuple(int(page) for page in facts.get("scans", "").split(", ") if page.isdecimal()),
    )


def _read_table(name: str, table: str, sheet: Sheet, problems: list[Problem]) -> list[DraftRow]:
    header = [_text(cell) for cell in sheet.rows[0]] if sheet.rows else []
    lacking = [column for column in (DECISION, *COLUMNS[table], KEPT_AS) if column not in header]
    if lacking:
        problems.append(_not_ours(f"{name}, {table}", ", ".join(lacking)))
        return []
    found = []
    for number, cells in enumerate(sheet.rows[1:], start=2):
        if not any(cells):
            continue
        texts = {column: _text(cells[at]) if at < len(cells) else "" for at, column in enumerate(header)}
        row = _row(table, texts)
        if row is None:
            problems.append(_unclear(f"{name}, {table}, dòng {number}", texts[DECISION]))
        else:
            found.append(row)
    return found


def _row(table: str, texts: dict[str, str]) -> DraftRow | None:
    """The row; None where its decision is none. A row a person added has no reading and counts as mended."""
    sign = texts[DECISION].casefold()
    if sign not in _DECISIONS:
        return None
    cells = {column: texts[column] for column in COLUMNS[table]}
    try:
        read = json.loads(texts[KEPT_AS]) if texts[KEPT_AS] else None
        if read is None:
            return DraftRow(table, cells, part=json.dumps(cells, sort_keys=True), decision=Decision.MENDED)
        decision = _DECISIONS[sign]
        if cells != read["cells"] and decision != Decision.DROPPED:
            decision = Decision.MENDED
        elif decision == Decision.MENDED:
            decision = Decision.KEPT
        source = Source(*read["source"]) if read["source"] else None
        return DraftRow(
            table,
            cells,
            source,
            read["part"],
            read["score"],
            tuple(read["doubts"]),
            decision,
            read["cells"],
            tuple(read["nearest"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _not_ours(where: str, missing: str) -> Problem:
    return Problem(
        "not-a-draft",
        where,
        f"không phải bản nháp của kế hoạch: thiếu {missing}.",
        f"this is not a draft of a plan: {missing} missing.",
        "Dùng tệp mà langso plan read đã ghi ra, giữ nguyên tên trang tính và hàng đầu.",
        "Use the file that langso plan read wrote, with its sheets' names and first rows as they were.",
    )


def _unclear(where: str, sign: str) -> Problem:
    return Problem(
        "unclear-decision",
        where,
        f"không hiểu quyết định {sign!r}, hoặc cột ẩn read đã bị sửa.",
        f"the decision {sign!r} is not understood, or the hidden column read was changed.",
        "Ghi x, s hoặc bỏ; đừng sửa cột read.",
        "Write x, s or bỏ; leave the column read as it is.",
    )
