"""No secret in a log: the settings' secrets and passwords, in every way they may be written, and addresses of mail."""

import json
import re
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, unquote, urlsplit

SECRET_NAMES = ("SECRET_KEY", "DESK_SECRET_KEY")
ADDRESS_NAMES = ("DATABASE_URL", "DESK_DATABASE_URL", "SMTP_URL", "REDIS_URL", "RATE_LIMIT_STORAGE")
SHORTEST = 4  # characters; whatever is shorter would be masked in half the words
MASK = "[masked]"
_CREDENTIALS = re.compile(r"(://[^/\s:@\"]*):[^/\s@\"]*@")
_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")


class Masking:
    """Takes out of a line what must not be in it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        secrets = {form for secret in _secrets(environ) for form in _forms(secret) if len(form) >= SHORTEST}
        self._secrets = sorted(secrets, key=len, reverse=True)  # one may be part of another

    def __call__(self, line: str) -> str:
        for secret in self._secrets:
            if secret in line:
                line = line.replace(secret, MASK)
        if "@" in line:
            line = _CREDENTIALS.sub(rf"\1:{MASK}@", line)
            line = _MAIL.sub("…@…", line)
        return line


def _secrets(environ: Mapping[str, str]) -> list[str]:
    found = [environ.get(f"LANGSO_{name}", "") for name in SECRET_NAMES]
    return found + [_password(environ.get(f"LANGSO_{name}", "")) for name in ADDRESS_NAMES]


def _password(address: str) -> str:
    """As it stands in an address; also of one that no parser takes."""
    try:
        return urlsplit(address).password or ""
    except ValueError:
        return address


def _forms(secret: str) -> set[str]:
    """As it is, as an address writes it, as JSON and Python write it."""
    plain = {secret, unquote(secret)}
    written = {form for one in plain for form in (one, quote(one), quote(one, safe=""), quote_plus(one))}
    written |= {repr(form)[1:-1] for form in written}
    return written | {json.dumps(form, ensure_ascii=ascii)[1:-1] for form in written for ascii in (True, False)}
