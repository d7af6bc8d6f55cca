"""Conditions and orders on the rows of one dataset."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, false, or_, select, true

from api.ckan.arguments import Arguments
from api.ckan.conditions import MOST_WORDS
from api.ckan.envelope import Invalid
from portal.domain.dataset_rows import NUMBER, select_numbered_rows
from portal.domain.datasets import Dataset
from portal.domain.dictionary import Column, Type, dictionary_of
from portal.domain.folding import fold
from portal.i18n import gettext as _
from portal.web import session

TYPES = {Type.TEXT: "text", Type.INTEGER: "numeric", Type.NUMBER: "numeric", Type.BOOLEAN: "bool", Type.DATE: "date"}
MOST_VALUES = 1000
MOST_MATCHES = 10_000
LARGEST = 2**63 - 1
_BOOLEANS = {"true": True, "false": False}


class Table:
    """The rows of a dataset as of a release, under the columns of its CSV file."""

    def __init__(self, dataset: Dataset, as_of: int) -> None:
        self.as_of = as_of
        self.rows = select_numbered_rows(dataset, as_of).subquery()
        self.columns = {column.name: column for column in dictionary_of(dataset.group_code).columns}
        self.names = (NUMBER, *self.columns)

    def chosen(self, fields: list[str]) -> list[str]:
        """The columns asked for, or all."""
        for name in fields:
            self.require("fields", name, self.names)
        return fields or list(self.names)

    def described(self, names: Iterable[str]) -> list[dict[str, Any]]:
        return [_described(self.columns[name]) if name in self.columns else _NUMBERED for name in names]

    def column(self, argument: str, name: str) -> Any:
        """The column of the query; what is reckoned from other rows has none."""
        self.require(argument, name, self.rows.c.keys())
        return self.rows.c[name]

    def require(self, argument: str, name: str, names: Iterable[str]) -> None:
        if name not in names:
            raise Invalid(argument, _("không có cột “%(name)s”, hoặc cột đó được tính từ các dòng khác.", name=name))

    def type_of(self, name: str) -> Type:
        return self.columns[name].type if name in self.columns else Type.INTEGER


_NUMBERED = {"id": NUMBER, "type": "int"}


def _described(column: Column) -> dict[str, Any]:
    info = {"label": column.name, "notes": column.meaning, "notes_en": column.meaning_en}
    return {"id": column.name, "type": TYPES[column.type], "info": info}


def matching(arguments: Arguments, table: Table) -> list[Any]:
    """The conditions of ``filters`` and ``q``."""
    filters = [_is_one_of(table, name, value) for name, value in arguments.mapping("filters").items()]
    sought = _Sought(table)
    if arguments.is_object("q"):
        return filters + [sought.says(str(text), [name]) for name, text in arguments.mapping("q").items()]
    return [*filters, sought.says(arguments.text("q"), _texts(table))]


def sorting(arguments: Arguments, table: Table) -> list[Any]:
    """The order of ``sort``, empty cells last; without it, and among equals, that of the file."""
    order = [_sorted_by(table, part.split()) for part in arguments.texts("sort", parted_by=",") if part]
    return [*order, table.rows.c[NUMBER]]


def _sorted_by(table: Table, words: list[str]) -> Any:
    direction = words[-1].lower() if len(words) > 1 else "asc"
    if len(words) > 2 or direction not in {"asc", "desc"}:
        raise Invalid("sort", _("viết là “cột asc” hoặc “cột desc”, cách nhau bằng dấu phẩy."))
    column = table.column("sort", words[0].strip('"'))
    return (column.desc() if direction == "desc" else column.asc()).nulls_last()


def _is_one_of(table: Table, name: str, value: Any) -> Any:
    column, type_ = table.column("filters", name), table.type_of(name)
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_VALUES:
        raise Invalid("filters", _("quá nhiều giá trị."))
    typed = [_typed(name, type_, item) for item in values]
    known = column.in_([item for item in typed if item is not None])
    return or_(known, column.is_(None)) if None in typed else known


def _typed(name: str, type_: Type, value: Any) -> Any:
    """A value as the column holds it."""
    if value is None:
        return None
    try:
        return _READ[type_](str(value).strip() if type_ is not Type.TEXT else str(value))
    except (ValueError, KeyError):
        raise Invalid(
            "filters", _("“%(value)s” không phải giá trị của cột “%(name)s”.", value=value, name=name)
        ) from None


def _number(text: str) -> float:
    value = float(text)
    if not abs(value) <= LARGEST:  # also what is no number
        raise ValueError(text)
    return value


def _integer(text: str) -> int:
    value = _number(text)
    if not value.is_integer():
        raise ValueError(text)
    return int(text) if text.lstrip("-").isdecimal() else int(value)


_READ: dict[Type, Any] = {
    Type.TEXT: str,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.BOOLEAN: lambda text: _BOOLEANS[text.lower()],
    Type.DATE: dt.date.fromisoformat,
}


def _texts(table: Table) -> list[str]:
    return [c.key for c in table.rows.c if c.key != NUMBER and table.type_of(c.key) is Type.TEXT]


class _Sought:
    """The values of columns that hold words, as conditions; all that one request looks for counts together.

    A value has many words and a word many values, so each is folded once; and a database takes only so many
    parameters: SQLite 32,766.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._matches = 0

    def says(self, text: str, names: list[str]) -> Any:
        """Every word of the text is in one of the columns, with or without its marks."""
        words = list(dict.fromkeys(fold(text).split()))
        if len(words) > MOST_WORDS:
            raise Invalid("q", _("quá nhiều từ."))
        columns = [self._table.column("q", name) for name in names]
        having = [(column, self._having(column, set(words))) for column in columns] if words else []
        return and_(true(), *[or_(false(), *[column.in_(by[word]) for column, by in having]) for word in words])

    def _having(self, column: Any, words: set[str]) -> dict[str, list[Any]]:
        """The values of a column by the words that are in them."""
        found: dict[str, list[Any]] = {word: [] for word in words}
        for value in session().scalars(select(column).distinct().where(column.is_not(None))):
            for word in words.intersection(fold(str(value)).split()):
                found[word].append(value)
                self._count()
        return found

    def _count(self) -> None:
        self._matches += 1
        if self._matches > MOST_MATCHES:
            raise Invalid("q", _("quá nhiều giá trị có các từ này; hãy dùng filters."))
