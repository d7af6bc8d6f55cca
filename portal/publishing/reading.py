"""CSV files of reviewed facts, as rows that remember where they stand."""

import csv
import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from portal.publishing.problems import Problem, Refused

T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A row of a file; ``number`` is the line a spreadsheet shows, the header being 1."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells[column]

    def optional(self, column: str) -> str | None:
        return self.cells[column] or None

    def integer(self, column: str) -> int | None:
        return self._convert(column, int, "số nguyên", "a whole number")

    def decimal(self, column: str) -> float | None:
        return self._convert(column, float, "số, dấu chấm thập phân", 'a number, with "." for decimals')

    def day(self, column: str) -> dt.date | None:
        return self._convert(column, dt.date.fromisoformat, "ngày dạng 2026-12-31", "a date such as 2026-12-31")

    def required(self, column: str) -> str:
        if not self.cells[column]:
            raise Refused([self.problem("empty", column, "ô để trống.", "is empty.", "Điền ô này.", "Fill it in.")])
        return self.cells[column]

    def _convert(self, column: str, convert: Callable[[str], T], kind: str, kind_en: str) -> T | None:
        cell = self.cells[column]
        if not cell:
            return None
        try:
            if not cell.isascii() or "_" in cell:
                raise ValueError(cell)
            return convert(cell)
        except ValueError:
            raise Refused(
                [
                    self.problem(
                        "not-understood",
                        column,
                        f"không đọc được {cell!r}.",
                        f"{cell!r} cannot be read.",
                        f"Ghi {kind}.",
                        f"Write {kind_en}.",
                    )
                ]
            ) from None

    def problem(self, code: str, column: str, message: str, message_en: str, fix: str, fix_en: str) -> Problem:
        where = f"{self.file}, dòng {self.number}, cột {column}"
        return Problem(code, where, message, message_en, fix, fix_en)


def read_rows(path: Path, columns: Sequence[str]) -> list[Row]:
    """The rows of a UTF-8 CSV file, cells stripped and in NFC.

    :raises Refused: the file is not there, is not UTF-8 CSV, lacks a column, has one too many, or a row is ragged.
    """
    name = "/".join(path.parts[-2:])
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused([_file_problem("no-file", name, "không có tệp.", "the file is not there.")]) from None
    except UnicodeDecodeError:
        raise Refused([_file_problem("not-utf8", name, "tệp không phải UTF-8.", "the file is not UTF-8.")]) from None
    lines = list(csv.reader(unicodedata.normalize("NFC", content).splitlines()))
    header = lines[0] if lines else []
    if sorted(header) != sorted(columns):
        raise Refused([_header_problem(name, header, columns)])
    return [_row(name, number, header, cells) for number, cells in enumerate(lines[1:], start=2)]


def _row(name: str, number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        raise Refused(
            [
                Problem(
                    "ragged",
                    f"{name}, dòng {number}",
                    f"có {len(cells)} ô, cần {len(header)}.",
                    f"has {len(cells)} cells where {len(header)} are needed.",
                    "Thêm dấu phẩy còn thiếu, hoặc đặt ô có dấu phẩy trong ngoặc kép.",
                    "Add the missing commas, or put a cell with a comma in quotes.",
                )
            ]
        )
    return Row(name, number, {column: cell.strip() for column, cell in zip(header, cells, strict=True)})


def _file_problem(code: str, name: str, message: str, message_en: str) -> Problem:
    return Problem(code, name, message, message_en, "Lưu lại tệp dạng CSV UTF-8.", "Save it as UTF-8 CSV.")


def _header_problem(name: str, header: list[str], columns: Sequence[str]) -> Problem:
    missing = ", ".join(sorted(set(columns) - set(header))) or "-"
    extra = ", ".join(sorted(set(header) - set(columns))) or "-"
    return Problem(
        "header",
        f"{name}, dòng 1",
        f"thiếu cột: {missing}; thừa cột: {extra}.",
        f"columns missing: {missing}; not known: {extra}.",
        f"Dòng đầu cần đủ: {', '.join(columns)}.",
        f"The first line names exactly: {', '.join(columns)}.",
    )
