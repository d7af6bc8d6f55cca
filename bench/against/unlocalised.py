"""A yardstick: our own application with the cheapest words and numbers that can stand in for localised ones.

The same pages from the same queries and templates; sentences stay in Vietnamese without being looked up, numbers and
days are written by ``str``. It must be imported before anything of the portal is.
"""

import datetime as dt
from typing import Any

from flask import Flask

import portal.i18n
from portal.i18n import babel, formats


def _sentence(text: str, /, **values: Any) -> str:
    return text % values if values else text


def _plural(one: str, _many: str, /, num: int, **values: Any) -> str:
    return one % ({"num": num} | values)


def _number(value: Any, decimals: int = 0, **_more: Any) -> str:
    return str(round(float(value), decimals))


def _value(value: Any, _unit: str, decimals: int = 1, **_more: Any) -> str:
    return "–" if value is None else str(round(float(value), decimals))


def _day(day: dt.date | None) -> str:
    return str(day)


def _period(period: Any) -> str:
    return period if isinstance(period, str) else str(period.text)


def _name(thing: Any, field: str = "name") -> str:
    return getattr(thing, field) or ""


WORDS = {"gettext": _sentence, "ngettext": _plural, "localized": _name}
FORMATS = {
    "format_number": _number,
    "format_value": _value,
    "format_date": _day,
    "format_instant": _day,
    "format_period": _period,
}
for name, plain in WORDS.items():
    setattr(babel, name, plain)
    setattr(portal.i18n, name, plain)
for name, plain in FORMATS.items():
    setattr(formats, name, plain)


def make() -> Flask:
    from wsgi import create_app

    return create_app()


app = make()
