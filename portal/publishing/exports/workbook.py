"""The XLSX file of a version: its data, its dictionary, and what to know before reading them."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from portal.domain.catalogue import LICENCE_TITLE, LICENCE_URL, RIGHTS
from portal.domain.dictionary import unit_of
from portal.formats.xlsx import Words, write_xlsx
from portal.publishing.exports.edition import Edition

DATA, DICTIONARY, NOTES = "Dữ liệu - Data", "Từ điển - Dictionary", "Ghi chú - Notes"

Line = Sequence[object] | None


def write_workbook(path: Path, edition: Edition) -> None:
    """:raises OSError: it cannot be written."""
    dataset = edition.dataset
    properties = {
        "title": f"{dataset.title} ({edition.number})",
        "subject": f"{dataset.title_en} ({edition.number})",
        "comments": " ".join(text for text in edition.notice if text),
    }
    write_xlsx(
        path,
        DATA,
        edition.table,
        [_dictionary(edition), _notes(edition)],
        created=edition.release.released_at.astimezone(dt.UTC).replace(tzinfo=None),
        properties=properties,
        notice=edition.notice[0] or "",
    )


def _dictionary(edition: Edition) -> Words:
    lines: list[Line] = [("Cột / Column", "Kiểu / Type", "Đơn vị / Unit", "Nghĩa", "Meaning")]
    for column in edition.columns:
        unit = " / ".join(dict.fromkeys(unit_of(column.unit))) if column.unit else None
        lines.append((column.name, column.type.value, unit, column.meaning, column.meaning_en))
    headings = {0}
    for part in (_codes(edition), _indicators(edition)):
        if part:
            lines.append(None)
            headings.add(len(lines))
            lines += part
    return Words(DICTIONARY, lines, frozenset(headings), (28, 16, 24, 60, 60))


def _codes(edition: Edition) -> list[Line]:
    codes = [(c.name, w.code, None, w.meaning, w.meaning_en) for c in edition.columns for w in c.words]
    return [("Cột / Column", "Mã / Code", None, "Nghĩa", "Meaning"), *codes] if codes else []


def _indicators(edition: Edition) -> list[Line]:
    if not edition.indicators:
        return []
    lines: list[Line] = [("Chỉ số / Indicator", None, "Đơn vị / Unit", "Tên và định nghĩa", "Name and definition")]
    for i in edition.indicators:
        unit = " / ".join(dict.fromkeys(unit_of(i.unit)))
        lines.append((i.code, None, unit, f"{i.name}. {i.definition}", f"{i.name_en}. {i.definition_en}"))
    return lines


def _notes(edition: Edition) -> Words:
    dataset, release = edition.dataset, edition.release
    lines: list[Line] = [(dataset.title, dataset.title_en)]
    if edition.notice[0]:
        lines.append(edition.notice)
    lines += [
        (dataset.description, dataset.description_en),
        (edition.dictionary.row, edition.dictionary.row_en),
        (f"Phiên bản {edition.number}, công bố ngày {edition.day:%d/%m/%Y}: {release.title}",
         f"Version {edition.number}, released on {edition.day.isoformat()}: {release.title_en}"),
        (f"Cơ quan công bố: {edition.publisher[0]}", f"Publisher: {edition.publisher[1]}"),
        *((f"Nguồn: {source}", f"Source: {source_en}") for source, source_en in edition.sources),
        (f"Giấy phép: {LICENCE_TITLE} ({LICENCE_URL}). {RIGHTS[0]}",
         f"Licence: {LICENCE_TITLE} ({LICENCE_URL}). {RIGHTS[1]}"),
        (f"Trích dẫn: {edition.citation[0]}", f"Citation: {edition.citation[1]}"),
    ]  # fmt: skip
    if edition.dictionary.statuses:
        lines.append(READING)
    return Words(NOTES, lines, frozenset({0}), (80, 80))


READING = (
    "Ô trống không phải là số 0. Ở cột value, ô trống có lý do ghi ở cột status: withheld (không công bố để bảo vệ "
    "riêng tư), missing (chưa có số liệu), not-applicable (không áp dụng).",
    "An empty cell is not zero. Where value is empty, status says why: withheld (to protect privacy), missing "
    "(no figure), not-applicable.",
)
"""How to read a cell without a number, in Vietnamese and English."""
