"""What a kind of record is: its columns in a workbook, its key and its rules. Each kind is a module of its own."""

import datetime as dt
import enum
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from portal.domain.folding import fold
from portal.domain.localities import Locality
from portal.domain.obligations import Obligation, Report
from portal.domain.tasks import Task
from portal.publishing.intake.findings import Finding

LONGEST_KEY = 200


class Type(enum.StrEnum):
    TEXT = "text"
    WHOLE = "whole"
    YEAR = "year"
    DAY = "day"
    CHOICE = "choice"
    MARK = "mark"
    PHONE = "phone"
    PLACE = "place"


@dataclass(frozen=True)
class Choice:
    """One of a few words: its code, and how officers write it."""

    code: str
    text: str
    text_en: str


@dataclass(frozen=True)
class Column:
    """A column of a kind's sheet.

    :param name: the field of the content it fills; a column ``only_read`` fills none and is there for the officer.
    :param meaning: what to write, for the sheet of instructions.
    :param past: a day that cannot lie ahead.
    """

    name: str
    header: str
    header_en: str
    meaning: str
    type: Type = Type.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    only_read: bool = False
    past: bool = False
    longest: int = 300
    width: int = 18


DELETE = Column(
    "delete", "Xóa", "Delete", "Ghi x để rút dòng này khỏi dữ liệu đang công bố; để trống nếu giữ.", Type.MARK, width=6
)
"""The first column of every kind."""


@dataclass(frozen=True)
class Context:
    """What the rules need to know of a commune.

    :param villages: those of today; of one that is no more nothing new can be recorded.
    :param live: what is published now, by kind and key.
    """

    commune: Locality
    villages: Sequence[Locality]
    tasks: Mapping[str, Task]
    duties: Sequence[Obligation]
    reports: Mapping[str, Report]
    live: Mapping[str, Mapping[str, Mapping[str, Any]]]
    today: dt.date

    @property
    def codes(self) -> set[str]:
        """Of the places that there are today."""
        return {self.commune.code, *(village.code for village in self.villages)}


@dataclass(frozen=True)
class Record:
    """One thing to publish, or to take back; ``content`` is as JSON holds it."""

    kind: str
    key: str
    content: Mapping[str, Any]
    withdrawn: bool = False


class IsRecord(Protocol):
    """A ``Record``, or what the desk keeps of one."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def content(self) -> Any: ...
    @property
    def withdrawn(self) -> bool: ...


@dataclass(frozen=True)
class ReadRecord:
    """A record, and the cells it was read from: by the column's name."""

    record: Record
    sheet: str
    cells: Mapping[str, str]

    def cell(self, column: str) -> str | None:
        """The address of a column's cell; of the first there is where the sheet has no such column."""
        return self.cells.get(column) or next(iter(self.cells.values()), None)

    @property
    def content(self) -> Mapping[str, Any]:
        return self.record.content


Rule = Callable[[ReadRecord, Context], Iterator[Finding]]
RuleOfAll = Callable[[Sequence[ReadRecord], Context], Iterator[Finding]]


def no_rule(_rows: Sequence[ReadRecord], _context: Context) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True)
class RecordKind:
    """A kind of record.

    :param code: the group its datasets are of.
    :param sheet: the name of its sheet, at most 31 letters.
    :param key_of: the permanent key of a content.
    :param check: what is wrong or doubtful with one row.
    :param check_all: what is, with all rows of a workbook together.
    :param offered: rows that the template lists although nothing is published of them yet: tasks, reports.
    :param asks: the columns that ``offered`` leaves for the officer; a row without any of them says nothing.
    """

    code: str
    sheet: str
    title: str
    title_en: str
    columns: tuple[Column, ...]
    key_of: Callable[[Mapping[str, Any], Context], str]
    check: Rule
    check_all: RuleOfAll = no_rule
    offered: Callable[[Context], Iterable[Mapping[str, Any]]] = field(default=lambda _context: ())
    asks: tuple[str, ...] = ()

    @property
    def all_columns(self) -> tuple[Column, ...]:
        return (DELETE, *self.columns)

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """The name of each column by its folded headings, in either language; no two columns share one."""
        return {fold(text): column.name for column in self.all_columns for text in (column.header, column.header_en)}


def join_key(*parts: object) -> str:
    """A key of these parts; one that would be too long ends in a hash of the whole."""
    key = "-".join(str(part) for part in parts if part not in {None, ""})
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 13]}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"
