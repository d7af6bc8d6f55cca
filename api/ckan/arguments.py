"""The arguments of an action: of a form, of the address, of a JSON body, in this order; in every spelling in use.

Other than in ``/api/v1``, what nobody knows is passed over: CKAN's clients send arguments that their own servers know.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

import orjson
from flask import request
from werkzeug.datastructures import MultiDict

from api.ckan.envelope import Invalid
from portal.i18n import gettext as _

MOST_BYTES = 1_000_000
MOST_FIELDS = 1000
LARGEST = 2**31 - 1
_WORDS = {True: {"true", "yes", "on", "1", "t", "y"}, False: {"false", "no", "off", "0", "f", "n", ""}}


class Arguments:
    """What an action was asked, read by those who need it.

    :raises Invalid: by every method, when a value is not of its kind.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        value = self._values.get(name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value is None:
            return default
        if isinstance(value, dict | list | bool):
            raise Invalid(name, _("phải là một đoạn chữ."))
        return _sound(name, str(value))

    def required(self, *names: str) -> str:
        """The first of several names of one argument that was given."""
        found = next((text for name in names if (text := self.text(name))), "")
        if not found:
            raise Invalid(names[0], _("Thiếu giá trị (Missing value)."))
        return found

    def flag(self, name: str, default: bool) -> bool:
        value = self._values.get(name)
        if value is None:
            return default
        word = str(value).strip().lower()
        found = next((meaning for meaning, words in _WORDS.items() if word in words), None)
        if found is None:
            raise Invalid(name, _("phải là true hoặc false."))
        return found

    def natural(self, name: str, default: int, *, most: int = LARGEST) -> int:
        """A whole number from 0; what is more than ``most`` is ``most``."""
        text = "true" if isinstance(self._values.get(name), bool) else self.text(name).strip()
        if not text:
            return default
        if not re.fullmatch("[0-9]{1,30}", text):
            raise Invalid(name, _("phải là số nguyên không âm (Must be a natural number)."))
        return min(int(text), most)

    def texts(self, name: str, *, parted_by: str = "") -> list[str]:
        """A list: repeated, as JSON text, or one text; parted by a sign where an action takes it so."""
        value = _decoded(self._values.get(name), "[")
        if value is None or value == "":
            return []
        if not isinstance(value, list):
            value = str(value).split(parted_by) if parted_by else [value]
        if not all(isinstance(item, str | int | float) for item in value):
            raise Invalid(name, _("phải là danh sách các đoạn chữ."))
        return [_sound(name, str(item).strip()) for item in value]

    def mapping(self, name: str) -> dict[str, Any]:
        """An object, also as JSON text."""
        value = _decoded(self._values.get(name), "{")
        if value is None or value == "":
            return {}
        if not isinstance(value, dict):
            raise Invalid(name, _('phải là một đối tượng JSON, như {"status": "withheld"}.'))
        return {_sound(name, key): _sound_value(name, item) for key, item in value.items()}

    def given(self, names: Iterable[str], *, as_text: bool = False) -> dict[str, Any]:
        """Those of these arguments that were given, as they were; as texts for an address."""
        found = {name: self._values[name] for name in names if self._values.get(name) not in (None, "")}
        if not as_text:
            return found
        return {name: v if isinstance(v, str) else orjson.dumps(v).decode() for name, v in found.items()}

    def is_object(self, name: str) -> bool:
        return isinstance(_decoded(self._values.get(name), "{"), dict)


def read_arguments() -> Arguments:
    """Those of this request.

    :raises ValueError: a body that says it is JSON and is not, or is no object.
    """
    request.max_content_length = MOST_BYTES
    return Arguments(_json_of_body() | _mixed(request.args) | _form())


def _json_of_body() -> dict[str, Any]:
    body = b"" if request.mimetype == "multipart/form-data" else request.get_data().strip()
    if body.startswith(b"%7B"):  # a JSON text escaped as if it were a form
        body = unquote_plus(body.decode("ascii", "replace")).encode()
    if not body or (_is_form() and not body.startswith(b"{")):
        return {}
    content = orjson.loads(body)
    if not isinstance(content, dict):
        raise ValueError("the body must be a JSON object")
    return content


def _form() -> dict[str, Any]:
    if request.mimetype == "multipart/form-data":
        return _mixed(request.form)
    body = request.get_data()
    if not _is_form() or body.lstrip().startswith((b"{", b"%7B")):
        return {}
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    return _mixed(MultiDict(pairs))


def _is_form() -> bool:
    return request.mimetype == "application/x-www-form-urlencoded"


def _mixed(values: "MultiDict[str, str]") -> dict[str, Any]:
    """What was given once is a text, what was repeated a list."""
    return {name: given[0] if len(given) == 1 else given for name, given in values.to_dict(flat=False).items()}


def _decoded(value: Any, opening: str) -> Any:
    """The value of a JSON text, or the text where it is none."""
    if isinstance(value, str) and value.lstrip().startswith(opening):
        try:
            return orjson.loads(value)
        except ValueError:
            return value
    return value


def _sound_value(name: str, value: Any) -> Any:
    if isinstance(value, str):
        return _sound(name, value)
    if isinstance(value, Iterable) and not isinstance(value, dict):
        return [_sound_value(name, item) for item in value]
    if isinstance(value, dict):
        raise Invalid(name, _("không nhận đối tượng lồng nhau."))
    return value


def _sound(name: str, text: str) -> str:
    """A text that a database can look for."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Invalid(name, _("có ký tự không hợp lệ."))
    return text
