"""The device cookie: to which accounts this browser has signed in, signed, so that it has a counter of its own."""

import hashlib
import hmac
import secrets
from typing import Any

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from portal.desk.accounts import Account

KEPT = 180 * 24 * 3600  # seconds
MOST = 30  # accounts on one device


def device_for(name: str) -> str | None:
    """This device's own number if the account of that name has signed in on it, else None."""
    known = _read()
    return str(known["device"]) if _mark(name) in known["accounts"] else None


def remember_device(response: Response, account: Account) -> None:
    known = _read()
    mark = _mark(account.name)
    accounts = [mark, *(other for other in known["accounts"] if other != mark)][:MOST]
    device = known["device"] or secrets.token_urlsafe(16)
    response.set_cookie(
        _cookie_name(),
        _serializer().dumps({"device": device, "accounts": accounts}),
        max_age=KEPT,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path=current_app.config["SESSION_COOKIE_PATH"],
    )


def _read() -> dict[str, Any]:
    try:
        return _serializer().loads(request.cookies.get(_cookie_name(), ""), max_age=KEPT)  # type: ignore[no-any-return]
    except BadSignature:
        return {"device": "", "accounts": []}


def _mark(name: str) -> str:
    """An account in the cookie: not its name, for who else uses the machine."""
    return hmac.new(current_app.config["DESK_KEY_DEVICES"], name.encode(), hashlib.sha256).hexdigest()[:16]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["DESK_KEY_DEVICES"])


def _cookie_name() -> str:
    return current_app.config["DESK_COOKIE_PREFIX"] + "langso-device"  # type: ignore[no-any-return]
