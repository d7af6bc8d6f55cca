"""What a page is asked for in its address, resolved or refused in words."""

import datetime as dt
import enum
from typing import TypeVar

from flask import request

from portal.domain.localities import Locality, get_commune, get_former_commune
from portal.domain.periods import Period, parse_period
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.web import session, today

Code = TypeVar("Code", bound=enum.StrEnum)


def asked_code(name: str, codes: type[Code]) -> Code | None:
    """The code that a parameter names; None when it is not asked for.

    :raises Refusal: there is no such code.
    """
    text = request.args.get(name)
    if not text:
        return None
    try:
        return codes(text)
    except ValueError:
        raise Refusal(
            400,
            "unknown-value",
            _("Không có lựa chọn này"),
            _("Tham số %(name)s là “%(text)s”; chỉ nhận %(known)s.", name=name, text=text, known=", ".join(codes)),
        ) from None


def asked_month(name: str) -> Period | None:
    """The month, quarter or year that a parameter names; None when it is not asked for.

    :raises Refusal: it is none.
    """
    text = request.args.get(name)
    if not text:
        return None
    try:
        return parse_period(text)
    except ValueError:
        raise Refusal(
            400,
            "bad-period",
            _("Kỳ chưa đúng"),
            _("“%(text)s” không phải là một kỳ. Hãy viết như 2026-10, 2026-Q3 hoặc 2026.", text=text),
        ) from None


def asked_commune() -> Locality | None:
    """The commune of the parameter ``commune``; None when it is not asked for.

    :raises Refusal: there is none of this name.
    """
    ref = request.args.get("commune")
    if not ref:
        return None
    commune = get_commune(session(), ref, on=today())
    if commune is None:
        raise _unknown(ref, 400)
    return commune


def find_commune(ref: str) -> Locality:
    """The commune with this slug or code on the day of the parameter ``on`` or today, else the last that had it.

    :raises Refusal: there never was one.
    """
    day = asked_day()
    commune = get_commune(session(), ref, on=day) or get_former_commune(session(), ref, on=day)
    if commune is None:
        raise _unknown(ref, 404)
    return commune


def _unknown(ref: str, status: int) -> Refusal:
    detail = _("Làng Số không có xã, phường nào mang tên hoặc mã “%(ref)s”.", ref=ref)
    return Refusal(status, "unknown-commune", _("Không có xã, phường này"), detail)


def asked_day() -> dt.date:
    text = request.args.get("on", "")
    try:
        return dt.date.fromisoformat(text) if text else today()
    except ValueError:
        raise Refusal(
            400,
            "not-a-day",
            _("Ngày chưa đúng"),
            _("“%(text)s” không phải là ngày. Hãy viết như 2025-06-30.", text=text),
        ) from None
