"""What parameters take, and how one that cannot be read is refused.

Nothing is guessed or passed over: a parameter nobody knows, one given twice, an empty or a bad value is 400, and the
answer says which, and what would do.
"""

import datetime as dt
import difflib
import enum
import re
from functools import cache
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields

from portal.domain.periods import parse_period
from portal.errors import Refusal
from portal.i18n import LANGUAGES, gettext, take_language

LISTS = {
    "commune": "/api/v1/localities?kind=commune",
    "dataset": "/api/v1/datasets",
    "group": "/api/v1/indicators",
    "indicator": "/api/v1/indicators",
    "locality": "/api/v1/localities",
    "parent": "/api/v1/localities",
    "plan": "/api/v1/plans",
    "release": "/api/v1/releases",
    "within": "/api/v1/localities?kind=commune",
}
"""Where the values of the parameters that refer to something are listed."""

MOST = 1000
USUAL = 200
PERIOD = r"^20[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_VERSION = re.compile(r"[0-9]{1,5}\.[0-9]{1,5}\.[0-9]{1,5}")


class Parameter(fields.Field):
    """A parameter of a query.

    :param about: what it does, in plain words.
    :param name: as it stands in the address, where Python cannot call it so (``from``).
    """

    def __init__(self, about: str, *, name: str | None = None) -> None:
        super().__init__(load_default=None, data_key=name, metadata={"description": about})

    def _deserialize(self, value: str, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return self.read(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def read(self, text: str) -> Any:
        """The value that a text stands for.

        :raises ValueError: it stands for none.
        """
        if not text.strip() or "\0" in text:
            raise ValueError("empty")
        return text

    def allowed(self) -> str:
        """What it takes, in the language of the answer."""
        return gettext("một đoạn chữ không rỗng")

    def described(self) -> dict[str, Any]:
        """The same as JSON Schema; a ``format`` of our own stands for what only the store can tell."""
        return {"type": "string", "minLength": 1}


class Ref(Parameter):
    """The code, slug or id of something listed elsewhere."""

    def described(self) -> dict[str, Any]:
        return super().described() | {"format": self.data_key or self.name}

    def allowed(self) -> str:
        return listed(self.data_key or self.name)


class Choice(Parameter):
    def __init__(self, about: str, words: type[enum.StrEnum] | tuple[str, ...]) -> None:
        super().__init__(about)
        self.words = tuple(str(word) for word in words)

    def read(self, text: str) -> str:
        if text not in self.words:
            raise ValueError(text)
        return text

    def allowed(self) -> str:
        return ", ".join(self.words)

    def described(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}


class Between(Parameter):
    """A whole number within bounds."""

    def __init__(self, about: str, least: int, most: int) -> None:
        super().__init__(about)
        self.least, self.most = least, most

    def read(self, text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or not self.least <= int(text) <= self.most:
            raise ValueError(text)
        return int(text)

    def allowed(self) -> str:
        return gettext("số nguyên từ %(least)s đến %(most)s", least=self.least, most=self.most)

    def described(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Date(Parameter):
    def read(self, text: str) -> dt.date:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return dt.date.fromisoformat(text)

    def allowed(self) -> str:
        return gettext("một ngày, ví dụ 2026-10-31")

    def described(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


class PeriodName(Parameter):
    def read(self, text: str) -> str:
        return parse_period(text).text

    def allowed(self) -> str:
        return gettext("một kỳ: 2026, 2026-H1, 2026-Q3 hoặc 2026-10")

    def described(self) -> dict[str, Any]:
        return {"type": "string", "pattern": PERIOD}


class Since(Date):
    """A day, or the first day of a period."""

    def read(self, text: str) -> dt.date:
        return super().read(text) if _DAY.fullmatch(text) else parse_period(text).start

    def allowed(self) -> str:
        return gettext("một kỳ (2026, 2026-H1, 2026-Q3, 2026-10) hoặc một ngày (2026-10-31)")

    def described(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "pattern": PERIOD}, {"type": "string", "format": "date"}]}


class Until(Since):
    """A day, or the last day of a period."""

    def read(self, text: str) -> dt.date:
        return Date.read(self, text) if _DAY.fullmatch(text) else parse_period(text).end


class VersionNumber(Parameter):
    def read(self, text: str) -> str:
        if not _VERSION.fullmatch(text):
            raise ValueError(text)
        return text

    def allowed(self) -> str:
        return gettext("số của một phiên bản, ví dụ 1.4.0")

    def described(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{_VERSION.pattern}$"}


class AsOf(Parameter):
    def allowed(self) -> str:
        return gettext(
            "mã của một đợt công bố (danh sách ở /api/v1/releases), một ngày (2026-10-31) hoặc một thời điểm "
            "(2026-10-31T09:00:00Z; dấu + viết là %(plus)s)",
            plus="%2B",
        )

    def described(self) -> dict[str, Any]:
        release, instant = ({"type": "string", "format": name} for name in ("release", "instant"))
        return {"anyOf": [release, {"type": "string", "format": "date", "pattern": "^20[0-9]{2}-"}, instant]}


class Names(Parameter):
    """Names of fields, by commas. Which ones there are depends on the resource: ``api.rendering`` looks."""

    def read(self, text: str) -> tuple[str, ...]:
        names = tuple(text.split(","))
        if not all(names) or len(set(names)) < len(names):
            raise ValueError(text)
        return names

    def allowed(self) -> str:
        return gettext("tên các trường, cách nhau bằng dấu phẩy, mỗi tên một lần")

    def described(self) -> dict[str, Any]:
        return {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}


class Sort(Names):
    """Fields to sort by, ``-`` before one for the greatest first; nothing to sort by comes last either way."""

    def __init__(self, *sortable: str) -> None:
        super().__init__("sorted by these, `-` before one for the greatest first; a value that is null comes last")
        self.sortable = sortable

    def read(self, text: str) -> tuple[str, ...]:
        names = super().read(text)
        bare = [name.removeprefix("-") for name in names]
        if len(set(bare)) < len(bare) or not set(bare) <= set(self.sortable):
            raise ValueError(text)
        return names

    def allowed(self) -> str:
        return gettext(
            "tên các trường, cách nhau bằng dấu phẩy, thêm - ở trước để xếp giảm dần: %(names)s",
            names=", ".join(self.sortable),
        )

    def described(self) -> dict[str, Any]:
        words = [sign + name for name in self.sortable for sign in ("", "-")]
        return super().described() | {"items": {"type": "string", "enum": words}}


class Cursor(Parameter):
    def allowed(self) -> str:
        return gettext("để nguyên địa chỉ trong “next” của trang trước")

    def described(self) -> dict[str, Any]:
        return super().described() | {"format": "cursor"}


class Language(Schema):
    """What every address takes."""

    lang = Choice("language of computed sentences and of messages; `vi` unless asked", LANGUAGES)


class Thing(Language):
    """What the address of one thing takes."""

    fields = Names("only these fields, in this order")


class Page(Thing):
    """What every collection takes."""

    limit = Between(f"rows a page, {USUAL} unless asked; of CSV and NDJSON, rows in all", 1, MOST)
    cursor = Cursor("where a page begins; stands in `next`, which is followed as it is")


def read_parameters(schema: type[Schema]) -> dict[str, Any]:
    """The request's parameters as the schema types them; None for those not given.

    :raises Refusal: 400, naming the parameter and what would do.
    """
    take_language(request.args.get("lang"))
    known = parameters_of(schema)
    for name, values in request.args.lists():
        if name not in known:
            raise _unknown(name, list(known))
        if len(values) > 1:
            raise _repeated(name, values)
    try:
        return _load(schema, request.args.to_dict())
    except ValidationError as error:
        name = next(iter(error.normalized_messages()))
        raise bad_value(name, request.args[name], known[name].allowed()) from error


def _load(schema: type[Schema], given: dict[str, str]) -> dict[str, Any]:
    """What the schema loads. It would look at each of its fields for every request, of which few are given; so only
    what cannot be read comes to it, and is refused in its way.
    """
    known, absent = parameters_of(schema), _absent(schema)
    try:
        return absent | {str(known[name].name): known[name].read(text) for name, text in given.items()}
    except ValueError:
        return reader_of(schema).load(given)  # type: ignore[no-any-return]


@cache
def _absent(schema: type[Schema]) -> dict[str, Any]:
    """What is loaded where nothing is given."""
    return reader_of(schema).load({})  # type: ignore[no-any-return]


@cache
def reader_of(schema: type[Schema]) -> Schema:
    """One for all requests: making a schema copies every field of it."""
    return schema()


@cache
def parameters_of(schema: type[Schema]) -> dict[str, Parameter]:
    """The parameters of a query by their names in the address, those of every address last."""
    own = {field.data_key or name: field for name, field in schema().fields.items()}
    common = [name for name in ("sort", *Page().fields) if name in own]
    return {name: own[name] for name in [*(n for n in own if n not in common), *common]}


def listed(parameter: str) -> str:
    """Where the values of a referring parameter are found, in words."""
    return gettext("một mã có trong %(address)s", address=LISTS[parameter])


def _unknown(name: str, known: list[str]) -> Refusal:
    nearest = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0)[0]
    return Refusal(
        400,
        "unknown-parameter",
        gettext("Không có tham số này"),
        gettext(
            "Không có tham số “%(name)s”. Gần nhất là “%(nearest)s”. Các tham số ở đây: %(known)s.",
            name=name,
            nearest=nearest,
            known=", ".join(known),
        ),
        parameter=name,
        nearest=nearest,
        known=known,
    )


def _repeated(name: str, values: list[str]) -> Refusal:
    return Refusal(
        400,
        "repeated-parameter",
        gettext("Tham số ghi nhiều lần"),
        gettext("Tham số “%(name)s” ghi %(times)s lần; mỗi tham số chỉ ghi một lần.", name=name, times=len(values)),
        parameter=name,
        value=values,
    )


def bad_value(name: str, value: str, allowed: str) -> Refusal:
    return Refusal(
        400,
        "bad-value",
        gettext("Giá trị không dùng được"),
        gettext(
            "Tham số “%(name)s” không nhận “%(value)s”. Cần: %(allowed)s.", name=name, value=value, allowed=allowed
        ),
        parameter=name,
        value=value,
        allowed=allowed,
    )
