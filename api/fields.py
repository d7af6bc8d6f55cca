"""What the fields of an answer hold. Each says in words what it is, and whether it may be null."""

import datetime as dt
import enum
from typing import Any

from marshmallow import Schema, fields, validate


class Described:
    """A field with a sentence about it.

    :param about: what the field holds, in plain words.
    :param null: whether there may be nothing to say.
    """

    kind = "text"

    def __init__(self, about: str, *arguments: Any, null: bool = False, **more: Any) -> None:
        super().__init__(*arguments, allow_none=null, metadata={"description": about}, **more)


class Text(Described, fields.String):
    pass


class Whole(Described, fields.Integer):
    kind = "whole number"


class Number(Described, fields.Float):
    kind = "number"


class Flag(Described, fields.Boolean):
    kind = "true or false"


class Day(Described, fields.Date):
    kind = "date"


class Instant(Described, fields.DateTime):
    """An instant in UTC: ``2026-10-15T02:00:00Z``."""

    kind = "instant"

    def _serialize(self, value: dt.datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


class Word(Described, fields.String):
    """One of a few words that never change their meaning."""

    def __init__(self, about: str, words: type[enum.StrEnum] | tuple[str, ...], *, null: bool = False) -> None:
        self.words = tuple(str(word) for word in words)
        super().__init__(about, null=null, validate=validate.OneOf(self.words))

    @property
    def kind(self) -> str:
        return "one of " + ", ".join(f"`{word}`" for word in self.words)


class Texts(Described, fields.List):
    kind = "list of texts"

    def __init__(self, about: str) -> None:
        super().__init__(about, fields.String())


class One(Described, fields.Nested):
    """An object within the answer; in CSV a column for each of its fields, ``latest_value``."""

    kind = "object"

    def __init__(self, about: str, schema: type[Schema], *, null: bool = False) -> None:
        super().__init__(about, schema, null=null)


class Many(Described, fields.Nested):
    """A list of objects; in CSV their JSON."""

    kind = "list of objects"

    def __init__(self, about: str, schema: type[Schema]) -> None:
        super().__init__(about, schema(many=True))
