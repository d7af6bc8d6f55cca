"""What a dictionary is made of: columns with their types and words."""

import enum
from dataclasses import dataclass


class Type(enum.StrEnum):
    """What a column's cells are, as Table Schema names it."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"


@dataclass(frozen=True)
class Word:
    """A code, and what it means."""

    code: str
    meaning: str
    meaning_en: str


@dataclass(frozen=True)
class Column:
    """A column of a dataset's files.

    :param required: no cell of it is ever empty.
    :param words: the only codes it holds; any text where there are none.
    :param unit: what its numbers count, as a code of ``UNITS``; None for what has no unit.
    :param pattern: what its texts look like, as a regular expression.
    """

    name: str
    meaning: str
    meaning_en: str
    type: Type = Type.TEXT
    required: bool = False
    words: tuple[Word, ...] = ()
    unit: str | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class Dictionary:
    """Of one kind of file.

    :param row: what a row is.
    :param key: the columns that no two rows have alike.
    """

    row: str
    row_en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def statuses(self) -> tuple[Word, ...]:
        """Of observations; records have none."""
        return next((column.words for column in self.columns if column.name == "status"), ())


RELEASE = Column("release", "Đợt công bố đã đưa dòng này ra.", "The release that this row came in.", required=True)
