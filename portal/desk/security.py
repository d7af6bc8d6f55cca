"""Flask-Security as the desk uses it: its passwords (argon2), authenticator codes, recovery codes and sessions.

Its own pages are not used: they know neither Vietnamese nor our throttle. The desk's views call its functions.
"""

import base64
import datetime as dt
import hashlib
import hmac
import io
import time
from typing import Any

import qrcode
from flask import Flask, current_app
from flask_security import Security, SQLAlchemySessionUserDatastore, Totp
from flask_wtf import CSRFProtect
from passlib.totp import TotpMatch
from qrcode.image.svg import SvgPathFillImage
from werkzeug.local import LocalProxy

from portal.desk.accounts import Account, fold_name
from portal.desk.passwords import SHORTEST, DeskPasswords
from portal.desk.stores import desk_session

CLOCK_SLACK = 30  # seconds a phone's clock may be wrong: one code back, one ahead
IDLE = dt.timedelta(minutes=30)
FRESH = dt.timedelta(minutes=15)


class NoRole:
    """Flask-Security wants a model of roles; the desk's roles are grants by commune."""


class DeskTotp(Totp):  # type: ignore[misc]
    """Codes that work once: the window of the last one is kept with the account, whichever worker took it."""

    def get_last_counter(self, user: Account) -> int | None:
        return user.totp_counter

    def set_last_counter(self, user: Account, tmatch: TotpMatch) -> None:
        user.totp_counter = tmatch.counter

    def seal(self, key: str) -> str:
        """A key that is known (base32), as it is kept."""
        return str(self._totp(key=key).to_json(encrypt=True))

    def next_code(self, user: Account) -> str:
        """The first code of the account that is not used yet: the current one, or one ahead."""
        current = int(time.time()) // 30
        window = current if user.totp_counter is None else max(current, user.totp_counter + 1)
        return str(self._totp.from_source(user.tf_totp_secret).generate(window * 30).token)

    def generate_qrcode(self, username: str, totp: str) -> str:
        """An SVG of one path on white, a tenth of the size of one square a module."""
        image = qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgPathFillImage)
        file = io.BytesIO()
        image.save(file)
        return "data:image/svg+xml;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def library() -> Security:
    """Flask-Security of the running application."""
    return current_app.extensions["security"]


def derive(secret: str, purpose: str) -> bytes:
    """A key for one purpose, so that what one thing signs another does not take."""
    return hmac.digest(secret.encode(), f"langso desk: {purpose}".encode(), hashlib.sha256)


def init_app(app: Flask, secret: str) -> None:
    """CSRF first, so that Flask-Security finds it."""
    app.config.update(_configuration(secret))
    CSRFProtect(app)
    accounts = SQLAlchemySessionUserDatastore(LocalProxy(desk_session), Account, NoRole)
    security = Security(app, accounts, register_blueprint=False, totp_cls=DeskTotp, password_util_cls=DeskPasswords)
    security.login_manager.request_loader(None)  # a session is the only way in: no token, no basic authentication
    app.config["DESK_UNKNOWN_HASH"] = security.pwd_context.hash("no account has this password")


def _configuration(secret: str) -> dict[str, Any]:
    return {
        "SECRET_KEY": derive(secret, "sessions").hex(),
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "WTF_I18N_ENABLED": False,
        "SESSION_PROTECTION": None,  # phones change their address; the session's row is what counts
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"name": {"mapper": fold_name, "case_insensitive": False}}],
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
        "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_REQUIRED": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [base64.urlsafe_b64encode(derive(secret, "recovery codes"))],
        "SECURITY_TOTP_SECRETS": {"1": derive(secret, "authenticators").hex()},
        "SECURITY_TOTP_ISSUER": "Làng Số",
    }
