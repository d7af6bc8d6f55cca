"""Money allocated and disbursed, by year, programme and source; a stated total adds up or is explained."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from portal.domain.folding import slugify
from portal.domain.money import Amount, BudgetLine, sum_of_total
from portal.publishing.intake.findings import Finding
from portal.publishing.records.catalogue import amount, finding
from portal.publishing.records.kinds import Choice, Column, Context, ReadRecord, RecordKind, Type, join_key

SOURCES = (
    Choice("central", "Ngân sách trung ương", "Central budget"),
    Choice("province", "Ngân sách tỉnh, thành phố", "Provincial budget"),
    Choice("commune", "Ngân sách xã, phường", "Commune budget"),
    Choice("contributed", "Xã hội hóa", "Contributions"),
    Choice("other", "Nguồn khác", "Other"),
)
SMALL = 100_000
"""Less đồng than this, and not nothing, is thought to be written in thousands or millions."""


def _key(content: Mapping[str, Any], context: Context) -> str:
    programme = slugify(content.get("programme") or "")
    year, source = content.get("year"), content.get("source")
    if content.get("is_total"):
        return join_key(context.commune.slug, "total", year or "all", programme or "all", source or "all")
    decision = slugify(content.get("decision_number") or "")
    return join_key(context.commune.slug, year, programme, source, decision)


def _check(row: ReadRecord, _context: Context) -> Iterator[Finding]:
    content = row.content
    if not content.get("is_total"):
        for name in ("year", "programme", "source"):
            if not content.get(name):
                column = next(c for c in BUDGET.columns if c.name == name)
                cell = row.cell(name)
                yield finding("records.empty", row.sheet, cell, column=column.header, column_en=column.header_en)
    for name in ("allocated", "disbursed"):
        value = content.get(name)
        if value is not None and 0 < value < SMALL:
            yield finding("money.small", row.sheet, row.cell(name), value=amount(value))
    allocated, disbursed = content.get("allocated"), content.get("disbursed")
    if allocated is not None and disbursed is not None and disbursed > allocated:
        words = {"allocated": amount(allocated), "disbursed": amount(disbursed)}
        yield finding("money.overspent", row.sheet, row.cell("disbursed"), **words)


def _check_totals(rows: Sequence[ReadRecord], context: Context) -> Iterator[Finding]:
    """Every total, with the lines as they would stand once this is published."""
    given = {row.record.key: row for row in rows}
    after = dict(context.live[BUDGET.code])
    for row in rows:
        after.pop(row.record.key, None)
        if not row.record.withdrawn:
            after[row.record.key] = row.content
    lines = [BudgetLine(key=key, **content) for key, content in after.items() if content.get("allocated") is not None]
    for total in (line for line in lines if line.is_total):
        yield from _check_total(total, sum_of_total(total, lines), given.get(total.key), rows)


def _check_total(
    total: BudgetLine, amount_of: Amount, row: ReadRecord | None, rows: Sequence[ReadRecord]
) -> Iterator[Finding]:
    sheet = row.sheet if row else rows[0].sheet
    if not amount_of.lines:
        yield finding("money.total-without-lines", sheet, row.cell("allocated") if row else None)
        return
    pairs = (
        ("allocated", "được giao", "allocated", total.allocated, amount_of.allocated),
        ("disbursed", "đã giải ngân", "disbursed", total.disbursed, amount_of.disbursed),
    )
    for name, what, what_en, stated, reckoned in pairs:
        if stated is not None and stated != reckoned:
            yield finding(
                "money.does-not-add-up",
                sheet,
                row.cell(name) if row else None,
                what=what,
                what_en=what_en,
                stated=amount(stated),
                reckoned=amount(reckoned),
                difference=amount(abs(stated - reckoned)),
            )


def _offered(context: Context) -> Iterator[Mapping[str, Any]]:
    live = context.live[BUDGET.code]
    return iter(sorted(live.values(), key=lambda c: (c["is_total"], -(c["year"] or 0), c["programme"] or "")))


BUDGET = RecordKind(
    code="budget",
    sheet="Kinh phí",
    title="Kinh phí",
    title_en="Money",
    columns=(
        Column("is_total", "Dòng tổng", "Total", "Ghi x nếu đây là dòng tổng, không phải khoản riêng.", Type.MARK),
        Column("year", "Năm", "Year", "Năm ngân sách; dòng tổng của mọi năm thì để trống.", Type.YEAR, width=8),
        Column("programme", "Chương trình", "Programme", "Tên chương trình, dự án, nhiệm vụ chi.", width=46),
        Column("programme_en", "Chương trình (tiếng Anh)", "Programme (English)", "Không bắt buộc.", width=30),
        Column("source", "Nguồn", "Source", "Chọn trong danh sách.", Type.CHOICE, choices=SOURCES, width=28),
        Column("allocated", "Được giao (đồng)", "Allocated (VND)", "Số nguyên, bằng đồng.", Type.WHOLE, True),
        Column(
            "disbursed",
            "Đã giải ngân (đồng)",
            "Disbursed (VND)",
            "Số nguyên, bằng đồng; chưa rõ thì trống.",
            Type.WHOLE,
        ),
        Column("decision_number", "Số quyết định", "Decision", "Số, ký hiệu quyết định giao.", longest=100, width=20),
        Column("decided_on", "Ngày quyết định", "Decided on", "Ngày ký.", Type.DAY, past=True, width=14),
        Column("note", "Ghi chú", "Note", "Điều người đọc cần biết.", longest=1000, width=40),
    ),
    key_of=_key,
    check=_check,
    check_all=_check_totals,
    offered=_offered,
)
