"""Conditions and orders on the rows of one dataset."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_, select, true

from api.ckan.arguments import Arguments
from api.ckan.envelope import Invalid
from portal.domain.dataset_rows import NUMBER, select_numbered_rows
from portal.domain.datasets import Dataset
from portal.domain.dictionary import Column, Type, dictionary_of
from portal.domain.folding import fold
from portal.i18n import gettext as _
from portal.web import session

TYPES = {Type.TEXT: "text", Type.INTEGER: "numeric", Type.NUMBER: "numeric", Type.BOOLEAN: "bool", Type.DATE: "date"}
MOST_VALUES = 1000
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
    if arguments.is_object("q"):
        return filters + [_says(table, str(text), [name]) for name, text in arguments.mapping("q").items()]
    return [*filters, _says(table, arguments.text("q"), _texts(table))]


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


def _says(table: Table, text: str, names: list[str]) -> Any:
    """Every word of the text is in one of the columns, with or without its marks."""
    words = fold(text).split()
    if not words:
        return true()
    columns = [table.column("q", name) for name in names]
    rows = session().execute(select(*columns)).all()
    values = [set(cells) for cells in zip(*rows, strict=True)] or [set() for _column in columns]
    pairs = list(zip(columns, values, strict=True))
    return and_(*[or_(*[_has(column, cells, word) for column, cells in pairs]) for word in words])


def _has(column: Any, values: set[Any], word: str) -> Any:
    return column.in_([value for value in values if value is not None and word in fold(str(value)).split()])
